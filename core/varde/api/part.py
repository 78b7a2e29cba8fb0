"""The face for machines, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Mountable, Part

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def blueprints(platform: Platform) -> Sequence[Mountable]:
    from varde.api.doors import blueprint

    return (blueprint(platform),)


PART = Part(key="api", blueprints=blueprints)
