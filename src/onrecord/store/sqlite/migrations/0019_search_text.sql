-- Words that SQLite's own tokenizer would not find as people type them (Chinese and Japanese, literal entities, letters
-- parted by what shows nothing, ё and е) are kept once more as the index of words needs them: see search_text.py.

ALTER TABLE quotations ADD COLUMN search_text TEXT;     -- NULL: the text does as it is
ALTER TABLE stories ADD COLUMN search_text TEXT;        -- of headline and text; NULL: they do as they are

DROP TRIGGER quotation_words_add;
DROP TRIGGER quotation_words_drop;
DROP TRIGGER quotation_words_edit;
DROP TABLE quotation_words;
DROP TRIGGER story_words_add;
DROP TRIGGER story_words_drop;
DROP TABLE story_words;

UPDATE quotations SET search_text = search_text(text);
UPDATE stories SET search_text = (
    SELECT search_text(coalesce(t.headline, '') || char(10) || t.text) FROM story_texts AS t WHERE t.key = stories.key
);

CREATE VIEW quotation_search_texts AS
SELECT key, coalesce(search_text, text) AS text, tags FROM quotations;
CREATE VIEW story_search_texts AS
SELECT t.key, iif(s.search_text IS NULL, t.headline, NULL) AS headline, coalesce(s.search_text, t.text) AS text
FROM story_texts AS t CROSS JOIN stories AS s ON s.key = t.key;

CREATE VIRTUAL TABLE quotation_words USING fts5 (
    text, tags, content="quotation_search_texts", content_rowid="key", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO quotation_words (quotation_words) VALUES ('rebuild');
CREATE TRIGGER quotation_words_add AFTER INSERT ON quotations BEGIN
    INSERT INTO quotation_words (rowid, text, tags) VALUES (NEW.key, coalesce(NEW.search_text, NEW.text), NEW.tags);
END;
CREATE TRIGGER quotation_words_drop AFTER DELETE ON quotations BEGIN
    INSERT INTO quotation_words (quotation_words, rowid, text, tags)
    VALUES ('delete', OLD.key, coalesce(OLD.search_text, OLD.text), OLD.tags);
END;
CREATE TRIGGER quotation_words_edit AFTER UPDATE OF key, text, search_text, tags ON quotations BEGIN
    INSERT INTO quotation_words (quotation_words, rowid, text, tags)
    VALUES ('delete', OLD.key, coalesce(OLD.search_text, OLD.text), OLD.tags);
    INSERT INTO quotation_words (rowid, text, tags) VALUES (NEW.key, coalesce(NEW.search_text, NEW.text), NEW.tags);
END;

CREATE VIRTUAL TABLE story_words USING fts5 (
    headline, text, content="story_search_texts", content_rowid="key", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO story_words (story_words) VALUES ('rebuild');
CREATE TRIGGER story_words_add AFTER INSERT ON stories BEGIN
    INSERT INTO story_words (rowid, headline, text)
    SELECT key, headline, text FROM story_search_texts WHERE key = NEW.key;
END;
CREATE TRIGGER story_words_drop BEFORE DELETE ON stories BEGIN
    INSERT INTO story_words (story_words, rowid, headline, text)
    SELECT 'delete', key, headline, text FROM story_search_texts WHERE key = OLD.key;
END;
DROP TRIGGER stories_stay_where_they_are;
CREATE TRIGGER stories_stay_where_they_are
BEFORE UPDATE OF key, document, start, "end", headline, search_text ON stories BEGIN
    SELECT RAISE(ABORT, 'a story is not changed: it is taken out and put in again');
END;
