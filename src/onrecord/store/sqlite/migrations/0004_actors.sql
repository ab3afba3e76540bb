-- Actors across stories: who is taken for whom, lists of actors that people import, and what is still to be linked.

CREATE TABLE blocks (                       -- what an actor is compared in: all that share a sort of name
    actor TEXT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    block TEXT NOT NULL,
    PRIMARY KEY (actor, block)
) WITHOUT ROWID;
CREATE INDEX blocks_by_block ON blocks (block);

CREATE TABLE identities (                   -- of those that are taken for another one; derived, like all but judgements
    actor TEXT PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
    canonical TEXT NOT NULL,                -- the actor that stands for all of them
    score REAL NOT NULL,
    because TEXT NOT NULL                   -- JSON [[part, score, detail], …]
) WITHOUT ROWID;
CREATE INDEX identities_by_canonical ON identities (canonical);

CREATE TABLE listed (                       -- entries of a list that somebody imported
    actor TEXT PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
    source TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE offices (                      -- what such a list says of offices; days are ISO prefixes or ''
    actor TEXT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    since TEXT NOT NULL DEFAULT '',
    until TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (actor, role, since)
) WITHOUT ROWID;

-- What changed since it was linked. The triggers see to it, whoever edits the file.
CREATE TABLE unlinked (actor TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE stale_blocks (block TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER quotation_unlinks AFTER INSERT ON quotations WHEN NEW.actor IS NOT NULL BEGIN
    INSERT OR IGNORE INTO unlinked (actor) VALUES (NEW.actor);
END;
CREATE TRIGGER quotation_gone_unlinks AFTER DELETE ON quotations WHEN OLD.actor IS NOT NULL BEGIN
    INSERT OR IGNORE INTO unlinked (actor) VALUES (OLD.actor);
END;
CREATE TRIGGER name_unlinks AFTER INSERT ON names BEGIN
    INSERT OR IGNORE INTO unlinked (actor) VALUES (NEW.actor);
END;
CREATE TRIGGER actor_gone_unlinks BEFORE DELETE ON actors BEGIN
    INSERT OR IGNORE INTO stale_blocks (block) SELECT block FROM blocks WHERE actor = OLD.id;
    DELETE FROM unlinked WHERE actor = OLD.id;
END;
CREATE TRIGGER judgement_unlinks AFTER INSERT ON judgements WHEN NEW.kind = 'same' BEGIN
    INSERT OR IGNORE INTO unlinked (actor) SELECT id FROM actors WHERE id IN (NEW."left", NEW."right");
END;
INSERT INTO unlinked (actor) SELECT id FROM actors;

DROP VIEW who_said_what;
CREATE VIEW who_said_what AS
SELECT q.day, q.day_basis, coalesce(q.speaker, q.source, '(not named)') AS speaker, q.role, q.text AS words, q.form,
       q.kind, q.act, q.addressee, q.venue, s.outlet, s.headline, d.url, d.uri AS document, q.id AS quotation,
       s.id AS story, coalesce(i.canonical, q.actor) AS actor
FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story
CROSS JOIN documents AS d ON d.key = s.document
LEFT JOIN identities AS i ON i.actor = q.actor
ORDER BY q.key DESC;

DROP VIEW statements_by_speaker;
CREATE VIEW statements_by_speaker AS
SELECT coalesce(c.name, a.name) AS speaker, coalesce(c.kind, a.kind) AS kind, count(*) AS quotations,
       sum(q.form = 'direct') AS direct, count(DISTINCT s.outlet) AS outlets, min(q.day) AS first_day,
       max(q.day) AS last_day, coalesce(i.canonical, a.id) AS actor
FROM quotations AS q
CROSS JOIN actors AS a ON a.id = q.actor
CROSS JOIN stories AS s ON s.id = q.story
LEFT JOIN identities AS i ON i.actor = a.id
LEFT JOIN actors AS c ON c.id = i.canonical
GROUP BY coalesce(i.canonical, a.id) ORDER BY quotations DESC, speaker;

DROP VIEW outlets_and_whom_they_quote;
CREATE VIEW outlets_and_whom_they_quote AS
SELECT s.outlet, coalesce(c.name, a.name, '(not named)') AS speaker, count(*) AS quotations,
       count(DISTINCT s.id) AS stories, min(q.day) AS first_day, max(q.day) AS last_day
FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story
LEFT JOIN actors AS a ON a.id = q.actor
LEFT JOIN identities AS i ON i.actor = a.id
LEFT JOIN actors AS c ON c.id = i.canonical
GROUP BY s.outlet, coalesce(i.canonical, q.actor) ORDER BY s.outlet, quotations DESC, speaker;

CREATE VIEW roles_of_speakers AS
SELECT coalesce(c.name, a.name) AS speaker, q.role, min(q.day) AS first_day, max(q.day) AS last_day,
       count(*) AS quotations, coalesce(i.canonical, a.id) AS actor
FROM quotations AS q
CROSS JOIN actors AS a ON a.id = q.actor
LEFT JOIN identities AS i ON i.actor = a.id
LEFT JOIN actors AS c ON c.id = i.canonical
WHERE q.role IS NOT NULL
GROUP BY coalesce(i.canonical, a.id), q.role ORDER BY speaker, first_day, q.role;

CREATE VIEW names_of_speakers AS
SELECT coalesce(c.name, a.name) AS speaker, n.name AS printed, n.kind, coalesce(i.score, '') AS score,
       coalesce(i.because, '[]') AS because, a.id AS printed_actor, coalesce(i.canonical, a.id) AS actor
FROM names AS n
CROSS JOIN actors AS a ON a.id = n.actor
LEFT JOIN identities AS i ON i.actor = a.id
LEFT JOIN actors AS c ON c.id = i.canonical
ORDER BY speaker, printed;
