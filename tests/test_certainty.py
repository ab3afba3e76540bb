"""How surely a claim is told, positions on it, and what became of promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.certainty import GOLD
from onrecord.ingest import add
from onrecord.linking.claims.certainty import of_narration, of_quotation
from onrecord.queries.certainty import Account, certainty
from onrecord.queries.commitments import Commitment, commitments
from onrecord.queries.stances import positions, stances
from onrecord.record_linking import relink
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.reads.statements import StatementView
from onrecord.store.sqlite.record import Record
from onrecord.types import Manner, Quotation, Reading, Relation, RelationKind, Span, Speaker, SpeakerKind
from tests.support.command_line import Run
from tests.support.records import put
from tests.support.stories import KHODREI, RUEL, acted, story

BRIDGE = "The road bridge at Orlen will be closed to lorries"


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("certainty") / "planted.db"
    with Record.open(path) as record:
        for _ in add(record, [GOLD / "stories.jsonl"]):
            pass
    return path


def told(path: Path, claim: str) -> list[Account]:
    with Record.open(path, readonly=True) as record:
        return list(certainty(record, claim))


def test_a_claim_grows_more_certain_from_story_to_story(planted: Path) -> None:
    course = [(each.day, each.certainty) for each in told(planted, BRIDGE)]
    assert course == [
        ("2034-02-03", "hedged"),
        ("2034-02-05", "reported"),
        ("2034-02-09", "alleged"),
        ("2034-02-20", "bare"),
        ("2034-03-01", "attributed"),
    ]


def test_every_account_leads_to_its_words(planted: Path) -> None:
    from onrecord.store.sqlite.reads.views import story as open_story

    with Record.open(planted, readonly=True) as record:
        for each in certainty(record, BRIDGE):
            view = open_story(record, each.story.id)
            assert view is not None
            words = Span(each.span.start - view.offset, each.span.end - view.offset).of(view.text)
            assert each.passage in " ".join(words.split())
            assert (each.speaker is None) == (each.quotation is None) == (each.certainty == "bare")


def test_a_story_that_denies_a_claim_does_not_tell_it(planted: Path) -> None:
    accounts = told(planted, "The Bank of Nort lost a third of its gold in 2033")
    assert "2035-05-07" not in {each.day for each in accounts}
    assert [each.certainty for each in accounts] == ["alleged", "attributed", "bare"]


def test_nothing_tells_what_nobody_said(planted: Path) -> None:
    assert told(planted, "The moon is to be leased to a dairy") == []
    assert told(planted, "?!") == []


@pytest.mark.parametrize(
    ("kind", "name", "cue", "degree"),
    [
        ("person", "Ana Ruel", "said", "attributed"),
        ("person", "Ana Ruel", "claimed", "alleged"),
        ("person", "an official who knows the talks", "said", "reported"),
        ("group", "sources", "said", "reported"),
        ("organisation", "The Hallmere Courier", "wrote", "reported"),
        ("organisation", "Ministry of Roads", "announced", "attributed"),
    ],
)
def test_who_is_said_to_say_so_makes_it_more_or_less_certain(
    kind: SpeakerKind, name: str, cue: str, degree: str
) -> None:
    quotation = Quotation("q", "indirect", (Span(0, 1),), "x", speaker=Speaker("a", name, kind))
    assert of_quotation(quotation, cue, "en")[0] == degree


@pytest.mark.parametrize(
    ("sentence", "degree"),
    [
        ("The bridge will close in May.", "bare"),
        ("The bridge may close this spring.", "hedged"),
        ("The allegedly unsafe bridge will close.", "alleged"),
        ("The bridge will reportedly close.", "reported"),
    ],
)
def test_a_story_in_its_own_voice_may_hedge_too(sentence: str, degree: str) -> None:
    assert of_narration(sentence, "en")[0] == degree


def said(name: str, words: str, day: str, act: str) -> Reading:
    return acted(story(name, words, speaker=RUEL, day=day, told=day), act)


NEVER = said("a", "“Lorries will never cross the bridge at Orlen again,”", "2032-01-10", "assert")
MAYBE = said("b", "“Lorries may cross the bridge at Orlen again if it is repaired,”", "2032-06-10", "assert")
YES = said("c", "“Lorries will cross the bridge at Orlen again,”", "2033-01-10", "assert")
OTHER = acted(
    story("d", "“Lorries will cross the bridge at Orlen again,”", speaker=KHODREI, day="2033-02-10"), "assert"
)


def test_positions_are_those_of_one_speaker_with_side_and_strength(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, YES, NEVER, MAYBE, OTHER)
        relink(record)
        course = positions(record, "Lorries will cross the bridge at Orlen again", Query(speaker="Ruel"))
    assert [(each.day, each.stance.kind if each.stance else "", each.strength) for each in course] == [
        ("2032-01-10", "denies", "plain"),
        ("2032-06-10", "affirms", "conditional"),
        ("2033-01-10", "affirms", "plain"),
    ]
    assert {relation.how for relation in course[2].relations} == {"reverses", "drops a condition"}


def test_a_promise_leads_to_what_is_said_of_it_later_and_another_stays_open(tmp_path: Path) -> None:
    promise = said("e", "“The new school at Tamsin will open before the end of June,”", "2032-01-10", "promise")
    broken = said("f", "“We did not keep the promise about the new school at Tamsin,”", "2032-07-10", "assert")
    wheat = said("g", "“Nobody will pay more for bread this winter,”", "2032-01-12", "promise")
    with Record.open(tmp_path / "a.db") as record:
        put(record, promise, broken, wheat)
        relink(record)
        school, bread = commitments(record, Query(), ["promise"])
        assert commitments(record, Query(words="bread"), ["demand"]) == ()
    assert school.fates == ("said to be broken",)
    assert school.answers[0].passage in broken.quotations[0].text
    assert school.statements[0].id == broken.quotations[0].id
    assert (bread.words, bread.fates) == (wheat.quotations[0].text, ())


def test_answers_to_a_promise_are_in_the_order_of_their_days(tmp_path: Path) -> None:
    promise = said("p", "“The new school at Tamsin will open before the end of June,”", "2032-01-10", "promise")
    answers = [
        said("q", "“We did not keep the promise about the new school at Tamsin,”", "2032-09-10", "assert"),
        said("r", "“We kept the promise about the new school at Tamsin,”", "2032-07-10", "assert"),
        said("s", "“We broke the promise about the new school at Tamsin,”", "2032-08-10", "assert"),
    ]
    with Record.open(tmp_path / "a.db") as record:
        put(record, promise, *answers)
        relink(record)
        (found,) = commitments(record, Query(), ["promise"])
    assert found.fates == ("said to be kept", "said to be broken", "said to be broken")
    assert [view.id for view in found.statements] == [answer.left for answer in found.answers]
    assert [view.id for view in found.statements] == [answers[n].quotations[0].id for n in (1, 2, 0)]


@pytest.mark.parametrize(
    ("kind", "how", "fate"),
    [
        ("keeps_promise", "", "said to be kept"),
        ("breaks_promise", "", "said to be broken"),
        ("denies", "in part", "denied"),
        ("repeats", "", "repeated"),
        ("shifts", "takes back", "taken back"),
        ("shifts", "reverses", "reversed"),
        ("shifts", "softens", "softens"),
        ("shifts", "adds a condition", "adds a condition"),
    ],
)
def test_each_kind_of_answer_is_told_in_a_word(kind: RelationKind, how: Manner, fate: str) -> None:
    answer = Relation(kind, "later", "earlier", "x", "y", how=how)
    view = StatementView("earlier", None, None, ())
    assert Commitment("", "promise", "y", view, (answer,), (view,)).fates == (fate,)


def test_neutral_statements_do_not_tell_a_claim(tmp_path: Path) -> None:
    claim = "The road bridge at Orlen will be closed to lorries"
    affirmed = said("a", f"“{claim},”", "2032-01-10", "assert")
    declined = said("b", f"“Whether {claim.lower()} is not for me to say,”", "2032-02-10", "decline")
    asked = said("c", f"“Will it be that {claim.lower()}?”", "2032-03-10", "question")
    denied = said("d", f"“{claim},”", "2032-04-10", "deny")
    with Record.open(tmp_path / "a.db") as record:
        put(record, affirmed, declined, asked, denied)
        relink(record)
        assert {each.stance.kind for each in stances(record, claim)} == {"affirms", "neutral", "questions", "denies"}
        assert [each.quotation for each in certainty(record, claim)] == [affirmed.quotations[0].id]


def test_commands_print_rows_for_programs_and_tables_for_people(planted: Path, onrecord: Run) -> None:
    rows = onrecord("claims", "certainty", BRIDGE, "--record", planted, "--format", "csv").stdout.splitlines()
    assert rows[0].startswith("\ufeffpublished,outlet,certainty,speaker,passage")
    assert len(rows) == 6
    table = onrecord("claims", "certainty", BRIDGE, "--record", planted, "--format", "table").stdout
    assert "First in an outlet’s own voice: 2034-02-20, Corvane Upright." in table
    assert "No story" in onrecord("claims", "certainty", "zzz qqq", "--record", planted, "--format", "table").stdout
    course = onrecord("timeline", "--speaker", "Harrowell", "--claim", BRIDGE, "--record", planted, "--format", "csv")
    assert "denies" in course.stdout
    both = onrecord("timeline", "bridge", "--speaker", "Harrowell", "--claim", BRIDGE, "--record", planted)
    assert both.returncode == 2
    assert "either words or --claim" in both.stderr
    wrong = onrecord("promises", "--since", "soon", "--record", planted)
    assert wrong.returncode == 2
    assert "is no date" in wrong.stderr
    assert "Nothing found" in onrecord("promises", "zzz", "--record", planted, "--format", "table").stdout
    acts = onrecord("search", "--act", "deny", "--record", planted, "--format", "csv").stdout.splitlines()
    assert len(acts) > 1
