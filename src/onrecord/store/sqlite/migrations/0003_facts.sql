-- What else is told of a quotation: second acts, modality, condition and deadline, hearsay, and why each was decided.

ALTER TABLE quotations ADD COLUMN acts_also TEXT NOT NULL DEFAULT '[]';    -- JSON [act, …]
ALTER TABLE quotations ADD COLUMN modality TEXT NOT NULL DEFAULT 'plain';
ALTER TABLE quotations ADD COLUMN condition TEXT;
ALTER TABLE quotations ADD COLUMN condition_start INTEGER;
ALTER TABLE quotations ADD COLUMN condition_end INTEGER;
ALTER TABLE quotations ADD COLUMN deadline TEXT;
ALTER TABLE quotations ADD COLUMN deadline_start INTEGER;
ALTER TABLE quotations ADD COLUMN deadline_end INTEGER;
ALTER TABLE quotations ADD COLUMN hearsay INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quotations ADD COLUMN because TEXT NOT NULL DEFAULT '[]';      -- JSON [[part, detail, [start, end]], …]

DROP VIEW who_said_what;
CREATE VIEW who_said_what AS
SELECT q.day, q.day_basis, coalesce(q.speaker, q.source, '(not named)') AS speaker, q.role, q.text AS words, q.form,
       q.kind, q.act, q.addressee, q.venue, s.outlet, s.headline, d.url, d.uri AS document, q.id AS quotation,
       s.id AS story
FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story
CROSS JOIN documents AS d ON d.key = s.document
ORDER BY q.key DESC;
