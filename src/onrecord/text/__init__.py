"""Text as spans: masks, sentences, quotation marks, dates, words. Functions take the whole text: offsets never move."""
