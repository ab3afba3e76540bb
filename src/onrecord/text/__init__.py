"""Text as spans: masks, sentences, quotation marks. Every function takes the whole text, so that offsets never move."""
