-- What an outlet published, in the order of days, without reading the stories: how many, from when to when, in which
-- languages, and the newest of them.

DROP INDEX stories_by_outlet;
CREATE INDEX stories_by_outlet_and_day ON stories (outlet, published, language);
