"""The server as people start it: `onrecord serve` in a process of its own, and requests that nothing tidies up."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.site import Answer


@dataclass(frozen=True)
class ServerProcess:
    """A running server: its process, and the address that it printed."""

    process: subprocess.Popen[str]
    shown: str
    port: int

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, address, headers=named)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            connection.close()

    def connect(self) -> socket.socket:
        """Open a connection, which the caller closes."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)


@contextmanager
def server_process(record: Path, *options: str) -> Iterator[ServerProcess]:
    """Start the server on a port that is free; it is killed at the end, where it still runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            shown = next((word for word in line.split() if urlsplit(word).netloc), "")
            yield ServerProcess(process, shown, port)
        finally:
            process.kill()
