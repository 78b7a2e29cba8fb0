"""Every table with a person in it is of a class that a rule and a certificate know, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from varde.kernel.part import Part
from varde.privacy.certificates import CLASSES, RULES, certify
from varde.privacy.erasure import class_of
from varde.privacy.inventory import about_people
from varde.privacy.keeping import RULES as KEEPING
from varde.privacy.keeping import erase_what_is_over
from varde.testing.house import House, all_samples, make_house


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=all_samples())
    yield house
    house.platform.engine.dispose()


def test_no_table_is_of_a_class_that_nobody_counts(house: House) -> None:
    held = about_people(house.platform.catalogue.all(Part).values())
    assert {class_of(each) for each in held} == CLASSES.keys()


def test_every_rule_has_its_words() -> None:
    assert {rule.key for rule in KEEPING} <= RULES.keys()


def test_a_whole_rule_runs_and_the_database_keeps_the_certificate(house: House) -> None:
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    ingrid = house.person("Ingrid", "Solheim")
    enrolment = house.enrolled(ingrid, maren)
    with house.work() as work:
        clinic = work.session.get_one(type(house.clinic), house.clinic.id)
        clinic.details = {**clinic.details, "keep_record_years": 1, "keep_notices_months": 1}
        row = certify(work, "keep_record", {"record": 1}, organisation_id=clinic.id)
        assert enrolment > 0
    with house.work() as work:
        assert not erase_what_is_over(work, house.clinic.id), "she is under way"
    for statement in ("UPDATE erasure_certificate SET people = 2", "DELETE FROM erasure_certificate"):
        with pytest.raises(DBAPIError, match=r"never edited|append-only"), house.platform.engine.begin() as connection:
            connection.execute(text(statement))
    assert row.people == 1
