-- Plain names for what linking makes, and its work as rows that whoever writes puts there: no trigger does.
-- The views that read the tables are renamed in by SQLite itself.

DROP TRIGGER quotation_unlinks;
DROP TRIGGER quotation_gone_unlinks;
DROP TRIGGER name_unlinks;
DROP TRIGGER actor_gone_unlinks;
DROP TRIGGER judgement_unlinks;
DROP TRIGGER quotation_unfolds;
DROP TRIGGER quotation_gone_unfolds;
DROP TRIGGER judgement_unfolds;
DROP TABLE unlinked;
DROP TABLE stale_blocks;
DROP TABLE unfolded;

ALTER TABLE identities RENAME TO actor_links;
DROP INDEX identities_by_canonical;
CREATE INDEX actor_links_by_canonical ON actor_links (canonical);
ALTER TABLE listed RENAME TO imported_actors;
ALTER TABLE folds RENAME TO statement_members;
DROP INDEX folds_by_statement;
CREATE INDEX statement_members_by_statement ON statement_members (statement);
ALTER TABLE ties RENAME TO quotation_pairs;
DROP INDEX ties_by_right;
CREATE INDEX quotation_pairs_by_right ON quotation_pairs ("right");
ALTER TABLE meanings RENAME TO embeddings;

-- What is to be linked. A thing that is queued again gets a new number, which is never used twice: who has linked what
-- stood there before takes away that number only.
CREATE TABLE actor_queue (number INTEGER PRIMARY KEY AUTOINCREMENT, actor TEXT NOT NULL UNIQUE);
CREATE TABLE block_queue (number INTEGER PRIMARY KEY AUTOINCREMENT, block TEXT NOT NULL UNIQUE);
CREATE TABLE index_queue (number INTEGER PRIMARY KEY AUTOINCREMENT, actor TEXT NOT NULL UNIQUE);
CREATE TABLE statement_queue (number INTEGER PRIMARY KEY AUTOINCREMENT, quotation TEXT NOT NULL UNIQUE);

CREATE TABLE linking (                      -- one row
    only INTEGER PRIMARY KEY CHECK (only = 1),
    generation INTEGER NOT NULL,            -- how often links were written: what was read before the last is stale
    version TEXT NOT NULL                   -- the program that linked; another one links all of it anew
);
INSERT INTO linking (only, generation, version) VALUES (1, 0, '');
