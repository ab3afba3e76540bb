-- Claims that people pinned, in their own words. Only ever appended: the last row of a claim counts.

CREATE TABLE pins (
    number INTEGER PRIMARY KEY,
    claim TEXT NOT NULL,                    -- id, made of the words
    text TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('pinned', 'withdrawn')),
    "by" TEXT NOT NULL,
    at TEXT NOT NULL                        -- ISO 8601, UTC
);
CREATE INDEX pins_by_claim ON pins (claim);

CREATE VIEW claims AS
SELECT claim, text, "by", at FROM pins AS p
WHERE verdict = 'pinned' AND number = (SELECT max(number) FROM pins WHERE claim = p.claim);
