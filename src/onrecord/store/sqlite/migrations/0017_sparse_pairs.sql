-- Pairs of quotations are few for each, the earlier on the left; what they connect is sorted into statements in a second
-- step, whose work is a queue of its own. Pairs that an older program kept are made anew, as all links are.

CREATE TABLE group_queue (                  -- quotations whose pairs changed, or those of one they stood with
    quotation TEXT PRIMARY KEY REFERENCES quotations (id) ON DELETE CASCADE
) WITHOUT ROWID;
