"""From the readings of many documents to what belongs together: actors, statements, relations, stances on claims.

Functions on sequences: what is compared (blocking, candidates), how much speaks for it (scores), what is joined
(clustering). Nothing here knows of the store; `onrecord.record_linking` brings the two together.
"""
