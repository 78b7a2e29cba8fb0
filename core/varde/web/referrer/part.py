"""The referrer's face, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.kernel.part import MenuEntry, Mountable, Part
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def blueprints(_platform: Platform) -> Sequence[Mountable]:
    from varde.web.referrer import (
        mine,
        refer,  # noqa: F401 - its pages are those of the referrer
    )

    return [mine.bp]


PART = Part(
    key="referrer",
    templates=Path(__file__).parent / "templates",
    blueprints=blueprints,
    menu=(MenuEntry("refer", Text("Henvisninger", "Tilvisingar", "Referrals"), "refer", "referrer.index", 2),),
)
