"""Pages for what goes wrong; each says what happened and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.present.web.http.responses import Page


@dataclass(frozen=True, slots=True)
class Failure:
    """What happened, and what to do next."""

    heading: str
    message: str
    steps: tuple[str, ...]
    home: bool = True
    again: str = ""
    """The address of this page, where following it from here may help."""


def _page(status: int, failure: Failure, retry_after: int = 0) -> Page:
    return Page(
        "failure.html", failure.heading, lambda: failure, lambda: _data(failure), status, retry_after=retry_after
    )


def _data(failure: Failure) -> dict[str, object]:
    return {"detail": failure.message, "next": list(failure.steps)}


def no_record(message: str) -> Page:
    """Return the page for a record that cannot be read; the store's message tells why and what to do."""
    steps = (
        "A record is made, and filled, by the command “onrecord add” with the files or folders to read.",
        "Once that is done, load this page again: nothing needs to be restarted.",
    )
    return _page(503, Failure("The record cannot be read", message, steps, home=False))


def not_found(message: str) -> Page:
    """Return the page for an address that names nothing."""
    steps = (
        "If you followed a link, the document may have been analysed anew since: its words can be searched for.",
        "An id can be shortened, but to no less than its first six characters.",
    )
    return _page(404, Failure("Nothing is filed here", message or "No page has this address.", steps))


def missing_package(message: str) -> Page:
    """Return the page for what needs a package that is not installed; the message tells how to install it."""
    steps = ("Whoever serves these pages can do so, and start them again.", "CSV and JSON Lines need no package.")
    return _page(501, Failure("This format cannot be written here", message, steps))


def not_understood(message: str) -> Page:
    """Return the page for an address of which a part means nothing."""
    steps = ("Follow a link of the page that you came from: its addresses are whole.",)
    return _page(400, Failure("This address could not be understood", message, steps))


def no_model(message: str) -> Page:
    """Return the page for what compares meanings where the model that does it is not to be had; it says why."""
    steps = ("Search, stories, statements and people can be read as before.",)
    return _page(503, Failure("Words cannot be compared here", message, steps))


def refused(status: int, message: str, *steps: str) -> Page:
    """Return the page for a request that is not served."""
    return _page(status, Failure("This request is not served", message, steps, home=False))


def busy(address: str, seconds: int) -> Page:
    """Return the page in place of one that takes long to make, while too many of those are asked for."""
    message = "Pages that compare passages take long to make, and too many of them are asked for just now."
    steps = (f"Try again in {seconds} seconds.", "All other pages can be read meanwhile.")
    return _page(503, Failure("Busy, try again", message, steps, again=address), seconds)


def over_time(seconds: int, retry_after: int) -> Page:
    """Return the page in place of one that takes longer than it may."""
    message = f"This page was not ready within {seconds} seconds, and its making was ended."
    steps = (
        "Try again when this machine has less to do.",
        "Ask for less: one speaker, one outlet or a shorter time.",
        "On the command line, nothing ends it.",
    )
    return _page(503, Failure("This page takes too long", message, steps), retry_after)


def other_site(address: str) -> Page:
    """Return the page in place of one that takes long to make, where a page of another site asks for it."""
    message = "Another site asked for a page that takes long to make. Such pages are made for readers of this one only."
    steps = ("If you followed a link, open the page from here.",)
    return _page(403, Failure("Open this page from here", message, steps, again=address))


def broken() -> Page:
    """Return the page for a fault of ours."""
    message = "This page could not be made. The fault is in the program, not in what you did; the record is unharmed."
    steps = (
        "Other pages work on.",
        "Please report it with this address and the lines that the program wrote where it was started.",
    )
    return _page(500, Failure("Something broke", message, steps))
