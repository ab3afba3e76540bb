-- What people judge keeps the words on which it was judged, and is found again by them when a document is analysed anew.

CREATE TABLE judged_things (                -- what stands on a side of a judgement; of each side the last row counts
    number INTEGER PRIMARY KEY,
    judgement INTEGER NOT NULL REFERENCES judgements (number),
    side TEXT NOT NULL CHECK (side IN ('left', 'right')),
    kind TEXT NOT NULL CHECK (kind IN ('quotation', 'actor')),
    id TEXT NOT NULL,                       -- its id then
    name TEXT,                              -- the speaker as written, or the actor
    folded TEXT,                            -- the same without case and accents, each word after a space
    "by" TEXT, at TEXT                      -- who placed it anew, and when; NULL: as it was judged
);
CREATE INDEX judged_things_by_judgement ON judged_things (judgement, side);
CREATE INDEX judged_things_by_id ON judged_things (id);

CREATE TABLE anchors (                      -- the words of a quotation that was judged; of an actor, of some of its quotations
    number INTEGER PRIMARY KEY,
    thing INTEGER NOT NULL REFERENCES judged_things (number),
    sha256 TEXT NOT NULL,                   -- of the document
    quotation TEXT NOT NULL,                -- its id then
    speaker TEXT,                           -- as written
    words TEXT NOT NULL                     -- JSON [[text, [start, end]], …]
);
CREATE INDEX anchors_by_thing ON anchors (thing);
CREATE INDEX anchors_by_document ON anchors (sha256);

CREATE TABLE superseded_judgements (        -- those that a later one on the same things put out of force
    judgement INTEGER PRIMARY KEY REFERENCES judgements (number),
    later INTEGER NOT NULL REFERENCES judgements (number)
);

CREATE TABLE anchor_places (                -- the quotation that has the words of an anchor now; derived
    anchor INTEGER PRIMARY KEY REFERENCES anchors (number),
    quotation TEXT NOT NULL REFERENCES quotations (id) ON DELETE CASCADE
);
CREATE INDEX anchor_places_by_quotation ON anchor_places (quotation);

ALTER TABLE quotation_actors ADD COLUMN judgement INTEGER;      -- the one that put the quotation down to the actor
CREATE INDEX quotation_actors_by_printed_actor ON quotation_actors (printed_actor);

-- Judgements that were made before: what they name and is still there has its words noted.
INSERT INTO judged_things (judgement, side, kind, id, name)
SELECT j.number, 'left', 'quotation', q.id, q.speaker FROM judgements AS j CROSS JOIN quotations AS q ON q.id = j."left"
WHERE j.kind IN ('same', 'speaker') AND j.verdict <> 'withdrawn'
UNION ALL
SELECT j.number, 'right', 'quotation', q.id, q.speaker FROM judgements AS j CROSS JOIN quotations AS q ON q.id = j."right"
WHERE j.kind = 'same' AND j.verdict <> 'withdrawn'
UNION ALL
SELECT j.number, 'left', 'actor', a.id, a.name FROM judgements AS j CROSS JOIN actors AS a ON a.id = j."left"
WHERE j.kind = 'same' AND j.verdict <> 'withdrawn'
UNION ALL
SELECT j.number, 'right', 'actor', a.id, a.name FROM judgements AS j CROSS JOIN actors AS a ON a.id = j."right"
WHERE j.kind = 'same' AND j.verdict <> 'withdrawn'
UNION ALL
SELECT j.number, 'left', 'quotation', j."left", NULL FROM judgements AS j
CROSS JOIN documents AS d ON d.sha256 = json_extract(j.correction, '$.sha256')
WHERE j.kind = 'speaker' AND j.verdict <> 'withdrawn' AND j."left" NOT IN (SELECT id FROM quotations)
ORDER BY 1, 2;
UPDATE judged_things SET folded = (
    SELECT folded FROM names WHERE actor = judged_things.id AND name = judged_things.name LIMIT 1
) WHERE kind = 'actor';

INSERT INTO anchors (thing, sha256, quotation, speaker, words)
SELECT t.number, d.sha256, q.id, q.speaker, (
    SELECT json_group_array(json_array(
        substr(d.text, json_extract(value, '$[0]') + 1, json_extract(value, '$[1]') - json_extract(value, '$[0]')),
        json(value)
    )) FROM json_each(q.content)
)
FROM judged_things AS t CROSS JOIN quotations AS q ON q.id = t.id
CROSS JOIN stories AS s ON s.id = q.story CROSS JOIN documents AS d ON d.key = s.document
WHERE t.kind = 'quotation';

INSERT INTO anchors (thing, sha256, quotation, words)
SELECT t.number, d.sha256, t.id, (
    SELECT json_group_array(json_array(
        substr(d.text, json_extract(value, '$[0]') + 1, json_extract(value, '$[1]') - json_extract(value, '$[0]')),
        json(value)
    )) FROM json_each(j.correction, '$.content')
)
FROM judged_things AS t CROSS JOIN judgements AS j ON j.number = t.judgement
CROSS JOIN documents AS d ON d.sha256 = json_extract(j.correction, '$.sha256')
WHERE j.kind = 'speaker' AND t.id NOT IN (SELECT id FROM quotations);

INSERT INTO anchors (thing, sha256, quotation, speaker, words)
SELECT t.number, d.sha256, q.id, q.speaker, (
    SELECT json_group_array(json_array(
        substr(d.text, json_extract(value, '$[0]') + 1, json_extract(value, '$[1]') - json_extract(value, '$[0]')),
        json(value)
    )) FROM json_each(q.content)
)
FROM judged_things AS t CROSS JOIN quotations AS q
ON q.key IN (SELECT key FROM quotations WHERE actor = t.id ORDER BY key LIMIT 20)
CROSS JOIN stories AS s ON s.id = q.story CROSS JOIN documents AS d ON d.key = s.document
WHERE t.kind = 'actor' ORDER BY t.number, q.key;

INSERT INTO anchor_places (anchor, quotation)
SELECT a.number, q.id FROM anchors AS a CROSS JOIN quotations AS q ON q.id = a.quotation;

UPDATE quotation_actors SET judgement = (
    SELECT max(j.number) FROM judgements AS j CROSS JOIN quotations AS q ON q.id = quotation_actors.quotation
    CROSS JOIN stories AS s ON s.id = q.story CROSS JOIN documents AS d ON d.key = s.document
    WHERE j.kind = 'speaker' AND j.verdict = 'yes' AND j."right" = quotation_actors.actor
    AND json_extract(j.correction, '$.sha256') = d.sha256
    AND (j."left" = quotation_actors.quotation OR j."left" NOT IN (SELECT id FROM quotations))
);
INSERT INTO anchor_places (anchor, quotation)
SELECT a.number, min(m.quotation) FROM quotation_actors AS m CROSS JOIN judged_things AS t ON t.judgement = m.judgement
CROSS JOIN anchors AS a ON a.thing = t.number
WHERE a.number NOT IN (SELECT anchor FROM anchor_places) GROUP BY a.number;

INSERT INTO superseded_judgements (judgement, later)
SELECT number, (SELECT min(number) FROM judgements AS n WHERE n.kind = j.kind AND n."left" = j."left" AND n."right" = j."right"
                AND n.number > j.number)
FROM judgements AS j WHERE kind = 'same' AND EXISTS (
    SELECT 1 FROM judgements AS n WHERE n.kind = j.kind AND n."left" = j."left" AND n."right" = j."right" AND n.number > j.number
);
INSERT INTO superseded_judgements (judgement, later)
SELECT number, (SELECT min(number) FROM judgements AS n WHERE n.kind = j.kind AND n."left" = j."left" AND n.number > j.number)
FROM judgements AS j WHERE kind = 'speaker' AND EXISTS (
    SELECT 1 FROM judgements AS n WHERE n.kind = j.kind AND n."left" = j."left" AND n.number > j.number
);

CREATE TRIGGER judged_things_stay BEFORE DELETE ON judged_things BEGIN
    SELECT RAISE(ABORT, 'what was judged is only ever appended');
END;
CREATE TRIGGER judged_things_unchanged BEFORE UPDATE ON judged_things BEGIN
    SELECT RAISE(ABORT, 'what was judged is only ever appended');
END;
CREATE TRIGGER anchors_stay BEFORE DELETE ON anchors BEGIN
    SELECT RAISE(ABORT, 'what was judged is only ever appended');
END;
CREATE TRIGGER anchors_unchanged BEFORE UPDATE ON anchors BEGIN
    SELECT RAISE(ABORT, 'what was judged is only ever appended');
END;
DROP INDEX judgements_of_speakers;             -- anchors have the places now
