"""The plugins that work, for commands that one faulty plugin must not stop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.part import Part
from varde.plugin.registry import Plugins, catalogue_of, parts_of


def sound_catalogue_of(core: Sequence[Part], plugins: Plugins) -> tuple[Catalogue, list[str]]:
    """What the core and the sound plugins declare, and one sentence for each fault of the others.

    Left out is whoever must go for the rest to start. When either of two would do, as when they use one key, both are left
    out, so that order decides nothing.
    """
    try:
        return catalogue_of(core, plugins), []
    except StartRefused as fault:
        if not plugins:
            raise  # the core itself is faulty
        said = [*fault.faults]

    @cache
    def alone(key: str) -> tuple[str, ...]:
        return _faults(core, {key: plugins[key]})

    left_out = [key for key in _suspects(plugins) if not _faults(core, _without(plugins, [key]))]
    # Several faults at once: nobody's going mends all of it, and who does not start alone goes first.
    left_out = left_out or [key for key in plugins if alone(key)] or [*plugins]
    catalogue, later = sound_catalogue_of(core, _without(plugins, left_out))
    said += [sentence for key in left_out for sentence in alone(key)]
    return catalogue, [*dict.fromkeys([*said, *later])]


def _suspects(plugins: Plugins) -> list[str]:
    """Whose going could mend all of it. One that hands over no part stops every start that it is in: of two such, neither's."""
    partless = [key for key in plugins if not parts_of({key: plugins[key]}, [])]
    if not partless:
        return [*plugins]
    return partless if len(partless) == 1 else []


def _without(plugins: Plugins, keys: Sequence[str]) -> Plugins:
    return {key: plugin for key, plugin in plugins.items() if key not in keys}


def _faults(core: Sequence[Part], plugins: Plugins) -> tuple[str, ...]:
    try:
        catalogue_of(core, plugins)
    except StartRefused as fault:
        return fault.faults
    return ()
