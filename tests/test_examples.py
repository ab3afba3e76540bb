"""The example notebooks: each runs from top to bottom as it stands, and is kept with what it printed."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_and_is_kept_with_its_outputs(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    kept = [len(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where).execute()
    assert [len(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"] == kept
    assert sum(kept) > 5


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_does_not_tell_whose_machine_it_ran_on(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for place in (str(Path.home()), str(EXAMPLES.parent), str(Path(sys.executable).parent)):
        assert place not in text
