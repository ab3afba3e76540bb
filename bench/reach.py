"""A plugin of pytest that writes which test reaches which line of the package, and how long each test takes."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import coverage
import pytest

FILE = "ONRECORD_REACH"  # the environment variable that names the file to write

_seconds: Counter[str] = Counter()
_measured = coverage.Coverage(data_file=None, source=[str(Path("src", "onrecord").resolve())], config_file=False)


def pytest_configure() -> None:
    """Measure from here on: what runs when a module is loaded is reached by every test."""
    _measured.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Note what one test reaches, with what it sets up."""
    name = item.nodeid.split("[")[0]
    _measured.switch_context(name)
    start = time.process_time()
    try:
        return (yield)
    finally:
        _seconds[name] += time.process_time() - start  # type: ignore[assignment]  # seconds are no whole numbers
        _measured.switch_context("")


def pytest_sessionfinish() -> None:
    """Write what was measured."""
    _measured.stop()
    data = _measured.get_data()
    lines = {
        file.rpartition("/src/onrecord/")[2]: {
            line: sorted(filter(None, tests)) for line, tests in data.contexts_by_lineno(file).items() if any(tests)
        }
        for file in data.measured_files()
    }
    Path(os.environ[FILE]).write_text(json.dumps({"seconds": _seconds, "lines": lines}), encoding="utf-8")
