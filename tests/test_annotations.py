"""What people corrected in brat goes into the record, stays there, and can be taken out again."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.corpora import DEMO
from onrecord import Record, add, readings
from onrecord.annotations import Judged, judge, judgement, withdraw
from onrecord.present.exports.export import export
from onrecord.readers import limits
from onrecord.readers.brat import annotated
from onrecord.record_linking import relink
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.writes.judgements import judgements
from onrecord.types import Problem, Quotation, Span
from tests.support.command_line import Run
from tests.support.hostile import HOSTILE_WORDS, hostile_reading
from tests.support.site import Site

STORY = DEMO / "courier-2032-03-11-open-gates.txt"
HEDGED = "that the phrase about calendars had been chosen with care"
NAMED = "“He has promised us the door and kept the key,” “My father would have asked for the key.”"
AT = "2034-01-02T03:04:05+00:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of one story, `onrecord.db`, and what it exports for annotators, `brat`."""
    folder = tmp_path_factory.mktemp("judging")
    with Record.open(folder / "onrecord.db") as record:
        for _ in add(record, [STORY]):
            pass
        export(record, "quotations", "brat", folder / "brat")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "brat"


@pytest.fixture
def record(folder: Path) -> Iterator[Record]:
    with Record.open(folder.parent / "onrecord.db") as opened:
        yield opened


def ann(folder: Path) -> Path:
    return next(folder.glob("courier*.ann"))


def edit(folder: Path, change: Callable[[str, str], str]) -> None:
    """Change the marks of the one document of a folder, given them and the text."""
    path = ann(folder)
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    path.write_bytes(change(path.read_bytes().decode("utf-8"), text).encode("utf-8"))


def mark_of(marks: str, words: str, sort: str = "Content") -> str:
    """The name of the mark with these words."""
    found = re.search(rf"^(T\d+)\t{sort} [\d ;]+\t{re.escape(words)}$", marks, re.MULTILINE)
    assert found, marks
    return found[1]


def tied_to(marks: str, content: str, sort: str) -> str:
    """The name of the cue or source of a content."""
    found = re.search(rf"\tHas-{sort.lower()} Arg1:{content} Arg2:(T\d+)$", marks, re.MULTILINE)
    assert found, marks
    return found[1]


def moved(marks: str, text: str, name: str, words: str) -> str:
    """Put a mark on other words, which stand in the text once."""
    start = text.index(words)
    return re.sub(
        rf"^({name}\t\w+) [\d ;]+\t.*$", rf"\1 {start} {start + len(words)}\t{words}", marks, flags=re.MULTILINE
    )


def without(marks: str, name: str) -> str:
    """Delete a mark and all that is said of it, as brat does."""
    return "".join(line for line in marks.splitlines(keepends=True) if not re.search(rf"\b{name}\b", line))


def judged(record: Record, folder: Path, by: str = "Ida Quill") -> tuple[list[Judged], list[str]]:
    found = list(judge(record, folder, because="read side by side", by=by, at=AT))
    relink(record)
    problems = [f"{Path(each.uri or '').suffix} {each.message}" for each in found if isinstance(each, Problem)]
    return [each for each in found if not isinstance(each, Problem)], problems


def quotations(record: Record) -> dict[str, Quotation]:
    """The quotations of the record by their words."""
    with record.reading() as db:
        ids = [row["id"] for row in db.execute("SELECT id FROM quotations ORDER BY id")]
    views_of = [views.quotation(record, each) for each in ids]
    return {view.quotation.text: view.quotation for view in views_of if view}


def longer(marks: str, text: str) -> str:
    return moved(marks, text, mark_of(marks, HEDGED), f"however, {HEDGED}")


def other_cue(marks: str, text: str) -> str:
    return moved(marks, text, tied_to(marks, mark_of(marks, HEDGED), "Cue"), "cautioned")


def other_source(marks: str, text: str) -> str:
    return moved(marks, text, tied_to(marks, mark_of(marks, HEDGED), "Source"), "Hollis Quarrane")


def no_source(marks: str, text: str) -> str:
    del text
    return without(marks, tied_to(marks, mark_of(marks, HEDGED), "Source"))


def other_form(marks: str, text: str) -> str:
    del text
    return re.sub(rf"Form {mark_of(marks, HEDGED)} indirect", f"Form {mark_of(marks, HEDGED)} mixed", marks)


def belief(marks: str, text: str) -> str:
    del text
    return f"{marks}A99\tBelief {mark_of(marks, HEDGED)}\n"


def deleted(marks: str, text: str) -> str:
    del text
    return without(marks, mark_of(marks, HEDGED))


def missed(marks: str, text: str) -> str:
    words, source = "The assurance came from Jaivan Hodrey", "Jaivan Hodrey"
    return (
        f"{marks}T90\tContent {text.index(words)} {text.index(words) + len(words)}\t{words}\n"
        f"T91\tSource {text.index(source)} {text.index(source) + len(source)}\t{source}\n"
        "R90\tHas-source Arg1:T90 Arg2:T91\nA90\tForm T90 indirect\n"
    )


EDITS = (longer, other_cue, other_source, no_source, other_form, belief, deleted, missed)


def expect(change: Callable[[str, str], str], before: Quotation, found: dict[str, Quotation]) -> None:
    """What the record shows is what was marked."""
    now = next((one for one in found.values() if one.id == before.id), None)
    if change is deleted:
        assert now is None
    elif change is missed:
        assert now is not None
        unsure = replace(now, said=before.said, because=before.because, probabilities=before.probabilities)
        assert unsure == before  # days depend on what else is said
        added = found["The assurance came from Jaivan Hodrey"]
        assert (added.form, added.cue, added.implicit, added.confidence) == ("indirect", None, True, 1.0)
        assert added.speaker
        assert added.speaker.name == "Jaivan Hodrey"
    else:
        assert now is not None
        assert now.because[0].part == "judgement"
        assert now.because[0].detail.endswith("corrected by Ida Quill: read side by side")
        assert now.text == (f"however, {HEDGED}" if change is longer else HEDGED)
        assert now.form == ("mixed" if change is other_form else "indirect")
        assert now.kind == ("belief" if change is belief else "speech")
        assert before.cue
        assert now.cue == (Span(before.cue.start, before.cue.start + 9) if change is other_cue else before.cue)
        assert before.speaker
        if change is no_source:
            assert now.speaker is None
        else:
            assert now.speaker
            assert now.speaker.name == ("Hollis Quarrane" if change is other_source else before.speaker.name)


@pytest.mark.parametrize("change", EDITS, ids=lambda change: change.__name__)
def test_what_was_corrected_is_what_the_record_shows_until_it_is_withdrawn(
    change: Callable[[str, str], str], record: Record, folder: Path
) -> None:
    before = quotations(record)
    edit(folder, change)
    (one,), problems = judged(record, folder)
    assert not problems
    assert one == Judged(
        int(change not in (deleted, missed)), int(change is deleted), int(change is missed), range(1, 2)
    )
    after = quotations(record)
    expect(change, before[HEDGED], after)
    touched = after.keys() ^ before.keys() | {HEDGED}
    assert {words: one.content for words, one in after.items() if words not in touched} == {
        words: one.content for words, one in before.items() if words not in touched
    }
    assert judged(record, folder) == ([Judged()], [])  # once more, and nothing changes
    assert quotations(record) == after
    (kept,) = judgements(record)
    assert (kept.kind, kept.by, kept.at) == ("quotation", "Ida Quill", AT)
    assert kept.because[0] == ("reason", 0.0, "read side by side")
    told = judgement(record, 1)
    assert told
    withdraw(record, told, because="", by="Ida Quill", at=AT)
    assert quotations(record) == before
    assert [each.verdict for each in judgements(record)][1:] == ["withdrawn"]


def test_a_folder_that_nobody_changed_is_no_judgement(record: Record, folder: Path) -> None:
    with record.reading() as db:
        before = list(map(tuple, db.execute("SELECT * FROM quotations")))
    assert judged(record, folder) == ([Judged()], [])
    assert not judgements(record)
    with record.reading() as db:
        assert list(map(tuple, db.execute("SELECT * FROM quotations"))) == before


def test_a_corrected_record_exports_what_it_shows(record: Record, folder: Path) -> None:
    edit(folder, longer)
    edit(folder, missed)
    judged(record, folder)
    export(record, "quotations", "brat", folder.parent / "again")
    assert mark_of(ann(folder.parent / "again").read_text("utf-8"), f"however, {HEDGED}")
    assert judged(record, folder.parent / "again") == ([Judged()], [])


def test_corrections_of_one_quotation_add_up_and_fall_together(record: Record, folder: Path) -> None:
    before = quotations(record)
    edit(folder, other_form)
    judged(record, folder)
    edit(folder, other_source)
    judged(record, folder, by="Odo Lerrin")
    one = quotations(record)[HEDGED]
    assert one.form == "mixed"
    assert one.speaker
    assert one.speaker.name == "Hollis Quarrane"
    assert one.because[0].detail == "source, form corrected by Odo Lerrin: read side by side"
    told = judgement(record, 2)
    assert told
    withdraw(record, told, because="", by="Ida Quill", at=AT)
    assert quotations(record) == before


def test_an_older_folder_takes_back_nothing_that_others_judged(record: Record, folder: Path) -> None:
    theirs = folder.parent / "theirs"
    shutil.copytree(folder, theirs)
    edit(folder, missed)
    judged(record, folder)
    edit(theirs, deleted)
    (one,), _ = judged(record, theirs, by="Odo Lerrin")
    assert (one.corrected, one.removed, one.added) == (0, 1, 0)
    assert "The assurance came from Jaivan Hodrey" in quotations(record)
    assert HEDGED not in quotations(record)


def test_another_analysis_keeps_what_people_judged(record: Record, folder: Path) -> None:
    for change in (longer, missed):
        edit(folder, change)
    edit(folder, lambda marks, _: without(marks, mark_of(marks, NAMED)))
    judged(record, folder)
    after = quotations(record)
    assert NAMED not in after
    with record.writing() as db:
        db.execute("UPDATE documents SET analysed_by = 'an older one'")
    (added,) = add(record, [STORY])
    assert not isinstance(added, Problem)
    assert added.new
    assert quotations(record) == after


def test_judging_again_makes_up_for_a_run_that_was_stopped_between_judgement_and_analysis(
    record: Record, folder: Path
) -> None:
    edit(folder, longer)
    judged(record, folder)
    after = quotations(record)
    with record.reading() as db:
        (sha256,) = db.execute("SELECT sha256 FROM documents").fetchone()
    document = views.document(record, sha256)
    assert document
    record.add(document, readings(document), by="stopped")
    assert quotations(record) != after
    assert judged(record, folder) == ([Judged()], [])
    assert quotations(record) == after
    assert len(judgements(record)) == 1


def test_a_mark_without_its_note_is_known_by_its_content(record: Record, folder: Path) -> None:
    edit(folder, lambda marks, _: re.sub(r"^#.*\n", "", marks, flags=re.MULTILINE))
    assert judged(record, folder) == ([Judged()], [])
    edit(folder, other_form)
    (one,), _ = judged(record, folder)
    assert one.corrected == 1


def test_lines_that_came_with_other_ends_and_notes_of_people_do_no_harm(record: Record, folder: Path) -> None:
    edit(folder, lambda marks, _: "\ufeff" + f"{marks}#99\tAnnotatorNotes T1\tis this said?\n".replace("\n", "\r\n"))
    assert judged(record, folder) == ([Judged()], [])


# --- bad folders -------------------------------------------------------------------------------------------------

FAR = "9" * 9


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda m, _: m + "T99\tContent 5\n", "is no mark, relation, attribute or note"),
        (lambda m, _: m + f"T99\tContent 5 {FAR}\twords\n", "which is no place in the text"),
        (lambda m, _: m + "T99\tContent 9 5\twords\n", "which is no place in the text"),
        (lambda m, _: m + "T99\tContent 5 9\twords\n", "T99 is not the words that stand at its place"),
        (lambda m, t: m + f"T99\tPlace 0 4\t{t[:4]}\n", "T99 is marked as 'Place', which is none of"),
        (lambda m, t: m + f"T1\tContent 0 4\t{t[:4]}\n", "T1 is there twice"),
        (lambda m, t: m + f"T99\tCue 0 4\t{t[:4]}\n", "T99, a Cue, is tied to no Content"),
        (lambda m, _: m + "R99\tHas-cue Arg1:T1 Arg2:T98\n", "Has-cue ties T1 to T98, and T98 is not there"),
        (lambda m, _: m + "R99\tHas-cue Arg1:T1 Arg2:T1\n", "and T1 is no Cue"),
        (lambda m, _: m + "R99\tLikes Arg1:T1 Arg2:T1\n", "'Likes' is neither Has-cue nor Has-source"),
        (lambda m, t: m + f"T99\tCue 0 4\t{t[:4]}\nR99\tHas-cue Arg1:T1 Arg2:T99\n", "T1 has two marks of Cue"),
        (lambda m, _: m + "A99\tForm T1 sung\n", "'Form sung' is neither Belief nor Form"),
        (lambda m, _: m + "A99\tForm T1 direct\n", "T1 has two forms"),
        (lambda m, _: m + "A99\tBelief T98\n", "'Belief' is said of T98, which is no Content"),
        (lambda m, _: m + "E1\tContent:T1\n", "is no mark, relation, attribute or note"),
        (lambda m, _: m + "#99\tAnnotatorNotes T4\tOnrecord d0175b27afcdc381", "name one quotation"),
        (lambda m, t: m + f"T99\tContent {len(t) - 1} {len(t)}\t{t[-1]}\n", "T99 marks white space"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_used_is_named_and_its_document_left_out(
    change: Callable[[str, str], str], told: str, record: Record, folder: Path
) -> None:
    edit(folder, lambda marks, text: change(deleted(marks, text), text))
    done, problems = judged(record, folder)
    assert not done
    assert len(problems) == 1
    assert told in problems[0]
    assert problems[0].startswith(".ann line ") or "tied to no Content" in problems[0]
    assert not judgements(record)


def linked(folder: Path) -> None:
    shutil.move(ann(folder), folder.parent / "elsewhere")
    next(folder.glob("courier*.txt")).with_suffix(".ann").symlink_to(folder.parent / "elsewhere")


def grown(folder: Path) -> None:
    os.truncate(ann(folder), limits.ANNOTATED_BYTES + 1)


def of_another_text(folder: Path) -> None:
    path = next(folder.glob("courier*.txt"))
    path.write_bytes(path.read_bytes() + b"\n")


def renamed(folder: Path) -> None:
    for path in list(folder.glob("courier*")):
        path.rename(path.with_name("story" + path.suffix))


def many(folder: Path) -> None:
    ann(folder).write_text("x\n" * (limits.ANNOTATIONS + 1))


SPOILED: tuple[tuple[Callable[[Path], object], str], ...] = (
    (lambda folder: next(folder.glob("courier*.txt")).unlink(), ".txt is missing"),
    (lambda folder: next(folder.glob("courier*.orig")).unlink(), ".orig is missing"),
    (lambda folder: ann(folder).unlink(), ".ann is missing"),
    (lambda folder: ann(folder).write_bytes(b"\xff\xfe"), ".ann is not UTF-8 from byte 0 on"),
    (linked, ".ann is a link, a folder or a device"),
    (grown, ".ann is larger"),
    (many, ".ann has more lines"),
    (of_another_text, ".ann the text beside it is not that of the document"),
    (renamed, ".ann names no document of the record"),
)


@pytest.mark.parametrize(("spoil", "told"), SPOILED, ids=[told for _, told in SPOILED])
def test_a_file_that_cannot_be_used_is_named_and_the_others_are_judged(
    spoil: Callable[[Path], object], told: str, record: Record, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "other.txt"
    path.write_text("“The ferries will sail,” said Ana Ruel on Monday. “They always have,” she added.\n", "utf-8")
    for _ in add(record, [path]):
        pass
    export(record, "quotations", "brat", folder.parent / "two")
    for each in (folder.parent / "two").glob("other*"):
        shutil.copy(each, folder)
    spoil(folder)
    other = next(folder.glob("other*.ann"))
    other.write_text("", "utf-8")
    done, problems = judged(record, folder)
    assert [each.removed > 0 for each in done] == [True]
    assert len(problems) == 1
    assert problems[0].startswith(told)


def test_a_folder_without_marks_says_so(record: Record, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert judged(record, tmp_path / "empty") == ([], [" holds no .ann file"])


TEXT = "“Gates\r\nwill stay open,” said Ana Ruel.\n\nShe said\u2028nothing more. \ud83d\ude4a".encode(
    "utf-16", "surrogatepass"
)
PIECES = st.one_of(
    st.text(max_size=6),
    st.integers(0, 70).map(str),
    st.sampled_from("\t\n\r "),
    st.sampled_from(("T1", "T2", "R1", "A1", "#1", ";", "Content", "Cue", "Source", "Has-cue", "Form", "direct")),
    st.sampled_from(("Arg1:T1", "Arg2:T2", "AnnotatorNotes T1", "Onrecord abc", "Belief", "*", "E1", "\0")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(PIECES, max_size=30).map("".join), now=st.lists(PIECES, max_size=30).map("".join))
def test_no_marks_whatever_raise(tmp_path: Path, before: str, now: str) -> None:
    text = TEXT.decode("utf-16")
    for ending, words in (("txt", text), ("orig", before), ("ann", now)):
        (tmp_path / f"any.{ending}").write_bytes(words.encode("utf-8", "replace"))
    for found in annotated(tmp_path):
        if not isinstance(found, Problem):
            for each in found.marked:
                assert all(mention.span.of(text) == mention.text for mention in each.marks.content)


@given(data=st.data())
def test_any_marks_inside_a_text_are_read_as_they_were_written(data: st.DataObject, made: Path) -> None:
    """Whatever content is drawn comes back, one piece or many, with its ends on words."""
    text = next((made / "brat").glob("courier*.txt")).read_bytes().decode("utf-8")
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, min(len(text), start + 200)))
    pieces = [Span(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]
    kept = [piece for piece in pieces if piece.of(text).strip()]
    folder = made / "drawn"
    folder.mkdir(exist_ok=True)
    place = ";".join(f"{piece.start} {piece.end}" for piece in kept)
    words = " ".join(piece.of(text) for piece in kept)
    for ending, told in (("txt", text), ("orig", ""), ("ann", f"T1\tContent {place}\t{words}\n" if kept else "")):
        (folder / f"drawn.{ending}").write_bytes(told.encode("utf-8"))
    (found,) = annotated(folder)
    assert not isinstance(found, Problem)
    read = " ".join(mention.text for each in found.marked for mention in each.marks.content)
    assert read.split() == words.split()


# --- as people use it --------------------------------------------------------------------------------------------


def test_a_mark_that_was_added_and_then_changed_is_one_quotation(record: Record, folder: Path) -> None:
    edit(folder, missed)
    judged(record, folder)
    assert "The assurance came from Jaivan Hodrey" in quotations(record)
    edit(folder, lambda marks, text: shorter(marks, text, "T90", "The assurance"))
    judged(record, folder)
    found = quotations(record)
    assert "The assurance" in found
    assert "The assurance came from Jaivan Hodrey" not in found


def shorter(marks: str, text: str, name: str, words: str) -> str:
    start = text.index(words)
    return re.sub(rf"(?m)^{name}\tContent .*$", f"{name}\tContent {start} {start + len(words)}\t{words}", marks)


def test_the_commands_lead_there_and_back(onrecord: Run, folder: Path) -> None:
    edit(folder, longer)
    edit(folder, missed)
    done = onrecord("judge", "brat", "--because", "read side by side", "--by", "Ida Quill")
    assert done.stdout == "onrecord.db: 1 quotation corrected, 0 taken out, 1 added in 1 document: judgements 1 to 2.\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert onrecord("judge", "brat").stdout == "onrecord.db: nothing new to judge.\n"
    found = onrecord("search", "assurance", "--format", "csv").stdout
    assert "Jaivan Hodrey" in found
    identity = json.loads(onrecord("search", "however", "calendars", "--format", "jsonl").stdout)["id"]
    assert "judged  content corrected by Ida Quill: read side by side" in onrecord("show", identity).stdout
    lines = onrecord("export", "judgements").stdout.splitlines()
    assert any('"kind": "quotation"' in line and '"number": 2' in line for line in lines)
    wrong = onrecord("link", "--undo", "2")
    assert (wrong.returncode, "onrecord judge --undo 2" in wrong.stderr) == (1, True)
    assert "onrecord judge --undo 2" in onrecord("actors", "undo", "2").stderr
    assert onrecord("judge", "--undo", "2").stdout.endswith("is left to the program.\n")
    assert "Hodrey" not in onrecord("search", "assurance", "--format", "csv").stdout
    assert onrecord("judge", "--undo", "77").returncode == 1
    assert onrecord("judge").returncode == 2
    assert onrecord("judge", "nowhere").returncode == 2
    ann(folder).unlink()
    bad = onrecord("judge", "brat")
    assert bad.returncode == 1
    assert "is missing; NAME.txt, NAME.ann and NAME.orig belong together" in bad.stderr
    assert "export anew" in bad.stderr


def test_the_page_of_a_quotation_says_who_corrected_it(record: Record, folder: Path) -> None:
    edit(folder, longer)
    judged(record, folder, by="<b>Ida</b> Quill")
    one = quotations(record)[f"however, {HEDGED}"]
    with Site(record.path) as site:
        assert "content corrected by <b>Ida</b> Quill: read side by side" in site.get(f"/quotation/{one.id}").text
        assert "<b>Ida</b>" not in site.get(f"/quotation/{one.id}").body


def test_hostile_texts_come_back_as_they_went(tmp_path: Path) -> None:
    with Record.open(tmp_path / "hostile.db") as record:
        for number, words in enumerate(HOSTILE_WORDS):
            one = hostile_reading(number, words)
            record.add(one.document, [one], by="v1")
        export(record, "quotations", "brat", tmp_path / "brat")
        done, problems = judged(record, tmp_path / "brat")
        assert not judgements(record)
    assert (len(done), problems) == (len(HOSTILE_WORDS), [])
