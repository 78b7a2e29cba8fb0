"""What every command shares: what it works on, and how it speaks. JSON on stdout, sentences on stderr, exit 0, 1 or 2."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import rich_click as click

from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import BadUsage

if TYPE_CHECKING:
    from varde.kernel.work import Platform

BAD = 2
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Console:
    """What ``click.pass_obj`` gives a command: what the plugins declare, and the platform, each made when asked for."""

    catalogue: Callable[[], Catalogue]
    platform: Callable[[], Platform]


def show(value: Mapping[str, Any] | list[Any]) -> None:
    """Machine output."""
    click.echo(json.dumps(value, ensure_ascii=False))


def say(sentence: str) -> None:
    """A message for the person at the keyboard."""
    click.echo(sentence, err=True)


def refuse(sentences: Sequence[str], outcome: str = "Nothing was stored.") -> NoReturn:
    """Say what is wrong with the input, the first 50 faults, then what came of it, and exit 2."""
    for sentence in sentences[:MOST_SHOWN]:
        say(sentence)
    if len(sentences) > MOST_SHOWN:
        say(f"and {len(sentences) - MOST_SHOWN} more")
    say(outcome)
    sys.exit(BAD)


def read_bytes(file: Path) -> bytes:
    """The file. :raises BadUsage: with a sentence that names it when it cannot be read."""
    try:
        return file.read_bytes()
    except (OSError, ValueError) as fault:
        raise BadUsage(f"{file} cannot be read: {getattr(fault, 'strerror', fault)}.") from None


def until_stopped(run: Callable[[threading.Event], None]) -> None:
    """Run with an event that is set when this process is asked to stop."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run(stop)
