-- Words that were uttered or written are told from a belief or intention put down to somebody.
-- What stands in the record already was all taken for speech.

ALTER TABLE quotations ADD COLUMN kind TEXT NOT NULL DEFAULT 'speech';

DROP VIEW who_said_what;
CREATE VIEW who_said_what AS
SELECT q.day, q.day_basis, coalesce(q.speaker, q.source, '(not named)') AS speaker, q.role, q.text AS words, q.form,
       q.kind, q.addressee, q.venue, s.outlet, s.headline, d.url, d.uri AS document, q.id AS quotation, s.id AS story
FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story
CROSS JOIN documents AS d ON d.key = s.document
ORDER BY q.key DESC;
