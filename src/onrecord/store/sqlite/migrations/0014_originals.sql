-- Files as they were received, where the bytes of a document are not all of the file: it was unpacked from it, or stands
-- in it beside others. Each receipt of such a document says in which file, and where in what that file holds.

CREATE TABLE originals (
    key INTEGER PRIMARY KEY,                -- from the hash, so that a rebuild gives the same keys
    sha256 TEXT NOT NULL UNIQUE,            -- of all bytes of the file
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    bytes BLOB                              -- the file, zlib-compressed; NULL: larger than what is kept whole
);

ALTER TABLE receipts ADD COLUMN original INTEGER REFERENCES originals (key);  -- NULL: the document is the file
ALTER TABLE receipts ADD COLUMN part TEXT;                                    -- such as 'line 3'; '': all the file holds
ALTER TABLE receipts ADD COLUMN start INTEGER;                                -- bytes of what the file holds, unpacked
ALTER TABLE receipts ADD COLUMN "end" INTEGER;
CREATE INDEX receipts_by_original ON receipts (original, start) WHERE original IS NOT NULL;

DROP VIEW where_documents_came_from;
CREATE VIEW where_documents_came_from AS
SELECT d.sha256, r.uri, nullif(r.retrieved, '') AS retrieved, d.title, d.outlet, d.media_type, d.analysed_by,
       r.part, r.start, r."end", o.sha256 AS file_sha256, o.size AS file_size, o.bytes IS NOT NULL AS file_kept
FROM documents AS d CROSS JOIN receipts AS r ON r.document = d.key LEFT JOIN originals AS o ON o.key = r.original
ORDER BY r.uri, r.retrieved;
