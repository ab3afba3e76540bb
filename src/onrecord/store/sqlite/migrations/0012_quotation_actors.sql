-- To which actor a quotation is put down, where people judged that it is another one than its story's words alone tell:
-- so two people of one name can be parted. `quotations.actor` is that one.

CREATE TABLE quotation_actors (
    quotation TEXT PRIMARY KEY REFERENCES quotations (id) ON DELETE CASCADE,
    actor TEXT NOT NULL,
    printed_actor TEXT NOT NULL,            -- whom the analysis of the story took it to be
    because TEXT NOT NULL                   -- JSON [[part, score, detail], …]
) WITHOUT ROWID;
CREATE INDEX judgements_of_speakers ON judgements (json_extract(correction, '$.sha256')) WHERE kind = 'speaker';

CREATE VIEW actors_of_quotations AS
SELECT q.id AS quotation, q.speaker AS printed, coalesce(m.printed_actor, q.actor) AS printed_actor, q.actor AS parted_actor,
       coalesce(l.canonical, q.actor) AS actor, coalesce(m.because, '[]') AS parted_because,
       coalesce(l.because, '[]') AS because
FROM quotations AS q
LEFT JOIN quotation_actors AS m ON m.quotation = q.id
LEFT JOIN actor_links AS l ON l.actor = q.actor
WHERE q.actor IS NOT NULL;
