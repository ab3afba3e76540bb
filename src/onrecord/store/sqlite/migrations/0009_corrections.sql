-- What people judged of the marks of a quotation: its id on the left, the hash of its document on the right.

ALTER TABLE judgements ADD COLUMN correction TEXT;      -- JSON of the marks; NULL but for the kind 'quotation'
