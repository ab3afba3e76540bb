"""What a speaker did after speaking ("said she would sign in June, and left"): no part of the words reported."""

from __future__ import annotations

import re
from functools import cache

from onrecord import lexicons
from onrecord.types import Span

_AND = re.compile(r"(?P<comma>,)?\s+(?:and(?: then)?|then|but)\s+(?:(?:later|promptly|\w+ly)\s+)?(?P<verb>[a-z]{3,})\b")
_MODAL = r"(?:would|will|could|can|might|may|must|should|shall|to)\s+(?:(?:not|never|also|soon|now|still|\w+ly)\s+)?"
_BASE = r"(?!(?:be|have|get|like|see|want|need|keep|leave)\b)[a-z]{2,}\b"  # no verb that a participle may follow
_PLAN = re.compile(rf"\b{_MODAL}{_BASE}")
_OWN_PLAN = re.compile(rf"(?:that\s+)?(?:he|she|they|it)\s+{_MODAL}{_BASE}(?:(?!\b(?:that|who|which|whom)\b)[^,\n])*")


def without_next_act(text: str, content: Span) -> Span:
    """Return indirect content without a second verb of its source: one in the past, after a plan or a wish.

    "To sign in June, and leave" would be all of the plan; after "sign", "left" can only go with "said".
    """
    for found in _AND.finditer(text, content.start, content.end):
        if not _is_past(found["verb"]):
            continue
        planned = _PLAN.search if found["comma"] else _OWN_PLAN.fullmatch
        if planned(text, content.start, found.start()):
            return Span(content.start, found.start())
    return content


def _is_past(verb: str) -> bool:
    return verb in _past_forms() or (verb.endswith("ed") and len(verb) > len("need") and not verb.endswith("eed"))


@cache
def _past_forms() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicons.rows("en", "past_forms"))
