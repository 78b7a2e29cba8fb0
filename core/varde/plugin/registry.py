"""Load the plugins, ask each once for its part, and put the parts together with the core's, or refuse for every fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, TypeVar

import pluggy

from varde.benefits.values import Measure
from varde.instruments.values import Instrument
from varde.kernel.assembly import RAISED, PartFault, assemble, taken, tried
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.part import Part
from varde.plugin import hookspecs
from varde.plugin.made_for import unsuited
from varde.plugin.pages import Page, Panel
from varde.plugin.shown import faults_of_pages, faults_of_panels
from varde.programmes.values import Programme

T = TypeVar("T")
GROUP = "varde"
HOOK = "varde_part"
OF_FACES = ("blueprints", "menu", "install")
"""What only Varde's own faces hand in: a plugin contributes pages and panels."""
_PLUGIN_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Plugin:
    """An installed plugin and what its part declares, by key."""

    key: str
    distribution: str
    version: str
    programmes: tuple[str, ...]
    instruments: tuple[str, ...]
    measures: tuple[str, ...]
    pages: tuple[Page, ...]
    panels: tuple[Panel, ...] = ()


Loader = Callable[[], Any]
"""Imports a plugin's module; checked to be one."""
Plugins = Mapping[str, tuple[Loader, str, str]]
"""Plugins by key: how to load each, its distribution and version."""


def installed() -> dict[str, tuple[Loader, str, str]]:
    """The plugins of this machine.

    :raises StartRefused: two distributions bring a plugin under one key.
    """
    plugins: dict[str, tuple[Loader, str, str]] = {}
    faults = []
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        distribution = entry.dist.name if entry.dist else "?"
        if entry.name in plugins:
            faults.append(
                f"The plugin {entry.name} is installed twice: by {plugins[entry.name][1]} and by {distribution}."
            )
        plugins[entry.name] = (entry.load, distribution, entry.dist.version if entry.dist else "?")
    if faults:
        raise StartRefused(*faults)
    return plugins


def catalogue_of(core: Iterable[Part], plugins: Plugins) -> Catalogue:
    """Everything the parts of the core and of these plugins declare, the parts themselves among it.

    :raises StartRefused: with one sentence for every fault of every part, naming the part and the place.
    """
    faults: list[str] = []
    parts = parts_of(plugins, faults)
    catalogue, joining = joined(core, parts, plugins)
    faults += joining
    if faults:
        raise StartRefused(*faults)
    return catalogue


def parts_of(plugins: Plugins, faults: list[str]) -> dict[str, Part]:
    """Load the plugins and ask each once. Who cannot answer with a part is a sentence in ``faults``."""
    return {key: part for key in sorted(plugins) if (part := _part_of(key, plugins[key], faults)) is not None}


def joined(core: Iterable[Part], parts: Mapping[str, Part], plugins: Plugins) -> tuple[Catalogue, list[str]]:
    """What the core and these parts of plugins declare, whole only when there are no faults; and a sentence for each fault."""
    faults: list[str] = []
    catalogue, assembling = assemble([*core, *parts.values()])
    faults += assembling
    for part in parts.values():
        faults += faults_of_pages(part, catalogue)
        faults += faults_of_panels(part, catalogue)
        faults += _not_for_plugins(part)
    if not faults:
        catalogue = catalogue.with_values(Plugin, [_plugin(part, *plugins[key][1:]) for key, part in parts.items()])
    return catalogue, faults


def _part_of(key: str, plugin: tuple[Loader, str, str], faults: list[str]) -> Part | None:
    """Load one plugin and ask it. None when there is no part to go on with."""
    load, distribution, _ = plugin
    if not _PLUGIN_KEY.fullmatch(key):
        faults.append(f"The plugin {key} ({distribution}) must have a key of the form {_PLUGIN_KEY.pattern}.")
        return None
    if sentence := unsuited(key, distribution):
        faults.append(PartFault(sentence, key))
        return None
    module = tried(load, faults, f"The plugin {key} ({distribution}) cannot be imported", key)
    if module is RAISED:
        return None
    if not isinstance(module, ModuleType):
        faults.append(f"The plugin {key} ({distribution}) must be a module; its entry point leads to {module!r}.")
        return None
    wrong = list(_misspelt(key, module))
    faults += wrong
    return None if wrong else _asked(key, module, faults)


def _misspelt(key: str, module: ModuleType) -> Iterator[PartFault]:
    for name, function in vars(module).items():
        if name.startswith("varde_") and callable(function):
            if name != HOOK:
                sentence = f"The plugin {key} answers {name}, which is not a hook. The hook: {HOOK}."
                yield PartFault(sentence, key, at=_line_of(function))
            elif not hasattr(function, f"{GROUP}_impl"):
                sentence = f"The plugin {key} has {name} without @hookimpl, so nobody would ask it."
                yield PartFault(sentence, key, at=_line_of(function))


def _line_of(function: Any) -> str:
    code = getattr(function, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code else ""


def _asked(key: str, module: ModuleType, faults: list[str]) -> Part | None:
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, name=key)
    except pluggy.PluginValidationError as fault:
        sentence = f"The plugin {key} answers a hook in a wrong way: {' '.join(str(fault).split())}"
        faults.append(PartFault(sentence, key, at=_line_of(getattr(module, HOOK, None))))
        return None
    answers = manager.hook.varde_part.get_hookimpls()
    if not answers:
        sentence = f"The plugin {key} does not answer {HOOK}, and so adds nothing."
        faults.append(PartFault(sentence, key, at=f"{module.__file__}:1" if getattr(module, "__file__", "") else ""))
        return None
    part = tried(answers[0].function, faults, f"The plugin {key} fails in {HOOK}", key)
    if part is RAISED:
        return None
    if not isinstance(part, Part):
        line = _line_of(answers[0].function)
        faults.append(f"The plugin {key} returns a {type(part).__name__} from {HOOK} ({line}); it must be a Part.")
        return None
    if part.key != key:
        faults.append(f"The plugin {key} hands over a part with the key {part.key} ({part.origin}); it must be {key}.")
        return None
    return part


def _not_for_plugins(part: Part) -> Iterator[str]:
    for name in OF_FACES:
        if getattr(part, name):
            yield (
                f"The part {part.key} ({part.origin}) hands in {name}, as only Varde's own faces do; a plugin contributes "
                f"pages and panels."
            )
    if part.commands:
        yield (
            f"The part {part.key} ({part.origin}) hands in commands; a distribution brings a command by an entry point in "
            f"varde.commands, so that nobody imports it to list it."
        )


def declared(part: Part, declared_type: type[T]) -> tuple[T, ...]:
    """What a part declares of one type, in its own order."""
    return tuple(value for value in taken(part, "declares", []) if isinstance(value, declared_type))


def _plugin(part: Part, distribution: str, version: str) -> Plugin:
    def keys(declared_type: type[Programme] | type[Instrument] | type[Measure]) -> tuple[str, ...]:
        return tuple(sorted(value.key for value in declared(part, declared_type)))

    pages, panels = (tuple(taken(part, name, [])) for name in ("pages", "panels"))
    return Plugin(part.key, distribution, version, keys(Programme), keys(Instrument), keys(Measure), pages, panels)
