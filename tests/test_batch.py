"""Many documents at once: nothing lost or out of order, whatever one of them does to the process that analyses it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.analysis import bounds
from onrecord.analysis.batch import AHEAD, FEW, Analysed, analysed
from onrecord.types import Document, Problem, Reading, Span, Story
from onrecord.types.problems import MOST_OF_A_KIND

DOCUMENTS = [Document(f"{n}.txt", b"", "") for n in range(FEW + 2)]
FOUND = [Problem("read", "first"), *DOCUMENTS, Problem("read", "last")]
BAD = "1.txt"

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is held to its bound on Linux")
needs_signals = pytest.mark.skipif(os.name != "posix", reason="needs signals")


def read_slowly(document: Document) -> tuple[Reading, ...]:
    """Take the longer, the earlier the document stands."""
    time.sleep({"0.txt": 0.5, "1.txt": 0.1}.get(document.uri, 0))
    return (Reading(document, Story(document.uri, Span(0, 0)), ""),)


def raise_at_one(document: Document) -> tuple[Reading, ...]:
    if document.uri == BAD:
        raise TypeError("an error of ours")
    return read_slowly(document)


def crash_at_one(document: Document) -> tuple[Reading, ...]:
    if document.uri == BAD:
        os.abort()
    return read_slowly(document)


def be_killed_at_one(document: Document) -> tuple[Reading, ...]:
    """Be ended as by a system that has no memory left."""
    if document.uri == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_slowly(document)


def need_much_at_one(document: Document) -> tuple[Reading, ...]:
    if document.uri == BAD:
        bytearray(2 * bounds.MEMORY_BYTES)
    return read_slowly(document)


def never_end_at_one(document: Document) -> tuple[Reading, ...]:
    while document.uri == BAD:
        pass
    return read_slowly(document)


def find_fault_often(document: Document) -> tuple[Reading, ...]:
    """Find a thousand problems in each of two stories."""
    problems = [Problem("extract", f"fault {n}", remedy="Mend it.") for n in range(2000)]
    stories = (read_slowly(document)[0], read_slowly(document)[0])
    return (replace(stories[0], problems=tuple(problems[:1000])), replace(stories[1], problems=tuple(problems[1000:])))


def tell_process(document: Document) -> tuple[Reading, ...]:
    return (Reading(document, Story(str(os.getpid()), Span(0, 0)), ""),)


def processes(documents: list[Document], jobs: int) -> set[str]:
    found = list(analysed(documents, jobs, work=tell_process))
    return {each.readings[0].story.id for each in found if isinstance(each, Analysed)}


def test_two_processes_give_what_one_gives_in_its_order() -> None:
    alone = list(analysed(FOUND, work=read_slowly))
    assert list(analysed(FOUND, 2, work=read_slowly)) == alone
    assert [each.document if isinstance(each, Analysed) else each for each in alone] == FOUND


def test_no_process_is_started_for_one_job_or_a_few_documents() -> None:
    here = str(os.getpid())
    assert processes(DOCUMENTS, 1) == {here}
    assert processes(DOCUMENTS[:FEW], 2) == {here}
    assert here not in processes(DOCUMENTS, 2)


def test_one_job_goes_step_by_step() -> None:
    taken: list[Document] = []
    found = analysed(endless(taken), work=read_slowly)
    assert next(found) == Analysed(taken[0], read_slowly(taken[0]))
    assert len(taken) == 1


def endless(taken: list[Document]) -> Iterator[Document]:
    while True:
        taken.append(Document(f"{len(taken)}.txt", b"", ""))
        yield taken[-1]


def test_only_a_few_documents_are_in_hand_and_no_process_outlives_its_use() -> None:
    taken: list[Document] = []
    found = analysed(endless(taken), 2, work=read_slowly)
    ahead = []
    for given in range(1, 30):
        next(found)
        ahead.append(len(taken) - given)
    found.close()
    assert max(ahead) <= 2 * AHEAD
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("work", "jobs", "why"),
    [
        (raise_at_one, 1, "failed (TypeError)"),
        (raise_at_one, 2, "failed (TypeError)"),
        pytest.param(crash_at_one, 2, "crashed", marks=needs_signals),
        pytest.param(need_much_at_one, 1, "more memory than a document may take", marks=needs_linux),
        pytest.param(need_much_at_one, 2, "more memory than a document may take", marks=needs_linux),
        pytest.param(never_end_at_one, 1, "more than 5 seconds", marks=needs_signals),
        (never_end_at_one, 2, "more than 5 seconds"),
    ],
)
def test_a_poisonous_document_has_a_problem_of_its_own_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, work: object, jobs: int, why: str
) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 5.0)
    found, expected = list(analysed(FOUND, jobs, work=work)), list(analysed(FOUND, work=read_slowly))  # type: ignore[arg-type]
    given_up = found.pop(2)
    del expected[2]
    assert found == expected
    assert isinstance(given_up, Analysed), "it is stored, so as not to be tried again"
    (reading,) = given_up.readings
    (problem,) = reading.problems
    assert (problem.uri, problem.span) == (BAD, Span(0, 0))
    assert why in problem.message
    assert problem.remedy


@needs_signals
def test_a_document_at_which_the_machine_was_at_fault_is_a_problem_that_another_run_may_not_have() -> None:
    problem = list(analysed(FOUND, 2, work=be_killed_at_one))[2]
    assert isinstance(problem, Problem)
    assert problem.uri == BAD
    assert "ended from outside" in problem.message
    assert "--jobs" in (problem.remedy or "")


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_problems_of_a_document_are_few_and_the_others_counted(jobs: int) -> None:
    done = list(analysed(FOUND, jobs, work=find_fault_often))
    last = next(each for each in reversed(done) if isinstance(each, Analysed))
    problems = [problem for reading in last.readings for problem in reading.problems]
    assert [problem.message for problem in problems[:2]] == ["fault 0", "fault 1"]
    assert problems[-1].message == f"and {2000 - MOST_OF_A_KIND:,} more problems of the same kind"
    assert len(problems) == MOST_OF_A_KIND + 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_strict_raises(jobs: int) -> None:
    with pytest.raises(TypeError, match="an error of ours"):
        list(analysed(FOUND, jobs, strict=True, work=raise_at_one))


@needs_signals
def test_strict_raises_what_befell_a_process() -> None:
    with pytest.raises(bounds.CrashedError, match=BAD):
        list(analysed(FOUND, 2, strict=True, work=crash_at_one))


@needs_signals
def test_processes_that_are_killed_while_they_wait_cost_nothing() -> None:
    def found() -> Iterator[Document]:
        yield from DOCUMENTS
        time.sleep(2)  # they are done by now
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGKILL)
        yield from DOCUMENTS

    assert list(analysed(found(), 2, work=read_slowly)) == 2 * list(analysed(DOCUMENTS, work=read_slowly))


def test_where_no_process_can_start_it_is_told(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from onrecord.analysis.batch import analysed\n"
        "from onrecord.types import Document\n"
        "list(analysed([Document(f'{n}.txt', b'', '') for n in range(9)], 2))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert "ChildProcessError: No process can be started here; use --jobs 1." in done.stderr
