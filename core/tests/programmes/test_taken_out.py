"""A new version of a plugin declares something no longer: whoever has written and answered there is read all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.values import Alert
from varde.assessments.models import Response
from varde.benefits.values import Measure
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.modules.models import Entry
from varde.platform import make_platform
from varde.programmes.values import Module, Programme
from varde.scheduling.agenda import tick
from varde.testing.house import settings_for

from .test_removed import REMOVED, Left, faults_from, left

__all__ = ["left"]

Values = Mapping[type, Mapping[str, Any]]


def _programme(values: Values, **changes: Any) -> Values:
    ridge = values[Programme][REMOVED]
    return {**values, Programme: {**values[Programme], REMOVED: replace(ridge, **changes)}}


def _without(values: Values, kind: type, key: str) -> Values:
    return {**values, kind: {each: value for each, value in values[kind].items() if each != key}}


def _first_modules(values: Values, change: Callable[[Module], Module]) -> Values:
    return _programme(values, modules=tuple(change(module) for module in values[Programme][REMOVED].modules))


def _no_answered_instrument(values: Values) -> Values:
    """Gone from the plugin and from what is asked."""
    for key in ("dizziness", "heights", "phq-9"):
        values = _without(values, Instrument, key)
    occasions = tuple(
        replace(each, instruments=tuple(key for key in each.instruments if key in values[Instrument]), for_track=())
        for each in values[Programme][REMOVED].occasions
    )
    return _programme(values, occasions=occasions, main_instruments=())


REMOVALS: Mapping[str, Callable[[Values], Values]] = {
    "an instrument that was answered": _no_answered_instrument,
    "a module that was begun": lambda values: _programme(values, modules=values[Programme][REMOVED].modules[3:]),
    "a step that was done": lambda values: _first_modules(
        values, lambda module: replace(module, steps=module.steps[:1])
    ),
    "a field that was filled in": lambda values: _first_modules(
        values,
        lambda module: replace(module, steps=tuple(replace(step, fields=step.fields[1:]) for step in module.steps)),
    ),
    "an occasion that was answered": lambda values: _programme(
        values, occasions=tuple(each for each in values[Programme][REMOVED].occasions if each.key != "start")
    ),
    "every occasion": lambda values: _programme(values, occasions=()),
    "an alert that is open": lambda values: _without(values, Alert, "ridge.phq9-thoughts"),
    "every measure": lambda values: {
        **values,
        Measure: {key: each for key, each in values[Measure].items() if each.programme != REMOVED},
    },
    "the track she is on": lambda values: _programme(
        values, tracks=tuple(track for track in values[Programme][REMOVED].tracks if track.key != "south")
    ),
}


def upgraded(left: Left, remove: Callable[[Values], Values]) -> Left:
    """The same database under a version of the plugin that lacks something. No check has a say here: a database may be older
    than any rule of ours."""
    catalogue = left.before.platform.catalogue
    kinds = (Programme, Instrument, Measure, Alert)
    changed = remove({kind: dict(catalogue.all(kind)) for kind in kinds})
    whole = Catalogue({**catalogue._values, **changed})
    url = str(left.before.platform.settings.database_url)
    platform = make_platform(
        settings_for(url), engine=left.before.platform.engine, catalogue=whole, clock=left.before.clock
    )
    return replace(left, house=replace(left.before, platform=platform))


@pytest.mark.parametrize("removal", REMOVALS)
def test_every_page_stands_and_nothing_is_lost(left: Left, removal: str) -> None:
    now = upgraded(left, REMOVALS[removal])
    before = stored(left)
    staff = now.house.browser(now.maren, staff=True)
    with now.house.work() as work:
        answered = work.session.scalars(select(Response.instrument).where(Response.enrolment_id == now.enrolment)).all()
        sheet = work.session.scalars(select(Entry).where(Entry.enrolment_id == now.enrolment)).one()
        address = f"/moduler/{now.enrolment}/{sheet.module}/{sheet.step}"
    scores = [f"/pasient/{now.enrolment}/skjemaer/{key}" for key in answered]
    assert faults_from(staff, "/arbeidsliste", f"/pasient/{now.enrolment}", "/gevinster") == []
    assert all(staff.get(page).status_code in (200, 303, 404) for page in scores)
    patient = now.house.browser(now.tor)
    assert faults_from(patient, "/min-sti") == []
    assert patient.get(address).status_code in (200, 404)
    now.house.clock.move(days=2)
    while tick(now.house.platform):
        pass
    now.house.platform.drain()
    assert faults_from(now.house.browser(now.tor), "/min-sti") == []
    assert stored(left) == before


def stored(left: Left) -> list[tuple[Any, ...]]:
    with left.before.work() as work:
        answers = work.session.execute(select(Response.id, Response.occasion, Response.instrument, Response.total))
        sheets = work.session.scalars(select(Entry).order_by(Entry.id)).all()
        return [*map(tuple, answers), *((row.id, row.module, row.step, row.answers) for row in sheets)]
