"""What a sign-in says of the register of health personnel, by hand: what is read of it, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from varde.identity.hpr import DETAILS, NUMBER, InvalidHpr, Professional, professional_in, read_number
from varde.identity.service import Actor, RoleAt, professional_of


def approval(code: object, value: object = "1") -> dict[str, Any]:
    return {"profession": code, "authorization": {"value": value, "description": "Autorisasjon"}}


def claims(number: object, *approvals: object, told: object = None) -> dict[str, Any]:
    return {NUMBER: number, DETAILS: {"hpr_number": number if told is None else told, "approvals": list(approvals)}}


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ({}, None),
        ({NUMBER: None, DETAILS: None}, None),
        ({NUMBER: ""}, None),
        ({NUMBER: "9144897"}, Professional("9144897", ())),
        (claims("9144897", approval("LE")), Professional("9144897", ("doctor",))),
        (claims("181000001", approval("LE"), approval("FT")), Professional("181000001", ("doctor", "physiotherapist"))),
        (claims(9144897, approval("KE")), Professional("9144897", ("dietitian",))),
        (claims("9144897", approval("LE"), told=9144897), Professional("9144897", ("doctor",))),
        (claims("9144897", approval("SP")), Professional("9144897", ())),  # a nurse
        (claims("9144897", approval("LE", "")), Professional("9144897", ())),  # an approval that grants nothing
        (claims("9144897", {"profession": "LE"}), Professional("9144897", ())),
        (claims("9144897", approval(None)), Professional("9144897", ())),
        ({NUMBER: "9144897", DETAILS: {}}, Professional("9144897", ())),
    ],
)
def test_what_is_read(told: dict[str, Any], read: Professional | None) -> None:
    assert professional_in(told) == read


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({NUMBER: "12 34"}, "number"),
        ({NUMBER: "ABC"}, "number"),
        ({NUMBER: "1234567890"}, "number"),
        ({NUMBER: "0000000"}, "number"),
        ({NUMBER: "٩١٤٤٨٩٧"}, "number"),
        ({NUMBER: True}, "number"),
        ({NUMBER: ["9144897"]}, "number"),
        ({NUMBER: "-9144897"}, "number"),
        ({NUMBER: "9144897", DETAILS: "LE"}, "approvals"),
        ({NUMBER: "9144897", DETAILS: {"approvals": "LE"}}, "approvals"),
        ({NUMBER: "9144897", DETAILS: {"approvals": ["LE"]}}, "approvals"),
        (claims("9144897", approval("LE"), told=9144898), "another_number"),
    ],
)
def test_what_is_refused(told: dict[str, Any], rule: str) -> None:
    with pytest.raises(InvalidHpr) as refused:
        professional_in(told)
    assert refused.value.rule == rule


def test_the_longest_and_the_shortest_number() -> None:
    assert [read_number(told) for told in ("1", "999999999")] == ["1", "999999999"]


def test_a_profession_that_refers_no_more_is_left_out() -> None:
    assert professional_of("9144897", ["doctor", "alchemist"]) == Professional("9144897", ("doctor",))
    assert professional_of(None, None) is None


def actor(*roles: RoleAt, staff: bool = True, professions: tuple[str, ...] = ("doctor",)) -> Actor:
    told = Professional("9144897", professions)
    return Actor(1, "Hanne Løvås", "Hanne", "lege", "nb", roles, staff_sign_in=staff, professional=told)


def test_the_register_gives_one_right_and_only_at_work() -> None:
    assert actor().kinds == {"staff", "referrer"}
    assert [right for right in ("refer", "treat", "queue", "figures", "set_up", "take_over") if actor().may(right)] == [
        "refer"
    ]
    assert actor(professions=()).kinds == {"staff"}
    assert actor(staff=False).kinds == {"patient"}
    assert actor(RoleAt("manager", 7)).kinds == {"staff", "referrer", "manager"}
    assert actor().places("referrer") == ()
