-- The token 'guest' in the tags of a quotation tells that another program found it. Such a quotation gives no role to an
-- actor that others quote.

DROP VIEW roles_of_speakers;
CREATE VIEW roles_of_speakers AS
SELECT coalesce(c.name, a.name) AS speaker, q.role, min(q.day) AS first_day, max(q.day) AS last_day,
       count(*) AS quotations, coalesce(i.canonical, a.id) AS actor
FROM quotations AS q
CROSS JOIN actors AS a ON a.id = q.actor
LEFT JOIN actor_links AS i ON i.actor = a.id
LEFT JOIN actors AS c ON c.id = i.canonical
WHERE q.role IS NOT NULL AND NOT (
    instr(' ' || q.tags || ' ', ' guest ') AND (
        EXISTS (SELECT 1 FROM quotations AS o WHERE o.actor = coalesce(i.canonical, a.id)
                AND NOT instr(' ' || o.tags || ' ', ' guest '))
        OR EXISTS (SELECT 1 FROM imported_actors AS l WHERE l.actor = coalesce(i.canonical, a.id))
    )
)
GROUP BY coalesce(i.canonical, a.id), q.role ORDER BY speaker, first_day, q.role;
