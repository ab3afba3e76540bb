"""`onrecord serve`: the record in a browser, on this machine only unless --host says otherwise."""

from __future__ import annotations

import errno
import os
import re
import secrets
import socket
import sys
from collections.abc import Collection
from urllib.parse import quote

import click

from onrecord.present.cli.common import one_line, record_option

_TOKEN = "ONRECORD_TOKEN"  # noqa: S105 the name of the variable, not a secret
_ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_SHORTEST = 16  # characters of a token


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Beyond loopback, whoever has the token is served."
)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this origin read the data, such as https://news.example. May be given several times.",
)
@click.option(
    "--address",
    metavar="ADDRESS",
    help="Where others reach it when a server before it passes requests on, such as https://record.example.",
)
@record_option
def serve(host: str, port: int, origins: tuple[str, ...], address: str | None, record: str) -> None:
    """Serve the record as pages for a browser, until Ctrl-C.

    Where others can reach it, only those are served who have the token that is printed with the address; set
    ONRECORD_TOKEN to choose it. The connection is not encrypted.

    \b
    onrecord serve
    onrecord serve --record ferries.db --port 9000
    """
    for origin in (*origins, *filter(None, [address])):
        if not _ORIGIN.fullmatch(origin):
            raise click.UsageError(f"{one_line(origin)} is no origin: it is scheme, host and maybe port, and no path.")
    start(record, host, port, origins, address)


def start(record: str, host: str, port: int | None, origins: Collection[str] = (), address: str | None = None) -> None:
    """Open the record, print the address, and serve until interrupted; without a port, the usual or any free one."""
    from onrecord.present import web
    from onrecord.store.sqlite.record import Record

    Record.open(record, readonly=True).close()  # say what is wrong with it before anything is served
    try:
        listener = _listener(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise click.ClickException(f"{reason}; --port 0 takes any free one.") from None
        raise click.UsageError(reason) from None
    shown = f"[{host}]" if ":" in host else host
    token = _token() if web.is_public(listener, address) else None
    parameter = f"?token={quote(token)}" if token else ""
    place = address or f"http://{shown}:{listener.getsockname()[1]}"
    click.echo(f"{record} is on {place}/{parameter} (Ctrl-C ends it)")
    sys.stdout.flush()
    web.serve(record, listener, host=host, token=token, origins=origins, address=address)


def _token() -> str:
    chosen = os.environ.get(_TOKEN, "")
    if chosen and not (len(chosen) >= _SHORTEST and chosen.isascii() and chosen.isprintable()):
        raise click.UsageError(f"{_TOKEN} must be {_SHORTEST} or more plain characters.")
    return chosen or secrets.token_urlsafe(24)


def _listener(host: str, port: int | None) -> socket.socket:
    from onrecord.present import web

    if port is not None:
        return web.listen(host, port)
    try:
        return web.listen(host)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return web.listen(host, 0)
