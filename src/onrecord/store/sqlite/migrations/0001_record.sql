-- The record: documents as received, the stories and quotations found in them, the judgements made on them.
-- Every table below `documents` goes when its document goes; judgements stay (law 2).
-- Small columns stand first: SQLite reads a row from its start, and long texts spill to other pages.

CREATE TABLE documents (
    key INTEGER PRIMARY KEY,                -- from the hash, so that a rebuild gives the same keys
    sha256 TEXT NOT NULL UNIQUE,
    uri TEXT NOT NULL,                      -- the earliest receipt; all of them are in receipts
    retrieved TEXT,
    media_type TEXT NOT NULL,
    encoding TEXT,
    url TEXT, title TEXT, author TEXT, published TEXT, outlet TEXT, language TEXT,
    header_start INTEGER NOT NULL, header_end INTEGER NOT NULL,
    published_start INTEGER, published_end INTEGER,
    analysed_by TEXT NOT NULL,
    fingerprint TEXT NOT NULL,              -- hash of all that was derived: the same again changes nothing
    text TEXT NOT NULL,
    bytes BLOB NOT NULL                     -- the original, zlib-compressed
);

CREATE TABLE receipts (
    document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    uri TEXT NOT NULL,
    retrieved TEXT NOT NULL DEFAULT '',     -- the first time; '' when nobody noted it
    PRIMARY KEY (document, uri)
) WITHOUT ROWID;

CREATE TABLE outlets (
    name TEXT PRIMARY KEY,
    folded TEXT NOT NULL                    -- words without case and accents, each after a space
) WITHOUT ROWID;

CREATE TABLE stories (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    headline TEXT, headline_start INTEGER, headline_end INTEGER,
    outlet TEXT REFERENCES outlets (name),
    byline TEXT,
    published TEXT, published_basis TEXT, published_start INTEGER, published_end INTEGER,
    language TEXT,
    text TEXT NOT NULL
);
CREATE INDEX stories_by_document ON stories (document, start);
CREATE INDEX stories_by_outlet ON stories (outlet);

CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,                     -- the fullest of the names in print
    kind TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE names (                        -- every wording under which an actor was printed
    actor TEXT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (actor, name, kind)
) WITHOUT ROWID;

CREATE TABLE quotations (
    key INTEGER PRIMARY KEY,                -- day << 31 | bits of the id: the order of keys is the order of days
    id TEXT NOT NULL UNIQUE,
    story TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    day TEXT,                               -- first day of said, else of the publication, else unknown
    day_basis TEXT,                         -- 'said' or 'published'
    actor TEXT REFERENCES actors (id),
    speaker TEXT, speaker_kind TEXT, role TEXT,
    form TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT, source_start INTEGER, source_end INTEGER,
    cue TEXT, cue_start INTEGER, cue_end INTEGER,
    content TEXT NOT NULL,                  -- JSON [[start, end], …]
    said TEXT, said_basis TEXT, said_start INTEGER, said_end INTEGER,
    addressee TEXT, addressee_start INTEGER, addressee_end INTEGER,
    venue TEXT, venue_start INTEGER, venue_end INTEGER,
    relay TEXT NOT NULL,                    -- JSON [[name, kind, [start, end]], …], nearest first
    act TEXT,
    about TEXT NOT NULL,                    -- JSON [[start, end], …]
    inside TEXT,                            -- id of the quotation this one stands in
    implicit INTEGER NOT NULL,
    headline INTEGER NOT NULL,
    confidence REAL NOT NULL,
    tags TEXT NOT NULL                      -- speaker, outlet and form as tokens of the index
);
CREATE INDEX quotations_by_story ON quotations (story, position);
CREATE INDEX quotations_by_actor ON quotations (actor, speaker, speaker_kind);

CREATE TABLE judgements (
    number INTEGER PRIMARY KEY,
    "left" TEXT NOT NULL, "right" TEXT NOT NULL,
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL,
    score REAL,
    because TEXT NOT NULL DEFAULT '[]',     -- JSON [{"part", "score", "detail"}, …]
    "by" TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX judgements_by_left ON judgements ("left");
CREATE INDEX judgements_by_right ON judgements ("right");
CREATE TRIGGER judgements_stay BEFORE DELETE ON judgements BEGIN
    SELECT RAISE(ABORT, 'judgements are only ever appended: undo one by adding another');
END;
CREATE TRIGGER judgements_unchanged BEFORE UPDATE ON judgements BEGIN
    SELECT RAISE(ABORT, 'judgements are only ever appended: undo one by adding another');
END;

CREATE TABLE problems (
    id TEXT PRIMARY KEY,
    document INTEGER REFERENCES documents (key) ON DELETE CASCADE,    -- NULL: the input never became a document
    story TEXT REFERENCES stories (id) ON DELETE CASCADE,             -- NULL: of the whole document
    position INTEGER,                       -- NULL: found by the store itself
    uri TEXT,
    stage TEXT NOT NULL,
    message TEXT NOT NULL,
    start INTEGER, "end" INTEGER,
    remedy TEXT
) WITHOUT ROWID;
CREATE INDEX problems_by_place ON problems (document, start, id);
CREATE INDEX problems_by_story ON problems (story);
CREATE INDEX problems_by_uri ON problems (uri) WHERE document IS NULL;

-- The indexes of words hold no text of their own: they read it back from the table, and must be told the old
-- words before they change, or they rot. The triggers see to it, whoever edits the file.
CREATE VIRTUAL TABLE quotation_words USING fts5 (
    text, tags, content="quotations", content_rowid="key", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER quotation_words_add AFTER INSERT ON quotations BEGIN
    INSERT INTO quotation_words (rowid, text, tags) VALUES (NEW.key, NEW.text, NEW.tags);
END;
CREATE TRIGGER quotation_words_drop AFTER DELETE ON quotations BEGIN
    INSERT INTO quotation_words (quotation_words, rowid, text, tags) VALUES ('delete', OLD.key, OLD.text, OLD.tags);
END;
CREATE TRIGGER quotation_words_edit AFTER UPDATE OF key, text, tags ON quotations BEGIN
    INSERT INTO quotation_words (quotation_words, rowid, text, tags) VALUES ('delete', OLD.key, OLD.text, OLD.tags);
    INSERT INTO quotation_words (rowid, text, tags) VALUES (NEW.key, NEW.text, NEW.tags);
END;

CREATE VIRTUAL TABLE story_words USING fts5 (
    headline, text, content="stories", content_rowid="key", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER story_words_add AFTER INSERT ON stories BEGIN
    INSERT INTO story_words (rowid, headline, text) VALUES (NEW.key, NEW.headline, NEW.text);
END;
CREATE TRIGGER story_words_drop AFTER DELETE ON stories BEGIN
    INSERT INTO story_words (story_words, rowid, headline, text) VALUES ('delete', OLD.key, OLD.headline, OLD.text);
END;
CREATE TRIGGER story_words_edit AFTER UPDATE OF key, headline, text ON stories BEGIN
    INSERT INTO story_words (story_words, rowid, headline, text) VALUES ('delete', OLD.key, OLD.headline, OLD.text);
    INSERT INTO story_words (rowid, headline, text) VALUES (NEW.key, NEW.headline, NEW.text);
END;

-- One view for each question people ask of the file with a tool of their own.
CREATE VIEW who_said_what AS
SELECT q.day, q.day_basis, coalesce(q.speaker, q.source, '(not named)') AS speaker, q.role, q.text AS words, q.form,
       q.addressee, q.venue, s.outlet, s.headline, d.url, d.uri AS document, q.id AS quotation, s.id AS story
FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story
CROSS JOIN documents AS d ON d.key = s.document
ORDER BY q.key DESC;

CREATE VIEW statements_by_speaker AS
SELECT a.name AS speaker, a.kind, count(*) AS quotations, sum(q.form = 'direct') AS direct,
       count(DISTINCT s.outlet) AS outlets, min(q.day) AS first_day, max(q.day) AS last_day, a.id AS actor
FROM quotations AS q
CROSS JOIN actors AS a ON a.id = q.actor
CROSS JOIN stories AS s ON s.id = q.story
GROUP BY a.id ORDER BY quotations DESC, speaker;

CREATE VIEW outlets_and_whom_they_quote AS
SELECT s.outlet, coalesce(a.name, '(not named)') AS speaker, count(*) AS quotations,
       count(DISTINCT s.id) AS stories, min(q.day) AS first_day, max(q.day) AS last_day
FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story
LEFT JOIN actors AS a ON a.id = q.actor
GROUP BY s.outlet, q.actor ORDER BY s.outlet, quotations DESC, speaker;

CREATE VIEW problems_by_document AS
SELECT coalesce(p.uri, d.uri) AS document, p.stage, p.message, p.remedy, p.start, p."end",
       CASE WHEN p.start IS NOT NULL THEN substr(d.text, p.start + 1, min(p."end" - p.start, 200)) END AS words
FROM problems AS p LEFT JOIN documents AS d ON d.key = p.document
ORDER BY document, p.start;

CREATE VIEW where_documents_came_from AS
SELECT d.sha256, r.uri, nullif(r.retrieved, '') AS retrieved, d.title, d.outlet, d.media_type, d.analysed_by
FROM documents AS d CROSS JOIN receipts AS r ON r.document = d.key
ORDER BY r.uri, r.retrieved;
