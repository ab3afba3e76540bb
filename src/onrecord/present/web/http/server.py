"""Serves the pages until it is told to stop."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Collection
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from onrecord.present.web.http.access import LOOPBACK
from onrecord.present.web.http.app import create_app

HOST = "127.0.0.1"
PORT = 8765
_REASONS = {
    errno.EADDRINUSE: "port {port} is taken by another program",
    errno.EACCES: "port {port} is reserved for the system",
    errno.EADDRNOTAVAIL: "{host} is no address of this machine",
}


def listen(host: str = HOST, port: int = PORT) -> socket.socket:
    """Return a socket that listens on `host` and `port`; with port 0 the system chooses, `getsockname()` tells.

    Raises OSError, whose `strerror` is for people, when that cannot be.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, OverflowError, UnicodeError) as error:
        raise OSError(errno.EADDRNOTAVAIL, f"{host} port {port} is no place to listen on: {error}") from error
    try:
        if os.name == "posix":  # elsewhere this would let two programs listen on one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise _explained(error, host, port) from error
    return listening


def serve(
    record_path: str | Path,
    listening: socket.socket | None = None,
    *,
    host: str = HOST,
    port: int = PORT,
    token: str | None = None,
    origins: Collection[str] = (),
) -> None:
    """Serve the record at `record_path` until Ctrl-C; prints nothing.

    Who must tell the port makes the socket with `listen` first and hands it over; else raises OSError as `listen`.
    With `token`, only those who have it are served; pages of `origins` may read the data from a browser, too. Raises
    ValueError where others can reach the place and there is no token.
    """
    with listening or listen(host, port) as place:
        hosts = allowed(place.getsockname()[0])
        if hosts is None and not token:
            raise ValueError("beyond this machine a record is served to those who have a token only")
        app = create_app(record_path, hosts=hosts, token=token, origins=origins)
        try:
            server(app).run(sockets=[place])
        except KeyboardInterrupt:  # uvicorn has ended what was under way, and hands the signal on
            return


def server(app: Starlette) -> uvicorn.Server:
    """Return a quiet server of `app`: only faults of the program are logged."""
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=3,
        ws="none",
    )
    return uvicorn.Server(config)


def allowed(host: str) -> Collection[str] | None:
    """Return the names under which a server on `host` (an address) answers; None, any, where others can reach it."""
    address = ipaddress.ip_address(host.partition("%")[0])
    if not address.is_loopback:
        return None
    return LOOPBACK | {f"[{address}]" if address.version == 6 else str(address)}


def _explained(error: Exception, host: str, port: int) -> OSError:
    number = getattr(error, "errno", None) or errno.EINVAL
    reason = _REASONS.get(number, "{host} port {port} cannot be listened on: {error}")
    return OSError(number, reason.format(host=host, port=port, error=getattr(error, "strerror", None) or error))
