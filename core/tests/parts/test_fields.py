"""Every field of a part has a reader: with one value less, what can be seen from outside differs, or the start is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from types import ModuleType
from typing import Any

import jinja2
import pytest
import rich_click as click
from flask import Flask
from sqlalchemy import Engine

from varde import cli
from varde.alerts.values import Alert
from varde.app import create_app
from varde.caseload.values import Column, Reason
from varde.consents.values import Purpose
from varde.content.drawings import Figure
from varde.content.statements import Statement
from varde.content.texts import StepText
from varde.enrolments.values import Matter
from varde.instruments.values import Instrument
from varde.kernel.assembly import gathered, taken
from varde.kernel.clock import MovedClock
from varde.kernel.errors import StartRefused
from varde.kernel.part import LevelSettings, MenuEntry, Part, Permission
from varde.kernel.words import Text
from varde.kinds.kind import DeclaredKind
from varde.notifications.values import Channel
from varde.parts import PARTS
from varde.platform import histories, make_platform
from varde.plugin import Panel, hookimpl
from varde.plugin.registry import catalogue_of
from varde.plugin.simulation import Simulation
from varde.privacy.export import not_yet_told
from varde.privacy.inventory import inventory
from varde.programmes.contact_choices import ContactLevel
from varde.programmes.fact_sources import FactSource
from varde.programmes.values import Programme
from varde.rules.language import when
from varde.scheduling.agenda import AgendaHandler
from varde.series.values import Series
from varde.testing.house import BEGINNING, migrated, sample_plugins, settings_for, sqlite_url
from varde.testing.sample.series import PRESSURE
from varde.testing.samples import ridge
from varde.web.plugins.faces import PluginFace, faces
from varde.worker import clock_tasks

Parts = Sequence[Part]
DECLARED = (
    Alert,
    Channel,
    Column,
    DeclaredKind,
    FactSource,
    Figure,
    Instrument,
    Matter,
    Panel,
    Programme,
    Purpose,
    Permission,
    Reason,
    Series,
    Simulation,
    Statement,
    StepText,
)
FOLDERS = ("templates", "static", "locale")
"""The fields of a part that are one value, and are None when it is not there."""


def choosing(part: Part) -> Part:
    """The part, where whoever is in its programme chooses how much contact she wants, as in none of the samples."""
    (programme,) = [value for value in taken(part, "declares", []) if isinstance(value, Programme)]
    title = Text("Av og til", "Av og til", "Now and then")
    changed = replace(programme, contact_choices=(ContactLevel("now-and-then", title, title, (), 14, usual=True),))
    rest = [value for value in taken(part, "declares", []) if value is not programme]
    return replace(part, declares=(changed, *rest))


PLUGINS: Parts = [
    choosing(load().PART) if key == ridge.KEY else load().PART for key, (load, *_) in sample_plugins().items()
]
LISTS = [field.name for field in fields(Part) if field.init and field.name != "key"]


def module_of(part: Part) -> ModuleType:
    """A plugin that hands over this part."""

    @hookimpl
    def varde_part() -> Part:
        return part

    made = ModuleType(part.key)
    made.varde_part = varde_part  # type: ignore[attr-defined]
    return made


def spoilt() -> Part:
    """A plugin with a fault for every room that looks at its programme: no nynorsk, a condition over nothing, and nobody who
    is told of an answer about safety."""
    part = ridge.PART
    declares = taken(part, "declares", [])
    (programme,) = [value for value in declares if isinstance(value, Programme)]
    first, *rest = programme.occasions
    unknown = ((first.every_instrument[-1], when("no_such_fact", ">=", 1)),)
    wrong = replace(
        programme, title=replace(programme.title, nn=""), occasions=(replace(first, conditions=unknown), *rest)
    )
    quiet = [value for value in declares if not isinstance(value, Programme | Alert)]
    pigeon = Channel("pigeon", "post", Text("Due", "Due"), lambda settings: None)  # type: ignore[arg-type]
    return replace(part, declares=(wrong, *quiet, pigeon, replace(PRESSURE, key="turned", window=0)))


def seen(core: Parts, plugins: Parts, engine: Engine) -> Iterator[tuple[str, object]]:
    """What can be seen of a house made of these parts, by name, what costs least first.

    :raises StartRefused: it does not start.
    """
    catalogue = catalogue_of(core, {part.key: (partial(module_of, part), "nowhere", "1") for part in plugins})
    yield "declared", {kind: list(catalogue.all(kind)) for kind in DECLARED}
    yield "settings", list(catalogue.all(LevelSettings))
    yield "menu", list(catalogue.all(MenuEntry))
    group = click.RichGroup(name="varde")
    cli.add(group, [command for part in core for command in part.commands])
    yield "commands", list(_lines(group))
    yield "histories", [history.key for history in histories([*core, *plugins])]
    yield "checked", [check.key for check in gathered(catalogue.all(Part).values(), "start_checks", [])]
    yield "held", inventory(catalogue.all(Part).values())

    platform = make_platform(
        settings_for(str(engine.url)), engine=engine, catalogue=catalogue, clock=MovedClock(BEGINNING)
    )
    yield "jobs", sorted(platform.jobs)
    yield "heard", {event: len(listeners) for event, listeners in platform.listeners.items()}
    yield "subscribed", {event: len(jobs) for event, jobs in platform.subscriptions.items()}
    yield "handled", list(platform.catalogue.all(AgendaHandler))
    yield "clock", [task.name for task in clock_tasks(platform)]
    yield "spoilt", _faults(core)
    with platform.work() as work:
        yield "untold", sorted(not_yet_told(work, frozenset({1})))

    app = create_app(platform)
    assert isinstance(app.jinja_loader, jinja2.ChoiceLoader)
    yield "templates", app.jinja_loader.list_templates()
    yield "addresses", sorted(str(rule) for rule in app.url_map.iter_rules())
    yield "extensions", sorted(app.extensions)
    yield "faces", _faces(app)


def looks_like(whole: Mapping[str, object], core: Parts, plugins: Parts, engine: Engine) -> bool:
    """Whether a house of these parts starts, and nothing that can be seen of it differs."""
    try:
        return all(whole[name] == value for name, value in seen(core, plugins, engine))
    except StartRefused:
        return False


def _faces(app: Flask) -> Mapping[str, object]:
    """What each plugin draws with, what its templates say in nynorsk, and whether its files are served."""
    client = app.test_client()
    if "text" not in app.jinja_env.filters or "varde_plugin_faces" not in app.extensions:
        return {}  # what draws is not there
    with app.test_request_context("/?lang=nn"):
        drawn = {key: (face.environment.list_templates(), _said(face)) for key, face in faces().items()}
    files = {}
    for key in drawn:
        with client.get(f"/p/{key}/static/box.css") as answer:
            files[key] = answer.status_code
    return {"drawn": drawn, "files": files}


def _said(face: PluginFace) -> str:
    return face.translations.gettext("nn", "Dine esker")


def _faults(core: Parts) -> tuple[str, ...]:
    with pytest.raises(StartRefused) as refused:
        catalogue_of(core, {"ridge": (lambda: module_of(spoilt()), "nowhere", "1")})
    return refused.value.faults


def _lines(group: click.Group, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        yield f"{before}{name}"
        if isinstance(command, click.Group):
            yield from _lines(command, f"{before}{name} ")


def changed(part: Part, name: str, value: Any) -> Part:
    """The part with another value in the field of this name."""
    changes: dict[str, Any] = {name: value}
    return replace(part, **changes)


def poorer(part: Part, name: str) -> Part | None:
    """The part with the last value of one field less; None where the field is empty."""
    value: Any = getattr(part, name)
    if name in ("tables", "blueprints", "install", "untold", *FOLDERS):
        return None if value is None else changed(part, name, None)
    values = tuple(value() if callable(value) else value or ())
    return changed(part, name, values[:-1]) if values else None


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return migrated(sqlite_url(tmp_path_factory.mktemp("fields")))


@pytest.fixture(scope="module")
def whole(engine: Engine) -> Mapping[str, object]:
    house = dict(seen(PARTS, PLUGINS, engine))
    assert looks_like(house, PARTS, PLUGINS, engine), "every difference would be chance"
    return house


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_a_value_less_is_seen(name: str, engine: Engine, whole: Mapping[str, object]) -> None:
    fewer = [(part, less) for part in (*PARTS, *PLUGINS) if (less := poorer(part, name)) is not None]
    assert fewer, f"nobody uses {name}: a field without use is not added"
    for part, less in fewer:
        core = [less if other is part else other for other in PARTS]
        plugins = [less if other is part else other for other in PLUGINS]
        assert not looks_like(whole, core, plugins, engine), f"nobody misses what {part.key} has in {name}"
