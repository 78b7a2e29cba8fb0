"""What is next, chosen and optional is said where she is; she pauses herself and goes on; what is closed keeps what she wrote."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.modules.entries import entry_of, written_by_patient
from varde.modules.pacing import set_pace
from varde.modules.switching import SwitchWish, turn
from varde.notifications.models import Delivery
from varde.testing.house import House

from .conftest import Patient, words

WHY = "Vi tar det roligere en stund."


def switched(house: House, maren: Person, patient: Patient, deed: str, module: str, step: str = "") -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, patient.enrolment_id)
        turn(work, house.actor(maren, ("therapist", house.clinic)), enrolment, SwitchWish(deed, module, step, WHY))


def test_what_is_next_and_what_she_may_choose_is_said_at_home_and_in_the_list(ingrid: Patient) -> None:
    for address in (f"/min-sti/{ingrid.enrolment_id}", f"/moduler/{ingrid.enrolment_id}"):
        said = words(ingrid.html(address))
        assert "Slik er veien din Neste: «Hva er et vann?» i modul 1." in said
        assert "Valgfritt: «Trygg på isen», «Fisk til kvelds»." in said
    choice = f"/moduler/{ingrid.enrolment_id}/valg/safe-on-ice"
    assert ingrid.post(choice, {"choice": "choose"}).status_code == 303
    assert ingrid.post(f"/moduler/{ingrid.enrolment_id}/valg/fish-for-supper", {"choice": "decline"}).status_code == 303
    said = words(ingrid.html(f"/moduler/{ingrid.enrolment_id}"))
    assert "Valgt: «Trygg på isen». Valgt bort: «Fisk til kvelds»." in said
    assert ingrid.post(choice, {"choice": "later"}).status_code == 303
    assert "Valgfritt: «Trygg på isen»." in words(ingrid.html(f"/moduler/{ingrid.enrolment_id}"))
    assert ingrid.post(choice, {"choice": "melt"}).status_code == 400
    assert ingrid.post(choice.replace("safe-on-ice", "know-the-lake"), {"choice": "decline"}).status_code == 409


def test_home_and_the_list_say_the_same_of_what_waits_what_is_to_be_chosen_and_what_is_over(
    ingrid: Patient, maren: Person, house: House
) -> None:
    def pages() -> tuple[str, str]:
        return words(ingrid.html(f"/min-sti/{ingrid.enrolment_id}")), words(
            ingrid.html(f"/moduler/{ingrid.enrolment_id}")
        )

    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, ingrid.enrolment_id)
        set_pace(work, house.actor(maren, ("therapist", house.clinic)), enrolment, "therapist", WHY)
    ingrid.walk("know-the-lake")
    home, listed = pages()
    assert "Du har gjort alt som er åpent Modul 2, Båt og årer. Åpner når Maren åpner den." in home
    assert "gjennom alle modulene" not in home
    assert all("Neste: modul 2, Båt og årer. Åpner når Maren åpner den." in page for page in (home, listed))
    switched(house, maren, ingrid, "open", "safe-on-ice")
    home, listed = pages()
    assert "Velg om du vil ha med modul 4, Trygg på isen." in home
    assert all("Neste: velg om du vil ha med modul 4, Trygg på isen." in page for page in (home, listed))
    with house.work() as work:
        work.session.get_one(Enrolment, ingrid.enrolment_id).access_until = work.now - timedelta(days=1)
    assert not any("Slik er veien din" in page for page in pages())


def test_what_is_skipped_hidden_and_added_is_said_and_counts_as_nothing_done(
    ingrid: Patient, maren: Person, house: House
) -> None:
    switched(house, maren, ingrid, "skip", "boat-and-oars")
    switched(house, maren, ingrid, "hide", "fish-for-supper")
    switched(house, maren, ingrid, "add", "net-and-hook", "nets")
    said = words(ingrid.html(f"/moduler/{ingrid.enrolment_id}"))
    assert "Neste: «Garnet», som er lagt til for deg." in said
    assert "Du går forbi: «Båt og årer»." in said
    assert "Du går forbi denne. Den teller ikke som gjort." in said
    assert "Lagt til for deg Garnet (ikke gjort)" in said
    assert "Fisk til kvelds" not in said
    home = words(ingrid.html(f"/min-sti/{ingrid.enrolment_id}"))
    assert "Neste: «Garnet», som er lagt til for deg." in home
    place = f"/moduler/{ingrid.enrolment_id}/net-and-hook/nets"
    assert "Garnet" in ingrid.html(place)
    assert ingrid.post(place).headers["Location"].endswith(f"/min-sti/{ingrid.enrolment_id}")
    assert "Neste: «Hva er et vann?» i modul 1." in words(ingrid.html(f"/moduler/{ingrid.enrolment_id}"))


def test_what_she_wrote_is_kept_when_the_step_was_closed_or_hidden_meanwhile(
    ingrid: Patient, maren: Person, house: House
) -> None:
    place = f"/moduler/{ingrid.enrolment_id}/know-the-lake/water-diary"
    ingrid.html(place)
    for deed, sentence in (
        ("close", "Behandleren din har lukket dette steget inntil videre."),
        ("hide", "Dette steget er ikke på veien din nå."),
    ):
        switched(house, maren, ingrid, deed, "know-the-lake", "water-diary")
        answer = ingrid.post(place, {"day": f"Skrevet før {deed}.", "cold": "7", "shared": "1"})
        assert answer.status_code == 403
        said = words(answer.get_data(as_text=True))
        assert sentence in said
        assert "Det du skrev, er lagret for deg" in said
        with house.work() as work:
            sheet = entry_of(work, ingrid.enrolment_id, "know-the-lake", "water-diary")
            assert sheet is not None
            assert written_by_patient(sheet)["day"] == f"Skrevet før {deed}."
            assert (sheet.shared, sheet.submitted_at, sheet.shared_at) == (False, None, None)


def test_she_pauses_herself_and_goes_on_and_her_therapist_is_told_of_both(
    ingrid: Patient, maren: Person, house: House
) -> None:
    address = f"/min-sti/{ingrid.enrolment_id}"
    assert f'href="{address}/pause"' in ingrid.html(address)
    said = words(ingrid.html(f"{address}/pause"))
    assert "Maren får vite at du tar en pause." in said
    for _ in range(2):
        assert ingrid.post(f"{address}/pause").status_code == 303
    assert house.enrolment(ingrid.enrolment_id).state == "paused"
    assert "Gå i gang igjen" in words(ingrid.html(address))
    assert ingrid.browser.get(f"{address}/pause").status_code == 409
    for _ in range(2):
        assert ingrid.post(f"{address}/i-gang").status_code == 303
    assert house.enrolment(ingrid.enrolment_id).state == "active"
    house.tick()
    with house.work() as work:
        told = work.session.scalars(select(Delivery).where(Delivery.person_id == maren.id, Delivery.notice == "list"))
        assert [row.path for row in told if row.key.startswith("pause:")] == [f"/pasient/{ingrid.enrolment_id}"] * 2


def test_a_pause_that_her_therapist_set_is_ended_by_the_therapist(ingrid: Patient, maren: Person, house: House) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, ingrid.enrolment_id)
        pause(work, house.actor(maren, ("therapist", house.clinic)), enrolment)
    address = f"/min-sti/{ingrid.enrolment_id}"
    assert "Gå i gang igjen" not in words(ingrid.html(address))
    answer = ingrid.post(f"{address}/i-gang")
    assert answer.status_code == 409
    assert "Pausen er avtalt med behandleren din." in words(answer.get_data(as_text=True))
