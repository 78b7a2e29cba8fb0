"""The contract about what a plugin runs sees what is wrong: each fault is put into the sample, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from varde.identity.models import Organisation
from varde.identity.service import add_organisation
from varde.kernel.catalogue import Catalogue
from varde.kernel.part import LevelSettings, Part
from varde.kernel.words import Text
from varde.kernel.work import Platform, Work
from varde.plugin.settings import setting
from varde.plugin.work import job
from varde.setup.errors import SetUpRefused
from varde.testing import sample
from varde.testing.contract import PluginContract, contract
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.running_contract import RunningContract
from varde.testing.sample.doors import DOORS

REPORT, _ = DOORS


@job("sample.trusting")
def trusting(work: Work, kit_id: int) -> None:
    """It takes for granted that the kit is there."""
    from varde.testing.sample.models import Kit

    work.session.get_one(Kit, kit_id).battery = 0


@job("sample.with-text")
def with_text(work: Work, words: str) -> None:
    raise AssertionError(words)


@dataclass(frozen=True)
class Unread:
    hours: int = setting(4, Text("Timer.", "Timar.", "Hours."), low=1, high=9)


@dataclass(frozen=True)
class Alone:
    """The catalogue of the sample, with another part in the place of its own."""

    part: Part

    def one(self, kind: type, key: str) -> Any:
        return self.part if kind is Part else sample_only().one(kind, key)

    def all(self, kind: type) -> Mapping[str, Any]:
        return sample_only().all(kind)


class Contract(RunningContract):
    plugin = sample.KEY


Check = Callable[[Any, House, Any], None]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return make_house(sqlite_url(tmp_path_factory.mktemp("house")), catalogue=sample_only())


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"jobs": (trusting,)}, Contract.test_a_job_whose_matter_is_gone_does_nothing),
        (
            {"settings": (LevelSettings("offering", Unread, "sample"),)},
            Contract.test_its_settings_can_be_decided_within_their_bounds_and_read,
        ),
        ({"doors": (replace(REPORT, key="nowhere"),)}, Contract.test_its_doors_are_shut_to_whoever_has_no_key),
    ],
)
def test_what_is_wrong_is_seen(house: House, changes: dict[str, Any], check: Check) -> None:
    with pytest.raises((AssertionError, NoResultFound, SetUpRefused)):
        check(Contract(), house, Alone(replace(sample.PART, **changes)))


def test_a_job_that_takes_more_than_ids_is_left_to_its_own_tests(house: House) -> None:
    part = replace(sample.PART, jobs=(with_text,))
    Contract().test_a_job_whose_matter_is_gone_does_nothing(house, _catalogue(part))


def test_a_job_that_asks_a_machine_outside_is_left_to_its_own_tests(house: House) -> None:
    @job("sample.asks", outside=True)
    def asks(platform: Platform, enrolment_id: int) -> None:
        with platform.work():
            raise AssertionError(enrolment_id)

    part = replace(sample.PART, jobs=(asks,))
    Contract().test_a_job_whose_matter_is_gone_does_nothing(house, _catalogue(part))


def test_a_job_leaves_nothing_behind_when_it_is_tried(house: House) -> None:
    @job("sample.writes")
    def writes(work: Work, enrolment_id: int) -> None:
        add_organisation(work, "left-behind", "clinic", "Left behind")

    Contract().test_a_job_whose_matter_is_gone_does_nothing(house, _catalogue(replace(sample.PART, jobs=(writes,))))
    with house.work() as work:
        assert work.session.scalars(select(Organisation).where(Organisation.key == "left-behind")).all() == []


def _catalogue(part: Part) -> Catalogue:
    return Alone(part)  # type: ignore[return-value]


def test_it_is_taken_over_in_one_line() -> None:
    made = contract("sleep", personal_values={"sleep_x": {}})
    assert issubclass(made, PluginContract)
    assert (made.plugin, made.personal_values) == ("sleep", {"sleep_x": {}})
    assert {name for name in dir(PluginContract) if name.startswith("test_")} <= set(dir(made))
