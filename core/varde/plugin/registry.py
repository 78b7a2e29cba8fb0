"""Load the plugins, ask them once, check everything they say, and refuse to start on any fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, get_args

import pluggy

from varde.alerts.rules import check_alert, check_safety
from varde.alerts.values import Alert
from varde.assessments.facts import check_conditions
from varde.benefits.values import Measure
from varde.benefits.values import faults as measure_faults
from varde.content.texts import StepText, read_content
from varde.instruments.library import INSTRUMENTS as GENERIC_INSTRUMENTS
from varde.instruments.soundness import check_instrument
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.plugin import hookspecs
from varde.plugin.pages import Audience, Page
from varde.plugin.simulation import Simulation
from varde.programmes.check import check_programme
from varde.programmes.values import Programme

GROUP = "varde"
_PLUGIN_KEY = re.compile(r"[a-z][a-z0-9_]*")
_PATH = re.compile(r"|[a-z0-9-]+(?:/[a-z0-9-]+)*")


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


Loader = Callable[[], Any]
"""Imports a plugin's module; checked to be one."""


def installed() -> dict[str, tuple[Loader, str, str]]:
    """Plugins by key: how to load each, its distribution and version.

    :raises StartRefused: two distributions bring a plugin under one key.
    """
    found: dict[str, tuple[Loader, str, str]] = {}
    faults = []
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        distribution = entry.dist.name if entry.dist else "?"
        if entry.name in found:
            faults.append(
                f"The plugin {entry.name} is installed twice: by {found[entry.name][1]} and by {distribution}."
            )
        found[entry.name] = (entry.load, distribution, entry.dist.version if entry.dist else "?")
    if faults:
        raise StartRefused(*faults)
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
            faults.append(
                f"The instrument {generic.key} is contributed by {owner}, but Varde's library has another under that key."
            )
    measures = _collected(manager, "varde_measures", faults, Measure)
    alerts = _collected(manager, "varde_alerts", faults, Alert)
    simulations = _collected(manager, "varde_simulate", faults, Simulation)
    pages = _pages(manager, faults)
    if faults:
        raise StartRefused(*faults)
    faults += _checked(programmes, instruments, measures)
    faults += _checked_alerts(alerts, instruments, programmes)
    faults += [
        f"{plugin}, simulation {key}: there is no programme {key}."
        for key, (plugin, _) in simulations.items()
        if key not in programmes
    ]
    if faults:
        raise StartRefused(*faults)
    texts = [text for _, programme in programmes.values() for text in read_content(programme)]
    catalogue = Catalogue()
    for kind, found in (
        (Programme, programmes),
        (Instrument, instruments),
        (Measure, measures),
        (Alert, alerts),
        (Simulation, simulations),
    ):
        catalogue = catalogue.with_values(kind, [value for _, value in found.values()])
    catalogue = catalogue.with_values(StepText, texts)
    return catalogue.with_values(Plugin, _plugins(modules, programmes, instruments, measures, pages))


def _load(plugins: Mapping[str, tuple[Loader, str, str]]) -> tuple[dict[str, tuple[ModuleType, str, str]], list[str]]:
    modules, faults = {}, []
    for key, (load, distribution, version) in plugins.items():
        if not _PLUGIN_KEY.fullmatch(key):
            faults.append(f"The plugin {key} ({distribution}) must have a key of the form {_PLUGIN_KEY.pattern}.")
        try:
            module = load()
        except Exception as fault:  # noqa: BLE001 - whatever a plugin does at start is a sentence, not a traceback
            faults.append(f"The plugin {key} ({distribution}) cannot be imported: {type(fault).__name__}: {fault}")
            continue
        if isinstance(module, ModuleType):
            modules[key] = (module, distribution, version)
        else:
            faults.append(f"The plugin {key} ({distribution}) must be a module; its entry point leads to {module!r}.")
    return modules, faults


def _registered(modules: Mapping[str, ModuleType]) -> pluggy.PluginManager:
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    known = {name for name in vars(hookspecs) if name.startswith("varde_")}
    faults = []
    for key, module in modules.items():
        for name, found in vars(module).items():
            if name.startswith("varde_") and callable(found):
                if name not in known:
                    faults.append(
                        f"The plugin {key} answers {name}, which is not a hook. Hooks: {', '.join(sorted(known))}."
                    )
                elif not hasattr(found, f"{GROUP}_impl"):
                    faults.append(f"The plugin {key} has {name} without @hookimpl, so nobody would ask it.")
        try:
            manager.register(module, name=key)
        except pluggy.PluginValidationError as fault:
            faults.append(f"The plugin {key} answers a hook in a wrong way: {' '.join(str(fault).split())}")
    if faults:
        raise StartRefused(*faults)
    return manager


def _answers(manager: pluggy.PluginManager, hook: str, faults: list[str]) -> Iterable[tuple[str, Any]]:
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        try:
            values = list(implementation.function())
        except Exception as fault:  # noqa: BLE001 - whatever a plugin does at start is a sentence, not a traceback
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
            faults.append(
                f"The plugin {plugin} returns a {type(value).__name__} from {hook}; it must be a {kind.__name__}."
            )
            continue
        key: str = value.key  # type: ignore[attr-defined]
        if key not in found:
            found[key] = (plugin, value)
        elif not (same_is_fine and found[key][1] is value):
            faults.append(
                f"The {kind.__name__.lower()} {key} is contributed twice: by {found[key][0]} and by {plugin}."
            )
    return found


def _pages(manager: pluggy.PluginManager, faults: list[str]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = {}
    for plugin, page in _answers(manager, "varde_pages", faults):
        mine = found.setdefault(plugin, [])
        if not isinstance(page, Page):
            faults.append(f"The plugin {plugin} returns a {type(page).__name__} from varde_pages; it must be a Page.")
        elif any(other.path == page.path for other in mine):
            faults.append(f"The plugin {plugin} has two pages at {page.path}.")
        elif not _PATH.fullmatch(page.path):
            faults.append(f"The plugin {plugin}, page {page.path}: the path must have the form {_PATH.pattern}.")
        elif page.audience not in get_args(Audience):
            faults.append(
                f"The plugin {plugin}, page {page.path}: the audience is {page.audience} and must be one of "
                f"{', '.join(get_args(Audience))}."
            )
        else:
            if page.title.missing():
                faults.append(
                    f"The plugin {plugin}, page {page.path}: the title lacks {' and '.join(page.title.missing())}."
                )
            mine.append(page)
    return found


def _checked(
    programmes: Mapping[str, tuple[str, Programme]],
    instruments: Mapping[str, tuple[str, Instrument]],
    measures: Mapping[str, tuple[str, Measure]],
) -> list[str]:
    faults = [
        f"{plugin}, instrument {fault}"
        for plugin, instrument in instruments.values()
        for fault in check_instrument(instrument)
    ]
    for plugin, programme in programmes.values():
        faults += [f"{plugin}, {fault}" for fault in check_programme(programme, set(instruments))]
        known = {key: instrument for key, (_, instrument) in instruments.items()}
        faults += [f"{plugin}, {fault}" for fault in check_conditions(programme, known)]
    faults += measure_faults(measure for _, measure in measures.values())
    for key, (plugin, measure) in measures.items():
        place = f"{plugin}, measure {key}"
        if measure.programme not in programmes:
            faults.append(f"{place}: there is no programme {measure.programme}.")
        else:
            on_demand = {one.key for one in programmes[measure.programme][1].occasions if one.on_demand}
            for occasion in sorted(on_demand & {measure.start_occasion, *measure.follow_up}):
                faults.append(f"{place}: {occasion} is asked for on demand, and counts in no benefit figure.")
        if measure.instrument not in instruments:
            faults.append(f"{place}: there is no instrument {measure.instrument}.")
    return faults


def _checked_alerts(
    alerts: Mapping[str, tuple[str, Alert]],
    instruments: Mapping[str, tuple[str, Instrument]],
    programmes: Mapping[str, tuple[str, Programme]],
) -> list[str]:
    known = {key: instrument for key, (_, instrument) in instruments.items()}
    faults = [
        f"{plugin}, alert {key}: {fault}"
        for key, (plugin, alert) in alerts.items()
        for fault in check_alert(alert, known, programmes)
    ]
    declared = [alert for _, alert in alerts.values()]
    return faults + [
        f"{plugin}, {fault}"
        for plugin, programme in programmes.values()
        for fault in check_safety(programme, known, declared)
    ]


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
        Plugin(
            key,
            distribution,
            version,
            of(programmes, key),
            of(instruments, key),
            of(measures, key),
            tuple(pages.get(key, ())),
        )
        for key, (_, distribution, version) in modules.items()
    ]
