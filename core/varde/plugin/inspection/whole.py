"""Everything that is wrong with the installed plugins: what the start refuses, and what is found by running and reading them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from varde.benefits.values import Measure
from varde.instruments.values import Instrument
from varde.kernel.assembly import RAISED, taken, tried
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.part import Part
from varde.kernel.shape import misfits
from varde.kinds.kind import DeclaredKind
from varde.plugin.inspection.answering import faults_of_answering
from varde.plugin.inspection.findings import Finding
from varde.plugin.inspection.measures import faults_of_measure
from varde.plugin.inspection.messages import faults_of_templates
from varde.plugin.inspection.places import Places, nearer, remembering, shown
from varde.plugin.inspection.running import faults_of_body, faults_of_simulation, faults_of_suggestion
from varde.plugin.inspection.scoring import faults_in_scoring
from varde.plugin.inspection.sources import faults_of_imports, files_of, package_of
from varde.plugin.inspection.texts import faults_of_content, faults_of_texts
from varde.plugin.made_for import made_for
from varde.plugin.pages import Page
from varde.plugin.registry import Plugins, joined, parts_of
from varde.plugin.simulation import Simulation
from varde.programmes.values import Programme

_STEP = re.compile(r"content/\w+/([^/]+)/([^/]+)\.md")
Faults = Iterator[tuple[str, str]]
"""The place inside a value, and what is wrong with it."""


def inspected(
    core: Collection[Part],
    plugins: Plugins,
    further: Callable[[Catalogue], object] | None = None,
    asked: Collection[str] = (),
) -> list[Finding]:
    """Every fault of every plugin, what stops the start first; nothing is raised, whatever a plugin does.

    :param asked: the plugins that are run and read; all of them, if empty. What stops the start is said of all.
    :param further: looks at what starts when nothing else is wrong; raises ``StartRefused`` with what would stop it.
    """
    places = Places()
    faults: list[str] = []
    with remembering(_declared_types(core), places):
        parts = parts_of(plugins, faults)
        catalogue, joining = joined(core, parts, plugins)
        faults += joining
    if not faults and further is not None:
        try:
            further(catalogue)
        except StartRefused as refused:
            faults += refused.faults
    findings = [_stopping(fault, parts, places) for fault in faults]
    names = {key: name for key, (load, _, _) in plugins.items() if (name := _module_name(load))}
    asked = asked or plugins
    for key in sorted(parts.keys() & asked):
        if not made_for(plugins[key][1]) and _is_installed(plugins[key][1]):
            rule = 'its distribution does not say which Varde it is made for, as in dependencies = ["varde>=0.1,<0.2"]'
            findings.append(_finding(key, "", rule, parts[key].origin))
    for key, part in parts.items():
        if key in asked:
            findings += _Inspection(part, places, catalogue).findings()
    for key in sorted(names.keys() & asked):
        name = names[key]
        # Two plugins of one distribution come and go together.
        strangers = {package_of(module) for each, module in names.items() if plugins[each][1] != plugins[key][1]}
        findings += _of_sources(key, name, strangers)
    return list(dict.fromkeys(findings))


def _is_installed(distribution: str) -> bool:
    try:
        return bool(version(distribution))
    except (PackageNotFoundError, ValueError):
        return False


def _declared_types(core: Iterable[Part]) -> list[type]:
    return [Page, *(kind.type for part in core for kind in taken(part, "kinds", []))]


def _module_name(load: Any) -> str:
    """The module that an entry point leads to, also when it cannot be imported; else what the loader gives."""
    entry = getattr(load, "__self__", None)
    return str(getattr(entry, "module", "") or getattr(tried(load, [], ""), "__name__", ""))


def _stopping(fault: str, parts: Mapping[str, Part], places: Places) -> Finding:
    """A sentence of the start, with the line of the value that it is about, or else of its part."""
    place, _, rule = fault.rpartition(": ")
    about, key = getattr(fault, "about", None), getattr(fault, "part", "")
    at = getattr(fault, "at", "") or _content_file(about, fault)
    if not at and about is not None:
        at = places.of(about, _STEP.sub(r"\1: \2", place))
    if not at and key in parts:
        at = parts[key].origin
    return _finding("", place, rule, at, stops=True)


def _finding(plugin: str, place: str, rule: str, at: str, *, stops: bool = False) -> Finding:
    return Finding(plugin, nearer(place), nearer(rule), shown(at) if at else "", stops)


def _content_file(about: object, fault: str) -> str:
    """The file of a step that cannot be read. One that is missing has no line but that of the step."""
    path = next((word for word in fault.split() if word.startswith("content/") and word.endswith(".md")), "")
    if not path or not isinstance(about, Programme):
        return ""
    folder = next((file.parent for file, _ in files_of(about.package)), None)
    return f"{folder / path}:1" if folder is not None and (folder / path).is_file() else ""


def _of_sources(key: str, module: str, strangers: Collection[str]) -> Iterator[Finding]:
    sources = tried(lambda: list(files_of(module)), [], "")
    for file, test in () if sources is RAISED else sources:
        for line, rule in faults_of_imports(file, package_of(module), strangers, test=test):
            yield _finding(key, "", rule, f"{file}:{line}")


class _Inspection:
    """One part, what the others declare, and where its values are written."""

    def __init__(self, part: Part, places: Places, catalogue: Catalogue) -> None:
        self._part, self._places, self._catalogue = part, places, catalogue

    def findings(self) -> Iterator[Finding]:
        for field in ("declares", "simulate", "pages", "panels", "permissions"):
            for value in taken(self._part, field, []):
                yield from self._of_value(value)

    def _of_value(self, value: Any) -> Iterator[Finding]:
        if tried(lambda: any(misfits(value)), [], "") is not False:
            return  # the start says what is wrong with it
        yield from self._said(value, lambda: faults_of_texts(value))
        if isinstance(value, Instrument):
            yield from self._said(value, lambda: (("", fault) for fault in faults_in_scoring(value)))
        elif isinstance(value, DeclaredKind):
            yield from self._said(value, lambda: faults_of_answering(value))
        elif isinstance(value, Page):
            yield from self._said(value, lambda: (("", fault) for fault in faults_of_body(value)))
        elif isinstance(value, Measure):
            yield from self._said(value, lambda: (("", fault) for fault in faults_of_measure(value, self._catalogue)))
        elif isinstance(value, Simulation):
            yield from self._said(value, lambda: self._of_simulation(value))
        elif isinstance(value, Programme):
            yield from self._said(value, lambda: (("eligibility", fault) for fault in faults_of_suggestion(value)))
            yield from self._said(value, lambda: faults_of_templates(value))
            yield from self._of_content(value)

    def _of_simulation(self, simulation: Simulation) -> Faults:
        programme = self._catalogue.all(Programme).get(simulation.programme)
        if programme is not None:
            for fault in faults_of_simulation(simulation, programme, self._catalogue.all(Instrument)):
                yield "", fault

    def _of_content(self, programme: Programme) -> Iterator[Finding]:
        files = tried(lambda: list(faults_of_content(programme)), [], "")  # the start says what it cannot read
        for place, rule, at in () if files is RAISED else files:
            yield _finding(self._part.key, f"programme {programme.key}: {place}", rule, at)

    def _said(self, value: Any, faults: Callable[[], Iterable[tuple[str, str]]]) -> Iterator[Finding]:
        """Each fault with its place and line. A check that stumbles over a value says so, and where."""
        stumbled: list[str] = []
        said = tried(lambda: list(faults()), stumbled, "it cannot be checked")
        name = f"{type(value).__name__.lower()} {getattr(value, 'key', getattr(value, 'path', ''))}"
        for place, rule in [("", stumbled[0])] if said is RAISED else said:
            at = self._places.of(value, place) or self._part.origin
            yield _finding(self._part.key, f"{name}: {place}" if place else name, rule, at)
