"""The table of roles and rights, written by hand a second time; and that each page asks for a right that is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from varde.identity.rights import RIGHTS, ROLES, STAFF_ROLES, roles_with
from varde.kernel.part import Permission
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.testing.referrers import health_professional

HELD: dict[str, str] = {
    # role: rights
    "patient": "",
    "referrer": "refer kin",
    "therapist": "refer treat correct take_over break_glass queue absence kin",
    "care_team": "treat absence kin",
    "dietitian": "treat absence kin",
    "group_leader": "treat absence kin",
    "head": "queue absence absence_of_staff hand_over kin approve_content clinic_templates sign_statements review_access erase "
    "retention",
    "manager": "figures plan_benefits read_helped",
    "trust_administrator": "set_up plan_courses retention",
    "content_editor": "edit_content approve_content plan_courses clinic_templates read_helped",
    "operator": "operate",
    "researcher": "research",
    "privacy_officer": "review_access erase retention",
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


def test_every_role_holds_exactly_these_rights() -> None:
    assert {role: {right.key for right in RIGHTS if role in right.roles} for role in ROLES} == {
        role: set(rights.split()) for role, rights in HELD.items()
    }
    assert set(STAFF_ROLES) == HELD.keys() - {"patient"}


@pytest.mark.parametrize(
    "role", [role for role in HELD if role not in ("therapist", "care_team", "dietitian", "group_leader")]
)
def test_no_other_role_treats(role: str) -> None:
    assert role not in roles_with("treat")
    assert role not in roles_with("take_over")
    assert role not in roles_with("break_glass")
    assert role not in roles_with("correct")


def test_a_permission_is_its_right(house: House) -> None:
    for right in RIGHTS:
        assert house.platform.catalogue.one(Permission, right.key).roles == right.roles


BY_REGISTER = "by the register"
"""Health personnel without any role: what a referrer holds, and nothing else."""


@pytest.mark.parametrize("role", [*STAFF_ROLES, BY_REGISTER])
def test_every_guarded_page_lets_in_those_with_the_right_and_nobody_else(house: House, role: str) -> None:
    """Every address that the application has, asked for by somebody who holds this role alone."""
    if role == BY_REGISTER:
        person = health_professional(house, "Eli", "Nes", "doctor")
    else:
        person = house.person("Eli", "Nes", (role, house.clinic))
    client = house.browser(person, staff=True)
    rights, seen = set(HELD["referrer" if role == BY_REGISTER else role].split()), 0
    for rule in house.app.url_map.iter_rules():
        audience = getattr(house.app.view_functions[rule.endpoint], "audience", None)
        if audience not in {right.key for right in RIGHTS}:
            continue
        address = rule.rule
        for argument in rule.arguments:
            address = next(
                address.replace(f"<{kind}{argument}>", "1")
                for kind in ("int:", "", "path:")
                if f"<{kind}{argument}>" in address
            )
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = client.open(address, method=method, data={"csrf_token": token(client)} if method == "POST" else None)
        seen += 1
        if audience not in rights:
            assert answer.status_code == 403, (role, method, address)
        else:
            assert answer.status_code in (200, 303, 400, 403, 404, 405, 409, 422), (role, method, address)
            assert "Du har ikke tilgang" not in answer.get_data(as_text=True), (role, method, address)
    assert seen > 20
