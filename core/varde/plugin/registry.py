"""Load the plugins, ask them once, check everything they say, and refuse to start on any fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

import pluggy

from varde.assessments.library import INSTRUMENTS as GENERIC_INSTRUMENTS
from varde.assessments.soundness import check_instrument
from varde.assessments.values import Instrument
from varde.benefits.values import Measure
from varde.benefits.values import faults as measure_faults
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.plugin import hookspecs
from varde.plugin.pages import Page
from varde.programmes.check import check_programme
from varde.programmes.content import StepText, read_content
from varde.programmes.values import Programme

GROUP = "varde"


@dataclass(frozen=True, slots=True)
class Plugin:
    """An installed plugin and what it contributed, by hook."""

    key: str
    distribution: str
    version: str
    programmes: tuple[str, ...]
    instruments: tuple[str, ...]
    measures: tuple[str, ...]
    pages: tuple[Page, ...]


Loader = Callable[[], ModuleType]


def installed() -> dict[str, tuple[Loader, str, str]]:
    """Plugins by key: how to load each, its distribution and version."""
    found = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        dist = entry.dist
        found[entry.name] = (entry.load, dist.name if dist else "?", dist.version if dist else "?")
    return found


def build_catalogue(plugins: Mapping[str, tuple[Loader, str, str]] | None = None) -> Catalogue:
    """Everything the plugins declare, and the library of generic instruments.

    :param plugins: loaders by key; all installed plugins when left out.
    :raises StartRefused: with one sentence for every fault, naming the plugin and the place.
    """
    modules, faults = _load(installed() if plugins is None else plugins)
    if faults:
        raise StartRefused(*faults)
    manager = _registered({key: module for key, (module, _, _) in modules.items()})
    programmes = _collected(manager, "varde_programmes", faults, Programme)
    instruments = _collected(manager, "varde_instruments", faults, Instrument, same_is_fine=True)
    for generic in GENERIC_INSTRUMENTS:
        owner, found = instruments.setdefault(generic.key, ("varde", generic))
        if found is not generic:
            faults.append(f"The instrument {generic.key} is contributed by {owner}, but Varde's library has another under that key.")
    measures = _collected(manager, "varde_measures", faults, Measure)
    pages = _pages(manager, faults)
    if faults:
        raise StartRefused(*faults)
    faults += _checked(programmes, instruments, measures)
    if faults:
        raise StartRefused(*faults)
    texts = [text for _, programme in programmes.values() for text in read_content(programme)]
    catalogue = Catalogue()
    for kind, found in ((Programme, programmes), (Instrument, instruments), (Measure, measures)):
        catalogue = catalogue.with_values(kind, [value for _, value in found.values()])
    catalogue = catalogue.with_values(StepText, texts)
    return catalogue.with_values(Plugin, _plugins(modules, programmes, instruments, measures, pages))


def _load(plugins: Mapping[str, tuple[Loader, str, str]]) -> tuple[dict[str, tuple[ModuleType, str, str]], list[str]]:
    modules, faults = {}, []
    for key, (load, distribution, version) in plugins.items():
        try:
            modules[key] = (load(), distribution, version)
        except Exception as fault:
            faults.append(f"The plugin {key} ({distribution}) cannot be imported: {type(fault).__name__}: {fault}")
    return modules, faults


def _registered(modules: Mapping[str, ModuleType]) -> pluggy.PluginManager:
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    faults = []
    for key, module in modules.items():
        manager.register(module, name=key)
        known = {name for name in vars(hookspecs) if name.startswith("varde_")}
        faults += [
            f"The plugin {key} answers {name}, which is not a hook. Hooks: {', '.join(sorted(known))}."
            for name in vars(module)
            if name.startswith("varde_") and callable(getattr(module, name)) and name not in known
        ]
    if faults:
        raise StartRefused(*faults)
    return manager


def _answers(manager: pluggy.PluginManager, hook: str, faults: list[str]) -> Iterable[tuple[str, Any]]:
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        try:
            values = list(implementation.function())
        except Exception as fault:
            faults.append(f"The plugin {implementation.plugin_name} fails in {hook}: {type(fault).__name__}: {fault}")
            continue
        for value in values:
            yield implementation.plugin_name, value


def _collected(
    manager: pluggy.PluginManager, hook: str, faults: list[str], kind: type, *, same_is_fine: bool = False
) -> dict[str, tuple[str, Any]]:
    found: dict[str, tuple[str, Any]] = {}
    for plugin, value in _answers(manager, hook, faults):
        if not isinstance(value, kind):
            faults.append(f"The plugin {plugin} returns a {type(value).__name__} from {hook}; it must be a {kind.__name__}.")
            continue
        key: str = value.key  # type: ignore[attr-defined]
        if key not in found:
            found[key] = (plugin, value)
        elif not (same_is_fine and found[key][1] is value):
            faults.append(f"The {kind.__name__.lower()} {key} is contributed twice: by {found[key][0]} and by {plugin}.")
    return found


def _pages(manager: pluggy.PluginManager, faults: list[str]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = {}
    for plugin, page in _answers(manager, "varde_pages", faults):
        mine = found.setdefault(plugin, [])
        if not isinstance(page, Page):
            faults.append(f"The plugin {plugin} returns a {type(page).__name__} from varde_pages; it must be a Page.")
        elif any(other.path == page.path for other in mine):
            faults.append(f"The plugin {plugin} has two pages at {page.path}.")
        else:
            if page.title.missing():
                faults.append(f"The plugin {plugin}, page {page.path}: the title lacks {' and '.join(page.title.missing())}.")
            mine.append(page)
    return found


def _checked(
    programmes: Mapping[str, tuple[str, Programme]],
    instruments: Mapping[str, tuple[str, Instrument]],
    measures: Mapping[str, tuple[str, Measure]],
) -> list[str]:
    faults = [f"{plugin}, instrument {key}: {fault}" for key, (plugin, i) in instruments.items() for fault in check_instrument(i)]
    for plugin, programme in programmes.values():
        faults += [f"{plugin}, {fault}" for fault in check_programme(programme, set(instruments))]
    faults += measure_faults(measure for _, measure in measures.values())
    for key, (plugin, measure) in measures.items():
        place = f"{plugin}, measure {key}"
        if measure.programme not in programmes:
            faults.append(f"{place}: there is no programme {measure.programme}.")
        if measure.instrument not in instruments:
            faults.append(f"{place}: there is no instrument {measure.instrument}.")
    return faults


def _plugins(
    modules: Mapping[str, tuple[ModuleType, str, str]],
    programmes: Mapping[str, tuple[str, Any]],
    instruments: Mapping[str, tuple[str, Any]],
    measures: Mapping[str, tuple[str, Any]],
    pages: Mapping[str, list[Page]],
) -> list[Plugin]:
    def of(found: Mapping[str, tuple[str, Any]], plugin: str) -> tuple[str, ...]:
        return tuple(sorted(key for key, (owner, _) in found.items() if owner == plugin))

    return [
        Plugin(key, distribution, version, of(programmes, key), of(instruments, key), of(measures, key), tuple(pages.get(key, ())))
        for key, (_, distribution, version) in modules.items()
    ]
