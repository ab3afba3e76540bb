"""Commands run with a watch on them: look-ups, connections, packets, files written, libraries imported.

Two watches at once. In each Python process, an audit hook sees what Python asks the system for. Around them all, where
the machine allows it, a network namespace whose only way out leads back in sees what any library sends, in whatever
language it is written. This file is also the program that runs within that namespace.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAMESPACE = ["unshare", "--user", "--map-root-user", "--net", "--mount"]
HOOK = """
import json, os, sys

NETWORK = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
           "socket.gethostbyaddr", "socket.getnameinfo"}
MADE = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "sqlite3.connect": 0}
LOOPBACK = {"127.0.0.1", "::1"}  # what stays on the machine
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
LIBRARIES = set(os.environ["WATCHED_LIBRARIES"].split())
NOTES = os.open(os.environ["WATCHED_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

def note(kind, what):
    os.write(NOTES, json.dumps([kind, what]).encode() + b"\\n")

def watch(event, given):
    if event in NETWORK:
        what = [each for each in given if isinstance(each, (str, bytes, tuple))]  # not the socket
        if what and LOOPBACK.isdisjoint(what[0] if isinstance(what[0], tuple) else what[:1]):
            note("network", f"{event} {what}")
    elif event == "import" and given[0].partition(".")[0] in LIBRARIES:
        note("import", [given[0].partition(".")[0], os.environ.get("ORT_DISABLE_TELEMETRY")])
    elif event == "open" and given[2] & WRITING and not isinstance(given[0], int):
        note("file", os.path.abspath(os.fsdecode(given[0])))
    elif event in MADE:
        path, _, _ = os.fsdecode(given[MADE[event]]).removeprefix("file:").partition("?")  # SQLite is given an address
        note("file", os.path.abspath(path))

sys.addaudithook(watch)
"""
_KEPT = (
    "PATH",
    "PATHEXT",
    "SYSTEMROOT",
    "COMSPEC",
    "LD_LIBRARY_PATH",
    "LANG",
)  # not CI: some libraries are quiet there
_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
_PORT = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_OUTGOING = 4  # the type of a packet on its way out; on loopback each is seen again on its way in
_PROTOCOLS = {1: "ICMP", 6: "TCP", 17: "UDP", 58: "ICMPv6"}


@dataclass(frozen=True)
class Seen:
    """What a run of commands did: `packets` is nothing where the machine allows no watch on them."""

    network: list[str]
    packets: list[str] | None
    written: list[Path]
    imported: dict[str, set[str | None]]  # libraries asked after, each with what ORT_DISABLE_TELEMETRY was by then
    left: list[Path]  # what lies in the home folder and that for temporary files in the end
    output: list[str]
    folder: Path  # in which they ran


def namespace_refused() -> str | None:
    """Return why this machine allows no namespace whose packets can be watched, or nothing."""
    if sys.platform != "linux" or not all(map(shutil.which, ("unshare", "ip", "mount"))):
        return "network namespaces need Linux with unshare, ip and mount"
    tried = subprocess.run(
        [*NAMESPACE, sys.executable, __file__], input="", capture_output=True, text=True, check=False
    )
    return f"no network namespace here: {tried.stderr.strip()[-200:]}" if tried.returncode else None


def run(
    folder: Path,
    steps: Sequence[Sequence[str]],
    *,
    beside: Sequence[Sequence[str]] = (),
    pages: Sequence[str] = (),
    libraries: Sequence[str] = (),
) -> Seen:
    """Run Python with the arguments of each step, one after the other, in `folder`/record, and others beside them all.

    Whoever serves is asked for `pages`. The home folder is empty, and the environment has nothing that would make a
    library quiet.
    """
    for name in ("hook", "home", "temporary", "record"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    notes, record = folder / "notes", folder / "record"
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= dict.fromkeys(_HOMES, str(folder / "home"))
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder / "temporary"))
    environment |= {"PYTHONPATH": os.pathsep.join([str(folder / "hook"), *sys.path]), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"WATCHED_NOTES": str(notes), "WATCHED_LIBRARIES": " ".join(libraries)}
    job = {
        "steps": steps,
        "beside": beside,
        "pages": pages,
        "folder": str(folder / "record"),
        "environment": environment,
    }
    enclosed = namespace_refused() is None
    command = [*(NAMESPACE if enclosed else []), sys.executable, __file__, "enclosed" if enclosed else "open"]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    noted = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()] if notes.exists() else []
    imported: dict[str, set[str | None]] = {}
    for name, value in (what for kind, what in noted if kind == "import"):
        imported.setdefault(name, set()).add(value)
    return Seen(
        network=[what for kind, what in noted if kind == "network"],
        packets=found["packets"],
        written=[Path(what) for kind, what in noted if kind == "file"],
        imported=imported,
        left=[path for name in ("home", "temporary") for path in (folder / name).rglob("*")],
        output=found["output"],
        folder=record,
    )


# --- the program within the namespace ----------------------------------------------------------------------------


def _lead_all_ways_back() -> None:
    """Give the namespace one way out, which leads back in, and take away the sockets of services that look up names."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["ip", "route", "add", "local", "default", "dev", "lo"], check=True)
    subprocess.run(["ip", "-6", "route", "add", "local", "default", "dev", "lo"], check=False, capture_output=True)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)


def _packet(frame: bytes) -> tuple[str, str, int, str, int, bytes] | None:
    """Return protocol, source, destination and the first bytes of a frame of loopback that holds an IP packet."""
    packet = frame[14:]
    if packet[:1] and packet[0] >> 4 == 4:
        length, protocol = (packet[0] & 15) * 4, packet[9]
        ends = [socket.inet_ntop(socket.AF_INET, packet[at : at + 4]) for at in (12, 16)]
    elif packet[:1] and packet[0] >> 4 == 6:
        length, protocol = 40, packet[6]
        ends = [socket.inet_ntop(socket.AF_INET6, packet[at : at + 16]) for at in (8, 24)]
    else:
        return None
    ports = struct.unpack_from("!HH", packet, length) if protocol in (6, 17) else (0, 0)
    return _PROTOCOLS.get(protocol, str(protocol)), ends[0], ports[0], ends[1], ports[1], packet[length + 8 :][:80]


@contextmanager
def _watched_packets(found: list[tuple[str, str, int, str, int, bytes]]) -> Iterator[None]:
    """Put into `found` what is sent meanwhile."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) as wire:
        wire.bind(("lo", 0))
        wire.settimeout(0.2)
        ended = threading.Event()

        def listen() -> None:
            while True:
                try:
                    frame, about = wire.recvfrom(65535)
                except TimeoutError:
                    if ended.is_set():
                        return
                    continue
                packet = _packet(frame) if about[2] == _OUTGOING else None
                if packet:
                    found.append(packet)

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def _started(step: Sequence[str], job: dict[str, Any]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *step],
        cwd=job["folder"],
        env=job["environment"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def _take(job: dict[str, Any]) -> tuple[list[str], set[int]]:
    """Run the steps; return what they printed, and the ports at which one of them served."""
    printed: list[str] = []
    ports: set[int] = set()
    beside = [_started(step, job) for step in job["beside"]]
    for step in [*job["steps"], *beside]:
        with step if isinstance(step, subprocess.Popen) else _started(step, job) as process:
            served = not isinstance(step, subprocess.Popen) and "serve" in step
            try:
                if served:
                    ports.add(_visit(process, job["pages"], printed))
                    process.terminate()
                printed.append(process.communicate(timeout=600)[0])
                assert served or process.returncode == 0, printed[-1]
            finally:
                process.kill()
    return printed, ports


def _visit(process: subprocess.Popen[str], pages: Sequence[str], printed: list[str]) -> int:
    """Ask whoever serves for these pages; return the port."""
    assert process.stdout
    served = _PORT.search(process.stdout.readline())
    assert served
    for page in pages:
        with urllib.request.urlopen(served[0].rstrip("/") + page, timeout=300) as answer:  # noqa: S310 it is http
            printed.append(answer.read().decode())
    return int(served[1])


def main() -> None:
    """Do the job of standard input; without one, find out whether a namespace can be watched here."""
    given = sys.stdin.read()
    if not given or sys.argv[1] == "enclosed":
        _lead_all_ways_back()
    if not given:
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)).close()
        return
    if sys.argv[1] == "open":
        output, _ = _take(json.loads(given))
        print(json.dumps({"output": output, "packets": None}))  # noqa: T201
        return
    sent: list[tuple[str, str, int, str, int, bytes]] = []
    with _watched_packets(sent):
        output, ports = _take(json.loads(given))
    own = [one for one in sent if one[1] == one[3] == "127.0.0.1" and one[0] == "TCP" and {one[2], one[4]} & ports]
    others = [f"{p} {a}:{m} to {b}:{n} {data!r}" for p, a, m, b, n, data in sent if (p, a, m, b, n, data) not in own]
    print(json.dumps({"output": output, "packets": others}))  # noqa: T201


if __name__ == "__main__":
    main()
