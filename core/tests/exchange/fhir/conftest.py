"""A house with patients, responses handed in, and the commands run on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from varde.assessments.models import Response
from varde.assessments.service import KIND
from varde.enrolments.models import Enrolment
from varde.exchange.fhir.commands import export_group, instruments_group
from varde.identity.models import Organisation
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.console import Console
from varde.scheduling.agenda import plan
from varde.testing.house import House, all_samples, make_house, sqlite_url

AT = datetime(2026, 10, 5, 8, 30, tzinfo=UTC)
WHO_5 = {f"q{n}": 3 for n in range(1, 6)}


def as_stored(instrument: Instrument, answers: Mapping[str, Any], /, **about: Any) -> Response:
    """A response as it is when it has been handed in; not stored."""
    found = score(instrument, answers)
    values: dict[str, Any] = {
        "id": 1,
        "enrolment_id": 1,
        "agenda_id": 1,
        "occasion": "start",
        "instrument": instrument.key,
        "version": instrument.version,
        "answers": dict(answers),
        "saved_at": AT,
        "submitted_at": AT,
        "mode": "patient",
        "language": "nb",
        "status": found.status,
        "total": found.total,
        "band": found.band,
        "subscores": dict(found.subscores),
        "flags": dict(found.flags),
        "n_missing": found.n_missing,
    }
    return Response(**{**values, **about})


@dataclass
class Clinic:
    """The house, one therapist, and a way to fill it."""

    house: House
    folder: Path
    count: int = field(default=0)

    def __post_init__(self) -> None:
        self.therapist = self.house.person("Maren", "Aas", ("therapist", self.house.clinic), title="psykolog")

    def enrolled(self, given: str, family: str, programme: str = "lake", at: Organisation | None = None) -> int:
        enrolment_id = self.house.enrolled(self.house.person(given, family), self.therapist, programme)
        if at is not None:
            with self.house.work() as work:
                enrolment = work.session.get(Enrolment, enrolment_id)
                assert enrolment is not None
                enrolment.organisation_id = at.id
        return enrolment_id

    def hand_in(self, enrolment_id: int, key: str = "who-5", answers: Mapping[str, Any] = WHO_5, **about: Any) -> int:
        """Store a response at an occasion of its own. Returns its id."""
        self.count += 1
        with self.house.work() as work:
            item = plan(work, enrolment_id, KIND, f"extra-{self.count}", opens_at=AT, due_at=AT, closes_at=AT)
            work.session.flush()
            instrument = work.catalogue.one(Instrument, key)
            response = as_stored(
                instrument, answers, **{"id": None, "enrolment_id": enrolment_id, "agenda_id": item.id, **about}
            )
            work.add(response)
            work.session.flush()
            return response.id

    def run(self, *arguments: str) -> Result:
        """``varde export …`` on this house."""
        console = Console(all_samples, lambda: self.house.platform)
        return CliRunner().invoke(export_group, list(arguments), obj=console)

    def instruments(self, *arguments: str) -> Result:
        """``varde instruments …`` on this house."""
        console = Console(all_samples, lambda: self.house.platform)
        return CliRunner().invoke(instruments_group, list(arguments), obj=console)

    def exported(self, *options: str, programme: str = "lake", organisation: str = "klinikken") -> list[dict[str, Any]]:
        """What ``varde export responses`` writes."""
        out = self.folder / "ut.ndjson"
        done = self.run(
            "responses", "--organisation", organisation, "--programme", programme, "--out", str(out), *options
        )
        assert done.exit_code == 0, (done.output, done.exception)
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    def ids(self, *options: str, **about: str) -> list[int]:
        """The ids of the responses that are exported."""
        found = self.exported(*options, **about)
        return [int(one["identifier"]["value"]) for one in found if one["resourceType"] == "QuestionnaireResponse"]

    def all_of(self, kind: type[Any]) -> list[Any]:
        with self.house.work() as work:
            return list(work.session.scalars(select(kind).order_by(kind.id)))


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(make_house(sqlite_url(tmp_path), catalogue=all_samples()), tmp_path)


@pytest.fixture
def without_database() -> Callable[..., Result]:
    """``varde instruments …`` where nobody may touch a database."""

    def no_platform() -> Any:
        raise AssertionError("a database was asked for")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(instruments_group, list(arguments), obj=Console(all_samples, no_platform))

    return run
