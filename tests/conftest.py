"""The fixtures that many tests use; what else they share is in `tests/support`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import chromium
from tests.support.command_line import Run, run_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    """Return a function that runs `onrecord` with these arguments in a folder of its own."""
    return run_in(tmp_path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()
