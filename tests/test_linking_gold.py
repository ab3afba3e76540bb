"""The public gold of linking: labels stand where they say, it is as large as it says, no event repeats another."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations

import pytest

from bench.linking_gold import FOLDER, Group, Quotation, Statement, Story, groups

FILES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
RUN = 7
"""So many words in a row that two stories share are no chance."""


def _quotations(group: Group) -> list[tuple[Quotation, str]]:
    """The quotations of a group, each with the text of its story."""
    texts = {story.uri: story.text for story in group.stories}
    return [(q, texts[q.uri]) for statement in group.statements for q in statement.quotations]


def _all(name: str) -> list[tuple[Quotation, str]]:
    return list(chain.from_iterable(map(_quotations, groups(name))))


def _crooked(text: str, start: int, end: int) -> bool:
    """Empty, out of the text, over a paragraph break, or cut in the middle of a word or of a space."""
    words = text[start:end]
    split = any(at and text[at - 1 : at + 1].isalnum() and at < len(text) for at in (start, end))
    return not words or end > len(text) or words != words.strip() or "\n\n" in words or split


def _several(group: Group) -> list[Statement]:
    """The statements of a group that two outlets or more report."""
    outlets = {story.uri: story.outlet for story in group.stories}
    return [s for s in group.statements if len({outlets[q.uri] for q in s.quotations}) > 1]


def _runs(story: Story) -> set[tuple[str, ...]]:
    words = story.text.casefold().split()
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _of(group: Group) -> set[tuple[str, ...]]:
    return set().union(*map(_runs, group.stories))


def test_the_gold_is_there() -> None:
    assert "utterances" in FILES


@pytest.mark.parametrize("name", FILES)
def test_the_words_of_a_quotation_are_those_under_its_spans(name: str) -> None:
    assert [q.id for q, text in _all(name) if q.text != " ".join(span.of(text) for span in q.content)] == []
    assert [q.id for q, _ in _all(name) if not q.content or list(q.content) != sorted(q.content)] == []


@pytest.mark.parametrize("name", FILES)
def test_contents_cues_and_sources_cover_whole_words_of_one_paragraph(name: str) -> None:
    spans = [(q.id, text, span) for q, text in _all(name) for span in (*q.content, q.cue, q.source) if span]
    assert [(label, span.of(text)) for label, text, span in spans if _crooked(text, *span)] == []


@pytest.mark.parametrize("name", FILES)
def test_a_cue_stands_outside_the_words_that_it_brings(name: str) -> None:
    assert [q.id for q, _ in _all(name) if q.cue and any(q.cue.meets(span) for span in q.content)] == []


def test_no_two_things_bear_one_name() -> None:
    held = [group for name in FILES for group in groups(name)]
    names = Counter(group.name for group in held)
    names.update(story.uri for group in held for story in group.stories)
    names.update(statement.id for group in held for statement in group.statements)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_pairs_name_two_statements_of_their_own_group(name: str) -> None:
    pairs = [(g, pair) for g in groups(name) for pair in (*g.lookalikes, *g.relations, *g.unrelated)]
    ids = {group.name: {statement.id for statement in group.statements} for group in groups(name)}
    assert pairs
    assert [pair for g, pair in pairs if pair.left == pair.right or not {pair.left, pair.right} <= ids[g.name]] == []


def test_there_are_enough_utterances_told_by_several_outlets_and_in_other_languages() -> None:
    gold = groups("utterances")
    languages = {story.uri: story.language for group in gold for story in group.stories}
    several = [statement for group in gold for statement in _several(group)]
    foreign = [s for s in several if any(languages[q.uri] != "en" for q in s.quotations)]
    assert sum(len(group.statements) for group in gold) >= 150
    assert len(several) >= 110
    assert len(foreign) >= 0.15 * len(several)
    assert {"en", "ru", "de", "fr", "es", "pl", "uk"} <= set(languages.values())


def test_there_are_enough_look_alikes_and_ways_of_wording() -> None:
    gold = groups("utterances")
    wordings = Counter(q.wording for q, _ in _all("utterances"))
    assert sum(len(group.lookalikes) for group in gold) >= 40
    assert {"same", "truncated", "spliced", "paraphrase", "translation", "altered"} == set(wordings)
    assert min(wordings.values()) >= 10


def test_every_story_is_short_and_reports_something() -> None:
    told = {q.uri for q, _ in _all("utterances")}
    stories = [story for group in groups("utterances") for story in group.stories]
    assert [story.uri for story in stories if story.uri not in told or not 45 <= len(story.text.split()) <= 300] == []
    assert [story.uri for story in stories if not story.text.startswith(story.headline)] == []


def test_no_group_repeats_the_words_of_another() -> None:
    held = {group.name: _of(group) for name in FILES for group in groups(name)}
    shared = [(one, other, held[one] & held[other]) for one, other in combinations(held, 2)]
    assert [pair for pair in shared if pair[2]] == []
