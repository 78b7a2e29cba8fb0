"""Commands that are known by name and help, and imported when they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import rich_click as click

from varde.kernel.errors import StartRefused

GROUP = "varde.commands"
"""Entry points with which another distribution adds a command to ``varde``."""


class Later(click.RichCommand):
    """A command whose help is written here and whose doing is imported by ``load`` when somebody calls it.

    ``varde --help`` then costs the names alone, and what cannot be imported stops nobody who did not ask for it.
    """

    def __init__(self, name: str, help: str, load: Callable[[], click.Command]) -> None:
        super().__init__(name=name, help=help)
        self.load = load

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command itself, so that its options, its help and its subcommands are its own."""
        return self.load().make_context(info_name, args, parent, **extra)


def later(name: str, help: str, place: str) -> Later:
    """The command at ``place`` (``module:attribute``)."""

    def load() -> click.Command:
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    return Later(name, help, load)


def contributed(entries: Iterable[EntryPoint] | None = None) -> dict[str, Later]:
    """Commands that other distributions bring, by name; the help is the distribution's summary, and nothing is imported.

    A command that cannot be imported, or that two distributions bring, is listed all the same and says so when called.
    """
    brought: dict[str, list[EntryPoint]] = {}
    for entry in entry_points(group=GROUP) if entries is None else entries:
        brought.setdefault(entry.name, []).append(entry)
    return {name: _contributed(name, rivals) for name, rivals in sorted(brought.items())}


def _contributed(name: str, rivals: list[EntryPoint]) -> Later:
    owners = sorted({_owner(entry) for entry in rivals})
    if len(rivals) > 1:
        return Later(name, f"Cannot run: brought by {' and by '.join(owners)}.", lambda: _refuse_rivals(name, owners))
    entry = rivals[0]
    summary = str(entry.dist.metadata["Summary"] or "") if entry.dist else ""
    return Later(name, summary, lambda: _load(entry))


def _owner(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "?"


def _refuse_rivals(name: str, owners: list[str]) -> click.Command:
    raise StartRefused(f"The command {name} is brought twice: by {' and by '.join(owners)}.")


def _load(entry: EntryPoint) -> click.Command:
    try:
        command = entry.load()
    except Exception as fault:
        raise StartRefused(
            f"The command {entry.name} ({_owner(entry)}) cannot be imported: {type(fault).__name__}: {fault}"
        ) from fault
    if not isinstance(command, click.Command):
        raise StartRefused(f"The command {entry.name} ({_owner(entry)}) leads to {command!r}, which is no command.")
    return command
