"""An exercise that is written in again and again, as a patient meets it: 2026-09-21 is the Monday she began."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest

from varde.enrolments import exits
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.modules.dated import EntryTime, every_entry, versions_of
from varde.modules.entries import give_feedback, read_by_therapist, written_by_patient, written_then
from varde.modules.models import Entry
from varde.testing.house import House

from .conftest import Patient, words
from .test_modules import done, pause

ROWING = "boat-and-oars/rowing"


def at(patient: Patient, end: str = "") -> str:
    return f"/moduler/{patient.enrolment_id}/{ROWING}{end}"


@pytest.fixture
def rower(ingrid: Patient) -> Patient:
    """She has come to the exercise: it is Thursday 1 October, eleven o'clock."""
    ingrid.walk("know-the-lake")
    ingrid.later(days=10, hours=1)
    return ingrid


def once(html: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def write(patient: Patient, status: int = 303, **form: str) -> str:
    sent = {name.replace("_", "-") if name.startswith("entry") else name: value for name, value in form.items()}
    answer = patient.post(at(patient, "/innforing"), {"once": once(patient.html(at(patient))), **sent})
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def stored(patient: Patient) -> list[tuple[str, str, dict[str, Any]]]:
    with patient.house.work() as work:
        rows = every_entry(work, patient.enrolment_id, *ROWING.split("/"))
        return [(str(row.day), f"{row.clock:%H.%M}" if row.clock else "", written_by_patient(row)) for row in rows]


def newest(patient: Patient) -> int:
    with patient.house.work() as work:
        return every_entry(work, patient.enrolment_id, *ROWING.split("/"))[-1].id


def of_therapist(patient: Patient, entry_id: int) -> dict[str, Any]:
    with patient.house.work() as work:
        return read_by_therapist(work.session.get_one(Entry, entry_id))


# --- writing


def test_one_answer_and_one_button_store_it(rower: Patient) -> None:
    write(rower, calm="3")
    assert stored(rower) == [("2026-10-01", "11.00", {"calm": 3})]
    html = rower.html(at(rower))
    assert "Lagret. Bare du ser det." in html
    page = words(html)
    assert "I dag, torsdag 1. oktober 1 innføring 3 kl. 11.00. Bare du ser den." in page
    assert done(rower, "boat-and-oars") == ["rowing"]


def test_each_is_one_more_and_the_newest_stands_first(rower: Patient) -> None:
    write(rower, calm="3", noticed="Rolig vann.")
    rower.house.clock.move(minutes=20)
    write(rower, calm="5")
    write(rower, calm="1", entry_day="2026-09-29")
    write(rower, calm="8", entry_day="30.9.2026", entry_clock="23.50")
    assert stored(rower) == [
        ("2026-09-29", "", {"calm": 1}),
        ("2026-09-30", "23.50", {"calm": 8}),
        ("2026-10-01", "11.00", {"calm": 3, "noticed": "Rolig vann."}),
        ("2026-10-01", "11.20", {"calm": 5}),
    ]
    page = rower.get(at(rower))
    headings = re.split("Dag for dag", page)[1]
    assert re.findall(r"kl\. \d\d\.\d\d(?=\. Bare)", headings) == ["kl. 11.20", "kl. 11.00", "kl. 23.50"]
    assert "4 innføringer på 3 dager" in page
    assert "Høyest onsdag (8), lavest tirsdag (1)" in page


def test_the_same_page_sent_twice_is_one_entry_and_sent_with_other_words_another(rower: Patient) -> None:
    token = once(rower.html(at(rower)))
    for calm in ("3", "3", "4"):
        rower.post(at(rower, "/innforing"), {"once": token, "calm": calm})
    assert [answers for _, _, answers in stored(rower)] == [{"calm": 3}, {"calm": 4}]


def test_two_windows_are_two_entries(rower: Patient) -> None:
    here, there = once(rower.html(at(rower))), once(rower.html(at(rower)))
    rower.post(at(rower, "/innforing"), {"once": there, "calm": "4"})
    rower.post(at(rower, "/innforing"), {"once": here, "calm": "3"})
    assert [answers for _, _, answers in stored(rower)] == [{"calm": 4}, {"calm": 3}]


WRONG = {
    "nothing": ({}, 'href="#calm"', "Hvor rolig var du? Svar på denne, så er det lagret."),
    "only what is optional": ({"noticed": "Fint"}, 'href="#calm"', "Svar på denne, så er det lagret."),
    "a number that is none": ({"calm": "11"}, 'href="#calm"', "Hvor rolig var du?"),
    "tomorrow": ({"calm": "3", "entry-day": "2026-10-02"}, 'href="#entry-day"', "Tidspunktet er fram i tid."),
    "later today": ({"calm": "3", "entry-clock": "11.01"}, 'href="#entry-day"', "Tidspunktet er fram i tid."),
    "before she began": (
        {"calm": "3", "entry-day": "2026-09-20"},
        'href="#entry-day"',
        "Dagen er før du begynte. Velg mandag 21. september eller senere.",
    ),
    "no day": ({"calm": "3", "entry-day": "2026-02-30"}, 'href="#entry-day"', "Skriv dagen som 17.11.2026"),
    "no time": ({"calm": "3", "entry-clock": "25.00"}, 'href="#entry-day"', "Skriv dagen som 17.11.2026"),
    "a field it does not have": ({"calm": "3", "mood": "4"}, "", "Feltet «mood» finnes ikke i øvelsen."),
    "the text is too long": ({"calm": "3", "noticed": "x" * 2001}, 'href="#noticed"', "2000"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_stands_there(rower: Patient, case: str) -> None:
    form, where, sentence = WRONG[case]
    answer = rower.post(at(rower, "/innforing"), {"once": "a-page", **form})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert where in page
    assert sentence in words(page)
    assert "<title>Feil:" in page
    for name, value in form.items():
        if name not in ("mood", "calm"):
            assert value in page, name
    if form.get("calm") == "3":
        assert 'value="3" id="calm-3" checked' in page
    assert stored(rower) == []


# --- correcting


def correct(patient: Patient, entry_id: int, status: int = 303, base: str | None = None, **form: str) -> str:
    address = at(patient, f"/innforing/{entry_id}")
    page = patient.html(address)
    kept = hidden_base(page) if base is None else base
    sent = {name.replace("_", "-") if name.startswith("entry") else name: value for name, value in form.items()}
    answer = patient.post(address, {"base": kept, **sent})
    assert answer.status_code == status, words(answer.get_data(as_text=True))
    return answer.get_data(as_text=True)


def hidden_base(html: str) -> str:
    from html import unescape

    found = re.search(r'name="base" value="([^"]*)"', html)
    assert found is not None
    return unescape(found[1])


def test_what_it_said_before_is_kept(rower: Patient) -> None:
    write(rower, calm="3", noticed="Rolig vann.")
    entry = newest(rower)
    page = rower.html(at(rower, f"/innforing/{entry}"))
    assert 'value="3" id="calm-3" checked' in page
    assert 'name="entry-clock" value="11:00"' in page
    correct(rower, entry, calm="4", noticed="Litt vind.", entry_day="2026-09-30", entry_clock="20.15")
    assert stored(rower) == [("2026-09-30", "20.15", {"calm": 4, "noticed": "Litt vind."})]
    again = rower.get(at(rower, f"/innforing/{entry}"))
    assert "Det som sto før (1) Sto til i dag kl. 11.00, om torsdag 1. oktober kl. 11.00" in again
    assert "Rolig vann." in again
    with rower.house.work() as work:
        (version,) = versions_of(work, [entry])[entry]
        assert (version.number, version.day, version.clock) == (1, date(2026, 10, 1), time(11, 0))
        assert written_then(version) == {"calm": 3, "noticed": "Rolig vann."}
    assert "Rettet i dag kl. 11.00." in rower.get(at(rower))


def test_nothing_changed_is_no_version(rower: Patient) -> None:
    write(rower, calm="3")
    correct(rower, newest(rower), calm="3", entry_day="2026-10-01", entry_clock="11:00")
    with rower.house.work() as work:
        assert versions_of(work, [newest(rower)]) == {}


def test_two_windows_correct_and_she_is_asked(rower: Patient) -> None:
    write(rower, calm="3", noticed="Rolig.")
    entry = newest(rower)
    old = hidden_base(rower.html(at(rower, f"/innforing/{entry}")))
    moment: dict[str, Any] = {"entry_day": "2026-10-01", "entry_clock": "11:00"}
    correct(rower, entry, calm="6", noticed="Rolig.", **moment)
    # Another field there: both corrections stand on the page, and nothing is stored until she has looked.
    page = correct(rower, entry, 422, base=old, calm="3", noticed="Skrevet her.", **moment)
    assert "Du har også rettet i et annet vindu" in page
    assert 'value="6" id="calm-6" checked' in page
    assert "Skrevet her." in page
    assert stored(rower)[0][2] == {"calm": 6, "noticed": "Rolig."}
    correct(rower, entry, base=hidden_base(page), calm="6", noticed="Skrevet her.", **moment)
    assert stored(rower)[0][2] == {"calm": 6, "noticed": "Skrevet her."}
    # The same field there: what was stored is shown beside what she wrote.
    page = correct(rower, entry, 422, base=old, calm="9", noticed="Rolig.", **moment)
    assert "I det andre vinduet: 6" in words(page)
    with rower.house.work() as work:
        assert len(versions_of(work, [entry])[entry]) == 2


@pytest.mark.parametrize("case", [case for case in WRONG if case != "a field it does not have"])
def test_a_wrong_correction_changes_nothing(rower: Patient, case: str) -> None:
    write(rower, calm="2")
    form, where, sentence = WRONG[case]
    entry = newest(rower)
    answer = rower.post(
        at(rower, f"/innforing/{entry}"), {"base": hidden_base(rower.html(at(rower, f"/innforing/{entry}"))), **form}
    )
    assert answer.status_code == 422
    assert sentence in words(answer.get_data(as_text=True))
    assert where in answer.get_data(as_text=True)
    assert [answers for _, _, answers in stored(rower)] == [{"calm": 2}]


# --- who sees it


def test_each_is_shared_and_taken_back_by_itself(rower: Patient) -> None:
    write(rower, calm="3")
    first = newest(rower)
    write(rower, calm="5", noticed="Vind.", entry_day="2026-09-30")
    with rower.house.work() as work:
        second = next(row.id for row in every_entry(work, rower.enrolment_id, *ROWING.split("/")) if row.id != first)
    rower.post(at(rower, f"/innforing/{second}/del"))
    assert of_therapist(rower, first) == {}
    assert of_therapist(rower, second) == {"calm": 5, "noticed": "Vind."}
    page = rower.get(at(rower))
    assert "Maren ser 1 av 2 innføringer." in page
    assert page.count("Maren ser den.") == 1
    assert page.count("Bare du ser den.") == 1
    correct(rower, second, calm="7", noticed="Vind.", entry_day="2026-09-29")
    assert of_therapist(rower, second) == {"calm": 5, "noticed": "Vind."}
    assert "Maren ser det du delte i dag kl. 11.00, ikke det du har rettet siden." in rower.get(at(rower))
    rower.post(at(rower, f"/innforing/{second}/del"))
    assert of_therapist(rower, second) == {"calm": 7, "noticed": "Vind."}
    rower.post(at(rower, f"/innforing/{second}/ta-tilbake"))
    rower.post(at(rower, f"/innforing/{second}/ta-tilbake"))
    assert of_therapist(rower, second) == {}


def test_a_week_is_shared_at_once(rower: Patient) -> None:
    write(rower, calm="3")
    write(rower, calm="4", entry_day="2026-09-25")
    write(rower, calm="5", entry_day="2026-09-24")
    rower.post(at(rower, "/innforing/del-uken"), {"til": "2026-10-01"})
    with rower.house.work() as work:
        rows = every_entry(work, rower.enrolment_id, *ROWING.split("/"))
        assert [bool(row.shared_at) for row in rows] == [False, True, True]


def test_an_answer_stands_under_the_entry_it_belongs_to(rower: Patient, maren: Person, house: House) -> None:
    for calm, day in (("3", "2026-09-28"), ("4", "2026-09-29"), ("5", "2026-09-30")):
        write(rower, calm=calm, entry_day=day)
        rower.post(at(rower, f"/innforing/{newest(rower)}/del"))
    with house.work() as work:
        middle = every_entry(work, rower.enrolment_id, *ROWING.split("/"))[1]
        give_feedback(work, house.actor(maren, ("therapist", house.clinic)), middle, "Fint at du rodde.")
    assert "Du har fått svar på en øvelse" in rower.get("/min-sti")
    page = rower.get(at(rower))
    assert "Maren har svart deg Innføringen tirsdag 29. september Maren Aas" in page
    below = page.split("Dag for dag")[1]
    assert re.search(r"Tirsdag 29\. september 1 innføring 4 .*?Fint at du rodde\..*?Mandag 28\. september", below)
    assert "Du har fått svar på en øvelse" not in rower.get("/min-sti")


# --- states and ways

STATES = {
    "active": (200, 303, 303, 303, 303),
    "paused": (200, 409, 409, 409, 303),
    "discontinued": (303, 409, 409, 409, 409),
    "locked module": (403, 403, 403, 403, 403),
    "somebody else's": (404, 404, 404, 404, 404),
    "another exercise": (200, 404, 404, 404, 404),
}
"""By the state: what reading the page, writing, correcting, sharing and taking back answer."""


@pytest.mark.parametrize("state", STATES)
def test_every_way_in_every_state(rower: Patient, ola: Patient, maren: Person, house: House, state: str) -> None:
    from varde.modules.models import ModuleState

    write(rower, calm="3")
    entry = newest(rower)
    rower.post(at(rower, f"/innforing/{entry}/del"))
    correct(rower, entry, calm="4", entry_day="2026-10-01", entry_clock="11:00")
    before = stored(rower)
    who, step = rower, ROWING
    if state == "paused":
        pause(rower, maren)
    elif state == "discontinued":
        with house.work() as work:
            exits.end(work, maren.id, work.session.get_one(Enrolment, rower.enrolment_id), "no_time")
    elif state == "locked module":
        with house.work() as work:
            states = work.session.query(ModuleState).filter_by(module="know-the-lake").one()
            states.completed_at, states.steps_done = None, []
    elif state == "somebody else's":
        who = ola
    elif state == "another exercise":
        step = "know-the-lake/water-diary"
    address = f"/moduler/{rower.enrolment_id}/{step}"
    answers = (
        who.browser.get(address),
        who.post(f"{address}/innforing", {"once": "x", "calm": "9"}),
        who.post(f"{address}/innforing/{entry}", {"base": "{}", "calm": "9", "entry-day": "2026-10-01"}),
        who.post(f"{address}/innforing/{entry}/del"),
        who.post(f"{address}/innforing/{entry}/ta-tilbake"),
    )
    got = [answer.status_code for answer in answers]
    if state == "active":
        assert got[2] == 422, "made from nothing, so she is asked"
        got[2] = 303
        assert len(stored(rower)) == 2
    else:
        assert stored(rower) == before
    assert tuple(got) == STATES[state]


def test_an_entry_of_another_number_is_not_found(rower: Patient) -> None:
    assert rower.browser.get(at(rower, "/innforing/999")).status_code == 404
    assert rower.post(at(rower, "/innforing/999/del")).status_code == 404


# --- much


def test_three_hundred_entries_cost_no_more_statements(rower: Patient, house: House) -> None:
    write(rower, calm="3")
    rower.html(at(rower))
    with house.counted() as few:
        rower.html(at(rower))
    with house.work() as work:
        first = work.session.get_one(Entry, newest(rower))
        for number in range(299):
            about = EntryTime(date(2026, 10, 1), time(number % 11, number % 60))
            row = Entry(
                enrolment_id=first.enrolment_id,
                module=first.module,
                step=first.step,
                occurrence=f"many-{number}",
                day=about.day,
                clock=about.clock,
                shared=False,
                saved_at=work.now,
            )
            row.answers = '{"calm": 5}'
            work.add(row)
    with house.counted() as many:
        page = rower.html(at(rower))
    assert len(many) == len(few) <= 12
    assert page.count('<li id="innforing-') == 40
    assert "300 innføringer på én dag" in words(page)
    assert "Vis flere fra denne uken" in page
    assert rower.html(at(rower, "?side=8")).count('<li id="innforing-') == 20
    assert len(page) < 150_000


def test_a_day_that_was_left_out_can_be_written(rower: Patient) -> None:
    write(rower, calm="3")
    page = rower.html(at(rower))
    assert f'href="{at(rower)}?dag=2026-09-26#ny">Skriv for lørdag 26. september' in page
    chosen = rower.html(at(rower, "?dag=2026-09-26"))
    assert 'name="entry-day" value="2026-09-26"' in chosen
    assert "Skriv for søndag 20. september" not in rower.html(at(rower, "?til=2026-09-22"))


def test_everything_is_downloaded(rower: Patient) -> None:
    write(rower, calm="3", noticed="=2+2; «Rolig»")
    write(rower, calm="5", entry_day="2026-09-30")
    answer = rower.browser.get(at(rower, "/innforing/last-ned"))
    assert answer.mimetype == "text/csv"
    lines = answer.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert lines[0] == "Dag,Klokkeslett,Hvor rolig var du?,Hva la du merke til?,Delt"
    assert lines[1] == "2026-09-30,,5,,nei"
    assert lines[2].startswith("2026-10-01,11:00,3,")
    assert ",'=2+2" in lines[2] or ",\"'=2+2" in lines[2]


def test_it_is_on_the_home_page_in_one_tap(rower: Patient) -> None:
    assert "Sist skrevet" not in rower.get("/min-sti")
    write(rower, calm="3")
    home = rower.html("/min-sti")
    assert f'href="{at(rower)}#ny">Skriv nå' in home
    assert "Sist skrevet i dag." in words(home)
