"""What a patient tells us about her safety, and how a locked step meets her: every way in is closed, kindly."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from varde.alerts.service import alerts_of, open_alerts
from varde.audit.models import AccessEntry
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.modules.entries import save_entry
from varde.modules.models import Entry
from varde.modules.progress import kept_of, path_of
from varde.modules.switching import SwitchWish, turn
from varde.safety.service import open_lock
from varde.testing.house import House

from .conftest import Patient, words

SUPPER = "fish-for-supper/supper-diary"


@pytest.fixture
def patient(ingrid: Patient, maren: Person) -> Patient:
    """Ingrid, with the module that holds a locked step open."""
    with ingrid.house.work() as work:
        enrolment = work.session.get_one(Enrolment, ingrid.enrolment_id)
        therapist = ingrid.house.actor(maren, ("therapist", ingrid.house.clinic))
        turn(work, therapist, enrolment, SwitchWish("open", "fish-for-supper", reason="Hun er klar for den."))
    return ingrid


def page(patient: Patient) -> str:
    return f"/si-fra/{patient.enrolment_id}"


def at(patient: Patient, step: str) -> str:
    return f"/moduler/{patient.enrolment_id}/{step}"


def says(patient: Patient, **facts: str) -> None:
    assert patient.post(page(patient), facts).status_code == 303


def test_the_page_is_reached_from_home_and_shows_what_she_has_said(patient: Patient) -> None:
    assert f'href="{page(patient)}"' in patient.html("/min-sti")
    shown = patient.get(page(patient))
    assert "Er du redd for vann? Svart av deg i påmeldingen 21. september 2026." in shown
    assert 'name="fears_water" value="no" id="fears_water-2" checked' in patient.html(page(patient))
    assert "Har du kart?" not in shown, "only what concerns safety"
    assert "116 117" in shown


def test_what_she_says_is_kept_and_locks_at_once(patient: Patient) -> None:
    answer = patient.post(page(patient), {"fears_water": "yes", "cannot_swim": "no"})
    assert (answer.status_code, answer.headers["Location"]) == (303, page(patient))
    told = patient.html(page(patient))
    assert "Takk for at du sier fra. Behandleren din ser det." in told
    assert "Låst for deg nå: «Skriv kveldsbok». Under ser du hvorfor" in told
    shown = words(told)
    assert "Du har sagt at du er redd for vann. Da går du ikke ut alene." in shown
    assert "Du kan gjøre resten av modulen, og du kan spørre båtvakten." in shown
    assert "En klinisk ernæringsfysiolog her kan åpne det for deg" in shown
    assert "Redd for vann: Nei ble til Ja Du" in shown
    assert "Svart av deg 21. september 2026." in shown
    says(patient, fears_water="no")
    shown = patient.html(page(patient))
    assert "Ikke låst lenger: «Skriv kveldsbok»." in shown
    assert "Da går du ikke ut alene" not in shown


def test_the_same_again_changes_nothing_and_tells_nobody(patient: Patient) -> None:
    says(patient, fears_water="no", cannot_swim="no")
    assert "Alt var slik du har sagt før." in patient.html(page(patient))
    with patient.house.work() as work:
        assert open_alerts(work, patient.enrolment_id) == []


def test_the_therapist_is_told_once_of_everything_said_at_a_time(patient: Patient) -> None:
    says(patient, fears_water="yes", cannot_swim="unsure")
    with patient.house.work() as work:
        (view,) = alerts_of(work, patient.enrolment_id)
        assert view.declared.title.nb == "Pasienten har endret noe som må vites."
        assert (view.row.severity, view.row.crisis) == ("amber", False)
        assert view.because == {"safety": {"fears_water": [False, True], "cannot_swim": [False, None]}}
    says(patient, fears_water="no")
    with patient.house.work() as work:
        assert len(open_alerts(work, patient.enrolment_id)) == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"fears_water": "maybe"}, "Velg ett av svarene."),
        ({"has_map": "no"}, "Feltet «has_map» hører ikke til skjemaet."),
        ({"age": "12"}, "Feltet «age» hører ikke til skjemaet."),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_lost(
    patient: Patient, sent: dict[str, str], sentence: str
) -> None:
    answer = patient.post(page(patient), {"cannot_swim": "yes", **sent})
    assert answer.status_code == 422
    shown = answer.get_data(as_text=True)
    assert sentence in words(shown)
    assert 'name="cannot_swim" value="yes" id="cannot_swim" checked' in shown
    assert "Låst for deg nå" not in patient.get(page(patient))


def test_it_is_logged_as_read_and_written(patient: Patient) -> None:
    patient.html(page(patient))
    says(patient, cannot_swim="yes")
    with patient.house.work() as work:
        rows = work.session.execute(
            select(AccessEntry.action, AccessEntry.basis).where(AccessEntry.what == "safety").order_by(AccessEntry.id)
        ).all()
    assert [tuple(row) for row in rows] == [("read", "own"), ("write", "own")]


def test_it_is_nobody_elses(patient: Patient, ola: Patient) -> None:
    assert ola.browser.get(page(patient)).status_code == 404
    assert ola.post(page(patient), {"cannot_swim": "yes"}).status_code == 404
    assert "Låst for deg nå" not in patient.get(page(patient))


def test_after_it_is_broken_off_it_can_be_read_and_not_changed(patient: Patient, maren: Person) -> None:
    with patient.house.work() as work:
        end(work, maren.id, work.session.get_one(Enrolment, patient.enrolment_id), "withdrawn")
    shown = patient.html(page(patient))
    assert "svarene kan ikke endres her" in words(shown)
    assert page(patient) not in shown.split("<main")[1]
    assert patient.post(page(patient), {"cannot_swim": "yes"}).status_code == 409


def test_a_programme_that_asks_nothing_says_so(house: House, enrol: object, maren: Person) -> None:
    tor = enrol("Tor", "ridge", "north")  # type: ignore[operator]
    assert "Dette programmet spør ikke om noe slikt." in tor.get(page(tor))


# --- a locked step


def test_every_way_to_a_locked_step_says_why_and_does_nothing(patient: Patient, house: House) -> None:
    says(patient, fears_water="yes")
    for language, sentence in (
        ("nb", "Du har sagt at du er redd for vann. Da går du ikke ut alene."),
        ("nn", "Du har sagt at du er redd for vatn. Då går du ikkje ut åleine."),
    ):
        shown = patient.get(at(patient, SUPPER) + f"?lang={language}", status=403)
        assert sentence in shown
        assert "kvelds" not in shown.lower().replace("skriv kveldsbok", "").replace("fisk til kvelds", "")
    patient.browser.get("/min-sti?lang=nb")
    sent = {"calm": "7", "noticed": "Ordene mine skal ikke bli borte.", "shared": "1"}
    answer = patient.post(at(patient, SUPPER), sent)
    assert answer.status_code == 403
    assert "Ordene mine skal ikke bli borte." in words(answer.get_data(as_text=True))
    saved = patient.save(at(patient, SUPPER) + "/utkast", sent)
    assert saved.status_code == 403
    assert saved.json["message"] == "Dette steget er låst for deg nå, for å passe på deg."
    with house.work() as work:
        assert work.session.scalars(select(Entry)).all() == []
        assert "fish-for-supper" not in kept_of(work, patient.enrolment_id).states


def test_what_was_open_is_locked_and_what_was_locked_is_open(patient: Patient) -> None:
    assert "Skriv kveldsbok" in patient.get(at(patient, SUPPER))
    says(patient, cannot_swim="yes")
    patient.get(at(patient, SUPPER), status=403)
    says(patient, cannot_swim="unsure")
    shown = patient.get(at(patient, SUPPER), status=403)
    assert "Vi må vite mer før dette er trygt for deg: Er du en som ikke kan svømme?" in shown
    assert "Svar på spørsmålene" in shown
    says(patient, cannot_swim="no")
    patient.get(at(patient, SUPPER))


def test_what_she_had_written_is_hers_to_read(patient: Patient, house: House) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, patient.enrolment_id)
        view = path_of(work, enrolment, "nb").view("fish-for-supper")
        step = view.module.steps[1]
        save_entry(work, enrolment, view.module, step, {"noticed": "Stille vann."}, shared=False, submit=False)  # type: ignore[arg-type]
    says(patient, fears_water="yes")
    assert "Hva la du merke til? Stille vann." in patient.get(at(patient, SUPPER), status=403)


def test_the_list_and_the_home_lead_around_it_and_the_module_is_completed(patient: Patient) -> None:
    says(patient, fears_water="yes")
    listed = patient.html(f"/moduler/{patient.enrolment_id}")
    assert "0 av 2 steg ferdig, 1 låst" in words(listed)
    assert "Skriv kveldsbok (låst)" in words(listed)
    patient.walk("know-the-lake")
    assert f'href="{at(patient, "fish-for-supper/the-pan")}"' in patient.html("/min-sti")
    answer = patient.post(at(patient, "fish-for-supper/the-pan"))
    assert answer.headers["Location"] == f"/min-sti/{patient.enrolment_id}"
    shown = patient.html("/min-sti")
    assert "Modul 5 er ferdig. Varden står." in shown
    assert at(patient, SUPPER) not in shown


def test_the_next_step_is_the_nearest_that_is_not_locked(ingrid: Patient, maren: Person, house: House) -> None:
    says(ingrid, alarm_storm="yes")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, ingrid.enrolment_id)
        therapist = house.actor(maren, ("therapist", house.clinic))
        turn(work, therapist, enrolment, SwitchWish("open", "net-and-hook", reason="Hun er klar for den."))
    answer = ingrid.post(at(ingrid, "net-and-hook/nets"))
    assert answer.headers["Location"] == at(ingrid, "net-and-hook/sleep-by-the-lake")
    assert f'href="{at(ingrid, "net-and-hook/nets")}"' in ingrid.html(at(ingrid, "net-and-hook/sleep-by-the-lake"))


def test_an_opened_lock_says_who_opened_it_and_the_step_waits_for_her(
    patient: Patient, maren: Person, house: House
) -> None:
    says(patient, cannot_swim="yes")
    patient.post(at(patient, "fish-for-supper/the-pan"))
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, patient.enrolment_id)
        open_lock(work, house.actor(maren, ("therapist", house.clinic)), enrolment, "cannot-swim", "Vi går sammen.")
    shown = patient.get(page(patient))
    assert "Maren Aas åpnet dette for deg 21. september 2026. Endrer du svaret ditt, låses det igjen." in shown
    patient.walk("know-the-lake")
    assert f'href="{at(patient, SUPPER)}"' in patient.html("/min-sti")
    assert patient.post(at(patient, SUPPER), {"noticed": "Stille."}).status_code == 303
