"""Nothing leaves the machine, and nothing is left outside the record: in every process, by whichever library."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support import watched
from tests.support.watched import Seen

TEXT = "Portvale, 3 March 2025\n\n“We stay at the table,” President Ana Ruel told reporters on Monday.\n"
DENIAL = "Portvale, 9 March 2025\n\nOn Friday, Ana Ruel said she had never promised to stay at the table.\n"
PAGE = """<html><head><title>Harbour stays open</title><meta name="date" content="2025-03-04"></head><body><article>
<h1>Harbour stays open</h1><p>“The harbour of Portvale will stay open to all ships through the coming summer,” President
Ana Ruel told reporters on Monday after a meeting with the envoys of Ilmaren.</p><p>Officials in Portvale said that the
envoys had met for three hours, and that they would meet again.</p></article></body></html>"""
SPACY = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('onrecord'); nlp('“We stay,” Ana Ruel said.')"
STAYS = "import onrecord, time; onrecord.analyse('“We stay,” Ana Ruel said.'); time.sleep(12)"  # reports leave after 10
ONRECORD = ["-m", "onrecord"]
STEPS = [
    [*ONRECORD, "add", "--jobs", "2", "coverage"],
    [*ONRECORD, "analyse", "--jobs", "2", "coverage"],
    *([*ONRECORD, "export", what] for what in ("quotations", "statements", "actors")),
    [*ONRECORD, "serve", "--port", "0"],
    *([["-c", SPACY]] if find_spec("spacy") else []),
]
PAGES = ["/", "/?q=table", "/claim?text=We+stay+at+the+table", "/people", "/about"]
HUB = ["huggingface_hub", "hf_xet", "tokenizers", "transformers"]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What the commands did that read, keep, hand on and show a few documents."""
    folder = tmp_path_factory.mktemp("silence")
    coverage = folder / "record" / "coverage"
    coverage.mkdir(parents=True)
    (coverage / "a.txt").write_text(TEXT, encoding="utf-8")
    (coverage / "b.txt").write_text(DENIAL, encoding="utf-8")
    (coverage / "c.html").write_text(PAGE, encoding="utf-8")
    return watched.run(folder, STEPS, beside=[["-c", STAYS]], pages=PAGES, libraries=["onnxruntime", *HUB])


def test_nothing_is_looked_up_and_nobody_is_called(seen: Seen) -> None:
    assert any("We stay at the table" in text for text in seen.output), "the commands did their work"
    assert seen.network == []


def test_no_packet_is_sent_by_any_library(seen: Seen) -> None:
    if seen.packets is None:
        pytest.skip(watched.namespace_refused() or "packets were not watched")
    assert seen.packets == []


def test_no_file_is_written_but_the_record_and_none_is_left_elsewhere(seen: Seen) -> None:
    assert seen.folder / "onrecord.db" in seen.written
    ours = (seen.folder, seen.folder.parent / "temporary", Path(os.devnull))
    assert [path for path in seen.written if not any(path.is_relative_to(place) for place in ours)] == []
    assert seen.left == []


def test_the_models_are_run_with_the_report_to_their_maker_off_in_every_process(seen: Seen) -> None:
    assert seen.imported["onnxruntime"] == {"1"}


def test_no_client_of_a_hub_of_models_is_loaded_nor_what_would_bring_one(seen: Seen) -> None:
    assert not set(HUB) & seen.imported.keys()


def test_the_library_of_the_models_that_is_loaded_already_is_told_to_stop_reporting() -> None:
    """It has reported its start by then, which nobody can undo; what is run by us is not reported."""
    script = """
import onnxruntime
stopped = []
stop = onnxruntime.disable_telemetry_events
onnxruntime.disable_telemetry_events = lambda: stopped.append(stop())
import onrecord
onrecord.analyse("“We stay,” Ana Ruel said.")
print(len(stopped) > 0)
"""
    environment = {**os.environ, "ORT_DISABLE_TELEMETRY": "1"}  # this test is not to report, either
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


@pytest.mark.parametrize("given", ["0", "", "yes"])
def test_nothing_in_the_environment_lets_reports_out(tmp_path: Path, given: str) -> None:
    step = ["-c", f"import os; os.environ['ORT_DISABLE_TELEMETRY'] = {given!r}; import onrecord; import onnxruntime"]
    assert watched.run(tmp_path, [step], libraries=["onnxruntime"]).imported == {"onnxruntime": {"1"}}


def test_what_trains_the_models_is_as_silent(tmp_path: Path) -> None:
    step = ["-c", "import training, onnxruntime"]
    assert watched.run(tmp_path, [step], libraries=["onnxruntime"]).imported == {"onnxruntime": {"1"}}


def test_the_watch_sees_what_a_program_does(tmp_path: Path) -> None:
    leaves = "import pathlib; pathlib.Path.home().joinpath('identity').touch()"
    asks = "import socket\ntry: socket.{}\nexcept OSError: pass"
    calls = ("getaddrinfo('portvale.example', 443)", "create_connection(('192.0.2.7', 443), 2)")
    seen = watched.run(tmp_path, [["-c", leaves], *(["-c", asks.format(call)] for call in calls)])
    assert "portvale.example" in seen.network[0]
    assert "192.0.2.7" in seen.network[-1]
    assert seen.left == [tmp_path / "home" / "identity"]
    assert seen.left[0] in seen.written
    if seen.packets is not None:
        assert any("portvale" in packet for packet in seen.packets)
        assert any("192.0.2.7:443" in packet for packet in seen.packets)
