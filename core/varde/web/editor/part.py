"""The content editor's face, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.kernel.part import MenuEntry, Mountable, Part
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def blueprints(_platform: Platform) -> Sequence[Mountable]:
    from varde.web.editor import helped, media, overview, slots, statements, step, versions

    return [overview.bp, statements.bp, step.bp, versions.bp, media.bp, slots.bp, helped.bp]


PART = Part(
    key="editor",
    templates=Path(__file__).parent / "templates",
    blueprints=blueprints,
    menu=(
        MenuEntry("content", Text("Innhold", "Innhald", "Content"), "approve_content", "content.index", 7),
        MenuEntry(
            "helped", Text("Hjalp dette?", "Hjelpte dette?", "Did this help?"), "read_helped", "helped_figures.index", 8
        ),
    ),
)
"""Whoever may write may approve what another has written, so that one permission opens the menu for both."""
