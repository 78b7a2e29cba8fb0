"""What an organisation calls the roles of its care teams: by name, by what each counts as, and for whom it holds."""

from __future__ import annotations

import pytest

from varde.enrolments.care_roles import care_roles_of, may_be, others_in_teams, titles
from varde.enrolments.errors import NotOnStaff
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.team import add_member, team_of
from varde.enrolments.team_words import MEMBER_ROLES, TEAM_ROLE
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.safety.service import roles_here
from varde.setup.care_roles import CareRoleFacts, add_care_role, care_role_named, change_care_role, close_care_role
from varde.setup.changes import Editor

from .conftest import Office

DIETTIST = CareRoleFacts("dietitian", {"nb": "Diettist", "nn": "Diettist", "en": "Diet coach"})
ANSVARLIG = CareRoleFacts("responsible", {"nb": "Hovedbehandler", "nn": "Hovudbehandlar", "en": "Lead"})


def place_of(work: Work, key: str = "klinikken") -> Organisation:
    return organisation_by_key(work, key)


def add(office: Office, key: str, facts: CareRoleFacts) -> None:
    office.do(office.rune, lambda work, editor: add_care_role(work, editor, place_of(work), key, facts))


def test_named_roles_are_the_only_ones_given_and_count_as_the_rules_have_it(office: Office) -> None:
    house = office.house
    sara, lars = (house.person(name, "Nes", ("therapist", house.clinic)) for name in ("Sara", "Lars"))
    enrolment_id = house.enrolled(house.person("Ole", "Li"), sara, "sample")
    with house.work() as work:
        assert [each.key for each in may_be(care_roles_of(work, house.clinic.id))] == list(MEMBER_ROLES)
    add(office, "diettist", DIETTIST)
    add(office, "hoved", ANSVARLIG)
    with house.work() as work:
        named = care_roles_of(work, house.clinic.id)
        assert [(each.key, each.title.en) for each in may_be(named)] == [("diettist", "Diet coach")]
        assert titles(named) == {**TEAM_ROLE, "responsible": titles(named)["responsible"]}
        assert titles(named)["responsible"].nn == "Hovudbehandlar"
        enrolment, actor = work.session.get_one(Enrolment, enrolment_id), house.actor(sara, ("therapist", house.clinic))
        with pytest.raises(NotOnStaff):
            add_member(work, actor, enrolment, lars.id, "coach")
        add_member(work, actor, enrolment, lars.id, "diettist")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        assert [(line.role, line.called.nb if line.called else "") for line in team_of(work, enrolment_id)] == [
            ("responsible", ""),
            ("dietitian", "Diettist"),
        ]
        assert "dietitian" in roles_here(work, house.actor(lars), enrolment), "what the rules ask for"
        assert [name for name, _called in others_in_teams(work, [enrolment_id])[enrolment_id]] == ["Lars Nes"]


def test_the_nearest_organisation_with_any_decides(office: Office) -> None:
    house = office.house
    office.do(
        office.rune, lambda work, editor: add_care_role(work, editor, place_of(work, "fjordvest"), "diettist", DIETTIST)
    )
    with house.work() as work:
        assert [role.key for role in care_roles_of(work, house.clinic.id)] == ["diettist"]
        assert care_roles_of(work, house.elsewhere.id) == []
    add(office, "hoved", ANSVARLIG)
    with house.work() as work:
        named = care_roles_of(work, house.clinic.id)
        assert [role.key for role in named] == ["hoved"]
        assert [each.key for each in may_be(named)] == list(MEMBER_ROLES), (
            "the usual, beside the word for the responsible"
        )


def test_renamed_and_closed_with_its_history(office: Office) -> None:
    house = office.house
    sara, lars = (house.person(name, "Nes", ("therapist", house.clinic)) for name in ("Sara", "Lars"))
    enrolment_id = house.enrolled(house.person("Ole", "Li"), sara, "sample")
    add(office, "diettist", DIETTIST)
    with house.work() as work:
        actor = house.actor(sara, ("therapist", house.clinic))
        add_member(work, actor, work.session.get_one(Enrolment, enrolment_id), lars.id, "diettist")
    other = CareRoleFacts("dietitian", {**DIETTIST.words, "nb": "Kostveileder"})

    def rename(work: Work, editor: Editor) -> bool:
        row = care_role_named(work, place_of(work), "diettist")
        return change_care_role(work, editor, place_of(work), row, other)

    assert [office.do(office.rune, rename) for _ in range(2)] == [True, False]
    office.do(
        office.rune,
        lambda work, editor: close_care_role(
            work, editor, place_of(work), care_role_named(work, place_of(work), "diettist")
        ),
    )
    with house.work() as work:
        assert care_roles_of(work, house.clinic.id) == []
        called = [line.called.nb for line in team_of(work, enrolment_id) if line.called]
        assert called == ["Kostveileder"], "whoever has it keeps it, by the new word"
        assert work.session.query(CareTeamMember).filter_by(role="dietitian").count() == 1
    kept = [
        (name, (before or {}).get("nb"), (after or {}).get("nb")) for _subject, name, before, after in office.changes()
    ]
    assert kept == [
        ("diettist", None, "Diettist"),
        ("diettist", "Diettist", "Kostveileder"),
        ("diettist", "Kostveileder", None),
    ]


def test_one_that_comes_back_counts_as_it_did(office: Office) -> None:
    """Whoever has had it all along keeps both the word and what the rules make of it."""
    add(office, "diettist", DIETTIST)
    office.do(
        office.rune,
        lambda work, editor: close_care_role(
            work, editor, place_of(work), care_role_named(work, place_of(work), "diettist")
        ),
    )
    with pytest.raises(BadInput) as refused:
        add(office, "diettist", CareRoleFacts("coach", DIETTIST.words))
    assert refused.value.each("en") == [
        "The role “diettist” was here before and counts as Dietitian. That does not change. Use another key."
    ]
    add(office, "diettist", DIETTIST)
    with office.house.work() as work:
        assert [(role.key, role.counts_as) for role in care_roles_of(work, office.house.clinic.id)] == [
            ("diettist", "dietitian")
        ]


def test_each_way_it_cannot_be(office: Office) -> None:
    add(office, "hoved", ANSVARLIG)
    words = dict(DIETTIST.words)
    for key, facts, sentence in (
        ("Ø", DIETTIST, "The key “Ø” must have 2 to 40 characters"),
        ("hoved", DIETTIST, "There is a role in care teams with the key “hoved” here already."),
        ("to", ANSVARLIG, "Only one word can mean Responsible, since only one person is."),
        ("to", CareRoleFacts("boss", words), "“boss” is no role that the rules know."),
        ("to", CareRoleFacts("coach", {**words, "nn": " "}), "What the role is called in nynorsk must have 1 to 40"),
        (
            "to",
            CareRoleFacts("coach", {**words, "en": "x" * 41}),
            "What the role is called in English must have 1 to 40",
        ),
    ):
        with pytest.raises(BadInput) as refused:
            add(office, key, facts)
        assert refused.value.each("en")[0].startswith(sentence)
    assert len(office.changes()) == 1
