-- Statements: which quotations report one utterance. All of it is derived but for what people judged.

CREATE INDEX quotations_by_actor_and_day ON quotations (actor, key);

CREATE TABLE meanings (                     -- vectors of the passages of a quotation, last that of the whole, made once
    quotation TEXT PRIMARY KEY REFERENCES quotations (id) ON DELETE CASCADE,
    vectors BLOB NOT NULL
);

CREATE TABLE ties (                         -- pairs of quotations that may report one utterance
    "left" TEXT NOT NULL REFERENCES quotations (id) ON DELETE CASCADE,
    "right" TEXT NOT NULL REFERENCES quotations (id) ON DELETE CASCADE,
    score REAL NOT NULL,
    PRIMARY KEY ("left", "right")
) WITHOUT ROWID;
CREATE INDEX ties_by_right ON ties ("right");

CREATE TABLE folds (                        -- of those that were folded into another one, which stands for the statement
    quotation TEXT PRIMARY KEY REFERENCES quotations (id) ON DELETE CASCADE,
    statement TEXT NOT NULL,
    beside TEXT NOT NULL,                   -- the quotation of the group that the reasons compare it with
    score REAL NOT NULL,
    because TEXT NOT NULL                   -- JSON [[part, score, detail], …]
) WITHOUT ROWID;
CREATE INDEX folds_by_statement ON folds (statement);

-- What changed since it was compared. The triggers see to it, whoever edits the file.
CREATE TABLE unfolded (quotation TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER quotation_unfolds AFTER INSERT ON quotations WHEN NEW.actor IS NOT NULL BEGIN
    INSERT OR IGNORE INTO unfolded (quotation) VALUES (NEW.id);
END;
CREATE TRIGGER quotation_gone_unfolds BEFORE DELETE ON quotations BEGIN
    INSERT OR IGNORE INTO unfolded (quotation) SELECT "right" FROM ties WHERE "left" = OLD.id;
    INSERT OR IGNORE INTO unfolded (quotation) SELECT "left" FROM ties WHERE "right" = OLD.id;
    INSERT OR IGNORE INTO unfolded (quotation) SELECT quotation FROM folds WHERE statement = OLD.id;
    DELETE FROM unfolded WHERE quotation = OLD.id;
END;
CREATE TRIGGER judgement_unfolds AFTER INSERT ON judgements WHEN NEW.kind = 'same' BEGIN
    INSERT OR IGNORE INTO unfolded (quotation)
    SELECT id FROM quotations WHERE id IN (NEW."left", NEW."right") AND actor IS NOT NULL;
END;
INSERT INTO unfolded (quotation) SELECT id FROM quotations WHERE actor IS NOT NULL;

CREATE VIEW statements AS
SELECT coalesce(f.statement, q.id) AS statement, coalesce(max(c.name), max(a.name)) AS speaker, min(q.day) AS day,
       count(*) AS quotations, count(DISTINCT s.outlet) AS outlets, sum(q.form = 'direct') AS direct,
       coalesce(max(i.canonical), max(q.actor)) AS actor
FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story
LEFT JOIN folds AS f ON f.quotation = q.id
LEFT JOIN identities AS i ON i.actor = q.actor
LEFT JOIN actors AS c ON c.id = i.canonical
LEFT JOIN actors AS a ON a.id = q.actor
WHERE q.actor IS NOT NULL
GROUP BY coalesce(f.statement, q.id);

CREATE VIEW reports_of_statements AS
SELECT coalesce(f.statement, q.id) AS statement, q.day, q.speaker, q.text AS words, q.form, q.cue, s.outlet, s.headline,
       s.published, s.language, q.relay, f.beside, f.score, f.because, q.id AS quotation, s.id AS story, d.uri AS document
FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story
CROSS JOIN documents AS d ON d.key = s.document
LEFT JOIN folds AS f ON f.quotation = q.id
WHERE q.actor IS NOT NULL;
