"""Roles are given, changed and ended; an administrator's take two; and nobody gives herself any."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import Any

import pytest
from sqlalchemy import select

from varde.identity.models import Grant, Person
from varde.identity.nin import parse
from varde.identity.service import organisation_by_key, person_by_id, staff_roles_of
from varde.identity.synthetic import synthetic_numbers
from varde.kernel.errors import VardeError
from varde.kernel.work import Work
from varde.setup.beginning import Top, begin
from varde.setup.changes import Editor, at_the_machine, changes_of, editor_of
from varde.setup.errors import NoSuchSetUp, NoSuchStaff, NotYours, OvertakenBy, SetUpRefused
from varde.setup.held import staff_of
from varde.setup.requests import confirm, refuse_request, requests_at
from varde.setup.rules import seen_of
from varde.setup.signing_in import sign_out_everywhere
from varde.setup.staff import (
    StaffFacts,
    Term,
    add_staff,
    change_facts,
    change_term,
    end_every_role,
    end_role,
    give_role,
    shown_of_grant,
    term_of,
)
from varde.testing.house import make_house, sample_only, sqlite_url

from .conftest import Office

NUMBERS = list(islice(synthetic_numbers(), 500, 510))
SARA = StaffFacts("Sara", "Holm", "psykologspesialist", "565 505 933")
ALWAYS = Term()


def nin(n: int = 0) -> Any:
    return parse(NUMBERS[n], allow_synthetic=True)


def add(
    facts: StaffFacts,
    role: str,
    place: str = "klinikken",
    programme: str | None = None,
    term: Term = ALWAYS,
    n: int = 0,
) -> Any:
    return lambda work, editor: add_staff(
        work, editor, organisation_by_key(work, place), facts, nin(n), role, programme, term
    )


def roles(office: Office, person_id: int) -> list[tuple[str, str | None]]:
    with office.house.work() as work:
        return [(role.role, role.programme) for role in staff_roles_of(work, person_by_id(work, person_id))]


def the_grant(work: Work, person_id: int, role: str = "therapist") -> Grant:
    return work.session.scalars(select(Grant).where(Grant.person_id == person_id, Grant.role == role)).one()


WRONG = [
    (add(StaffFacts("", ""), "therapist"), ["Write a name of at most 80 characters in each part."]),
    (add(StaffFacts("S" * 81, "Holm"), "therapist"), ["Write a name of at most 80 characters in each part."]),
    (add(StaffFacts("Sara", "Holm", "x" * 81), "therapist"), ["The title may have at most 80 characters."]),
    (
        add(StaffFacts("Sara", "Holm", "", "0123"), "therapist"),
        ["The HPR number “0123” must have 1 to 9 digits and not begin with a zero."],
    ),
    (
        add(StaffFacts("Sara", "Holm", "", "12a4567"), "therapist"),
        ["The HPR number “12a4567” must have 1 to 9 digits and not begin with a zero."],
    ),
    (add(SARA, "witch"), ["“witch” is no role."]),
    (add(SARA, "patient"), ["“patient” is no role."]),
    (add(SARA, "therapist", programme="asthma"), ["The programme “asthma” is not installed."]),
    (
        add(SARA, "trust_administrator", programme="sample"),
        ["An administrator is so for all programmes; leave the programme out."],
    ),
    (
        add(SARA, "therapist", term=Term(date(2026, 12, 2), date(2026, 12, 1))),
        ["The role Therapist ends on 01.12.2026, before it begins on 02.12.2026."],
    ),
    (
        add(SARA, "therapist", term=Term(None, date(2026, 9, 20))),
        ["The role Therapist cannot end on 20.09.2026, which is over. It can end today, or now."],
    ),
    (add(SARA, "therapist", "elsewhere"), ["You are not an administrator of En annen klinikk."]),
    (add(SARA, "therapist", "nowhere"), ["We do not know the organisation “nowhere”."]),
]


@pytest.mark.parametrize(("deed", "sentences"), WRONG, ids=[sentences[0][:50] for _deed, sentences in WRONG])
def test_what_cannot_be_is_said_and_nobody_is_added(office: Office, deed: Any, sentences: list[str]) -> None:
    with office.house.work() as work:
        before = work.session.query(Person).count()
    with pytest.raises(VardeError) as refused:
        office.do(office.rune, deed)
    error = refused.value
    assert (error.each("en") if isinstance(error, SetUpRefused) else [error.to("en")]) == sentences
    assert office.changes() == []
    with office.house.work() as work:
        assert work.session.query(Person).count() == before


def test_somebody_works_here_from_a_day_until_a_day(office: Office) -> None:
    term = Term(date(2026, 10, 1), date(2026, 12, 31))
    sara, _grant = office.do(office.rune, add(SARA, "therapist", programme="sample", term=term))
    assert (sara.name, sara.title, sara.hpr) == ("Sara Holm", "psykologspesialist", "565505933")
    for at, held in (
        ("2026-09-30T21:59", []),
        ("2026-09-30T22:00", ["sample"]),
        ("2026-12-31T22:59", ["sample"]),
        ("2026-12-31T23:00", []),
    ):
        office.house.clock.set(datetime.fromisoformat(f"{at}:00+00:00"))
        assert roles(office, sara.id) == [("therapist", each) for each in held], at
    assert [change[:2] for change in office.changes()] == [
        ("staff", "title"),
        ("staff", "hpr"),
        ("staff", "therapist sample"),
    ]


def test_whoever_is_here_already_gets_the_role_and_another_name_is_refused(office: Office) -> None:
    sara, _ = office.do(office.rune, add(SARA, "therapist"))
    again, _ = office.do(office.rune, add(StaffFacts("Sara", "Holm Lie"), "head"))
    assert again.id == sara.id
    assert (again.title, again.hpr, again.family_name) == ("psykologspesialist", "565505933", "Holm")
    with pytest.raises(SetUpRefused, match="The name does not fit the national identity number"):
        office.do(office.rune, add(StaffFacts("Tor", "Vik"), "head"))
    with pytest.raises(SetUpRefused, match="The HPR number 565505933 is given for another"):
        office.do(office.rune, add(StaffFacts("Tor", "Vik", "", "565505933"), "head", n=1))
    with pytest.raises(SetUpRefused, match="Sara Holm holds the role Therapist at Klinikken already"):
        office.do(office.rune, add(SARA, "therapist"))


def test_a_role_is_held_at_several_places(office: Office) -> None:
    sara, _ = office.do(office.rune, add(SARA, "therapist"))
    office.do(office.eli, add(SARA, "therapist", "elsewhere"))
    with office.house.work() as work:
        assert len(staff_of(work, [office.house.clinic.id, office.house.elsewhere.id], sara.id)) == 2
        assert [held.organisation.key for held in staff_of(work, [office.house.elsewhere.id])] == ["elsewhere"] * 2


def test_the_days_are_changed_and_the_later_of_two_is_told(office: Office) -> None:
    sara, grant = office.do(office.rune, add(SARA, "therapist"))
    seen = seen_of(shown_of_grant(grant))

    def end_on(day: date, **said: Any) -> Any:
        return lambda work, editor: change_term(work, editor, the_grant(work, sara.id), Term(None, day), **said)

    assert office.do(office.rita, end_on(date(2026, 12, 31), seen=seen)) is True
    with pytest.raises(OvertakenBy, match="Rita Dal"):
        office.do(office.rune, end_on(date(2026, 11, 30), seen=seen))
    with office.house.work() as work:
        assert term_of(work, the_grant(work, sara.id)).last == date(2026, 12, 31)
    with pytest.raises(NotYours):
        office.do(office.eli, end_on(date(2026, 11, 30)))


def test_a_role_that_ends_now_signs_out_whoever_has_no_other(office: Office) -> None:
    house = office.house
    sara, _ = office.do(office.rune, add(SARA, "therapist"))
    office.do(office.rune, add(SARA, "head"))
    staff = house.browser(sara, staff=True)
    office.do(office.rune, lambda work, editor: end_role(work, editor, the_grant(work, sara.id, "head")))
    assert staff.get("/arbeidsliste").status_code == 200
    office.do(office.rune, lambda work, editor: end_role(work, editor, the_grant(work, sara.id)))
    assert staff.get("/arbeidsliste").status_code == 302
    with pytest.raises(SetUpRefused, match="The role Therapist has ended"):
        office.do(office.rune, lambda work, editor: end_role(work, editor, the_grant(work, sara.id)))
    office.do(office.rune, add(SARA, "therapist"))
    assert roles(office, sara.id) == [("therapist", None)]


def test_an_administrator_signs_her_out_everywhere_at_work_and_nowhere_else(office: Office) -> None:
    house = office.house
    sara, _ = office.do(office.rune, add(SARA, "therapist"))
    at_work, also, as_patient = house.browser(sara, staff=True), house.browser(sara, staff=True), house.browser(sara)

    def signs_out(work: Work, editor: Editor) -> int:
        return sign_out_everywhere(work, editor, organisation_by_key(work, "klinikken"), sara)

    with pytest.raises(NotYours):
        office.do(office.eli, signs_out)
    assert at_work.get("/arbeidsliste").status_code == 200
    assert [office.do(office.rune, signs_out) for _ in range(2)] == [2, 0]
    assert [browser.get("/arbeidsliste").status_code for browser in (at_work, also)] == [302, 302]
    assert as_patient.get("/innsyn").status_code == 200
    assert house.browser(sara, staff=True).get("/arbeidsliste").status_code == 200, "her roles stand"
    with house.work() as work:
        kept = [each for each in changes_of(work, [house.clinic.id], person_id=sara.id) if each.name == "browsers"]
        assert [(each.before, each.after, each.by_name) for each in kept] == [(2, 0, "Rune Bø")]


def test_every_role_ends_where_the_administrator_reaches(office: Office) -> None:
    sara, _ = office.do(office.rune, add(SARA, "therapist"))
    office.do(office.eli, add(SARA, "therapist", "elsewhere"))
    assert office.do(office.rune, lambda work, editor: end_every_role(work, editor, sara.id, None)) == 1
    assert len(roles(office, sara.id)) == 1
    with office.house.work() as work:
        for person_id in (sara.id, 99_999):
            with pytest.raises(NoSuchStaff):
                end_every_role(work, editor_of(work, office.actor(office.rune)), person_id, None)


def test_the_patient_of_a_clinic_becomes_staff_and_is_told_of_to_nobody(office: Office) -> None:
    house = office.house
    tor = house.person("Tor", "Vik")
    house.enrolled(tor, house.person("Maren", "Aas", ("therapist", house.clinic)))
    with house.work() as work:
        assert staff_of(work, [house.clinic.id], tor.id) == []


def test_title_and_hpr_number_are_changed_and_kept(office: Office) -> None:
    sara, _ = office.do(office.rune, add(StaffFacts("Sara", "Holm"), "therapist"))

    def facts(title: str, hpr: str, **said: Any) -> Any:
        def deed(work: Any, editor: Any) -> bool:
            return change_facts(
                work,
                editor,
                organisation_by_key(work, "klinikken"),
                work.session.get_one(Person, sara.id),
                title,
                hpr,
                **said,
            )

        return deed

    seen = seen_of({"title": "", "hpr": None})
    assert office.do(office.rune, facts("psykolog", "9144889", seen=seen)) is True
    assert office.do(office.rune, facts("psykolog", "9144889")) is False
    with pytest.raises(OvertakenBy):
        office.do(office.rita, facts("lege", "", seen=seen))
    assert office.do(office.rune, facts("psykolog", "")) is True
    assert [change[1:] for change in office.changes()[1:]] == [
        ("title", None, "psykolog"),
        ("hpr", None, "9144889"),
        ("hpr", "9144889", None),
    ]


# --- four eyes


def ask(office: Office, who: Person, place: str = "fjordvest", n: int = 3) -> int:
    _person, request = office.do(who, add(StaffFacts("Trude", "Lien"), "trust_administrator", place, n=n))
    return int(request.id)


def test_an_administrator_is_made_by_two(office: Office) -> None:
    number = ask(office, office.rune)
    with office.house.work() as work:
        (waiting,) = requests_at(work)
    trude = waiting.person
    assert roles(office, trude.id) == []
    for who in (office.rune, trude):
        with pytest.raises(SetUpRefused, match="You cannot confirm what you"), office.house.work() as work:
            confirm(work, Editor(who.id, who.name), number)
    with pytest.raises(NoSuchSetUp):
        office.do(office.eli, lambda work, editor: confirm(work, editor, number))
    office.do(office.rita, lambda work, editor: confirm(work, editor, number))
    assert roles(office, trude.id) == [("trust_administrator", None)]
    with pytest.raises(SetUpRefused, match="This has been decided already"):
        office.do(office.rita, lambda work, editor: confirm(work, editor, number))
    assert [change for change in office.changes() if change[0] == "request"] == [
        ("request", "trust_administrator", None, "asked"),
        ("request", "trust_administrator", "asked", "given"),
    ]


def test_it_is_asked_for_once_at_a_time_and_expires(office: Office) -> None:
    number = ask(office, office.rune)
    with pytest.raises(SetUpRefused, match="is asked for already for Trude Lien at Fjordvest sykehus"):
        ask(office, office.rita)
    office.house.clock.move(days=7)
    with pytest.raises(SetUpRefused, match=r"This was asked for on 21\.09\.2026 and expired on 28\.09\.2026"):
        office.do(office.rita, lambda work, editor: confirm(work, editor, number))
    with office.house.work() as work:
        assert requests_at(work) == []
    assert ask(office, office.rune) != number


@pytest.mark.parametrize(("who", "outcome"), [("rune", "withdrawn"), ("rita", "refused")])
def test_it_is_withdrawn_or_refused(office: Office, who: str, outcome: str) -> None:
    number = ask(office, office.rune)
    office.do(getattr(office, who), lambda work, editor: refuse_request(work, editor, number))
    assert office.changes()[-1] == ("request", "trust_administrator", "asked", outcome)
    with pytest.raises(SetUpRefused, match="decided already"):
        office.do(office.rita, lambda work, editor: confirm(work, editor, number))


def test_what_a_command_asks_for_a_command_does_not_confirm(office: Office) -> None:
    with office.house.work() as work:
        place, facts = organisation_by_key(work, "fjordvest"), StaffFacts("Trude", "Lien")
        _person, request = add_staff(work, at_the_machine(), place, facts, nin(3), "trust_administrator", None, ALWAYS)
        number = request.id
    with office.house.work() as work, pytest.raises(SetUpRefused, match="You cannot confirm what you have asked for"):
        confirm(work, at_the_machine(), number)
    office.do(office.rune, lambda work, editor: confirm(work, editor, number))


def test_nobody_gives_herself_a_role_nor_lengthens_one(office: Office) -> None:
    with pytest.raises(SetUpRefused, match="You cannot give yourself a role"):
        office.do(
            office.rune,
            lambda work, editor: give_role(
                work, editor, office.rune, "therapist", organisation_by_key(work, "klinikken"), None, ALWAYS
            ),
        )
    office.do(
        office.rita,
        lambda work, editor: change_term(
            work, editor, the_grant(work, office.rune.id, "trust_administrator"), Term(None, date(2026, 12, 1))
        ),
    )
    with pytest.raises(SetUpRefused, match="You cannot give yourself a role"):
        office.do(
            office.rune,
            lambda work, editor: change_term(
                work, editor, the_grant(work, office.rune.id, "trust_administrator"), ALWAYS
            ),
        )


def test_the_last_administrator_does_not_leave(office: Office) -> None:
    with pytest.raises(SetUpRefused, match="Helse Fjord must have an administrator, here or above, and has no other"):
        office.do(
            office.rita,
            lambda work, editor: end_role(work, editor, the_grant(work, office.rita.id, "trust_administrator")),
        )
    office.do(
        office.rune, lambda work, editor: end_role(work, editor, the_grant(work, office.rune.id, "trust_administrator"))
    )
    assert roles(office, office.rune.id) == []


# --- the beginning


def test_an_empty_installation_gets_its_first_administrator_once(tmp_path: Any) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    top, facts = Top("vest", "trust", "Vest sykehus"), StaffFacts("Rune", "Bø", "administrator")
    with house.work() as work:
        _organisation, rune = begin(work, at_the_machine(), top, facts, nin())
    with house.work() as work:
        assert [role.role for role in staff_roles_of(work, person_by_id(work, rune.id))] == ["trust_administrator"]
        with pytest.raises(SetUpRefused, match="There is an administrator here already"):
            begin(work, at_the_machine(), top, facts, nin())
    assert house.browser(rune, staff=True).get("/").status_code in (200, 302)
    house.platform.engine.dispose()


@pytest.mark.parametrize(
    ("top", "facts", "sentence"),
    [
        (Top("vest", "clinic", "Vest"), SARA, "An organisation of the kind clinic cannot stand under nothing."),
        (
            Top("", "trust", "Vest"),
            SARA,
            "The key “” must have 2 to 40 characters: small letters a to z, digits and dashes.",
        ),
        (Top("vest", "trust", "Vest"), StaffFacts("", ""), "Write a name of at most 80 characters in each part."),
    ],
)
def test_a_beginning_that_cannot_be_is_said(tmp_path: Any, top: Top, facts: StaffFacts, sentence: str) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    with pytest.raises(SetUpRefused) as refused, house.work() as work:
        begin(work, at_the_machine(), top, facts, nin())
    assert refused.value.each("en") == [sentence]
    house.platform.engine.dispose()
