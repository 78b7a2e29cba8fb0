"""The sample programme is as sound as a real one, and the only one the core's tests know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from varde.alerts.values import Alert
from varde.benefits.values import Measure
from varde.plugin.registry import Plugin, Plugins
from varde.programmes.values import Programme
from varde.testing import sample
from varde.testing.contract import PluginContract, changeable
from varde.testing.house import House, make_house, sample_only, sample_plugins, sqlite_url, with_diary
from varde.testing.samples import cove


class TestContract(PluginContract):
    """The sample keeps what every plugin keeps."""

    plugin = sample.KEY

    @classmethod
    def plugins(cls) -> Plugins:
        return {cls.plugin: sample_plugins()[cls.plugin]}

    @pytest.fixture(scope="class")
    @classmethod
    def house(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
        house = make_house(sqlite_url(tmp_path_factory.mktemp("house")), catalogue=sample_only())
        yield house
        house.platform.engine.dispose()


def test_it_is_alone_and_nothing_of_it_can_be_changed() -> None:
    catalogue = sample_only()
    assert list(catalogue.all(Plugin)) == list(catalogue.all(Programme)) == ["sample"]
    for kind in (Programme, Measure, Alert):
        for key, value in catalogue.all(kind).items():
            assert not list(changeable(value, key))


def test_a_patient_walks_it(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    ingrid = house.person("Ingrid", "Solheim")
    enrolment = house.enrolled(ingrid, house.person("Maren", "Aas", ("therapist", house.clinic)))
    browser = house.browser(ingrid)
    assert "Prøveløypa" in browser.get(f"/min-sti/{enrolment}").text
    step = f"/moduler/{enrolment}/first-steps/the-trail"
    assert "Løypa går fra døra og opp til varden." in browser.get(step).text
    in_english = browser.get(f"{step}?lang=en").text
    assert '<p class="lede">You see where the trail goes.</p>' in in_english
    lacks = browser.get(f"/moduler/{enrolment}/first-steps/packing?lang=en").text
    assert '<p class="lede" lang="nb">Du pakker det du trenger.</p>' in lacks


class TestContractOfDiary(PluginContract):
    """A programme that asks every day keeps it too."""

    plugin = cove.KEY

    @classmethod
    def plugins(cls) -> Plugins:
        return {cls.plugin: (lambda: cove, *sample_plugins()[sample.KEY][1:])}

    @pytest.fixture(scope="class")
    @classmethod
    def house(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
        house = make_house(sqlite_url(tmp_path_factory.mktemp("house")), catalogue=with_diary())
        yield house
        house.platform.engine.dispose()
