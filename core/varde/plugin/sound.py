"""The plugins that work, for commands that one faulty plugin must not stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.plugin.registry import build_catalogue, installed

Plugins = Mapping[str, tuple[Callable[[], Any], str, str]]


def sound_catalogue(plugins: Plugins | None = None) -> tuple[Catalogue, list[str]]:
    """What the sound plugins declare, and one sentence for each fault of the others.

    Left out is whoever must go for the rest to start. When either of two would do, as when they use one key, both are left
    out, so that order decides nothing.
    """
    try:
        return build_catalogue(plugins), []
    except StartRefused as fault:
        said = [*fault.faults]
    everything = installed() if plugins is None else plugins
    faults_alone = {key: _faults({key: everything[key]}) for key in everything}
    left_out = [key for key in everything if not _faults(_without(everything, [key]))]
    # Several faults at once: nobody's going mends all of it, and who does not start alone goes first.
    left_out = left_out or [key for key, faults in faults_alone.items() if faults] or [*everything]
    catalogue, more = sound_catalogue(_without(everything, left_out))
    said += [sentence for key in left_out for sentence in faults_alone[key]]
    return catalogue, [*dict.fromkeys([*said, *more])]


def _without(plugins: Plugins, keys: Sequence[str]) -> Plugins:
    return {key: plugin for key, plugin in plugins.items() if key not in keys}


def _faults(plugins: Plugins) -> tuple[str, ...]:
    try:
        build_catalogue(plugins)
    except StartRefused as fault:
        return fault.faults
    return ()
