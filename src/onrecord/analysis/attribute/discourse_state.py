"""The talk of a story: who was decided to have spoken so far, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.analysis.attribute.antecedents import Antecedents
from onrecord.analysis.attribute.entities import Cast
from onrecord.types import Span, Speaker


@dataclass(frozen=True, slots=True)
class Decision:
    """Who spoke, and why we think so; `entity` numbers the one of the cast, where it is one."""

    speaker: Speaker | None
    why: str
    span: Span | None = None
    entity: int | None = None


@dataclass(slots=True)
class Talk:
    """How far the talk has come: who spoke last in all, and by quotation."""

    text: str
    cast: Cast
    antecedents: Antecedents
    last: Decision | None = None
    last_body: Decision | None = None
    stated: Decision | None = None
    described: set[int] = field(default_factory=set)
    made: dict[str, Decision] = field(default_factory=dict)
