"""Load the plugins, ask each once for its part, and put the parts together with the core's, or refuse for every fault."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, TypeVar

import pluggy

from varde.benefits.values import Measure
from varde.instruments.values import Instrument
from varde.kernel.assembly import assemble, said, taken
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.part import Part, Permission
from varde.plugin import hookspecs
from varde.plugin.pages import Page
from varde.programmes.values import Programme

T = TypeVar("T")
GROUP = "varde"
HOOK = "varde_part"
OF_FACES = ("templates", "blueprints", "menu", "install")
"""What only Varde's own faces hand in: a plugin contributes pages."""
_PLUGIN_KEY = re.compile(r"[a-z][a-z0-9_]*")
_PATH = re.compile(r"|[a-z0-9-]+(?:/[a-z0-9-]+)*")


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
    parts = {key: part for key in sorted(plugins) if (part := _part_of(key, plugins[key], faults)) is not None}
    of_core = tuple(core)
    catalogue, assembling = assemble([*of_core, *parts.values()])
    faults += assembling
    for key, part in parts.items():
        faults += _faults_of_pages(key, part, catalogue.all(Permission))
        faults += _not_for_plugins(part)
    if faults:
        raise StartRefused(*faults)
    return catalogue.with_values(Plugin, [_plugin(part, *plugins[key][1:]) for key, part in parts.items()])


def _part_of(key: str, plugin: tuple[Loader, str, str], faults: list[str]) -> Part | None:
    """Load one plugin and ask it. None when there is no part to go on with."""
    load, distribution, _ = plugin
    if not _PLUGIN_KEY.fullmatch(key):
        faults.append(f"The plugin {key} ({distribution}) must have a key of the form {_PLUGIN_KEY.pattern}.")
        return None
    try:
        module = load()
    except Exception as fault:  # noqa: BLE001 - whatever a plugin does at start is a sentence, not a traceback
        faults.append(f"The plugin {key} ({distribution}) cannot be imported: {said(fault)}")
        return None
    if not isinstance(module, ModuleType):
        faults.append(f"The plugin {key} ({distribution}) must be a module; its entry point leads to {module!r}.")
        return None
    wrong = list(_misspelt(key, module))
    faults += wrong
    return None if wrong else _asked(key, module, faults)


def _misspelt(key: str, module: ModuleType) -> Iterator[str]:
    for name, function in vars(module).items():
        if name.startswith("varde_") and callable(function):
            if name != HOOK:
                yield f"The plugin {key} answers {name}, which is not a hook. The hook: {HOOK}."
            elif not hasattr(function, f"{GROUP}_impl"):
                yield f"The plugin {key} has {name} without @hookimpl, so nobody would ask it."


def _asked(key: str, module: ModuleType, faults: list[str]) -> Part | None:
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, name=key)
    except pluggy.PluginValidationError as fault:
        faults.append(f"The plugin {key} answers a hook in a wrong way: {' '.join(str(fault).split())}")
        return None
    answers = manager.hook.varde_part.get_hookimpls()
    if not answers:
        faults.append(f"The plugin {key} does not answer {HOOK}, and so adds nothing.")
        return None
    try:
        part = answers[0].function()
    except Exception as fault:  # noqa: BLE001 - whatever a plugin does at start is a sentence, not a traceback
        faults.append(f"The plugin {key} fails in {HOOK}: {said(fault)}")
        return None
    if not isinstance(part, Part):
        line = f"{inspect.getsourcefile(answers[0].function)}:{answers[0].function.__code__.co_firstlineno}"
        faults.append(f"The plugin {key} returns a {type(part).__name__} from {HOOK} ({line}); it must be a Part.")
        return None
    if part.key != key:
        faults.append(f"The plugin {key} hands over a part with the key {part.key} ({part.origin}); it must be {key}.")
        return None
    return part


def _faults_of_pages(key: str, part: Part, permissions: Mapping[str, Permission]) -> Iterator[str]:
    paths = set()
    for page in taken(part, "pages", []):
        if not isinstance(page, Page):
            yield f"The part {key} ({part.origin}) has a {type(page).__name__} among its pages; it must be a Page."
            continue
        if page.path in paths:
            yield f"The plugin {key} has two pages at {page.path}."
        paths.add(page.path)
        place = f"The plugin {key}, page {page.path}"
        if not _PATH.fullmatch(page.path):
            yield f"{place}: the path must have the form {_PATH.pattern}."
        if page.audience not in permissions:
            yield f"{place}: the audience is {page.audience} and must be one of {', '.join(permissions)}."
        if page.title.missing():
            yield f"{place}: the title lacks {' and '.join(page.title.missing())}."


def _not_for_plugins(part: Part) -> Iterator[str]:
    for name in OF_FACES:
        if getattr(part, name):
            yield (
                f"The part {part.key} ({part.origin}) hands in {name}, as only Varde's own faces do; a plugin contributes pages."
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

    pages = tuple(taken(part, "pages", []))
    return Plugin(part.key, distribution, version, keys(Programme), keys(Instrument), keys(Measure), pages)
