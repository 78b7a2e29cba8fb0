"""Modules, steps and worksheets as a patient meets them."""

from __future__ import annotations

import json

from varde.enrolments import exits, service
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.modules.entries import entry_of, give_feedback, shared_entries, written_by_patient
from varde.modules.progress import kept_of
from varde.testing.house import House

from .conftest import Patient, words

DIARY = "know-the-lake/water-diary"


def at(patient: Patient, step: str) -> str:
    return f"/moduler/{patient.enrolment_id}/{step}"


def done(patient: Patient, module: str = "know-the-lake") -> list[str]:
    with patient.house.work() as work:
        state = kept_of(work, patient.enrolment_id).states.get(module)
        return list(state.steps_done) if state else []


def pause(patient: Patient, maren: Person) -> None:
    with patient.house.work() as work:
        enrolment = work.session.get(Enrolment, patient.enrolment_id)
        assert enrolment is not None
        service.pause(work, patient.house.actor(maren, ("therapist", patient.house.clinic)), enrolment)


def test_the_list_shows_open_steps_as_links_and_closed_ones_as_words(ingrid: Patient) -> None:
    page = ingrid.html(f"/moduler/{ingrid.enrolment_id}")
    assert f'href="{at(ingrid, "know-the-lake/what-it-is")}"' in page
    assert at(ingrid, "boat-and-oars") not in page
    assert "tidligst 28. september" in words(page)


def test_reading_and_laying_the_stone_leads_to_the_next_step(ingrid: Patient) -> None:
    page = ingrid.html(at(ingrid, "know-the-lake/what-it-is"))
    assert "Steg 1 av 5, omtrent 3 minutter" in words(page)
    assert "data-autosave-url" not in page
    answer = ingrid.post(at(ingrid, "know-the-lake/what-it-is"))
    assert (answer.status_code, answer.headers["Location"]) == (303, at(ingrid, "know-the-lake/wind-and-water"))
    assert done(ingrid) == ["what-it-is"]
    ingrid.post(at(ingrid, "know-the-lake/what-it-is"))
    assert done(ingrid) == ["what-it-is"]


def test_the_last_stone_leads_home_and_says_so(ingrid: Patient) -> None:
    ingrid.walk("know-the-lake", steps=4)
    answer = ingrid.post(at(ingrid, "know-the-lake/summary"))
    assert answer.headers["Location"] == f"/min-sti/{ingrid.enrolment_id}"
    assert "Modul 1 er ferdig. Varden står." in ingrid.html("/min-sti")


def test_a_worksheet_without_script(ingrid: Patient, house: House) -> None:
    ingrid.post(at(ingrid, DIARY), {"cold": "7", "day": "Sov dårlig.", "shared": "1"})
    page = ingrid.html(at(ingrid, DIARY))
    assert 'value="7" id="cold-7" checked' in page
    assert "Sov dårlig." in page
    assert 'name="shared" value="1" id="shared" checked' in page
    with house.work() as work:
        assert [sheet.step for sheet in shared_entries(work, ingrid.enrolment_id)] == ["water-diary"]


def test_nothing_is_shared_unless_she_says_so(ingrid: Patient, house: House) -> None:
    assert 'name="shared" value="0" id="shared-2" checked' in ingrid.html(at(ingrid, DIARY))
    ingrid.post(at(ingrid, DIARY), {"day": "Bare for meg"})
    with house.work() as work:
        assert shared_entries(work, ingrid.enrolment_id) == []


def test_an_empty_worksheet_is_no_worksheet_and_the_stone_is_laid(ingrid: Patient, house: House) -> None:
    ingrid.post(at(ingrid, DIARY), {"cold": "", "day": "  ", "shared": "0"})
    assert done(ingrid) == ["water-diary"]
    with house.work() as work:
        assert entry_of(work, ingrid.enrolment_id, "know-the-lake", "water-diary") is None


def test_a_draft_is_kept_and_restored_and_lays_no_stone(ingrid: Patient, house: House) -> None:
    answer = ingrid.save(at(ingrid, DIARY) + "/utkast", {"day": "Halvferdig", "shared": "1"})
    assert answer.status_code == 200
    assert answer.json["saved"] == answer.json["text"] == "Lagret kl. 10.00"
    page = ingrid.html(at(ingrid, DIARY))
    assert "Halvferdig" in page
    assert f'data-saved-at="{answer.json["at"]}"' in page
    assert done(ingrid) == []
    with house.work() as work:
        assert shared_entries(work, ingrid.enrolment_id) == []


def test_a_wrong_answer_keeps_what_was_typed_and_leads_to_the_field(ingrid: Patient) -> None:
    answer = ingrid.post(at(ingrid, DIARY), {"cold": "11", "waves": "odd", "day": "Behold dette", "shared": "1"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "2 ting må rettes" in words(page)
    assert '<a href="#cold">' in page
    assert '<a href="#waves">' in page
    assert 'id="cold"' in page
    assert "Behold dette" in page
    assert "<title>Feil:" in page
    assert done(ingrid) == []


def test_a_field_the_worksheet_does_not_have_is_refused(ingrid: Patient) -> None:
    answer = ingrid.post(at(ingrid, DIARY), {"cold": "3", "mood": "3"})
    assert answer.status_code == 422
    assert "Feltet «mood» finnes ikke i øvelsen." in words(answer.get_data(as_text=True))
    assert ingrid.save(at(ingrid, DIARY) + "/utkast", {"mood": "3"}).status_code == 422


def test_a_text_that_is_too_long_is_refused_with_its_length(ingrid: Patient) -> None:
    answer = ingrid.save(at(ingrid, DIARY) + "/utkast", {"day": "x" * 2001})
    assert answer.status_code == 422
    assert "2001 tegn og kan ha høyst 2000" in json.dumps(answer.json, ensure_ascii=False)


def test_feedback_is_shown_with_the_worksheet(ingrid: Patient, maren: Person, house: House) -> None:
    ingrid.post(at(ingrid, DIARY), {"cold": "7", "shared": "1"})
    with house.work() as work:
        sheet = entry_of(work, ingrid.enrolment_id, "know-the-lake", "water-diary")
        assert sheet is not None
        give_feedback(work, house.actor(maren, ("therapist", house.clinic)), sheet, "Fint. Ta med søvnen også.")
    assert "Maren Aas svarte deg Fint. Ta med søvnen også." in ingrid.get(at(ingrid, DIARY))


def test_a_closed_module_says_why(ingrid: Patient) -> None:
    answer = ingrid.browser.get(at(ingrid, "boat-and-oars/summary"))
    assert answer.status_code == 403
    page = words(answer.get_data(as_text=True))
    assert "Denne modulen er ikke åpen ennå. Åpner når du er ferdig med modul 1" in page
    assert "Det som er åpent for deg, står på stien din." in page
    assert "logget inn som en annen" not in page


def test_what_does_not_exist_is_not_found(ingrid: Patient) -> None:
    for step in ("know-the-lake/no", "no/what-it-is"):
        assert ingrid.browser.get(at(ingrid, step)).status_code == 404
    assert ingrid.save(at(ingrid, "know-the-lake/what-it-is") + "/utkast", {}).status_code == 404


def test_nobody_elses_modules_can_be_opened_or_changed(ingrid: Patient, ola: Patient) -> None:
    number = ingrid.enrolment_id
    for address in (f"/moduler/{number}", at(ingrid, DIARY)):
        assert ola.browser.get(address).status_code == 404
    for address in (f"/moduler/{number}/start", at(ingrid, DIARY)):
        assert ola.post(address).status_code == 404
    assert ola.save(at(ingrid, DIARY) + "/utkast", {"day": "x"}).status_code == 404
    assert done(ingrid) == []


def test_in_a_pause_one_reads_and_the_steps_wait(ingrid: Patient, maren: Person, house: House) -> None:
    ingrid.save(at(ingrid, DIARY) + "/utkast", {"day": "Før pausen"})
    pause(ingrid, maren)
    page = ingrid.html(at(ingrid, DIARY))
    assert "Før pausen" in page
    assert "data-autosave-url" not in page
    assert "Legg steinen" not in page
    assert ingrid.post(at(ingrid, DIARY), {"day": "I pausen"}).status_code == 409
    assert ingrid.save(at(ingrid, DIARY) + "/utkast", {"day": "I pausen"}).status_code == 409
    with house.work() as work:
        sheet = entry_of(work, ingrid.enrolment_id, "know-the-lake", "water-diary")
        assert written_by_patient(sheet) == {"day": "Før pausen"}


def test_a_finished_one_can_be_read_until_the_access_is_over(ingrid: Patient, maren: Person, house: House) -> None:
    with house.work() as work:
        enrolment = work.session.get(Enrolment, ingrid.enrolment_id)
        assert enrolment is not None
        exits.end(work, maren.id, enrolment, "completed")
    assert "Hva er et vann?" in ingrid.get(at(ingrid, "know-the-lake/what-it-is"))
    ingrid.later(days=181)
    answer = ingrid.browser.get(at(ingrid, "know-the-lake/what-it-is"))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/moduler/{ingrid.enrolment_id}")
    page = ingrid.html(f"/moduler/{ingrid.enrolment_id}")
    assert "Tilgangen din til modulene gikk ut 20. mars 2027." in words(page)
    assert 'href="/moduler/1/' not in page


def test_the_pages_cost_the_same_however_much_is_done(ingrid: Patient, house: House) -> None:
    ingrid.get(at(ingrid, DIARY))
    costs = []
    for _ in range(2):
        with house.counted() as statements:
            ingrid.get(f"/moduler/{ingrid.enrolment_id}")
            ingrid.get(at(ingrid, DIARY))
        costs.append(len(statements))
        ingrid.walk("know-the-lake")
        ingrid.post(at(ingrid, DIARY), {"cold": "7", "shared": "1"})
    assert costs[0] == costs[1] <= 15
