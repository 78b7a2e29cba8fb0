"""A whole Varde for tests: a migrated database, a clock that is moved by hand, people, and browsers signed in as them."""

from __future__ import annotations

import atexit
import base64
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, event
from werkzeug.serving import make_server

from varde.app import create_app
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.service import start
from varde.identity.models import Organisation, Person
from varde.identity.nin import parse
from varde.identity.service import Actor, RoleAt, add_organisation, add_person, grant
from varde.identity.sessions import start_session
from varde.identity.synthetic import synthetic_numbers
from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import MovedClock
from varde.kernel.db import make_engine
from varde.kernel.log import set_up_logging
from varde.kernel.migrate import upgrade
from varde.kernel.settings import Settings, read_settings
from varde.kernel.work import Platform, Work
from varde.platform import METADATA, histories, make_platform
from varde.plugin.registry import build_catalogue
from varde.plugin.simulated_answers import fitting_facts
from varde.programmes.values import Programme
from varde.referrals.service import decide, refer

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


class Compiled(BytecodeCache):
    """Templates, compiled once in each test process however many applications it makes."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.code[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


@lru_cache(maxsize=1)
def migrated_file() -> Path:
    """A migrated, empty SQLite database, made once in each test process and copied from there."""
    folder = Path(tempfile.mkdtemp(prefix="varde-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "migrated.sqlite"
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine, histories(), METADATA)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


def migrated(database_url: str) -> Engine:
    """An engine on an empty database, which is brought to this version."""
    name = database_url.removeprefix("sqlite:///")
    if name != database_url and not Path(name).exists():
        shutil.copyfile(migrated_file(), name)
        return make_engine(database_url)
    engine = make_engine(database_url)
    upgrade(engine, histories(), METADATA)
    return engine


def environment(database_url: str, **more: str) -> dict[str, str]:
    """The settings of a test as environment variables."""
    return {
        "VARDE_ENVIRONMENT": "test",
        "VARDE_DATABASE_URL": database_url,
        "VARDE_SECRET_KEY": "a secret for tests that is long enough",
        "VARDE_DATA_KEYS": "k1:" + base64.b64encode(b"0" * 32).decode(),
        "VARDE_BASE_URL": "http://localhost",
        **more,
    }


def settings_for(database_url: str, **more: str) -> Settings:
    """Test settings for a database."""
    return read_settings(environment(database_url, **more))


@dataclass
class House:
    """A running Varde in this process. ``clinic`` offers every installed programme."""

    platform: Platform
    app: Flask
    clock: MovedClock
    region: Organisation
    trust: Organisation
    clinic: Organisation
    elsewhere: Organisation
    _numbers: Iterator[str]

    @contextmanager
    def work(self) -> Iterator[Work]:
        with self.platform.work() as work:
            yield work

    def person(self, given: str, family: str, *roles: tuple[str, Organisation], title: str = "", **rest: Any) -> Person:
        """A new person with a synthetic identity number, a mobile number, and these roles."""
        rest = {"birth_date": date(1990, 5, 17), "phone": "91234567", **rest}
        with self.work() as work:
            nin = parse(next(self._numbers), allow_synthetic=True)
            person = add_person(work, given, family, nin, title=title, **rest)
            for role, organisation in roles:
                grant(work, person, role, organisation)
        return person

    def browser(self, person: Person, *, staff: bool = False) -> FlaskClient:
        """A test client signed in as this person, as a patient or as staff."""
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
            )
        client = self.app.test_client()
        client.set_cookie("varde", key, domain="localhost")
        return client

    def actor(self, person: Person, *roles: tuple[str, Organisation]) -> Actor:
        """This person as an actor for services, with these staff roles (none: a patient)."""
        return Actor(
            person.id,
            person.name,
            person.given_name,
            person.title,
            person.language,
            tuple(RoleAt(role, organisation.id) for role, organisation in roles),
            staff_sign_in=bool(roles),
        )

    def referred(self, person: Person, programme: str = "ibs") -> int:
        """Sign a person up at the clinic, with answers that fit; nobody has decided yet. Returns the enrolment's id."""
        with self.work() as work:
            declared = work.catalogue.one(Programme, programme)
            return refer(work, person, self.clinic, declared, fitting_facts(declared), source="self")[0].id

    def enrolled(
        self,
        person: Person,
        therapist: Person,
        programme: str = "ibs",
        track: str | None = None,
        *,
        started: bool = True,
    ) -> int:
        """Refer, accept and (unless told otherwise) start a person at the clinic. Returns the enrolment's id."""
        with self.work() as work:
            declared = work.catalogue.one(Programme, programme)
            enrolment, _ = refer(work, person, self.clinic, declared, fitting_facts(declared), source="self")
            decide(work, self.actor(therapist, ("therapist", self.clinic)), enrolment, accept=True, track=track)
            if started:
                start(work, enrolment)
            return enrolment.id

    def enrolment(self, enrolment_id: int) -> Enrolment:
        with self.work() as work:
            found = work.session.get(Enrolment, enrolment_id)
            assert found is not None
            return found

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
    """The forgery token of a signed-in test client, as its pages carry it."""
    page = client.get("/hjelp").get_data(as_text=True)
    return page.split('name="csrf-token" content="')[1].split('"')[0]


def make_house(database_url: str, *, at: datetime = BEGINNING, **more: str) -> House:
    """A House on an empty database."""
    set_up_logging()
    engine = migrated(database_url)
    clock = MovedClock(at)
    platform = make_platform(
        settings_for(database_url, **more), engine=engine, catalogue=everything_installed(), clock=clock
    )
    with platform.work() as work:
        region = add_organisation(work, "helse-fjord", "region", "Helse Fjord", crisis=CRISIS)
        trust = add_organisation(work, "fjordvest", "trust", "Fjordvest sykehus", region, phone="55 00 00 00")
        clinic = add_organisation(work, "klinikken", "clinic", "Klinikken", trust)
        elsewhere = add_organisation(work, "elsewhere", "clinic", "En annen klinikk", crisis=CRISIS)
        for programme in work.catalogue.all(Programme):
            for organisation in (clinic, elsewhere):
                work.add(Offering(organisation_id=organisation.id, programme=programme, open=True, settings={}))
    app = create_app(platform)
    app.jinja_env.bytecode_cache = COMPILED
    return House(platform, app, clock, region, trust, clinic, elsewhere, synthetic_numbers())


def sqlite_url(folder: Path) -> str:
    """A new SQLite database in this folder."""
    return f"sqlite:///{folder / 'varde.sqlite'}"
