"""Questionnaires: answering, skipping, drafts, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict

from varde.assessments.fields import read_answers, unanswered
from varde.enrolments import service
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.instruments.answers import REFUSED, accept, check_answers, items_of
from varde.instruments.values import Instrument, Item
from varde.kernel.characters import plain
from varde.kernel.words import Text
from varde.testing.house import House, all_samples, token

from .conftest import Patient, words
from .sheets import everything, first, responses

ANSWERS = {"q1": "1", "q2": "60", "q3": "4", "q4": "1", "q5": "50", "q6": "40", "q7": "70"}


def test_the_page_says_how_long_that_skipping_is_fine_and_that_nobody_watches_at_night(ingrid: Patient) -> None:
    page = ingrid.get(f"/skjema/{first(ingrid)}")
    assert "Været rundt vannet" in page
    assert "Alle 2 delene tar omtrent 15 minutter til sammen" in page
    assert "Du kan hoppe over spørsmål." in page
    assert "Ingen følger med på kveld, natt eller i helger." in page
    for number in ("113", "116 117", "116 123"):
        assert number in page
    assert "ikke den offisielle ordlyden" in page


def test_one_part_after_another_and_then_thanks(ingrid: Patient) -> None:
    address = f"/skjema/{first(ingrid)}"
    answer = ingrid.post(address, {**everything("weather"), "instrument": "weather"})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    page = ingrid.browser.get(address, follow_redirects=True).get_data(as_text=True)
    assert "Del 1 av 2 er levert." in page
    assert "Del 2 av 2" in words(page)
    answer = ingrid.post(address, everything("outlook"))
    assert answer.headers["Location"] == f"{address}/takk"
    thanks = ingrid.get(f"{address}/takk")
    assert "Takk for svarene" in thanks
    assert "Maren ser på svarene" in thanks
    assert "Spørreskjema, 3 måneder Fra 14. desember 2026" in thanks
    assert ingrid.agenda()[0].state == "done"


def test_skipping_is_said_once_and_then_allowed(ingrid: Patient) -> None:
    address = f"/skjema/{first(ingrid)}"
    some = dict(list(everything("weather").items())[:3])
    answer = ingrid.post(address, some)
    assert answer.status_code == 303
    page = ingrid.html(answer.headers["Location"])
    left = [item.key for item in unanswered(all_samples().one(Instrument, "weather"), some)]
    assert len(left) > 1
    assert f"{len(left)} spørsmål står uten svar Du kan levere likevel." in words(page)
    assert 'name="anyway" value="1"' in page
    assert not responses(ingrid)["weather"].submitted_at
    for key in left:
        assert f'<a href="#{key}">' in page
        assert f'id="{key}"' in page
    ingrid.post(address, {**some, "anyway": "1"})
    stored = responses(ingrid)["weather"]
    assert stored.submitted_at
    assert set(stored.answers) == set(some)


def test_what_a_no_makes_pointless_is_not_missing() -> None:
    words_ = Text("x", "x")
    gate = Item("pain", "boolean", 0, 1, words_)
    behind = Item("how", "vas", 0, 100, words_, gate="pain")
    licence = all_samples().one(Instrument, "who-5").licence
    instrument = Instrument("i", words_, licence=licence, items=(gate, behind))
    assert unanswered(instrument, {"pain": False}) == ()
    assert unanswered(instrument, {"pain": True}) == (behind,)
    assert unanswered(instrument, {}) == (gate, behind)


def test_a_question_outside_the_score_may_be_left_without_a_word(enrol: Callable[..., Patient]) -> None:
    emma = enrol("Emma", "ridge", "north")
    nine = {key: value for key, value in everything("phq-9").items() if key != "q10"}
    emma.post(f"/skjema/{first(emma)}", nine)
    assert responses(emma)["phq-9"].submitted_at


def test_an_untouched_slider_is_not_an_answer(ingrid: Patient) -> None:
    vas = next(i for i in all_samples().one(Instrument, "weather").items if i.kind == "vas")
    ingrid.post(f"/skjema/{first(ingrid)}", {**everything("weather"), vas.key: "", "anyway": "1"})
    assert vas.key not in responses(ingrid)["weather"].answers


def test_a_draft_is_kept_and_restored(ingrid: Patient) -> None:
    address = f"/skjema/{first(ingrid)}"
    vas = next(i for i in all_samples().one(Instrument, "weather").items if i.kind == "vas")
    answer = ingrid.save(f"{address}/utkast", {"instrument": "weather", vas.key: "37,5", "version": "1"})
    assert answer.json["text"] == "Lagret kl. 10.00"
    page = ingrid.html(address)
    assert 'value="37.5"' in page
    assert "Lagret kl. 10.00" in page
    assert f'data-saved-at="{answer.json["at"]}"' in page
    assert responses(ingrid)["weather"].submitted_at is None


def test_faults_lead_to_their_questions_and_what_was_typed_stands(ingrid: Patient) -> None:
    instrument = all_samples().one(Instrument, "weather")
    vas = next(i for i in instrument.items if i.kind == "vas")
    form = {**everything("weather"), vas.key: "101"}
    answer = ingrid.post(f"/skjema/{first(ingrid)}", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f"«{vas.label.nb}»: Skriv et tall fra 0 til 100." in words(page)
    assert f'<a href="#{vas.key}">' in page
    assert 'value="101"' in page
    assert responses(ingrid) == {}


def test_a_field_the_instrument_does_not_have_is_refused(ingrid: Patient) -> None:
    answer = ingrid.post(f"/skjema/{first(ingrid)}", {**everything("weather"), "q99": "1"})
    assert answer.status_code == 422
    assert "Skjemaet har ikke noe spørsmål som heter «q99»." in words(answer.get_data(as_text=True))
    draft = ingrid.save(f"/skjema/{first(ingrid)}/utkast", {"q99": "1"})
    assert draft.status_code == 422
    assert "q99" in draft.json["faults"][0]
    assert responses(ingrid) == {}


def test_two_answers_to_one_question_are_refused(ingrid: Patient) -> None:
    key = items_of(all_samples().one(Instrument, "weather"))[0].key
    form = MultiDict({**everything("weather"), "csrf_token": token(ingrid.browser)})
    form.add(key, "0")
    answer = ingrid.browser.post(f"/skjema/{first(ingrid)}", data=form)
    assert answer.status_code == 422
    assert "Det kom mer enn ett svar." in words(answer.get_data(as_text=True))


def test_the_first_submission_stands(ingrid: Patient) -> None:
    address = f"/skjema/{first(ingrid)}"
    ingrid.post(address, everything("weather"))
    before = responses(ingrid)["weather"].total
    again = ingrid.post(address, {**everything("weather"), "instrument": "weather", "q1": "0"})
    assert again.status_code == 409
    assert "allerede levert 21. september 2026" in words(again.get_data(as_text=True))
    assert ingrid.save(f"{address}/utkast", {"instrument": "weather"}).status_code == 409
    assert responses(ingrid)["weather"].total == before


def test_an_old_page_is_told_so(ingrid: Patient) -> None:
    answer = ingrid.post(f"/skjema/{first(ingrid)}", {**everything("weather"), "version": "0"})
    assert answer.status_code == 409
    assert "Skjemaet er endret siden du åpnet siden." in words(answer.get_data(as_text=True))


def test_outside_the_window(ingrid: Patient, maren: Person, house: House) -> None:
    start, later = ingrid.agenda()[:2]
    assert "Skjemaet åpner 14. desember 2026." in ingrid.get(f"/skjema/{later.id}")
    assert ingrid.post(f"/skjema/{later.id}", everything("weather")).status_code == 409
    ingrid.later(days=22)
    assert "Skjemaet var åpent til 12. oktober 2026." in ingrid.get(f"/skjema/{start.id}")
    assert ingrid.post(f"/skjema/{start.id}", everything("weather")).status_code == 409


def test_in_a_pause_the_questionnaires_wait(ingrid: Patient, maren: Person, house: House) -> None:
    with house.work() as work:
        enrolment = work.session.get(Enrolment, ingrid.enrolment_id)
        assert enrolment is not None
        service.pause(work, house.actor(maren, ("therapist", house.clinic)), enrolment)
    assert "Forløpet er på pause, så skjemaet venter." in ingrid.get(f"/skjema/{first(ingrid)}")
    assert ingrid.post(f"/skjema/{first(ingrid)}", everything("weather")).status_code == 409
    assert "skjemaene venter" in ingrid.get(f"/skjema/forlop/{ingrid.enrolment_id}")


def test_the_list(ingrid: Patient) -> None:
    page = ingrid.get(f"/skjema/forlop/{ingrid.enrolment_id}")
    assert "Kan besvares nå Spørreskjema, start Omtrent 15 minutter. Åpent til 12. oktober." in page
    assert "Kommer senere Spørreskjema, 3 måneder" in page
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    assert "Spørreskjema, start Levert 21. september 2026" in ingrid.get(f"/skjema/forlop/{ingrid.enrolment_id}")


def test_nobody_elses_questionnaires_can_be_opened_or_changed(ingrid: Patient, ola: Patient) -> None:
    mine = first(ingrid)
    for address in (f"/skjema/{mine}", f"/skjema/{mine}/takk", f"/skjema/forlop/{ingrid.enrolment_id}", "/skjema/9999"):
        assert ola.browser.get(address).status_code == 404, address
    assert ola.post(f"/skjema/{mine}", everything("weather")).status_code == 404
    assert ola.save(f"/skjema/{mine}/utkast", {"q1": "1"}).status_code == 404
    assert ingrid.browser.get(f"/skjema/{mine}?instrument=who-5").status_code == 404
    assert responses(ingrid) == {}


def test_an_answer_about_dying_says_at_once_where_to_turn(enrol: Callable[..., Patient]) -> None:
    emma = enrol("Emma", "ridge", "north")
    address = f"/skjema/{first(emma)}"
    assert "Du skal slippe å være alene med dette" not in emma.get(address)
    emma.post(address, {**everything("phq-9"), "q9": "1"})
    assert "Du skal slippe å være alene med dette" in emma.get(address)


def test_where_to_turn_is_said_also_when_the_answer_cannot_be_kept(
    enrol: Callable[..., Patient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))

    emma = enrol("Emma", "ridge", "north")
    address = f"/skjema/{first(emma)}"
    monkeypatch.setattr("sqlalchemy.orm.Session.commit", gone)
    answer = emma.post(address, {**everything("phq-9"), "q9": "1"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    for said in ("Du skal slippe å være alene med dette", "tel:113", "tel:116123", "Prøv igjen om litt."):
        assert said in page


def test_a_form_without_the_token_is_refused(ingrid: Patient) -> None:
    assert ingrid.browser.post(f"/skjema/{first(ingrid)}", data=everything("weather")).status_code == 400
    assert ingrid.browser.post(f"/skjema/{first(ingrid)}/utkast", data={"q1": "1"}).status_code == 400
    assert responses(ingrid) == {}


def test_submitting_and_being_thanked_costs_at_most_eleven_statements(
    enrol: Callable[..., Patient], house: House
) -> None:
    emma = enrol("Emma", "ridge", "north")
    emma.hand_in(emma.agenda()[0], 0.1)
    emma.later(days=7, hours=5)
    weekly = emma.agenda()[1]
    emma.post(f"/skjema/{weekly.id}", {**everything("gad-7"), "instrument": "gad-7"})
    data = {**everything("phq-9"), "csrf_token": token(emma.browser)}
    with house.counted() as statements:
        answer = emma.browser.post(f"/skjema/{weekly.id}", data=data, follow_redirects=True)
    assert "Takk for svarene" in answer.get_data(as_text=True)
    assert len(statements) <= 11, "\n".join(statements)


# --- reading a form


NUMBERS = Item("n", "number", 20, 400, Text("Vekt", "Vekt"))
VAS = Item("v", "vas", 0, 100, Text("Smerte", "Smerte"))
WHOLE = Item("w", "integer", 0, 10, Text("Dager", "Dagar"))
YES_NO = Item("b", "boolean", 0, 1, Text("Vondt?", "Vondt?"))
CHOICE = Item("c", "choice", 0, 2, Text("Ofte?", "Ofte?"), ((0, Text("nei", "nei")), (2, Text("ja", "ja"))))
TEN = Item("t", "integer", 0, 100, Text("Tiere", "Tiarar"), step=10)
ALL = (NUMBERS, VAS, WHOLE, YES_NO, CHOICE, TEN)


def invented() -> Instrument:
    licence = all_samples().one(Instrument, "who-5").licence
    return Instrument("invented", Text("x", "x"), licence=licence, items=ALL)


INVENTED = invented()


@pytest.mark.parametrize(
    ("key", "typed", "answer"),
    [
        ("n", "72,5", 72.5),
        ("n", "72.5", 72.5),
        ("n", " 80 ", 80),
        ("v", "0", 0),
        ("v", "100", 100),
        ("w", "10", 10),
        ("b", "0", False),
        ("b", "1", True),
        ("c", "2", 2),
        ("t", "30", 30),
    ],
)
def test_what_is_typed_becomes_the_answer(key: str, typed: str, answer: object) -> None:
    assert read_answers(INVENTED, {key: [typed]}) == ({key: answer}, {})


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("n", "19,9", "«Vekt»: Skriv et tall fra 20 til 400."),
        ("n", "1e2", "«Vekt»: Skriv et tall fra 20 til 400."),
        ("n", "nan", "«Vekt»: Skriv et tall fra 20 til 400."),
        ("n", "٧٢", "«Vekt»: Skriv et tall fra 20 til 400."),
        ("v", "-1", "«Smerte»: Skriv et tall fra 0 til 100."),
        ("w", "3,5", "«Dager»: Skriv et helt tall fra 0 til 10."),
        ("w", "9" * 5000, "«Dager»: Skriv et helt tall fra 0 til 10."),
        ("b", "ja", "«Vondt?»: Velg ja eller nei."),
        ("c", "1", "«Ofte?»: Velg ett av svarene."),
        ("t", "35", "«Tiere»: Skriv et helt tall fra 0 til 100 som kan deles på 10."),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(key: str, typed: str, sentence: str) -> None:
    answers, faults = read_answers(INVENTED, {key: [typed]})
    assert (answers, {name: fault.nb for name, fault in faults.items()}) == ({}, {key: sentence})


@given(st.dictionaries(st.sampled_from([i.key for i in ALL] + ["z"]), st.text(max_size=12)))
def test_every_field_is_an_answer_a_gap_or_a_fault_and_answers_can_be_scored(form: dict[str, str]) -> None:
    answers, faults = read_answers(INVENTED, {name: [value] for name, value in form.items()})
    assert not set(answers) & set(faults)
    assert {key for key, value in form.items() if plain(value).strip()} <= set(answers) | set(faults)
    assert check_answers(INVENTED, answers) == []
    by_key = {item.key: item for item in ALL}
    assert all(accept(by_key[key], value) is not REFUSED for key, value in answers.items())
