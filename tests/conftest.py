"""The fixtures that many tests use; what else they share is in `tests/support`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.present.web.http import cache
from tests.support.browser import chromium
from tests.support.command_line import Run, run_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session", autouse=True)
def _pages_are_made_anew() -> None:
    """However slow the machine, a page shows what a test has changed since; tests/test_kept.py turns keeping on."""
    cache._LONG = math.inf


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    """Return a function that runs `onrecord` with these arguments in a folder of its own."""
    return run_in(tmp_path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()
