"""The demo's contact register shows how differently people stand in one."""

from __future__ import annotations

from varde.testing.register import StubRegister
from varde_demo.cast import NEWCOMER
from varde_demo.contacts import SAID, register_cast


def test_patients_stand_in_it_each_in_her_way_and_staff_do_not() -> None:
    register = StubRegister()
    register_cast(register, [NEWCOMER])
    assert register.people[NEWCOMER.nin]["kontaktinformasjon"]["epostadresse"] == SAID[0]["email"]
    assert {tuple(sorted(said.keys() - {"phone"})) for said in SAID} == {
        ("email",),
        ("reservasjon",),
        ("varslingsstatus",),
    }
