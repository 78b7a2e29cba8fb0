"""Limits of a series in a house: fixed, the organisation's own by page and by command, and the patient's own by her therapist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from varde import cli
from varde.enrolments.models import Enrolment
from varde.kernel.console import Console
from varde.kernel.words import Text
from varde.measurements.service import measure, set_base
from varde.programmes.values import Programme
from varde.series.values import Series, Zone
from varde.testing.house import House, make_house, sample_only, sqlite_url, token
from varde.testing.sample.series import BREATH, PRESSURE


def zone(key: str, low: float | None, high: float | None) -> Zone:
    words = Text(key, key, key)
    return Zone(key, words, low, high, 1, words, words)


ZONES = (zone("low", None, 135), zone("high", 135, 180), zone("grave", 180, None))
OWN = replace(PRESSURE, key="own-pressure", zones=ZONES, limits="organisation", source="Invented.")
FIXED = replace(PRESSURE, key="fixed-pressure", zones=ZONES, source="Invented.")


class Clinic:
    def __init__(self, folder: Path) -> None:
        sample = sample_only().one(Programme, "sample")
        catalogue = sample_only().with_values(Series, [OWN, FIXED])
        programme = replace(sample, series=(*sample.series, OWN.key, FIXED.key))
        self.house: House = make_house(sqlite_url(folder), catalogue=catalogue.with_values(Programme, [programme]))
        hanne = self.house.person("Hanne", "Lie", ("therapist", self.house.clinic))
        self.therapist = self.house.actor(hanne, ("therapist", self.house.clinic))
        self.id = self.house.enrolled(self.house.person("Per", "Moe"), hanne, "sample")
        rune = self.house.person("Rune", "Bø", ("trust_administrator", self.house.trust))
        self.browser = self.house.browser(rune, staff=True)
        self.page = "/oppsett/klinikken/tilbud/sample"

    def zone_of(self, series: Series, *figures: float) -> str | None:
        self.house.clock.move(minutes=5)
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.id)
            return measure(work, self.therapist, enrolment, series, figures, confirmed=True).zone

    def decides(self, **typed: str) -> tuple[int, str]:
        data = {"csrf_token": token(self.browser), **{name.replace("__", "."): value for name, value in typed.items()}}
        answer = self.browser.post(self.page, data=data)
        return answer.status_code, answer.get_data(as_text=True)

    def command(self, *words: str) -> Result:
        console = Console(lambda: self.house.platform.catalogue, lambda: self.house.platform)
        return CliRunner().invoke(cli.varde.commands["admin"], list(words), obj=console)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = Clinic(tmp_path)
    yield made
    made.house.platform.engine.dispose()


def test_what_is_fixed_is_on_no_page(clinic: Clinic) -> None:
    assert clinic.zone_of(FIXED, 150, 90) == "high"
    page = clinic.browser.get(clinic.page).get_data(as_text=True)
    assert "fixed-pressure.high" not in page
    assert 'name="own-pressure.high"' in page
    assert 'name="sample-breath' not in page


def test_the_organisation_sets_its_own_on_the_page(clinic: Clinic) -> None:
    assert clinic.zone_of(OWN, 150, 90) == "high"
    status, _page = clinic.decides(**{"own-pressure.high": "155,5"})
    assert status == 303
    assert clinic.zone_of(OWN, 155, 90) == "low"
    assert clinic.zone_of(OWN, 156, 90) == "high"
    assert "155.5" in clinic.browser.get(clinic.page).get_data(as_text=True)
    assert clinic.decides(**{"own-pressure.high": ""})[0] == 303
    assert clinic.zone_of(OWN, 150, 90) == "high", "taken back, what the programme says holds"


@pytest.mark.parametrize("written", ["190", "30", "high", "1e9", "nan"])
def test_what_cannot_be_is_one_sentence_and_nothing_is_stored(clinic: Clinic, written: str) -> None:
    """Above the zone that lies above it, outside what is possible, and no number."""
    status, page = clinic.decides(**{"own-pressure.high": written})
    assert status == 422
    assert "own-pressure.high" in page
    assert clinic.zone_of(OWN, 150, 90) == "high"


def test_and_by_command(clinic: Clinic) -> None:
    done = clinic.command("offering", "change", "klinikken", "sample", "--set", "own-pressure.high=145")
    assert done.exit_code == 0, (done.output, done.exception)
    assert clinic.zone_of(OWN, 144, 90) == "low"
    refused = clinic.command("offering", "change", "klinikken", "sample", "--set", "own-pressure.grave=140")
    assert refused.exit_code != 0
    assert "own-pressure.grave is 140, and own-pressure.high below it is 145." in str(refused.exception)


def test_her_own_number_gives_her_own_zones(clinic: Clinic) -> None:
    assert clinic.zone_of(BREATH, 240) is None
    with clinic.house.work() as work:
        set_base(work, clinic.therapist, work.session.get_one(Enrolment, clinic.id), BREATH, 500)
    assert clinic.zone_of(BREATH, 240) == "act"
    assert clinic.zone_of(BREATH, 420) == "calm"
