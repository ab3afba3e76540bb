"""What the package says of itself: notices of all that it carries, and bounds for all that it needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "onrecord"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_file_of_weights_has_its_notice_and_the_notices_go_with_the_package() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    found = PACKAGE.glob("models/*/weights/**/*")
    weights = [path for path in found if path.is_file() and path.suffix not in (".json", ".py")]
    assert len(weights) >= 5
    assert [path for path in weights if f"\n{path.relative_to(PACKAGE).as_posix()}\n" not in notice] == []
    assert "Copyright (c) Microsoft Corporation\n\nPermission is hereby granted" in notice
    assert PROJECT["license-files"] == ["LICENSE", "NOTICE"]


def test_every_library_that_is_needed_has_a_lowest_and_a_highest_version() -> None:
    bounds = re.compile(r"[\w-]+(==[\d.]+|>=[\d.]+,<[\d.]+)")
    assert [need for need in PROJECT["dependencies"] if not bounds.fullmatch(need)] == []


def test_the_versions_for_development_are_locked_without_the_name_of_an_index() -> None:
    locked = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    names = {re.split(r"[=<>;\[ ]", need, maxsplit=1)[0] for need in PROJECT["dependencies"]}
    names |= {re.split(r"[=<>;\[ ]", need, maxsplit=1)[0] for need in PROJECT["optional-dependencies"]["dev"]}
    assert names <= set(re.findall(r"^([\w-]+)==", locked, re.MULTILINE))
    assert not re.search(r"//|\bindex\b|find-links", locked)
