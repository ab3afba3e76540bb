"""Serves the pages until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import socket
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette

from onrecord.present.web.http.access import LOOPBACK
from onrecord.present.web.http.app import create_app
from onrecord.present.web.http.guard import BoundedConnection
from onrecord.present.web.http.workers import processes_here

HOST = "127.0.0.1"
PORT = 8765
_GRACE_SECONDS = 2  # for responses under way when the server ends
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
    address: str | None = None,
) -> None:
    """Serve the record at `record_path` until Ctrl-C; prints nothing.

    Who must tell the port makes the socket with `listen` first and hands it over; else raises OSError as `listen`.
    With `token`, only those who have it are served; pages of `origins` may read the data from a browser, too. `address`
    (scheme, host and maybe port) is that under which others reach it. Raises ValueError where others can reach the
    place and there is no token.
    """
    with listening or listen(host, port) as place:
        if is_public(place, address) and not token:
            raise ValueError("beyond this machine a record is served to those who have a token only")
        app = create_app(
            record_path,
            hosts=hosts(host, address),
            token=token,
            origins=origins,
            address=address,
            processes=processes_here(),
        )
        try:
            server(app).run(sockets=[place])
        except KeyboardInterrupt:  # uvicorn has ended what was under way, and hands the signal on
            return


class Server(uvicorn.Server):
    """Ends soon: costly pages at once, by calling `stop`, and after some seconds every connection."""

    def __init__(self, config: uvicorn.Config, stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._stop = stop

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let what is under way come to its end, for so long."""
        self._stop()
        asyncio.get_running_loop().call_later(_GRACE_SECONDS, self._cut)
        await super().shutdown(sockets)

    def _cut(self) -> None:
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()


def server(app: Starlette) -> Server:
    """Return a quiet server of `app`: only faults of the program are logged."""
    config = uvicorn.Config(
        app,
        http=BoundedConnection,
        access_log=False,
        log_config=None,
        log_level="error",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS + 1,
        ws="none",
    )
    return Server(config, app.state.stop)


def is_public(listening: socket.socket, address: str | None = None) -> bool:
    """Tell whether others than this machine can reach what listens there, or is passed on from `address`."""
    place = ipaddress.ip_address(listening.getsockname()[0].partition("%")[0])
    return not place.is_loopback or (address is not None and urlsplit(address).hostname not in LOOPBACK)


def hosts(host: str, address: str | None = None) -> frozenset[str]:
    """Return the names under which a server on `host` answers that is reached at `address`."""
    named = urlsplit(address).hostname if address else None
    return LOOPBACK | {_written(name.lower()) for name in (host, named) if name}


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _explained(error: Exception, host: str, port: int) -> OSError:
    number = getattr(error, "errno", None) or errno.EINVAL
    reason = _REASONS.get(number, "{host} port {port} cannot be listened on: {error}")
    return OSError(number, reason.format(host=host, port=port, error=getattr(error, "strerror", None) or error))
