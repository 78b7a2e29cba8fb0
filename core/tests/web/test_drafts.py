"""One way to keep a draft, for every form in which somebody writes: saved by script and by button, put back, gone when sent."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from varde.dialogue.service import messages_of
from varde.drafts.service import KEPT_FOR, forget_drafts
from varde.testing.copies import copied
from varde.testing.house import token
from varde.web.shell.form_filling import forms_in

from .drafts_of_clinic import CASES, WORDS, Clinic, case_of, form_of, html_of, make_clinic, saved
from .forms_of_clinic import said_by


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copied(make_clinic, tmp_path)


def test_every_form_that_keeps_a_draft_is_in_the_table(clinic: Clinic, repository_templates: list[str]) -> None:
    marked = {re.split(r"[/\"]", kind)[0] for kind in repository_templates}
    assert marked == {place.split("/")[0] for _who, _page, place, _field, _button in CASES.values()}


@pytest.fixture
def repository_templates() -> list[str]:
    """The places that templates name, up to what is put in."""
    folder = Path(__file__).parents[2] / "varde" / "web"
    named = []
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text()
        named += re.findall(r'drafted\("([a-z-]+)/', text) + re.findall(r'set draft = "([a-z-]+)/', text)
    return named


@pytest.mark.parametrize("by", ["script", "button"])
@pytest.mark.parametrize("name", CASES)
def test_a_draft_is_kept_put_back_and_gone_when_it_is_sent(clinic: Clinic, name: str, by: str) -> None:
    window, field, button = case_of(clinic, name)
    clinic.house.clock.move(minutes=1)
    if by == "script":
        answer = window.save(**{field: WORDS})
        assert answer.json is not None
        assert (answer.status_code, answer.json["text"]) == (200, "Utkast lagret i dag kl. 10.01")
    else:
        answer = window.press_save(**{field: WORDS})
        assert (answer.status_code, answer.headers["Location"]) == (303, window.address)
        assert "Utkast lagret i dag kl. 10.01" in html_of(window.client, window.address)
    assert saved(clinic) == [window.place]

    clinic.house.clock.move(days=1)
    again, _field, _button = case_of(clinic, name)
    assert again.fields[field] == [WORDS]
    assert '<span class="words" data-draft-words>Utkast lagret i går</span>' in again.html
    assert "Skjemaet er endret siden du skrev" not in again.html
    for other in {"ingrid", "maren", "stranger", "tone"} - {CASES[name][0]}:
        assert WORDS[:10] not in html_of(clinic.browser(other), window.address)

    if button is not None:
        sent = again.send(**button)
        assert sent.status_code == 303, sent.get_data(as_text=True)
        assert saved(clinic) == []


def test_a_form_that_is_refused_keeps_its_draft(clinic: Clinic) -> None:
    window, field, _button = case_of(clinic, "why not to be told")
    window.save(**{field: "for kort"})
    refused = window.send()
    assert refused.status_code == 422
    assert saved(clinic) == [window.place]
    html = refused.get_data(as_text=True)
    again = said_by(html, form_of(html, window.place))
    assert again["draft_window"] == window.fields["draft_window"], "it is the same window"
    assert again["draft_base"] == ['{"draft": true, "fields": {"reason": ["for kort"]}}']


def test_what_has_no_field_in_a_newer_form_is_read_before_it(clinic: Clinic) -> None:
    window, field, _button = case_of(clinic, "one's own referral")
    window.save(**{field: "Nytt ord.", "field-of-before": f"{WORDS} <b>før</b>", "choice-of-before": "yes"})
    page = html_of(window.client, window.address)
    note = page[page.index("Skjemaet er endret siden du skrev") : page.index("<form", page.index("Skjemaet er endret"))]
    assert f"{WORDS} <b>før</b>" in unescape(note)
    assert "<b>" not in note
    assert "yes" not in note


def test_what_was_chosen_and_ticked_comes_back_too(clinic: Clinic) -> None:
    window, _field, _button = case_of(clinic, "one's own referral")
    choice = next(each for each in window.form.controls if each.kind == "radio")
    ticked = [each for each in window.form.controls if each.kind == "checkbox"][-1]
    value = str(choice.attributes["value"])
    window.save(**{choice.name: value, ticked.name: str(ticked.attributes["value"]), "born": "1992-03-03"})
    again, _field, _button = case_of(clinic, "one's own referral")
    assert again.fields[choice.name] == [value]
    assert again.fields[ticked.name] == [ticked.attributes["value"]]
    assert again.fields["born"] == ["1992-03-03"]


@pytest.mark.parametrize("language", ["nn", "en"])
def test_a_draft_outlives_another_language_and_the_sign_out(clinic: Clinic, language: str) -> None:
    window, field, _button = case_of(clinic, "one's own referral")
    window.save(**{field: WORDS})
    assert WORDS in unescape(html_of(window.client, f"{window.address}?lang={language}"))
    window.client.post("/logg-inn/ut", data={"csrf_token": token(window.client)})
    assert WORDS not in unescape(html_of(window.client, window.address))
    assert WORDS in unescape(html_of(clinic.browser("tone"), window.address))


def test_a_draft_is_erased_after_thirty_days(clinic: Clinic) -> None:
    window, field, _button = case_of(clinic, "one's own referral")
    window.save(**{field: WORDS})
    assert timedelta(days=30) == KEPT_FOR
    for days, kept in ((29, 1), (1, 0)):
        clinic.house.clock.move(days=days)
        with clinic.house.work() as work:
            forget_drafts(work)
        assert len(saved(clinic)) == kept


def test_a_draft_is_sealed_for_its_writer_and_place(clinic: Clinic) -> None:
    window, field, _button = case_of(clinic, "feedback on an exercise")
    window.save(**{field: WORDS})
    with clinic.house.platform.engine.connect() as connection:
        (stored,) = connection.exec_driver_sql("SELECT fields_sealed FROM draft").scalars()
    assert b"Halvferdig" not in bytes(stored)


def test_a_draft_goes_with_its_enrolment_and_its_writer(clinic: Clinic) -> None:
    for name in ("feedback on an exercise", "one's own referral"):
        window, field, _button = case_of(clinic, name)
        window.save(**{field: WORDS})
    with clinic.house.platform.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM enrolment WHERE id = {clinic.enrolment}")
    assert saved(clinic) == ["self-referral/klinikken/lake"]


@pytest.mark.parametrize("place", ["", "x" * 121, "message/%C3%A5", "Message/1", "message/1/2/3/4"])
def test_an_address_that_is_no_place_keeps_nothing(clinic: Clinic, place: str) -> None:
    browser = clinic.browser("ingrid")
    answer = browser.post(f"/utkast/{place}", data={"csrf_token": token(browser), "body": WORDS})
    assert (answer.status_code, saved(clinic)) == (404, [])


@pytest.mark.parametrize(("who", "status"), [("ingrid", 200), ("maren", 200), ("stranger", 403), ("tone", 404)])
def test_only_who_may_write_about_a_patient_begins_a_draft_about_her(clinic: Clinic, who: str, status: int) -> None:
    browser = clinic.browser(who)
    answer = browser.post(
        f"/utkast/message/{clinic.enrolment}?forlop={clinic.enrolment}",
        data={"csrf_token": token(browser), "body": WORDS},
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, len(saved(clinic))) == (status, int(status == 200))


def test_the_log_of_the_patient_tells_of_a_draft_once(clinic: Clinic) -> None:
    window, field, _button = case_of(clinic, "feedback on an exercise")
    for text in ("Fint", "Fint at", "Fint at du"):
        assert window.save(**{field: text}).status_code == 200
    log = html_of(clinic.browser("ingrid"), "/innsyn?alle=1")
    assert log.count("et utkast") == 1


def test_a_page_with_drafts_costs_one_statement_more(clinic: Clinic) -> None:
    browser, address = clinic.browser("maren"), clinic.at("/pasient/{enrolment}")
    browser.get(address)
    with clinic.house.counted() as statements:
        browser.get(address)
    assert len([each for each in statements if "FROM draft" in each]) == 1


# --- two windows

THREAD = "a patient's message"

# What the other window does; what this one then does; then the status, what is kept as a draft, and what is sent.
TWO: dict[str, tuple[list[tuple[str, str]], tuple[str, str], int, list[str], list[str]]] = {
    "nothing, saved": ([], ("save", "Her"), 200, ["Her"], []),
    "nothing, sent": ([], ("send", "Her"), 303, [], ["Her"]),
    "saved, saved": ([("save", "Der")], ("save", "Her"), 409, ["Der"], []),
    "saved, saved with the button": ([("save", "Der")], ("press_save", "Her"), 409, ["Der"], []),
    "saved, sent": ([("save", "Der")], ("send", "Her"), 409, ["Der"], []),
    "saved the same, sent": ([("save", "Her")], ("send", "Her"), 303, [], ["Her"]),
    "sent, saved": ([("send", "Der")], ("save", "Her"), 200, ["Her"], ["Der"]),
    "saved and sent, saved": ([("save", "Der"), ("send", "Der")], ("save", "Her"), 200, ["Her"], ["Der"]),
}


def messages(clinic: Clinic) -> list[str]:
    with clinic.house.work() as work:
        return [message.body for message in messages_of(work, clinic.enrolment)]


def bodies(clinic: Clinic) -> list[str]:
    window, _field, _button = case_of(clinic, THREAD)
    return [each for each in window.fields["body"] if each]


@pytest.mark.parametrize("name", TWO)
def test_two_windows(clinic: Clinic, name: str) -> None:
    there_does, (deed, text), status, kept, sent = TWO[name]
    here, _field, _button = case_of(clinic, THREAD)
    there, _field, _button = case_of(clinic, THREAD)
    for what, words in there_does:
        assert getattr(there, what)(body=words).status_code in (200, 303)
    answer = getattr(here, deed)(body=text)
    assert answer.status_code == status
    assert (bodies(clinic), messages(clinic)) == (kept, sent)
    if status == 409 and deed == "save":
        assert answer.json["message"].startswith("Du har også skrevet i et annet vindu.")
    elif status == 409:
        page = answer.get_data(as_text=True)
        assert "Du har skrevet i to vinduer" in page
        assert ("<p>Her</p>" in page, "<p>Der</p>" in page) == (True, True)


def test_other_fields_are_put_together(clinic: Clinic) -> None:
    here, _field, _button = case_of(clinic, "one's own referral")
    there, _field, _button = case_of(clinic, "one's own referral")
    assert there.save(hope="Der").status_code == 200
    assert here.save(born="1992-03-03").status_code == 200
    again, _field, _button = case_of(clinic, "one's own referral")
    assert (again.fields["hope"], again.fields["born"]) == (["Der"], ["1992-03-03"])


def test_a_draft_gone_on_from_that_is_sent_elsewhere_is_said(clinic: Clinic) -> None:
    case_of(clinic, THREAD)[0].save(body="Begynt")
    here, there = case_of(clinic, THREAD)[0], case_of(clinic, THREAD)[0]
    assert there.send().status_code == 303
    told = here.save(body="Begynt, og mer")
    assert told.status_code == 409
    assert told.json is not None
    assert told.json["message"].startswith("Utkastet er sendt eller forkastet i et annet vindu.")
    answer = here.send(body="Begynt, og mer")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Skal dette også sendes?" in page
    assert "Begynt, og mer" in page
    assert messages(clinic) == ["Begynt"]
    (form,) = [form for form in forms_in(page) if form.action == here.address]
    assert here.client.post(here.address, data=MultiDict(said_by(page, form))).status_code == 303
    assert messages(clinic) == ["Begynt", "Begynt, og mer"]
    assert saved(clinic) == []


@pytest.mark.parametrize("deed", ["send", "press_save"])
def test_one_goes_on_with_what_one_chooses(clinic: Clinic, deed: str) -> None:
    here, there = case_of(clinic, THREAD)[0], case_of(clinic, THREAD)[0]
    there.save(body="Der")
    page = getattr(here, deed)(body="Her").get_data(as_text=True)
    (form,) = [form for form in forms_in(page) if form.action in (here.address, here.save_at)]
    assert f'href="{here.address}"' in page
    assert here.client.post(form.action, data=MultiDict(said_by(page, form))).status_code == 303
    expected = (["Her"], []) if deed == "press_save" else ([], ["Her"])
    assert (bodies(clinic), messages(clinic)) == expected


def test_one_window_that_saved_while_it_was_sent_is_not_two(clinic: Clinic) -> None:
    """The script's last save may land after its answer was given up: what it saved is the same window's."""
    here, _field, _button = case_of(clinic, THREAD)
    before = dict(here.fields)
    assert here.save(body="Halvveis").status_code == 200
    here.fields = before
    assert here.send(body="Halvveis og ferdig").status_code == 303
    assert messages(clinic) == ["Halvveis og ferdig"]


@pytest.mark.parametrize(
    ("name", "stored", "typed"),
    [("where a fact is known from", "cannot_swim", "no"), ("what she said of an answer", "rain_sev", "40")],
)
def test_what_is_stored_is_not_put_back_with_the_words(clinic: Clinic, name: str, stored: str, typed: str) -> None:
    """What the form shows of the record may have changed since: its words alone are kept."""
    window, field, _button = case_of(clinic, name)
    stands = window.fields[stored]
    assert stands != [typed]
    assert window.save(**{field: WORDS, stored: typed}).status_code == 200
    again, _field, _button = case_of(clinic, name)
    assert again.fields[field] == [WORDS]
    assert again.fields[stored] == stands
    assert again.press_save(**{field: f"{WORDS} Mer.", stored: typed}).status_code == 303
    last, _field, _button = case_of(clinic, name)
    assert (last.fields[field], last.fields[stored]) == ([f"{WORDS} Mer."], stands)
