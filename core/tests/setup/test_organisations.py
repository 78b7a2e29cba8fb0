"""Organisations are added, renamed, moved and closed; each change is kept; and two who change one thing are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from varde.alerts.errors import NoCrisisText
from varde.alerts.service import raise_alert
from varde.alerts.values import SAFETY_DANGER
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.errors import NoSuchOrganisation
from varde.identity.models import Grant, Organisation, WebSession
from varde.identity.service import grant, organisation_by_key
from varde.kernel.errors import VardeError
from varde.setup.changes import at_the_machine, changes_of
from varde.setup.errors import NotYours, OvertakenBy, SetUpRefused
from varde.setup.models import SetUpChange
from varde.setup.organisations import add_place, basics_of, change_place, close_place, every_place, reopen_place
from varde.setup.rules import seen_of
from varde.setup.settings import texts_of
from varde.setup.staff import Term
from varde.setup.texts import change_settings, set_texts

from .conftest import Office


def refused(office: Office, deed: Any, who: Any = None) -> list[str]:
    """The sentences, and nothing is stored."""
    before = office.changes()
    with pytest.raises(VardeError) as fault:
        office.do(who or office.rune, deed)
    assert office.changes() == before
    error = fault.value
    return error.each("en") if isinstance(error, SetUpRefused) else [error.to("en")]


def add(key: str, kind: str, name: str, above: str | None) -> Any:
    return lambda work, editor: add_place(work, editor, key, kind, name, above)


def change(key: str, **said: Any) -> Any:
    return lambda work, editor: change_place(work, editor, organisation_by_key(work, key), **said)


def reopen(key: str) -> Any:
    return lambda work, editor: reopen_place(work, editor, organisation_by_key(work, key))


def close(key: str, **said: Any) -> Any:
    return lambda work, editor: close_place(work, editor, organisation_by_key(work, key), **said)


WRONG = [
    # what, how, the sentences
    (
        add("Fjord Øst", "clinic", "Øst", "fjordvest"),
        ["The key “Fjord Øst” must have 2 to 40 characters: small letters a to z, digits and dashes."],
    ),
    (add("klinikken", "clinic", "Øst", "fjordvest"), ["The key “klinikken” is taken by Klinikken."]),
    (
        add("ost", "ward", "Øst", "fjordvest"),
        ["“ward” is no kind of organisation. Choose region, trust, clinic, municipality or district."],
    ),
    (add("ost", "clinic", " ", "fjordvest"), ["The name must have 1 to 120 characters; it has 0."]),
    (add("ost", "clinic", "x" * 121, "fjordvest"), ["The name must have 1 to 120 characters; it has 121."]),
    (
        add("ost", "trust", "Øst", "fjordvest"),
        ["An organisation of the kind health trust cannot stand under health trust."],
    ),
    (add("ost", "clinic", "Øst", "klinikken"), ["An organisation of the kind clinic cannot stand under clinic."]),
    (add("ost", "clinic", "Øst", None), ["An organisation of the kind clinic cannot stand under nothing."]),
    (
        add("ost", "trust", "Øst", None),
        ["An organisation that stands under none is added at the machine, with varde admin organisation add."],
    ),
    (add("ost", "clinic", "Øst", "nowhere"), ["We do not know the organisation “nowhere”."]),
    (add("ost", "clinic", "Øst", "helse-fjord"), ["You are not an administrator of Helse Fjord."]),
    (
        add("Ø", "ward", "", "fjordvest"),
        [
            "The name must have 1 to 120 characters; it has 0.",
            "The key “Ø” must have 2 to 40 characters: small letters a to z, digits and dashes.",
            "“ward” is no kind of organisation. Choose region, trust, clinic, municipality or district.",
        ],
    ),
    (change("elsewhere", name="Vår"), ["You are not an administrator of En annen klinikk."]),
    (change("klinikken", name=""), ["The name must have 1 to 120 characters; it has 0."]),
    (change("klinikken", above="elsewhere"), ["You are not an administrator of En annen klinikk."]),
    (change("klinikken", above="nowhere"), ["We do not know the organisation “nowhere”."]),
    (
        change("fjordvest", above="fjordvest"),
        ["You cannot move or close the organisation you are an administrator of yourself."],
    ),
    (close("fjordvest"), ["You cannot move or close the organisation you are an administrator of yourself."]),
    (close("elsewhere"), ["You are not an administrator of En annen klinikk."]),
]


@pytest.mark.parametrize(("deed", "sentences"), WRONG, ids=[sentences[0][:60] for _deed, sentences in WRONG])
def test_what_cannot_be_is_said_at_once_and_nothing_is_stored(office: Office, deed: Any, sentences: list[str]) -> None:
    assert refused(office, deed) == sentences


def test_a_clinic_is_added_renamed_and_moved_and_each_is_kept(office: Office) -> None:
    office.do(office.rita, add("sorfjord", "trust", "Sørfjord sykehus", "helse-fjord"))
    office.do(office.rune, add("ern", "clinic", "Ernæring", "fjordvest"))
    office.do(office.rune, change("ern", name="Klinisk  ernæring"))
    assert refused(office, change("ern", above="sorfjord")) == ["You are not an administrator of Sørfjord sykehus."]
    office.do(office.rita, change("ern", above="sorfjord"))
    assert office.changes() == [
        ("organisation", "name", None, "Sørfjord sykehus"),
        ("organisation", "under", None, "helse-fjord"),
        ("organisation", "name", None, "Ernæring"),
        ("organisation", "under", None, "fjordvest"),
        ("organisation", "name", "Ernæring", "Klinisk ernæring"),
        ("organisation", "under", "fjordvest", "sorfjord"),
    ]
    with office.house.work() as work:
        ern = organisation_by_key(work, "ern")
        assert [(change.by_id, change.by_name) for change in changes_of(work, [ern.id], 1)] == [
            (office.rita.id, "Rita Dal")
        ]
        assert [row.key for row in every_place(work)] == [
            "elsewhere",
            "helse-fjord",
            "fjordvest",
            "klinikken",
            "sorfjord",
            "ern",
        ]


def test_saving_what_stands_changes_nothing(office: Office) -> None:
    assert office.do(office.rune, change("klinikken", name="Klinikken", above="fjordvest")) is False
    assert office.changes() == []


def test_history_is_never_edited_nor_removed(office: Office) -> None:
    office.do(office.rune, change("klinikken", name="Nettbehandling"))
    for statement in ("UPDATE set_up_change SET by_name = 'x'", "DELETE FROM set_up_change"):
        with pytest.raises(Exception, match="history is never edited"), office.house.work() as work:
            work.session.execute(text(statement))
    with office.house.work() as work:
        assert work.session.query(SetUpChange).count() == 1


# --- two who change one thing


def test_of_two_who_saw_the_same_the_later_is_told_who_was_first_and_nothing_is_lost(office: Office) -> None:
    with office.house.work() as work:
        seen = seen_of(basics_of(work, organisation_by_key(work, "klinikken")))
    office.do(office.rita, change("klinikken", name="Nettbehandling", seen=seen))
    (sentence,) = refused(office, change("klinikken", name="Nettklinikken", seen=seen))
    assert sentence.startswith("Rita Dal changed this 21.09. 10:00, while you were looking at what stood before.")
    with office.house.work() as work:
        assert organisation_by_key(work, "klinikken").name == "Nettbehandling"
        now = seen_of(basics_of(work, organisation_by_key(work, "klinikken")))
    office.do(office.rune, change("klinikken", name="Nettklinikken", seen=now))


def test_two_who_change_different_things_are_both_heard(office: Office) -> None:
    texts = {
        "nb": "Vi tilbyr behandling på nett.",
        "nn": "Vi tilbyr behandling på nett.",
        "en": "We treat people online.",
    }
    with office.house.work() as work:
        place = organisation_by_key(work, "klinikken")
        seen_name, seen_text = seen_of(basics_of(work, place)), seen_of(texts_of(place, "front"))
    office.do(office.rita, change("klinikken", name="Nettbehandling", seen=seen_name))
    office.do(
        office.rune,
        lambda work, editor: set_texts(
            work, editor, organisation_by_key(work, "klinikken"), "front", texts, seen=seen_text
        ),
    )
    with pytest.raises(OvertakenBy, match="Rune Bø"):
        office.do(
            office.rita,
            lambda work, editor: set_texts(
                work, editor, organisation_by_key(work, "klinikken"), "front", texts, seen=seen_text
            ),
        )


# --- closing


def test_a_clinic_with_patients_is_not_closed_and_the_sentence_says_how_many(office: Office) -> None:
    house = office.house
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    house.enrolled(house.person("Tor", "Vik"), maren)
    assert refused(office, close("klinikken")) == [
        "Klinikken cannot be closed: 1 patient has an enrolment that has not ended. The head must move it to another clinic or "
        "end it first."
    ]
    house.referred(house.person("Ola", "Vik"))
    assert refused(office, close("klinikken"))[0].startswith("Klinikken cannot be closed: 2 enrolments have not ended.")


def test_what_stands_under_it_is_closed_first(office: Office) -> None:
    assert refused(office, close("fjordvest"), office.rita) == [
        "Fjordvest sykehus cannot be closed before what stands under it is closed: Klinikken."
    ]
    office.do(office.rita, close("klinikken"))
    office.do(office.rita, close("fjordvest"))
    assert refused(office, close("fjordvest"), office.rita) == ["Fjordvest sykehus is closed."]
    assert refused(office, reopen("klinikken"), office.rita) == ["Fjordvest sykehus is closed."]
    assert refused(office, add("ost", "clinic", "Øst", "fjordvest"), office.rita) == ["Fjordvest sykehus is closed."]
    office.do(office.rita, reopen("fjordvest"))
    office.do(office.rita, reopen("klinikken"))
    assert refused(office, reopen("klinikken"), office.rita) == ["Klinikken is not closed."]


def test_closing_ends_the_roles_and_closes_what_is_offered(office: Office) -> None:
    house = office.house
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    staff = house.browser(maren, staff=True)
    office.do(office.rune, close("klinikken"))
    now = house.clock.now()
    assert office.changes() == [
        ("organisation", "closed", False, True),
        ("offering", "sample", {"state": "open"}, {"state": "closed"}),
        ("staff", "therapist", {"from": None, "to": None}, {"from": None, "to": now.isoformat()}),
    ]
    with house.work() as work:
        assert work.session.query(Grant).filter(Grant.person_id == maren.id).one().ends_at == now
    assert staff.get("/arbeidsliste").status_code in (302, 403)
    assert house.browser(house.person("Eva", "Li")).get("/o/klinikken/sample/pamelding").status_code == 404


def test_closing_says_each_role_as_ending_it_does_and_signs_out_whoever_holds_no_other(office: Office) -> None:
    """Maren works at the clinic for one programme and is signed out; Siv is a manager of the trust too, and stays."""
    house = office.house
    maren, siv = house.person("Maren", "Aas"), house.person("Siv", "Moe", ("manager", house.trust))
    with house.work() as work:
        began, day = work.now, Term(work.today, work.today + timedelta(days=30))
        held = grant(work, maren, "therapist", house.clinic, "sample")
        held.starts_at, held.ends_at = day.begins(work), day.ends(work)
        grant(work, siv, "therapist", house.clinic)
        first, last = (at.isoformat() for at in (held.starts_at, held.ends_at) if at)
    for who in (maren, siv):
        house.browser(who, staff=True)
    office.do(office.rune, close("klinikken"))
    assert [change for change in office.changes() if change[0] == "staff"] == [
        ("staff", "therapist sample", {"from": first, "to": last}, {"from": first, "to": began.isoformat()}),
        ("staff", "therapist", {"from": None, "to": None}, {"from": None, "to": began.isoformat()}),
    ]
    with house.work() as work:
        sessions = work.session.scalars(select(WebSession).where(WebSession.person_id.in_([maren.id, siv.id])))
        assert {row.person_id: row.ended_at is not None for row in sessions} == {maren.id: True, siv.id: False}


def test_the_only_administrator_of_a_place_that_is_closed_at_the_machine_ends_with_it(office: Office) -> None:
    """A closed place needs none, and nobody is above it; an open one keeps its last."""
    with office.house.work() as work:
        close_place(work, at_the_machine(), organisation_by_key(work, "elsewhere"))
    with office.house.work() as work:
        assert work.session.scalars(select(Grant).where(Grant.person_id == office.eli.id)).one().has_ended(work.now)


def test_a_danger_that_nobody_has_looked_at_keeps_a_clinic_open(office: Office) -> None:
    house = office.house
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    inside = house.enrolled(house.person("Tor", "Vik"), maren)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, inside)
        end(work, maren.id, enrolment, "no_time")
        raise_alert(work, enrolment, SAFETY_DANGER, "test", {})
    assert refused(office, close("klinikken")) == [
        "Klinikken cannot be closed: 1 alert or message waits for an answer. Somebody at the clinic must answer first."
    ]


def test_a_clinic_is_not_moved_away_from_the_crisis_text_it_shows(office: Office) -> None:
    """Klinikken has the text of the region; a trust that stands alone has none."""
    with office.house.work() as work:
        add_place(work, at_the_machine(), "alone", "trust", "Alene sykehus", None)
    with pytest.raises(NoCrisisText), office.house.work() as work:
        change_place(work, at_the_machine(), organisation_by_key(work, "klinikken"), above="alone")
    with office.house.work() as work:
        assert organisation_by_key(work, "klinikken").parent_id == office.house.trust.id


# --- texts and settings

CRISIS = {
    "nb": "Vi ringer deg i dag. Ring 113.",
    "nn": "Vi ringjer deg i dag. Ring 113.",
    "en": "We ring you today. Ring 113.",
}
TEXTS = [
    ("crisis", {**CRISIS, "nn": ""}, ["The text in nynorsk has 0 characters; it must have 20 to 600."]),
    (
        "crisis",
        {},
        [f"The text in {name} has 0 characters; it must have 20 to 600." for name in ("bokmål", "nynorsk", "English")],
    ),
    ("crisis", {**CRISIS, "en": "Call."}, ["The text in English has 5 characters; it must have 20 to 600."]),
    ("crisis", {**CRISIS, "nb": "x" * 601}, ["The text in bokmål has 601 characters; it must have 20 to 600."]),
    ("front", {**CRISIS, "nb": ""}, ["The text in bokmål has 0 characters; it must have 20 to 1200."]),
]


@pytest.mark.parametrize(("name", "texts", "sentences"), TEXTS)
def test_a_text_is_there_in_every_language(
    office: Office, name: str, texts: dict[str, str], sentences: list[str]
) -> None:
    deed = lambda work, editor: set_texts(work, editor, organisation_by_key(work, "klinikken"), name, texts)  # noqa: E731
    assert refused(office, deed) == sentences


def test_a_front_text_is_taken_away_and_a_crisis_text_is_not(office: Office) -> None:
    def say(name: str, texts: dict[str, str]) -> Any:
        return lambda work, editor: set_texts(work, editor, organisation_by_key(work, "klinikken"), name, texts)

    assert office.do(office.rune, say("front", CRISIS)) is True
    assert office.do(office.rune, say("front", CRISIS)) is False
    assert office.do(office.rune, say("front", {})) is True
    assert [change[1:] for change in office.changes()] == [
        *((f"front.{code}", None, CRISIS[code]) for code in ("en", "nb", "nn")),
        *((f"front.{code}", CRISIS[code], None) for code in ("en", "nb", "nn")),
    ]


def test_a_stranger_of_an_organisation_changes_nothing(office: Office) -> None:
    for deed in (
        lambda work, editor: set_texts(work, editor, organisation_by_key(work, "klinikken"), "crisis", CRISIS),
        lambda work, editor: change_settings(work, editor, organisation_by_key(work, "klinikken"), {"phone": "1"}),
        change("klinikken", name="X"),
        close("klinikken"),
        add("ost", "clinic", "Øst", "fjordvest"),
    ):
        with pytest.raises(NotYours):
            office.do(office.eli, deed)
    with office.house.work() as work, pytest.raises(NoSuchOrganisation):
        organisation_by_key(work, "ost")
    with office.house.work() as work:
        assert work.session.query(Organisation).count() == 4
