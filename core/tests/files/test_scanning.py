"""The scanner is a program of the installation's own, or listens on the network: real ones here, of a line each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread

import pytest

from varde.files import scanning
from varde.files.errors import Infected, ScannerDown, TooLargeToScan
from varde.files.scanning import scanner_fault, scanner_of
from varde.kernel.settings import Settings
from varde.testing.house import settings_for

from . import samples_of_files as samples

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LOOKS = "import sys; sys.exit(b'EICAR' in sys.stdin.buffer.read())"


def scanned_by(tmp_path: Path, script: str) -> Settings:
    program = tmp_path / "scan.py"
    program.write_text(script)
    return settings_for("sqlite:////x.sqlite", VARDE_SCANNER=f"{sys.executable} '{program}'")


def look(settings: Settings, content: bytes) -> None:
    scanner_of(settings).look(samples.came(content).plain)


def test_a_clean_file_passes_and_an_infected_one_does_not(tmp_path: Path) -> None:
    settings = scanned_by(tmp_path, LOOKS)
    look(settings, samples.picture())
    look(settings, bytes(3_000_000))
    for infected in (EICAR, bytes(3_000_000) + EICAR):
        with pytest.raises(Infected):
            look(settings, infected)


@pytest.mark.parametrize(
    "script",
    [
        "import sys; sys.exit(2)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os; os.close(0); os._exit(3)",
        "import sys; sys.stdin.buffer.read(10); sys.exit(2)",
        "this is no program",
    ],
)
def test_what_is_no_answer_takes_no_file(tmp_path: Path, script: str) -> None:
    # A script that cannot be read ends with 1, as if the file were infected: refused all the same.
    with pytest.raises(Infected if script == "this is no program" else ScannerDown):
        look(scanned_by(tmp_path, script), bytes(3_000_000))


def test_silence_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "LONGEST_SECONDS", 0.3)
    settings = scanned_by(tmp_path, "import time; time.sleep(60)")
    with pytest.raises(ScannerDown):
        look(settings, bytes(3_000_000))


def test_one_that_has_seen_enough_may_answer_before_the_end(tmp_path: Path) -> None:
    with pytest.raises(Infected):
        look(scanned_by(tmp_path, "import sys; sys.stdin.buffer.read(10); sys.exit(1)"), bytes(3_000_000))


def test_a_program_that_is_gone_takes_no_file_and_stops_the_start() -> None:
    settings = settings_for("sqlite:////x.sqlite", VARDE_SCANNER="/no/such/scanner --fast")
    with pytest.raises(ScannerDown):
        look(settings, b"x")
    assert scanner_fault(settings) == "VARDE_SCANNER begins with /no/such/scanner, and there is no such program."


def test_without_one_nobody_looks() -> None:
    settings = settings_for("sqlite:////x.sqlite")
    look(settings, EICAR)
    assert scanner_fault(settings) is None


@contextmanager
def daemon(answer: bytes) -> Iterator[tuple[Settings, list[bytes]]]:
    """Somebody on the network who takes a stream of pieces and says this; what came, put together."""
    came: list[bytes] = []

    class Listens(StreamRequestHandler):
        def handle(self) -> None:
            assert self.rfile.read(10) == b"zINSTREAM\0"
            whole = b""
            while length := int.from_bytes(self.rfile.read(4), "big"):
                whole += self.rfile.read(length)
            came.append(whole)
            self.wfile.write(answer)

    with TCPServer(("127.0.0.1", 0), Listens) as server:
        Thread(target=server.handle_request, daemon=True).start()
        yield settings_for("sqlite:////x.sqlite", VARDE_SCANNER=f"tcp://127.0.0.1:{server.server_address[1]}"), came


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (b"stream: OK\0", None),
        (b"stream: Eicar-Test-Signature FOUND\0", Infected),
        (b"INSTREAM size limit exceeded. ERROR\0", TooLargeToScan),
        (b"OK\0", ScannerDown),
        (b"", ScannerDown),
    ],
)
def test_a_scanner_on_the_network_is_handed_the_whole_file(answer: bytes, refusal: type[Exception] | None) -> None:
    content = bytes(300_000) + EICAR
    with daemon(answer) as (settings, came):
        if refusal is None:
            look(settings, content)
        else:
            with pytest.raises(refusal):
                look(settings, content)
    assert came == [content]


def test_a_scanner_that_takes_no_file_so_large_says_so_before_it_has_all_of_it() -> None:
    came: list[int] = []

    class Refuses(StreamRequestHandler):
        def handle(self) -> None:
            came.append(len(self.rfile.read(1_000_000)))
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
            while more := self.rfile.read(1_000_000):
                came.append(len(more))

    with TCPServer(("127.0.0.1", 0), Refuses) as server:
        listens = Thread(target=server.handle_request, daemon=True)
        listens.start()
        settings = settings_for("sqlite:////x.sqlite", VARDE_SCANNER=f"tcp://127.0.0.1:{server.server_address[1]}")
        with pytest.raises(TooLargeToScan):
            look(settings, bytes(90_000_000))
        listens.join(10)
    assert sum(came) < 90_000_000


def test_where_nobody_listens_no_file_is_taken_and_the_start_says_so() -> None:
    with TCPServer(("127.0.0.1", 0), StreamRequestHandler) as server:
        address = f"tcp://127.0.0.1:{server.server_address[1]}"
    settings = settings_for("sqlite:////x.sqlite", VARDE_SCANNER=address)
    with pytest.raises(ScannerDown):
        look(settings, b"x")
    assert scanner_fault(settings) == f"VARDE_SCANNER is {address}, and nobody answers there."
