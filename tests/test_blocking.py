"""Which quotations are compared at all: asked of many at once, the answer is that of each pair."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.linking.statements.blocking import Candidates, candidates, copies, may_be_one
from onrecord.types import ComparableQuotation, content_id

WORDS = ("census", "Ruel", "the gates stay open", "closed", "wheat will be dear", "перепись", "会议", "it", "")
DAYS = st.one_of(st.none(), st.tuples(st.integers(740_000, 740_130), st.sampled_from((0, 0, 0, 30))))


@st.composite
def several(draw: st.DrawFn) -> list[ComparableQuotation]:
    return [
        ComparableQuotation(
            id=content_id("quotation", number),
            story=draw(st.sampled_from("abc")),
            order=number,
            form=draw(st.sampled_from(("direct", "indirect"))),
            passages=(" ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))),),
            headline=draw(st.booleans()),
            language=draw(st.sampled_from(("en", "en", "ru"))),
            days=(day[0], day[0] + day[1]) if (day := draw(DAYS)) else None,
        )
        for number in range(draw(st.integers(1, 12)))
    ]


def pairs(found: Sequence[tuple[ComparableQuotation, ComparableQuotation]]) -> set[frozenset[str]]:
    return {frozenset((one.id, other.id)) for one, other in found}


@settings(max_examples=200, deadline=None)
@given(several(), st.integers(0, 12))
def test_many_at_once_are_told_as_pair_by_pair(quotations: list[ComparableQuotation], count: int) -> None:
    new, old = quotations[:count], quotations[count:]
    fresh = {one.id for one in new}
    found = candidates(new, old)
    wanted = {
        frozenset((one.first.id, other.first.id))
        for one, other in combinations(copies(quotations), 2)
        if {one.first.id, other.first.id} & fresh and may_be_one(one.first, other.first)
    }
    assert pairs(found.worth) == wanted
    assert len(found.worth) == len(wanted)
    assert pairs(found.alike).isdisjoint(wanted)


def quotation(name: str, words: str, day: int, language: str = "en") -> ComparableQuotation:
    return ComparableQuotation(name, name, 0, "direct", (words,), language=language, days=(day, day))


@pytest.mark.parametrize(
    ("words", "other", "days", "language", "compared"),
    [
        pytest.param("“The gates stay open”", "that nobody would close them", 0, "en", False, id="no word in common"),
        pytest.param("“Ask Ruel”", "that Ruel had to answer", 1, "en", True, id="a name is enough when close"),
        pytest.param("“Ask Ruel”", "that Ruel had to answer", 9, "en", False, id="not when further apart"),
        pytest.param("“The census starts in May”", "the census starts late", 9, "en", True, id="telling words"),
        pytest.param("“The census starts in May”", "the census starts late", 121, "en", False, id="too far apart"),
        pytest.param("“Ворота открыты”", "that the gates are open", 9, "ru", True, id="another language"),
    ],
)
def test_words_days_and_languages_choose_what_is_compared(
    words: str, other: str, days: int, language: str, compared: bool
) -> None:
    one, two = quotation("a", words, 740_000, language), quotation("b", other, 740_000 + days)
    assert may_be_one(one, two) is compared
    assert bool(candidates([one], [two]).worth) is compared


def test_only_what_has_a_new_one_in_it_is_compared() -> None:
    first, second, third = (quotation(name, "“The census starts in May”", 740_000 + n) for n, name in enumerate("abc"))
    assert pairs(candidates([third], [first, second]).worth) == {frozenset("ac"), frozenset("bc")}
    assert candidates([], [first, second]) == Candidates()
