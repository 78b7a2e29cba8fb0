"""``varde plugin check``: everything that the start looks at, and what only running and reading the plugins finds."""

from __future__ import annotations

import os
import sys

import rich_click as click

from varde.kernel.catalogue import Catalogue
from varde.kernel.console import say, show
from varde.kernel.errors import StartRefused
from varde.kernel.part import Part
from varde.kernel.settings import rules_file
from varde.parts import CORE, PARTS, decided
from varde.platform import what_runs
from varde.plugin.inspection.findings import Fold, folded
from varde.plugin.inspection.whole import inspected
from varde.plugin.registry import installed
from varde.programmes.values import Programme
from varde.web.plugins.soundness import exercise_faults, shown_faults


def would_run(catalogue: Catalogue) -> None:
    """Whether what is declared could also run. :raises StartRefused: with a sentence for every fault."""
    parts = decided(catalogue, rules_file(os.environ)).all(Part).values()
    what_runs(parts)
    plugins = {part.key: part for part in parts if part.key not in CORE}
    programmes = catalogue.all(Programme).values()
    if faults := [*shown_faults(plugins.values()), *exercise_faults(plugins, programmes)]:
        raise StartRefused(*faults)


@click.command(name="check")
def plugin_check() -> None:
    """Check every installed plugin: rules, modules, scoring, text, imports. Exit 1 when anything is wrong."""
    plugins = installed()
    folds = folded(inspected(PARTS, plugins, would_run))
    show({"ok": not folds, "plugins": sorted(plugins), "faults": [fold.as_json() for fold in folds]})
    _say("Varde cannot start:", [fold for fold in folds if fold.first.stops])
    _say("Varde starts, and this must be mended:", [fold for fold in folds if not fold.first.stops])
    if folds:
        sys.exit(1)


def _say(heading: str, folds: list[Fold]) -> None:
    if folds:
        say("\n".join((heading, *(f"- {fold}" for fold in folds))))
