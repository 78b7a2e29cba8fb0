"""Whether a file is dangerous: a port, with nobody behind it or a program of the installation's own."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Timer
from typing import Protocol

import structlog

from varde.files.errors import Infected, ScannerDown
from varde.files.spool import Plain
from varde.kernel.settings import Settings

LONGEST_SECONDS = 60
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
            log.warning("file_infected", sentence="A file was stopped by the virus scanner.")
            raise Infected()
        if status != 0:
            log.error("scanner_down", status=status, sentence="The virus scanner gave no answer; no file is taken.")
            raise ScannerDown()


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
    return CommandScanner(shlex.split(settings.scanner)) if settings.scanner else NoScanner()


def scanner_fault(settings: Settings) -> str | None:
    """A sentence when the program that is to look cannot be run."""
    if not settings.scanner:
        return None
    program = shlex.split(settings.scanner)[0]
    return None if shutil.which(program) else f"VARDE_SCANNER begins with {program}, and there is no such program."
