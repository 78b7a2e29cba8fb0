"""One plugin beside the core, before it is installed."""

from __future__ import annotations

from types import ModuleType

from varde.kernel.catalogue import Catalogue
from varde.parts import build_catalogue


def catalogue_with(key: str, module: ModuleType) -> Catalogue:
    """What Varde knows when the plugin of this module is the only one.

    :raises varde.kernel.errors.StartRefused: with one sentence for every fault of it.
    """
    return build_catalogue({key: (lambda: module, f"varde-{key}", "0")})
