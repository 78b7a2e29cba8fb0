"""The name that text messages come from: set once for a trust, kept in its history, and telling nothing."""

from __future__ import annotations

from typing import Any

import pytest

from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.setup.errors import SetUpRefused
from varde.setup.senders import is_sender, senders_at
from varde.setup.texts import change_settings

from .conftest import Office


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Varde", True),
        ("Fjord Vest 2", False),  # twelve characters
        ("Fjord Vest2", True),
        ("Blåbærsyltø", True),
        ("4790000000", False),
        ("", False),
        (" Varde", False),
        ("Fjord  Vest", False),
        ("Fjord-Vest", False),
        ("Värde", False),
        ("Varde\n", False),
    ],
)
def test_what_a_sender_is(text: str, is_one: bool) -> None:
    assert is_sender(text) is is_one


def set_to(place: Organisation, name: str | None) -> Any:
    return lambda work, editor: change_settings(
        work, editor, organisation_by_key(work, place.key), {"sms_sender": name}
    )


@pytest.mark.parametrize(
    ("place", "name", "sentence"),
    [
        ("trust", "Fjord-Vest", "“Fjord-Vest” cannot be the sender of a text message"),
        ("trust", "Klinikken", "“Klinikken” has “klinikk” in it"),
        ("trust", "MageHjelp", "“MageHjelp” has “mage” in it"),
        ("clinic", "Fjordvest", "is set for the whole trust or municipality"),
    ],
)
def test_a_name_that_tells_is_refused_and_nothing_is_stored(
    office: Office, place: str, name: str, sentence: str
) -> None:
    organisation = getattr(office.house, place)
    with pytest.raises(SetUpRefused) as fault:
        office.do(office.rune, set_to(organisation, name))
    assert sentence in " ".join(fault.value.each("en"))
    assert office.changes() == []


def test_it_holds_below_until_another_is_set_and_each_change_is_kept(office: Office) -> None:
    house = office.house
    ids = [house.clinic.id, house.trust.id, house.region.id, house.elsewhere.id]
    office.do(office.rita, set_to(house.region, "Region Vest"))
    office.do(office.rune, set_to(house.trust, "Fjordvest"))
    with house.counted() as statements, house.work() as work:
        assert senders_at(work, ids) == dict(zip(ids, ["Fjordvest", "Fjordvest", "Region Vest"], strict=False))
        assert len(statements) == 1
        assert senders_at(work, []) == {}
    office.do(office.rune, set_to(house.trust, None))
    with house.work() as work:
        assert senders_at(work, [house.clinic.id]) == {house.clinic.id: "Region Vest"}
    assert office.changes() == [
        ("text", "sms_sender", None, "Region Vest"),
        ("text", "sms_sender", None, "Fjordvest"),
        ("text", "sms_sender", "Fjordvest", None),
    ]
