-- How statements stand to earlier ones and to pinned claims: decided when linking, and kept as judgements of the program.

CREATE TABLE relations (
    "left" TEXT NOT NULL REFERENCES quotations (id) ON DELETE CASCADE,     -- the later statement
    "right" TEXT NOT NULL REFERENCES quotations (id) ON DELETE CASCADE,    -- the earlier one
    kind TEXT NOT NULL,                     -- denies, repeats, shifts, keeps_promise, breaks_promise
    how TEXT NOT NULL,                      -- in what words depart, or what limits a denial; '' elsewhere
    score REAL NOT NULL,
    because TEXT NOT NULL,                  -- JSON [[part, score, detail], …]
    passage TEXT NOT NULL,                  -- words of the later statement, and where they stand
    quotation TEXT NOT NULL,
    start INTEGER NOT NULL,                 -- characters of the document
    "end" INTEGER NOT NULL,
    other_passage TEXT NOT NULL,            -- the same of the earlier one
    other_quotation TEXT NOT NULL,
    other_start INTEGER NOT NULL,
    other_end INTEGER NOT NULL,
    "by" TEXT NOT NULL,                     -- the version of the program that decided so
    PRIMARY KEY ("left", "right", kind)
) WITHOUT ROWID;
CREATE INDEX relations_by_right ON relations ("right");

CREATE TABLE claim_stances (                -- of every statement that shares words with a pinned claim
    claim TEXT NOT NULL,
    statement TEXT NOT NULL REFERENCES quotations (id) ON DELETE CASCADE,
    kind TEXT,                              -- affirms, denies, questions, neutral; NULL where it has nothing to do with it
    passage TEXT NOT NULL,
    score REAL NOT NULL,
    because TEXT NOT NULL,
    "by" TEXT NOT NULL,
    PRIMARY KEY (claim, statement)
) WITHOUT ROWID;
CREATE INDEX claim_stances_by_statement ON claim_stances (statement);

-- What is still to be decided. A thing that is queued again gets a new number, which is never used twice.
CREATE TABLE relation_queue (               -- quotations whose statement changed, or that are gone
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    quotation TEXT NOT NULL,
    actor TEXT NOT NULL,                    -- whom it was put down to, and where it stands or stood among their quotations
    key INTEGER NOT NULL,
    UNIQUE (quotation, actor)
);
CREATE TABLE statements_to_relate (number INTEGER PRIMARY KEY AUTOINCREMENT, statement TEXT NOT NULL UNIQUE);
CREATE TABLE claim_queue (number INTEGER PRIMARY KEY AUTOINCREMENT, claim TEXT NOT NULL UNIQUE);
INSERT INTO claim_queue (claim) SELECT id FROM claims;

CREATE TABLE passage_embeddings (           -- of passages that relating had to know; made once
    passage TEXT PRIMARY KEY,               -- hash of its words and of the version of the program
    vector BLOB NOT NULL
) WITHOUT ROWID;
