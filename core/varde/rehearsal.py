"""Somebody invented is taken through what a plugin shows, before anybody real is. ``varde plugin check`` and the contract ask."""

from __future__ import annotations

import base64
import random
import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine

from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.service import start_excused
from varde.identity.acting import acting
from varde.identity.models import Organisation, Person
from varde.identity.service import Actor, RoleAt, add_organisation, add_person, grant
from varde.kernel.catalogue import Catalogue
from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.kernel.part import Part, Permission
from varde.kernel.settings import read_settings
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Platform, Work
from varde.measurements.service import measure_by_device, set_base
from varde.platform import histories, make_platform
from varde.plugin.fitting import fitting_facts
from varde.plugin.pages import Page, Panel
from varde.plugin.registry import Plugin
from varde.plugin.simulation import as_measured
from varde.privacy.filling import Filler, Values
from varde.privacy.inventory import about_people
from varde.programmes.values import Programme
from varde.referrals.service import decide, refer
from varde.series.values import Series
from varde.web.plugins.drawing import Looked, Sight, look_at

NO_VALUES: Values = {}
CRISIS = "Ring 113 eller 116 117."
MARK = "invented"
Prepare = Callable[[Work, Enrolment], None]
"""What else an enrolment must have for everything to have something to show."""


@contextmanager
def platform_for(catalogue: Catalogue) -> Iterator[Platform]:
    """A Varde of its own for these plugins, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="varde-rehearsal-") as folder:
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        settings = read_settings(
            {
                "VARDE_ENVIRONMENT": "test",
                "VARDE_DATABASE_URL": f"sqlite:///{Path(folder) / 'varde.sqlite'}",
                "VARDE_SECRET_KEY": secrets.token_urlsafe(48),
                "VARDE_DATA_KEYS": f"k1:{key}",
                "VARDE_BASE_URL": "http://localhost",
                "VARDE_FILES": folder,
            }
        )
        engine = make_engine(settings.database_url)
        try:
            _make_tables(engine, histories(catalogue.all(Part).values()))
            yield make_platform(settings, engine=engine, catalogue=catalogue)
        finally:
            engine.dispose()


def _make_tables(engine: Engine, owners: Sequence[History]) -> None:
    """The core's as its models say, which is a tenth of the time of its migrations; a plugin's as its own migrations make them."""
    with engine.begin() as connection:
        for core in (owner for owner in owners if not owner.prefix):
            core.tables[0].metadata.create_all(connection, core.tables)
    upgrade(engine, [owner for owner in owners if owner.prefix])


def rehearsed(
    app: Flask, platform: Platform, key: str, values: Values = NO_VALUES, prepare: Prepare | None = None
) -> Looked:
    """Draw everything that the plugin shows to each who may see it, about somebody who has just begun and about somebody of whom
    there is something: her own best, measurements, and a row in each of the plugin's tables.

    :param values: of columns of the plugin's tables, by table. :param prepare: what else the second one must have.
    """
    with platform.work() as work:
        sights = list(_sights(work, key, values, prepare))
    return look_at(app, platform, key, sights)


def _sights(work: Work, key: str, values: Values, prepare: Prepare | None) -> Iterator[Sight]:
    plugin = work.catalogue.one(Plugin, key)
    clinic = add_organisation(
        work, f"{MARK}-{secrets.token_hex(4)}", "clinic", MARK, crisis=dict.fromkeys(LANGUAGES, CRISIS)
    )
    staff = add_person(work, MARK, "Lie")
    grant(work, staff, "therapist", clinic)
    declared: tuple[Page | Panel, ...] = (*plugin.pages, *plugin.panels)
    roles = {role for each in declared for role in work.catalogue.one(Permission, each.audience).roles}
    named = {each.programme for each in declared} - {""}
    programmes = work.catalogue.all(Programme)
    wanted = sorted({*plugin.programmes, *named} & programmes.keys()) or list(programmes)[:1]
    for programme in wanted:
        work.add(Offering(organisation_id=clinic.id, programme=programme, settings={}))
    work.session.flush()
    for role in sorted(roles - {"patient"}):
        actor = None if role == "anyone" else _acting(staff, clinic, role)
        for programme in wanted:
            yield Sight(role, actor, clinic.id, programme)
    for programme in wanted:
        for full in (False, True):
            patient = add_person(work, MARK, "Solheim")
            enrolment = _enrolled(work, patient, staff, clinic, programmes[programme])
            if full:
                _fill(work, key, enrolment, staff, values)
                if prepare is not None:
                    prepare(work, enrolment)
            yield Sight("patient", _acting(patient), clinic.id, programme)
            yield Sight("patient", _acting(patient), clinic.id, programme, enrolment.id)
            for role in sorted(roles - {"patient", "anyone"}):
                yield Sight(role, _acting(staff, clinic, role), clinic.id, programme, enrolment.id)


def _acting(person: Person, clinic: Organisation | None = None, role: str = "") -> Actor:
    roles = (RoleAt(role, clinic.id),) if clinic is not None and role != "staff" else ()
    return acting(person, roles, staff=clinic is not None)


def _enrolled(work: Work, patient: Person, staff: Person, clinic: Organisation, programme: Programme) -> Enrolment:
    track = programme.tracks[0].key if programme.tracks else None
    enrolment, _ = refer(work, patient, clinic, programme, fitting_facts(programme), source="self")
    decide(work, _acting(staff, clinic, "therapist"), enrolment, accept=True, track=track)
    start_excused(work, enrolment, staff.id, "Nobody real is excused.")
    return enrolment


def _fill(work: Work, key: str, enrolment: Enrolment, staff: Person, values: Values) -> None:
    programme, chance = work.catalogue.one(Programme, enrolment.programme), random.Random(1)  # noqa: S311 - invented numbers
    for series in (work.catalogue.one(Series, each) for each in programme.series):
        if series.of_patient:
            usual = as_measured(series, 0.5, chance)[series.zoned_at]
            set_base(work, _acting(staff, enrolment.organisation, "therapist"), enrolment, series, usual)
        for burden in (0.0, 1.0):
            at = work.now.replace(second=0, microsecond=int(burden))
            measure_by_device(work, enrolment, series, as_measured(series, burden, chance), at)
    held = [each for each in about_people(work.catalogue.all(Part).values()) if each.part == key]
    if held:
        rows = {"enrolment": enrolment}
        Filler(work, enrolment.person_id, staff.id, MARK, values, rows).fill(held)
