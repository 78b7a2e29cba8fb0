"""Whether a file is dangerous: a port, with nobody behind it, a program of the installation's own, or a scanner on the network."""

from __future__ import annotations

import select
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit

import structlog

from varde.files.errors import Infected, ScannerDown, TooLargeToScan
from varde.files.spool import Plain
from varde.kernel.setting_values import STREAM
from varde.kernel.settings import Settings

LONGEST_SECONDS = 60
LONGEST_ANSWER = 4096
ASKED_SECONDS = 3
_PIECE = 262_144
log = structlog.get_logger("varde.files")


class Scanner(Protocol):
    """Looks at a file before any of it is kept."""

    def look(self, plain: Plain) -> None:
        """:raises Infected: it is dangerous. :raises ScannerDown: nobody can say."""


class NoScanner:
    """Nobody looks. Pictures are drawn anew all the same."""

    def look(self, plain: Plain) -> None:  # noqa: ARG002 - the protocol names it
        return None


@dataclass(frozen=True, slots=True)
class CommandScanner:
    """A program that is given the file on standard input, such as ``clamdscan --no-summary -``. It ends with 0 when the file
    is clean and with 1 when it is not; anything else, and silence for a minute, is no answer."""

    command: Sequence[str]

    def look(self, plain: Plain) -> None:
        with tempfile.TemporaryFile() as said:
            try:
                program = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=said, stderr=said)
            except OSError as fault:
                raise ScannerDown() from fault
            # One that is silent is ended, also while it is being written to; its status then is no answer.
            patience = Timer(LONGEST_SECONDS, program.kill)
            patience.start()
            try:
                _hand_over(plain, program)
                status = program.wait()
            finally:
                patience.cancel()
                program.kill()
                program.wait()
        if status == 1:
            raise _infected()
        if status != 0:
            raise _no_answer(status=status)


@dataclass(frozen=True, slots=True)
class StreamScanner:
    """A scanner that listens on the network and speaks INSTREAM, as ClamAV's daemon does (clamd(8)): the file in pieces, each after
    its length, and one line back. Anything but a clear yes or no, and silence for a minute, is no answer. A file larger than it
    takes (``StreamMaxLength``) is said to be that, at once, and the rest is not read."""

    host: str
    port: int

    @classmethod
    def at(cls, address: str) -> StreamScanner:
        """The one at ``tcp://HOST:PORT``."""
        place = urlsplit(address)
        return cls(place.hostname or "", place.port or 0)

    def look(self, plain: Plain) -> None:
        try:
            line = self._answer_to(plain)
        except OSError as fault:
            raise _no_answer() from fault
        if line.endswith(b" FOUND"):
            raise _infected()
        if line.startswith(b"INSTREAM size limit exceeded"):
            raise _too_large()
        if line != b"stream: OK":
            raise _no_answer()

    def _answer_to(self, plain: Plain) -> bytes:
        until = monotonic() + LONGEST_SECONDS
        plain.seek(0)
        with socket.create_connection((self.host, self.port), LONGEST_SECONDS) as line:
            try:
                line.sendall(b"zINSTREAM\0")
                while not _has_answered(line) and (piece := plain.read(_PIECE)):
                    line.settimeout(max(until - monotonic(), 0.001))
                    line.sendall(len(piece).to_bytes(4, "big") + piece)
                line.sendall(bytes(4))
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has seen enough, or has died: its answer says which
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                line.settimeout(max(until - monotonic(), 0.001))
                came = line.recv(LONGEST_ANSWER)
                if not came:
                    break
                answer += came
        return answer.rstrip(b"\0")


def _has_answered(line: socket.socket) -> bool:
    """Whether it has something to say already: it has seen enough, or takes no more."""
    return bool(select.select([line], [], [], 0)[0])


def _infected() -> Infected:
    log.warning("file_infected", sentence="A file was stopped by the virus scanner.")
    return Infected()


def _too_large() -> TooLargeToScan:
    log.error(
        "file_too_large_to_scan", sentence="The virus scanner takes no file as large as this: raise StreamMaxLength."
    )
    return TooLargeToScan()


def _no_answer(**about: object) -> ScannerDown:
    log.error("scanner_down", sentence="The virus scanner gave no answer; no file is taken.", **about)
    return ScannerDown()


def _hand_over(plain: Plain, program: subprocess.Popen[bytes]) -> None:
    assert program.stdin is not None
    plain.seek(0)
    try:
        with program.stdin as pipe:
            while piece := plain.read(_PIECE):
                pipe.write(piece)
    except BrokenPipeError:
        pass  # it has seen enough, or has died: its status says which


def scanner_of(settings: Settings) -> Scanner:
    """The scanner of this installation."""
    if not settings.scanner:
        return NoScanner()
    if settings.scanner.startswith(STREAM):
        return StreamScanner.at(settings.scanner)
    return CommandScanner(shlex.split(settings.scanner))


def scanner_fault(settings: Settings) -> str | None:
    """A sentence when whoever is to look cannot be asked."""
    if not settings.scanner:
        return None
    if settings.scanner.startswith(STREAM):
        at = StreamScanner.at(settings.scanner)
        try:
            socket.create_connection((at.host, at.port), ASKED_SECONDS).close()
        except OSError:
            return f"VARDE_SCANNER is {settings.scanner}, and nobody answers there."
        return None
    program = shlex.split(settings.scanner)[0]
    return None if shutil.which(program) else f"VARDE_SCANNER begins with {program}, and there is no such program."
