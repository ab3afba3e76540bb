"""Pictures of every page, of the demo: `python -m bench.pictures FOLDER`, at the widths of a desk and of a phone."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.pages import served
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import Query
from onrecord.store.sqlite.record import Record

_WIDTHS = {"desk": (1280, 1100), "phone": (390, 1100)}
_CLAIM = "Corvane will sign a treaty on the barrage"


def addresses(path: Path) -> dict[str, str]:
    """Return an address of each kind of page of the demo."""
    with Record.open(path, readonly=True) as record:
        (hit, *_) = views.search(record, Query(words='"will not close the gates" calendar')).hits
        (treaty, *_) = views.search(record, Query(words="treaty", speaker="Marrick")).hits
    return {
        "front": "/",
        "search": "/?q=treaty",
        "quotation": f"/quotation/{hit.id}",
        "statement": f"/statement/{hit.id}",
        "story": f"/story/{hit.story}?quotation={hit.id}",
        "person": f"/person/{treaty.speaker_id}",
        "speaker-changes": f"/person/{treaty.speaker_id}?show=changes",
        "positions": f"/person/{treaty.speaker_id}?show=claims",
        "outlet": "/outlet/Merewire",
        "alterations": "/outlet/Merewire?show=alterations",
        "people": "/people",
        "claims": "/claims?find=treaty",
        "claim": f"/claim?text={_CLAIM.replace(' ', '+')}&show=certainty",
        "compare": "/compare?side=Khodrei&side=Marrick&q=barrage",
        "changes": "/changes",
        "digest": "/digest?since=2032-03&until=2032-03",
        "problems": "/problems",
        "about": "/about",
    }


def main() -> None:
    """Draw them."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m bench.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "demo.db"
        command = [sys.executable, "-m", "onrecord", "demo", "--no-serve", "--record", str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with served(path) as port, sync_playwright() as playwright:
            chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for width, (wide, high) in _WIDTHS.items():
                page = browser.new_page(base_url=f"http://127.0.0.1:{port}", viewport={"width": wide, "height": high})
                for name, address in addresses(path).items():
                    page.goto(address, wait_until="networkidle")
                    page.screenshot(path=folder / f"{name}-{width}.jpg", type="jpeg", quality=45)
            browser.close()


if __name__ == "__main__":
    main()
