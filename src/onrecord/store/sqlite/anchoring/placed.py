"""What each judgement is of now, as SQL: the ids of its two sides, NULL where what was judged is not found."""

from __future__ import annotations

_SIDES = """(
SELECT t.judgement, t.side, t.kind, t.number AS thing, CASE t.kind WHEN 'quotation' THEN (
    SELECT p.quotation FROM anchors AS a CROSS JOIN anchor_places AS p ON p.anchor = a.number WHERE a.thing = t.number
) ELSE coalesce((SELECT id FROM actors WHERE id = t.id), (
    -- whom all of its words are put down to now, if that name stands in the one that was judged; not of one who is
    -- there only because people put quotations down to them
    SELECT e.actor FROM (
        SELECT DISTINCT coalesce(m.printed_actor, q.actor) AS actor
        FROM anchors AS a CROSS JOIN anchor_places AS p ON p.anchor = a.number
        CROSS JOIN quotations AS q ON q.id = p.quotation LEFT JOIN quotation_actors AS m ON m.quotation = q.id
        WHERE a.thing = t.number AND q.actor IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM judgements WHERE kind = 'speaker' AND "right" = t.id)
    ) AS e
    WHERE EXISTS (SELECT 1 FROM names AS n WHERE n.actor = e.actor AND instr(t.folded || ' ', n.folded || ' '))
    GROUP BY NULL HAVING count(*) = 1
)) END AS id
FROM judged_things AS t
WHERE t.number = (SELECT max(number) FROM judged_things AS o WHERE o.judgement = t.judgement AND o.side = t.side)
)"""
PLACED_JUDGEMENTS = f"""(
SELECT j.*, l.kind AS left_kind, r.kind AS right_kind,
       CASE WHEN l.thing IS NOT NULL THEN l.id ELSE coalesce(
           (SELECT id FROM quotations WHERE id = j."left"), (SELECT id FROM actors WHERE id = j."left")
       ) END AS left_now,
       CASE WHEN r.thing IS NOT NULL THEN r.id ELSE coalesce(
           (SELECT id FROM quotations WHERE id = j."right"), (SELECT id FROM actors WHERE id = j."right"),
           (SELECT sha256 FROM documents WHERE j.kind = 'quotation' AND sha256 = j."right")
       ) END AS right_now,
       s.later AS superseded
FROM judgements AS j
LEFT JOIN {_SIDES} AS l ON l.judgement = j.number AND l.side = 'left'
LEFT JOIN {_SIDES} AS r ON r.judgement = j.number AND r.side = 'right'
LEFT JOIN superseded_judgements AS s ON s.judgement = j.number
)"""  # noqa: S608 our own words
"""Judgements with what they are of now (`left_now`, `right_now`; `left_kind`, `right_kind`), and the later one that put
them out of force (`superseded`)."""

JUDGED_ON = """
SELECT number FROM judgements WHERE "left" IN (?1, ?2)
UNION SELECT number FROM judgements WHERE "right" IN (?1, ?2)
UNION SELECT judgement FROM judged_things WHERE id IN (?1, ?2)
UNION SELECT t.judgement FROM anchor_places AS p
CROSS JOIN anchors AS a ON a.number = p.anchor CROSS JOIN judged_things AS t ON t.number = a.thing
WHERE p.quotation IN (
    SELECT ?1 UNION SELECT ?2 UNION SELECT id FROM quotations WHERE actor IN (?1, ?2)
    UNION SELECT quotation FROM quotation_actors WHERE printed_actor IN (?1, ?2)
)
"""
"""The judgements of which a side may be one of two things now: those that are found by index, not all there are."""
