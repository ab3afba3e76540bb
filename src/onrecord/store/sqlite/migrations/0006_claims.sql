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
CREATE TRIGGER pins_stay BEFORE DELETE ON pins BEGIN
    SELECT RAISE(ABORT, 'pins are only ever appended: withdraw one by adding another');
END;
CREATE TRIGGER pins_unchanged BEFORE UPDATE ON pins BEGIN
    SELECT RAISE(ABORT, 'pins are only ever appended: withdraw one by adding another');
END;

CREATE VIEW claims AS
SELECT claim AS id, text, "by", at FROM pins AS p
WHERE verdict = 'pinned' AND number = (SELECT max(number) FROM pins WHERE claim = p.claim);
