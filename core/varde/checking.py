"""``varde plugin check``: everything that the start looks at, and what only running and reading the plugins finds."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection

import rich_click as click
from flask import Flask

from varde.app import create_app
from varde.content.slots import slots_in
from varde.kernel.assembly import RAISED, tried
from varde.kernel.catalogue import Catalogue
from varde.kernel.console import say, show
from varde.kernel.errors import StartRefused
from varde.kernel.part import Part
from varde.kernel.settings import rules_file
from varde.kernel.work import Platform
from varde.parts import CORE, PARTS, decided
from varde.platform import what_runs
from varde.plugin.inspection.findings import Finding, Fold, folded
from varde.plugin.inspection.places import shown
from varde.plugin.inspection.whole import inspected
from varde.plugin.registry import Plugin, installed
from varde.programmes.values import Programme
from varde.rehearsal import platform_for, rehearsed
from varde.web.plugins.soundness import exercise_faults, shown_faults


def would_run(catalogue: Catalogue) -> None:
    """Whether what is declared could also run. :raises StartRefused: with a sentence for every fault."""
    parts = decided(catalogue, rules_file(os.environ)).all(Part).values()
    what_runs(parts)
    plugins = {part.key: part for part in parts if part.key not in CORE}
    programmes = catalogue.all(Programme).values()
    if faults := [*shown_faults(plugins.values()), *exercise_faults(plugins, programmes)]:
        raise StartRefused(*faults)


def cannot_be_drawn(catalogue: Catalogue, asked: Collection[str] = ()) -> list[Finding]:
    """What fails when somebody invented is shown what the plugins of this catalogue show, in a database of its own.

    :param asked: the plugins that are drawn; all of them, if empty.
    """
    plugins = catalogue.all(Plugin)
    shows = [
        each.key
        for each in plugins.values()
        if each.key in (asked or plugins)
        and (catalogue.one(Part, each.key).templates or each.pages or _has_slots(catalogue, each))
    ]
    if not shows:
        return []
    with platform_for(catalogue) as platform:
        app = create_app(platform)
        return [finding for key in shows for finding in _drawn(app, platform, key)]


def _has_slots(catalogue: Catalogue, plugin: Plugin) -> bool:
    return any(slots_in(catalogue.one(Programme, key) for key in plugin.programmes))


def _drawn(app: Flask, platform: Platform, key: str) -> list[Finding]:
    stumbled: list[str] = []
    looked = tried(lambda: rehearsed(app, platform, key), stumbled, "nobody who is invented can be taken through it")
    if looked is RAISED:
        return [Finding(key, "", stumbled[0], shown(platform.catalogue.one(Part, key).origin))]
    return [Finding(key, fault.about, fault.rule, shown(fault.at)) for fault in looked.faults]


@click.command(name="check")
@click.argument("keys", metavar="[PLUGIN]...", nargs=-1)
def plugin_check(keys: tuple[str, ...]) -> None:
    """Check every installed plugin, or those that are named: rules, modules, scoring, text, pages, imports. What stops the start
    is said of all. Exit 1 when anything is wrong."""
    plugins = installed()
    if unknown := sorted(set(keys) - plugins.keys()):
        raise click.BadParameter(f"no plugin {unknown[0]} is installed; these are: {', '.join(sorted(plugins))}.")
    runs: list[Catalogue] = []

    def further(catalogue: Catalogue) -> None:
        would_run(catalogue)
        runs.append(catalogue)

    findings = inspected(PARTS, plugins, further, keys)
    for catalogue in runs:
        findings += cannot_be_drawn(catalogue, keys)
    folds = folded(findings)
    show({"ok": not folds, "plugins": sorted(set(keys) or plugins), "faults": [fold.as_json() for fold in folds]})
    _say("Varde cannot start:", [fold for fold in folds if fold.first.stops])
    _say("Varde starts, and this must be mended:", [fold for fold in folds if not fold.first.stops])
    if folds:
        sys.exit(1)


def _say(heading: str, folds: list[Fold]) -> None:
    if folds:
        say("\n".join((heading, *(f"- {fold}" for fold in folds))))
