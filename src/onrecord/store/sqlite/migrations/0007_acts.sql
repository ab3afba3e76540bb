-- Acts as tokens of the index: who promised, denied or demanded is asked like who spoke, and where.

UPDATE quotations SET tags = tags || ' act' || act || coalesce(
    (SELECT group_concat(' act' || value, '') FROM json_each(quotations.acts_also)), ''
) WHERE act IS NOT NULL;
