-- Whether words are reported as said, as not said or as what somebody may say; and what the layout of a document tells that
-- its text alone does not.

ALTER TABLE quotations ADD COLUMN polarity TEXT NOT NULL DEFAULT 'said';
ALTER TABLE documents ADD COLUMN layout TEXT;   -- JSON {"blocks": […], "entries": […]}; NULL where there is nothing to tell
