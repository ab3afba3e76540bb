-- The text of a story is a span of its document's, kept there and nowhere else; the index of words reads it through a
-- view, and must see the words of a story before it goes, and the story before its document.

DROP TRIGGER story_words_add;
DROP TRIGGER story_words_drop;
DROP TRIGGER story_words_edit;
DROP TABLE story_words;
ALTER TABLE stories DROP COLUMN text;

CREATE VIEW story_texts AS
SELECT s.key, s.headline, substr(d.text, s.start + 1, s."end" - s.start) AS text
FROM stories AS s CROSS JOIN documents AS d ON d.key = s.document;

CREATE VIRTUAL TABLE story_words USING fts5 (
    headline, text, content="story_texts", content_rowid="key", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO story_words (story_words) VALUES ('rebuild');

CREATE TRIGGER story_words_add AFTER INSERT ON stories BEGIN
    INSERT INTO story_words (rowid, headline, text) SELECT key, headline, text FROM story_texts WHERE key = NEW.key;
END;
CREATE TRIGGER story_words_drop BEFORE DELETE ON stories BEGIN
    INSERT INTO story_words (story_words, rowid, headline, text)
    SELECT 'delete', key, headline, text FROM story_texts WHERE key = OLD.key;
END;
CREATE TRIGGER documents_drop_stories BEFORE DELETE ON documents BEGIN
    DELETE FROM stories WHERE document = OLD.key;
END;
CREATE TRIGGER stories_stay_where_they_are BEFORE UPDATE OF key, document, start, "end", headline ON stories BEGIN
    SELECT RAISE(ABORT, 'a story is not changed: it is taken out and put in again');
END;
CREATE TRIGGER documents_keep_their_text BEFORE UPDATE OF text ON documents
WHEN EXISTS (SELECT 1 FROM stories WHERE document = OLD.key) BEGIN
    SELECT RAISE(ABORT, 'the stories of a document are taken out before its text changes');
END;
