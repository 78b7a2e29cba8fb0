"""What must be known stands first on the patient's page; a lock is opened by whom it names, with a reason, and by no other way."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.alerts.service import open_alerts
from varde.audit.models import AccessEntry
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.modules.models import Entry, ModuleState
from varde.modules.switching import SwitchWish, turn
from varde.safety.models import SafetyEntry
from varde.safety.service import open_lock, state_facts
from varde.testing.house import House, token

from .conftest import send

NOTE, REASON = "Sa det på telefon i dag.", "Vi går sammen, og jeg bærer tau."


def page_of(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.get_data(as_text=True)


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def must_know(client: FlaskClient, enrolment_id: int) -> str:
    """The section at the top, as it is read."""
    page = page_of(client, f"/pasient/{enrolment_id}")
    return text_of(page.split('class="must-know"')[1].split("</section>")[0].split(">", 1)[1])


def stated(house: House, person: Person, enrolment_id: int, **facts: object) -> None:
    with house.work() as work:
        state_facts(work, house.actor(person), work.session.get_one(Enrolment, enrolment_id), facts)


def entries(house: House) -> list[tuple[str, str]]:
    with house.work() as work:
        rows = work.session.scalars(select(SafetyEntry).order_by(SafetyEntry.number))
        return [(row.kind, row.subject) for row in rows]


# --- the page


def test_what_is_not_so_is_said_together_with_who_said_it(therapist: FlaskClient, under_way: int) -> None:
    assert must_know(therapist, under_way) == (
        "Må vites før du leser videre Endre, og se hva som er sagt før "
        "Ikke tynn is; storm; tåke; strøm; kan ikke svømme; redd for vann "
        "Ingrid Solheim, påmeldingen 21. september 2026."
    )


def test_what_calls_for_care_stands_first_with_its_lock(
    house: House, ingrid: Person, therapist: FlaskClient, under_way: int
) -> None:
    house.clock.move(minutes=5)
    stated(house, ingrid, under_way, fears_water=True, alarm_fog=True, cannot_swim=None)
    said = must_know(therapist, under_way)
    assert said.startswith(
        "Må vites før du leser videre Endre, og se hva som er sagt før "
        "Tåke Ingrid Solheim, 21. september 2026. "
        "Redd for vann Ingrid Solheim, 21. september 2026. "
        "«Skriv kveldsbok» er derfor låst. Åpne likevel : Skriv kveldsbok "
        "Ikke svart på: kan ikke svømme «Skriv kveldsbok» er derfor låst. Åpne likevel : Skriv kveldsbok "
        "Ikke tynn is; storm; strøm Ingrid Solheim, påmeldingen 21. september 2026."
    )
    page = page_of(therapist, f"/pasient/{under_way}")
    section = page.split('class="must-know"')[1].split("</section>")[0]
    assert re.findall(r"#i-(\w+)", section) == ["shield", "lock", "info", "check"], "no sign is a colour"
    assert page.index('class="must-know"') < page.index('class="filters"')


def test_one_who_is_not_asked_about_safety_has_no_such_section(therapist: FlaskClient, depressed: int) -> None:
    assert "must-know" not in page_of(therapist, f"/pasient/{depressed}")


def test_the_change_of_a_patient_stands_among_the_alerts_and_says_what(
    house: House, ingrid: Person, therapist: FlaskClient, under_way: int
) -> None:
    stated(house, ingrid, under_way, fears_water=True, cannot_swim=None)
    assert "Pasienten har endret noe som må vites." in page_of(therapist, "/arbeidsliste")
    alerts = text_of(page_of(therapist, f"/pasient/{under_way}/varsler"))
    assert "Redd for vann: fra nei til ja." in alerts
    assert "Kan ikke svømme: fra nei til vet ikke." in alerts


# --- changing


def test_the_therapist_changes_a_fact_and_says_where_she_has_it_from(
    house: House, therapist: FlaskClient, under_way: int
) -> None:
    address = f"/pasient/{under_way}/maa-vites"
    shown = text_of(page_of(therapist, address))
    assert "Ingen steg er låst." in shown
    refused = send(therapist, address, {"cannot_swim": "yes", "known-from": " "})
    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert "Skriv kort hvor du har det fra, minst fem tegn." in page
    assert 'name="cannot_swim" value="yes" id="cannot_swim" checked' in page
    assert entries(house) == []
    assert send(therapist, address, {"cannot_swim": "yes", "fears_water": "no", "known-from": NOTE}).status_code == 303
    assert entries(house) == [("stated", "cannot_swim")]
    shown = text_of(page_of(therapist, address))
    assert f"Kan ikke svømme: Nei ble til Ja «{NOTE}» Maren Aas" in shown
    assert "Kan åpnes av: behandleren." in shown
    assert f"Kan ikke svømme Maren Aas, 21. september 2026. «{NOTE}»" in must_know(therapist, under_way)
    with house.work() as work:
        assert open_alerts(work, under_way) == [], "she knows"


def test_nothing_new_needs_no_source(house: House, therapist: FlaskClient, under_way: int) -> None:
    assert send(therapist, f"/pasient/{under_way}/maa-vites", {"cannot_swim": "no"}).status_code == 303
    assert entries(house) == []


@pytest.mark.parametrize("path", ["maa-vites", "las/cannot-swim"])
def test_whoever_is_kept_out_of_the_record_is_kept_out_here(
    house: House, ingrid: Person, under_way: int, path: str
) -> None:
    stated(house, ingrid, under_way, cannot_swim=True)
    form = {"cannot_swim": "no", "known-from": NOTE, "action": "open", "reason": REASON}
    kept_out = {
        403: [house.person("Sara", "Holm", ("therapist", house.clinic))],
        404: [house.person("Ola", "Ås", ("therapist", house.elsewhere))],
    }
    kept_out[403].append(house.person("Lea", "Der", ("manager", house.clinic)))
    for status, people in kept_out.items():
        for person in people:
            client = house.browser(person, staff=True)
            assert client.get(f"/pasient/{under_way}/{path}").status_code == status
            assert send(client, f"/pasient/{under_way}/{path}", form).status_code == status
    own = house.browser(ingrid)
    assert own.get(f"/pasient/{under_way}/{path}").status_code == 403
    assert send(own, f"/pasient/{under_way}/{path}", form).status_code == 403
    assert entries(house) == [("stated", "cannot_swim")]


# --- opening

LOCKS = {
    "fears_water": "afraid-of-water",
    "cannot_swim": "cannot-swim",
    "alarm_storm": "storm",
    "alarm_ice": "thin-ice",
}
STEPS = {
    "fears_water": "fish-for-supper/supper-diary",
    "cannot_swim": "fish-for-supper/supper-diary",
    "alarm_storm": "net-and-hook/fishing",
    "alarm_ice": "safe-on-ice/first-stride",
}
ROLES = {"therapist": ("therapist",), "dietitian": ("therapist", "dietitian"), "lead": ("therapist", "head")}
# By fact, value and who tries: whether the step is locked, and whether she may open it. None: nobody knows.
TABLE = {
    ("fears_water", True, "therapist"): (True, False),
    ("fears_water", True, "dietitian"): (True, True),
    ("fears_water", True, "lead"): (True, False),
    ("fears_water", None, "therapist"): (True, False),
    ("fears_water", None, "dietitian"): (True, True),
    ("fears_water", None, "lead"): (True, False),
    ("fears_water", False, "therapist"): (False, False),
    ("fears_water", False, "dietitian"): (False, False),
    ("fears_water", False, "lead"): (False, False),
    ("cannot_swim", True, "therapist"): (True, True),
    ("cannot_swim", True, "dietitian"): (True, True),
    ("cannot_swim", True, "lead"): (True, True),
    ("cannot_swim", None, "therapist"): (True, True),
    ("cannot_swim", None, "dietitian"): (True, True),
    ("cannot_swim", None, "lead"): (True, True),
    ("cannot_swim", False, "therapist"): (False, False),
    ("cannot_swim", False, "dietitian"): (False, False),
    ("cannot_swim", False, "lead"): (False, False),
    ("alarm_storm", True, "therapist"): (True, False),
    ("alarm_storm", True, "dietitian"): (True, False),
    ("alarm_storm", True, "lead"): (True, True),
    ("alarm_storm", None, "therapist"): (False, False),
    ("alarm_storm", None, "dietitian"): (False, False),
    ("alarm_storm", None, "lead"): (False, False),
    ("alarm_storm", False, "therapist"): (False, False),
    ("alarm_storm", False, "dietitian"): (False, False),
    ("alarm_storm", False, "lead"): (False, False),
    ("alarm_ice", True, "therapist"): (True, False),
    ("alarm_ice", True, "dietitian"): (True, False),
    ("alarm_ice", True, "lead"): (True, False),
    ("alarm_ice", None, "therapist"): (False, False),
    ("alarm_ice", None, "dietitian"): (False, False),
    ("alarm_ice", None, "lead"): (False, False),
    ("alarm_ice", False, "therapist"): (False, False),
    ("alarm_ice", False, "dietitian"): (False, False),
    ("alarm_ice", False, "lead"): (False, False),
}


def test_no_combination_is_missing() -> None:
    assert set(TABLE) == {(fact, value, who) for fact in LOCKS for value in (True, None, False) for who in ROLES}


def reached(house: House, ingrid: Person, under_way: int, step: str) -> dict[str, bool]:
    """By each way she could come to the step: whether it lets her."""
    client, address = house.browser(ingrid), f"/moduler/{under_way}/{step}"
    script = {"Accept": "application/json", "X-CSRF-Token": token(client)}
    answers = {"read": client.get(address)}
    if step == STEPS["alarm_ice"]:  # a diary: it is written in, and the stone is laid beside it
        answers["written in"] = send(client, address + "/innforing", {"calm": "4", "noticed": "Ord", "once": "1"})
        answers["done"] = send(client, address)
    else:
        answers["saved by the script"] = client.post(address + "/utkast", data={"noticed": "Ord"}, headers=script)
        answers["handed in"] = send(client, address, {"noticed": "Ord", "shared": "1"})
    assert {answer.status_code for answer in answers.values()} <= {200, 303, 403}
    return {way: answer.status_code != 403 for way, answer in answers.items()}


@pytest.mark.parametrize("fact", LOCKS)
@pytest.mark.parametrize("who", ROLES)
def test_every_way_to_a_step_keeps_to_its_lock(house: House, ingrid: Person, fact: str, who: str) -> None:
    clinician = house.person("Maren", "Aas", *((role, house.clinic) for role in ROLES[who]))
    staff = house.browser(clinician, staff=True)
    under_way, step = house.enrolled(ingrid, clinician), STEPS[fact]
    module = step.split("/")[0]
    values = (True, None, False)
    for value in values:
        locked, opens = TABLE[fact, value, who]
        stated(house, ingrid, under_way, **{fact: value})
        # The therapist opens the module. That is no way around it, and she is told so.
        opening = {"what": "open", "why": "Hun er klar for den."}
        opened = send(staff, f"/pasient/{under_way}/sti/{module}", opening)
        assert opened.status_code == (303 if value is True else 409), "she opened it before"
        told = page_of(staff, f"/pasient/{under_way}/sti")
        if value is True:
            assert "Fortsatt låst i den: «" in told
        assert set(reached(house, ingrid, under_way, step).values()) == {not locked}, (value, "before")
        answer = send(staff, f"/pasient/{under_way}/las/{LOCKS[fact]}", {"action": "open", "reason": REASON})
        expected = 303 if opens else 409 if not locked and may_try(fact, who) else 403
        assert answer.status_code == expected, value
        assert set(reached(house, ingrid, under_way, step).values()) == {not locked or opens}, (value, "after")


def may_try(fact: str, who: str) -> bool:
    """Whether the lock is hers to open when it locks."""
    return TABLE[fact, True, who][1]


def test_a_locked_step_is_neither_done_nor_written_in(
    house: House, maren: Person, ingrid: Person, under_way: int
) -> None:
    stated(house, ingrid, under_way, alarm_storm=True)
    with house.work() as work:
        opening = SwitchWish("open", "net-and-hook", reason="Hun er klar for den.")
        therapist = house.actor(maren, ("therapist", house.clinic))
        turn(work, therapist, work.session.get_one(Enrolment, under_way), opening)
    assert not any(reached(house, ingrid, under_way, "net-and-hook/fishing").values())
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Entry)) == 0
        assert work.session.scalars(select(ModuleState.steps_done)).all() == []


def test_an_opening_is_asked_for_a_reason_kept_and_shown(
    house: House, ingrid: Person, therapist: FlaskClient, under_way: int
) -> None:
    stated(house, ingrid, under_way, cannot_swim=True)
    address = f"/pasient/{under_way}/las/cannot-swim"
    shown = text_of(page_of(therapist, address))
    assert "Kan ikke svømme: ja. Ingrid Solheim, 21. september 2026." in shown
    assert "Hvorfor er det trygt å åpne for Ingrid?" in shown
    for reason in ("", "ok", "x" * 501):
        answer = send(therapist, address, {"action": "open", "reason": reason})
        assert answer.status_code == 422
        assert reason in answer.get_data(as_text=True)
    assert send(therapist, address, {"action": "away", "reason": REASON}).status_code == 400
    assert entries(house) == [("stated", "cannot_swim")]
    assert send(therapist, address, {"action": "open", "reason": REASON}).status_code == 303
    said = must_know(therapist, under_way)
    assert f"«Skriv kveldsbok» er åpnet av Maren Aas 21. september 2026: «{REASON}» Lås igjen" in said
    history = text_of(page_of(therapist, f"/pasient/{under_way}/maa-vites"))
    assert f"Åpnet: «Skriv kveldsbok» (Kan ikke svømme: ja) «{REASON}» Maren Aas" in history
    stated(house, ingrid, under_way, cannot_swim=None)
    assert "«Skriv kveldsbok» er derfor låst." in must_know(therapist, under_way)


def test_closing_again_is_asked_for_a_reason_too(
    house: House, ingrid: Person, maren: Person, therapist: FlaskClient, under_way: int
) -> None:
    stated(house, ingrid, under_way, cannot_swim=True)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, under_way)
        open_lock(work, house.actor(maren, ("therapist", house.clinic)), enrolment, "cannot-swim", REASON)
    address = f"/pasient/{under_way}/las/cannot-swim"
    assert "Hvorfor låser du igjen?" in page_of(therapist, address)
    assert send(therapist, address, {"action": "close", "reason": "nei"}).status_code == 422
    assert send(therapist, address, {"action": "close", "reason": "Hun ville likevel ikke."}).status_code == 303
    assert entries(house) == [("stated", "cannot_swim"), ("opened", "cannot-swim"), ("closed", "cannot-swim")]
    assert "er derfor låst" in must_know(therapist, under_way)


def test_one_who_may_not_open_reads_why_and_the_try_is_logged(
    house: House, ingrid: Person, maren: Person, therapist: FlaskClient, under_way: int
) -> None:
    stated(house, ingrid, under_way, alarm_ice=True)
    address = f"/pasient/{under_way}/las/thin-ice"
    shown = page_of(therapist, address)
    assert "Kan åpnes av: ingen." in text_of(shown)
    assert "Du kan ikke åpne denne låsen." in shown
    assert 'name="reason"' not in shown
    assert send(therapist, address, {"action": "open", "reason": REASON}).status_code == 403
    with house.work() as work:
        rows = work.session.execute(
            select(AccessEntry.what, AccessEntry.basis).where(
                AccessEntry.actor_id == maren.id, AccessEntry.outcome == "denied"
            )
        ).all()
    assert [tuple(row) for row in rows] == [("safety", "opener")]


def test_a_lock_the_programme_does_not_have_is_not_found(therapist: FlaskClient, under_way: int) -> None:
    assert therapist.get(f"/pasient/{under_way}/las/no-such").status_code == 404
    assert send(therapist, f"/pasient/{under_way}/las/no-such", {"action": "open", "reason": REASON}).status_code == 404


def test_statements_do_not_grow_with_the_history(
    house: House, ingrid: Person, therapist: FlaskClient, under_way: int
) -> None:
    def cost() -> int:
        page_of(therapist, f"/pasient/{under_way}")
        with house.counted() as statements:
            page_of(therapist, f"/pasient/{under_way}")
        return len(statements)

    stated(house, ingrid, under_way, cannot_swim=True)
    before = cost()
    for n in range(6):
        stated(house, ingrid, under_way, cannot_swim=bool(n % 2), fears_water=not n % 2)
    assert cost() == before
