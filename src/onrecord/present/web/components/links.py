"""Addresses of our own pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from onrecord.present.words import LONGEST_NAME
from onrecord.store.sqlite.writes.claims import Claim

LONGEST_CLAIM = 400  # characters of a claim in an address; what is longer is cut when it arrives, too
FEED = "/feed.atom"
CLAIM_FEED = "/claim.atom"
_DATA = ".json"  # at the end of an address, it asks for data


def quotation_at(identity: str) -> str:
    """Return the address of a quotation's page."""
    return f"/quotation/{quote(identity, safe='', errors='replace')}"


def statement_at(identity: str) -> str:
    """Return the address of the page of a statement, by the id of any quotation that reports it."""
    return f"/statement/{quote(identity, safe='', errors='replace')}"


def claim_at(claim: Claim, *, show: str = "", speaker: str = "") -> str:
    """Return the address of a claim, or of what a speaker said of it.

    By its id where it is pinned, else in its own words, cut where they are many.
    """
    more = {"show": show, "speaker": speaker}
    if claim.pinned:
        return with_query(f"/claim/{quote(claim.id, safe='')}", more)
    return with_query("/claim", {"text": claim.text[:LONGEST_CLAIM], **more})


def claim_feed_at(claim: Claim) -> str:
    """Return the address of the feed of a claim."""
    return with_query(CLAIM_FEED, {"claim": _name(claim)})


def story_at(identity: str, *, quotation: str = "", start: int | None = None) -> str:
    """Return the address of a story, at one of its quotations or at the place that starts at character `start`."""
    path = f"/story/{quote(identity, safe='', errors='replace')}"
    if quotation:
        return with_query(path, {"quotation": quotation}) + f"#q-{quote(quotation, errors='replace')}"
    return with_query(path, {"from": str(start)}) + f"#c-{start}" if start is not None else path


def person_at(identity: str) -> str:
    """Return the address of an actor's page."""
    return f"/person/{quote(identity, safe='', errors='replace')}"


def outlet_at(name: str, *, show: str = "") -> str:
    """Return the address of an outlet's page; where no address can hold the name, that of the search for it."""
    if len(name) > LONGEST_NAME or name.endswith(_DATA) or name in (".", ".."):
        return with_query("/", {"outlet": name[:LONGEST_NAME]})
    return with_query(f"/outlet/{quote(name, safe='', errors='replace')}", {"show": show})


def digest_at(parameters: Mapping[str, str], claim: Claim | None, path: str = "/digest") -> str:
    """Return the address of a digest; the claim it is on is named by its id where it is pinned, else by its words."""
    return with_query(path, {**parameters, "claim": _name(claim) if claim else ""})


def _name(claim: Claim) -> str:
    return claim.id if claim.pinned else claim.text[:LONGEST_CLAIM]


def compare_at(sides: Sequence[str], words: str = "") -> str:
    """Return the address at which two to four sides stand beside each other, on these words."""
    return with_query("/compare", {"side": sides, "q": words})


def with_query(path: str, parameters: Mapping[str, str | Sequence[str]]) -> str:
    """Return `path` with those of `parameters` that say something; of several values, each under the name."""
    said = urlencode({name: value for name, value in parameters.items() if value}, doseq=True, errors="replace")
    return f"{path}?{said}" if said else path
