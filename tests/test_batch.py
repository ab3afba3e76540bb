"""Many documents at once: nothing lost or out of order, no matter how many processes analyse, or which of them die."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator

import pytest

from onrecord.analysis import batch
from onrecord.analysis.batch import AHEAD, Analysed, analysed
from onrecord.types import Document, Problem, Reading, Span, Story

FOUND = [Problem("read", "first"), *(Document(f"{n}.txt", b"", "") for n in range(3)), Problem("read", "last")]


def read_slowly(document: Document) -> tuple[Reading, ...]:
    """Take the longer, the earlier the document stands."""
    time.sleep({"0.txt": 0.5, "1.txt": 0.1}.get(document.uri, 0))
    return (Reading(document, Story(document.uri, Span(0, 0)), ""),)


def die_at_one(document: Document) -> tuple[Reading, ...]:
    """Die without a word, as a process does for which there is no memory."""
    if document.uri == "1.txt":
        os._exit(9)
    return read_slowly(document)


def fail_at_one(document: Document) -> tuple[Reading, ...]:
    if document.uri == "1.txt":
        raise TypeError("an error of ours")
    return ()


def die() -> None:
    os._exit(9)


def test_two_processes_give_what_one_gives_in_its_order() -> None:
    alone = list(analysed(FOUND, work=read_slowly))
    assert list(analysed(FOUND, 2, work=read_slowly)) == alone
    assert [each.document if isinstance(each, Analysed) else each for each in alone] == FOUND


def test_one_job_needs_no_process_and_goes_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(batch, "ProcessPoolExecutor")
    taken: list[Document] = []
    found = analysed(endless(taken), work=fail_at_one)
    assert next(found) == Analysed(taken[0], ())
    assert len(taken) == 1


def endless(taken: list[Document]) -> Iterator[Document]:
    while True:
        taken.append(Document(f"{len(taken)}.txt", b"", ""))
        yield taken[-1]


def test_only_a_few_documents_are_in_hand_and_no_process_outlives_its_use() -> None:
    taken: list[Document] = []
    found = analysed(endless(taken), 2, work=read_slowly)
    for given in range(1, 30):
        next(found)
        assert len(taken) <= given + 2 * AHEAD
    found.close()
    assert multiprocessing.active_children() == []


def test_a_document_at_which_processes_die_is_a_problem_and_the_rest_goes_on() -> None:
    found, expected = list(analysed(FOUND, 2, work=die_at_one)), list(analysed(FOUND, work=read_slowly))
    problem = found.pop(2)
    del expected[2]
    assert found == expected
    assert isinstance(problem, Problem)
    assert problem.uri == "1.txt"
    assert "ended from outside" in problem.message
    assert "--jobs" in (problem.remedy or "")


def test_where_no_process_can_start_it_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_begin", die)
    with pytest.raises(ChildProcessError, match="use --jobs 1"):
        list(analysed(FOUND, 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_ours_is_not_hidden(jobs: int) -> None:
    with pytest.raises(TypeError, match="an error of ours"):
        list(analysed(FOUND, jobs, work=fail_at_one))
