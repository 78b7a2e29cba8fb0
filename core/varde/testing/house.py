"""A whole Varde for tests: a migrated database, a clock that is moved by hand, people, and browsers signed in as them."""

from __future__ import annotations

import base64
import pickle
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.serving import make_server

from varde.doors.tokens import make_token
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.service import start_excused
from varde.identity.acting import acting
from varde.identity.models import Organisation, Person
from varde.identity.nin import parse
from varde.identity.service import Actor, RoleAt, add_organisation, add_person, grant
from varde.identity.sessions import start_session
from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import MovedClock
from varde.kernel.db import make_engine
from varde.kernel.log import set_up_logging
from varde.kernel.settings import Settings, read_settings
from varde.kernel.work import Platform, Work
from varde.measurements.service import one_series, set_base
from varde.parts import build_catalogue
from varde.plugin.fitting import fitting_facts
from varde.plugin.registry import Plugins
from varde.programmes.values import Programme
from varde.referrals.service import decide, refer
from varde.scheduling.agenda import tick
from varde.testing import sample
from varde.testing.databases import content_of, new_file
from varde.testing.databases import migrate as migrate
from varde.testing.databases import migrated as migrated
from varde.testing.deciding import decide_setting
from varde.testing.folders import files_folder
from varde.testing.moulds import LENT, IdentityNumbers, application_of, platform_of, quick
from varde.testing.samples import cove, lake, ridge, village, workshop
from varde.web.shell.http import csrf_token

CRISIS = {
    "nb": "Ring 113 eller 116 117.",
    "nn": "Ring 113 eller 116 117. Vi ringjer deg.",
    "en": "Ring 113 or 116 117.",
}
BEGINNING = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)


@lru_cache(maxsize=1)
def everything_installed() -> Catalogue:
    """The catalogue of all installed plugins; built once in each test process."""
    return build_catalogue()


@lru_cache(maxsize=1)
def sample_only() -> Catalogue:
    """The catalogue of :mod:`varde.testing.sample` and nothing else, whatever is installed."""
    return build_catalogue({sample.KEY: (lambda: sample, "varde", version("varde"))})


def sample_plugins() -> Plugins:
    """Loaders of the sample programme and of those in :mod:`varde.testing.samples`, as if they were what is installed."""
    return {part.KEY: (partial(_itself, part), "varde", version("varde")) for part in (sample, lake, ridge, village)}


def _itself(plugin: ModuleType) -> ModuleType:
    return plugin


def install_samples(folder: Path) -> Path:
    """Write into this folder what makes them installed for whoever has it on the path. Returns the folder."""
    for key, (plugin, *_) in sample_plugins().items():
        about = folder / f"varde_testing_{key}-{version('varde')}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: varde-testing-{key}\nVersion: {version('varde')}\n"
            f"Requires-Dist: varde>={version('varde')}\n"
        )
        (about / "entry_points.txt").write_text(f"[varde]\n{key} = {plugin().__name__}\n")
    return folder


@lru_cache(maxsize=1)
def all_samples() -> Catalogue:
    """The catalogue of the four sample programmes and nothing else, for tests that need more than :func:`sample_only`."""
    return build_catalogue(sample_plugins())


@lru_cache(maxsize=1)
def with_diary() -> Catalogue:
    """The catalogue of :mod:`varde.testing.samples.cove` and nothing else, for tests of what is asked again and again."""
    return build_catalogue({cove.KEY: (lambda: cove, "varde", version("varde"))})


@lru_cache(maxsize=1)
def with_library() -> Catalogue:
    """The catalogue of :mod:`varde.testing.samples.workshop` and nothing else, for tests of the exercises that programmes
    choose from."""
    return build_catalogue({workshop.KEY: (lambda: workshop, "varde", version("varde"))})


def environment(database_url: str, **variables: str) -> dict[str, str]:
    """The settings of a test as environment variables."""
    return {
        "VARDE_ENVIRONMENT": "test",
        "VARDE_DATABASE_URL": database_url,
        "VARDE_SECRET_KEY": "a secret for tests that is long enough",
        "VARDE_DATA_KEYS": "k1:" + base64.b64encode(b"0" * 32).decode(),
        "VARDE_BASE_URL": "http://localhost",
        "VARDE_FILES": str(files_folder()),
        **variables,
    }


def settings_for(database_url: str, **variables: str) -> Settings:
    """Test settings for a database."""
    return read_settings(environment(database_url, **variables))


@dataclass
class House:
    """A running Varde in this process. ``clinic`` offers every programme of the catalogue."""

    platform: Platform
    clock: MovedClock
    region: Organisation
    trust: Organisation
    clinic: Organisation
    elsewhere: Organisation
    _numbers: Iterator[str]

    @cached_property
    def app(self) -> Flask:
        """The pages; made when a test first asks for them."""
        return application_of(self.platform)

    @contextmanager
    def work(self) -> Iterator[Work]:
        with self.platform.work() as work:
            yield work

    def person(
        self, given_name: str, family_name: str, *roles: tuple[str, Organisation], title: str = "", **fields: Any
    ) -> Person:
        """A new person with a synthetic identity number, a mobile number, and these roles."""
        fields = {"birth_date": date(1990, 5, 17), "phone": "91234567", **fields}
        with self.work() as work:
            nin = parse(next(self._numbers), allow_synthetic=True)
            person = add_person(work, given_name, family_name, nin, title=title, **fields)
            for role, organisation in roles:
                grant(work, person, role, organisation)
        return person

    def browser(self, person: Person, *, staff: bool = False, minutes_ago: int = 1) -> FlaskClient:
        """A test client signed in as this person, as a patient or as staff, who identified herself so many minutes ago."""
        with self.work() as work:
            key = start_session(
                work,
                person,
                issuer="https://issuer.test",
                issuer_key="helseid" if staff else "idporten",
                subject=f"s{person.id}",
                sid=f"sid{person.id}",
                acr="idporten-loa-high",
                id_token="x",
                identified_at=work.now - timedelta(minutes=minutes_ago),
            )
        client = self.app.test_client()
        client.set_cookie("varde", key, domain="localhost")
        return client

    def key_of_device(self, part: str, door: str, enrolment_id: int) -> str:
        """What a machine shows at a door (``Authorization: Bearer …``), for ninety days."""
        with self.work() as work:
            return make_token(work, part, door, enrolment_id, "test", 90)[1]

    def decide(self, programme: str, name: str, value: object, organisation: Organisation | None = None) -> None:
        """A setting of what the clinic (or another organisation) offers; of itself, with programme "". :raises SetUpRefused"""
        with self.work() as work:
            decide_setting(work, organisation or self.clinic, programme, name, value)

    def set_base(self, therapist: Person, enrolment_id: int, series: str, value: float) -> None:
        """Her own number that the zones of a series follow from (“your best”), as her therapist at the clinic sets it.

        :raises VardeError: a series whose zones follow from none, or a number that cannot be.
        """
        with self.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            actor = self.actor(therapist, ("therapist", self.clinic))
            set_base(work, actor, enrolment, one_series(work, enrolment, series), value)

    def tick(self) -> None:
        """The clock acts on all that is due now, and what follows from it is done."""
        tick(self.platform)
        self.platform.drain()

    def actor(self, person: Person, *roles: tuple[str, Organisation]) -> Actor:
        """This person as an actor for services, with these staff roles (none: a patient)."""
        return acting(person, [RoleAt(role, organisation.id) for role, organisation in roles], staff=bool(roles))

    def programme(self, key: str = "") -> Programme:
        """The programme of this key; without one, the longest."""
        programmes = self.platform.catalogue.all(Programme)
        return programmes[key] if key else max(programmes.values(), key=lambda programme: programme.weeks)

    def referred(self, person: Person, programme: str = "") -> int:
        """Sign a person up at the clinic, with answers that fit; nobody has decided yet. Returns the enrolment's id."""
        declared = self.programme(programme)
        with self.work() as work:
            return refer(work, person, self.clinic, declared, fitting_facts(declared), source="self")[0].id

    def enrolled(
        self, person: Person, therapist: Person, programme: str = "", track: str | None = None, *, started: bool = True
    ) -> int:
        """Refer, accept and (unless told otherwise) start a person at the clinic. Returns the enrolment's id."""
        declared = self.programme(programme)
        with self.work() as work:
            enrolment, _ = refer(work, person, self.clinic, declared, fitting_facts(declared), source="self")
            decide(work, self.actor(therapist, ("therapist", self.clinic)), enrolment, accept=True, track=track)
            if started:
                start_at_once(work, enrolment)
            return enrolment.id

    def enrolment(self, enrolment_id: int) -> Enrolment:
        with self.work() as work:
            enrolment = work.session.get(Enrolment, enrolment_id)
            assert enrolment is not None
            return enrolment

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address of these pages on loopback, for a browser, until the block is left."""
        server = make_server("localhost", 0, self.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The SQL statements that are executed inside, transaction control left out."""
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")):
                statements.append(statement)

        event.listen(self.platform.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(self.platform.engine, "before_cursor_execute", note)


def token(client: FlaskClient) -> str:
    """The forgery token of a signed-in test client, as the pages of its session carry it."""
    cookie = client.get_cookie("varde", domain="localhost")
    assert cookie is not None, "the test client is not signed in"
    with client.application.test_request_context():
        g.session_key = cookie.value
        return csrf_token()


def make_house(
    database_url: str, *, at: datetime = BEGINNING, catalogue: Catalogue | None = None, **variables: str
) -> House:
    """A House on an empty database.

    :param catalogue: what it knows, say :func:`sample_only`; everything installed unless told otherwise.
    """
    set_up_logging()
    catalogue = catalogue or everything_installed()
    settings, clock = settings_for(database_url, **variables), MovedClock(at)
    file = new_file(database_url)
    if file is not None and set(variables) <= {"VARDE_FILES"}:
        content, organisations = _furnished(catalogue, at)
        file.write_bytes(content)
        platform = platform_of(settings, quick(make_engine(database_url)), catalogue, clock)
        region, trust, clinic, elsewhere = pickle.loads(organisations)
    else:
        platform = platform_of(settings, migrated(database_url, catalogue), catalogue, clock)
        region, trust, clinic, elsewhere = _organisations(platform)
    return House(platform, clock, region, trust, clinic, elsewhere, IdentityNumbers())


@lru_cache(maxsize=LENT)
def _furnished(catalogue: Catalogue, at: datetime) -> tuple[bytes, bytes]:
    """The database of a new house, and its organisations."""
    with tempfile.TemporaryDirectory(prefix="varde-test-") as folder:
        url = sqlite_url(Path(folder))
        platform = platform_of(settings_for(url), migrated(url, catalogue), catalogue, MovedClock(at))
        organisations = pickle.dumps(_organisations(platform))
        return content_of(platform.engine), organisations


def _organisations(platform: Platform) -> tuple[Organisation, Organisation, Organisation, Organisation]:
    """The region, its trust and the trust's clinic, and a clinic elsewhere; the clinics offer every programme there is."""
    with platform.work() as work:
        region = add_organisation(work, "helse-fjord", "region", "Helse Fjord", crisis=CRISIS)
        trust = add_organisation(work, "fjordvest", "trust", "Fjordvest sykehus", region, phone="55 00 00 00")
        clinic = add_organisation(work, "klinikken", "clinic", "Klinikken", trust)
        elsewhere = add_organisation(work, "elsewhere", "clinic", "En annen klinikk", crisis=CRISIS)
        for programme in work.catalogue.all(Programme):
            for organisation in (clinic, elsewhere):
                work.add(Offering(organisation_id=organisation.id, programme=programme, settings={}))
    return region, trust, clinic, elsewhere


def start_at_once(work: Work, enrolment: Enrolment) -> None:
    """The patient begins, and a meeting that would have been held before is excused."""
    start_excused(work, enrolment, enrolment.therapist_id or enrolment.person_id, "Møtt i et tidligere forløp")


def sqlite_url(folder: Path) -> str:
    """A new SQLite database in this folder."""
    return f"sqlite:///{folder / 'varde.sqlite'}"
