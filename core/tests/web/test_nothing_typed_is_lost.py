"""Whatever is refused, what was typed is still there: in its form with the fault, or as words where there is no form any more.

Over every form there is (see ``forms_of_clinic``), each with something that is wrong in it, written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from varde.kernel import errors

from .before_forms import BEFORE
from .forms_of_clinic import CASES, WORDS, Case, Clinic, browser_of, form_at, forms_at, html_of, said_by
from .forms_of_groups import wrong_in_groups
from .forms_of_plan import wrong_in_a_plan
from .test_held_forms import BUTTONS

LONG = f"{WORDS} " + " ".join(["og enda mer"] * 600)
# What is wrong, over what is typed in the form otherwise; the control that says so has this id.
WRONG: dict[str, tuple[Mapping[str, Any], str]] = {
    "modules.finish": ({"cold": "77"}, "cold"),
    "helped.say": ({"helped": "perhaps"}, "helped"),
    "entries.write": ({"entry-day": "2999-01-01"}, "entry-day"),
    "entries.save": ({"steep": "77"}, "steep"),
    "dialogue.send": ({"body": LONG}, "body"),
    "dialogue.send by a therapist": ({"body": LONG}, "body"),
    "questionnaires.hand_in": ({"rain_sev": "1037"}, "rain_sev"),
    "planning.put_off": ({"day": "2020-01-01"}, "day"),
    "referrals.send_self_referral": ({"mobile": "912 34 5"}, "mobile"),
    "referrer.send": ({"nin": "01019912345"}, "nin"),
    "referrals.send_answer": ({"fact_has_map": "perhaps"}, "fact_has_map"),
    "referrals.name_gp": ({"gp_inform": "perhaps"}, "gp_inform"),
    "referrer.send_answer": ({"fact_has_map": "perhaps"}, "fact_has_map"),
    "asking.ask": ({"answer_day": "2020-01-01"}, "answer_day"),
    "intake.send_decision": ({"decision": "perhaps"}, "h-feil"),
    "caseload.reply": ({"body": LONG}, "body"),
    "caseload.inner_note": ({"inner_note": LONG}, "inner_note"),
    "opinions.ask": ({"colleague": ""}, "opinion"),
    "opinions.answer": ({"advice": LONG}, "advice"),
    "templates_kept.keep": ({"nn": "{etternavn}"}, "nb"),
    "caseload.settle": ({"no_answer": "perhaps"}, "no_answer"),
    "caseload.feedback": ({"feedback": LONG}, "feedback-{sheet}"),
    "exercises.answer": ({"feedback": LONG}, "feedback-{log}"),
    "caseload.book": ({"day": "2020-01-01"}, "day"),
    "alerts.call_in": ({"day": "2020-01-01"}, "clock-{silent}"),
    "alerts.say_outcome": ({"agreed": "xx"}, "agreed-{silent}"),
    "timebook.move": ({"day": "2020-01-01"}, "clock-{booked}"),
    "timebook.keep_record": ({"risk": "xx"}, "risk"),
    "timebook.book_row": ({"day-1": "2026-09-26"}, "times"),
    "break_glass.begin": ({"kind": "perhaps"}, "why"),
    "break_glass_review.answer": ({"verdict": "perhaps"}, "verdict"),
    "access_follow_up.answer": ({"answer": "perhaps"}, "words-{flag}"),
    "erasures.ask": ({"number": "0"}, "number"),
    "erasures.hold": ({"held": "0"}, "held"),
    "break_glass_review.put_off": ({"until": "2020-01-01"}, "delay"),
    "caseload.take_over": ({"reason": "xx xx xx"}, "reason"),
    "caseload.plan": ({"until": "2020-01-01"}, "until"),
    "caseload.save_view": ({"name": ""}, "name"),
    "several.nudge": ({"body": LONG}, "body"),
    "several.hand_over": ({"receiver": ""}, "receiver"),
    "several.book": ({"day": "2020-01-01"}, "day"),
    "time_spent.call": ({"minutes": "1441"}, "minutes"),
    "time_spent.correct": ({"minutes": "1441"}, "minutes-{spent}"),
    "leaving.send": ({"reason": "bored"}, "reason"),
    "leaving.bring_back": ({"reason": "xx xx xx"}, "reason-{enrolment}"),
    "own_leaving.leave": ({"reason": "bored"}, "reason"),
    "ringing.set_up": ({"day": "2020-01-01"}, "day"),
    "ringing.rung": ({"outcome": "nei"}, "outcome"),
    "ringing.line": ({"promised": "2020-01-01"}, "promised"),
    "moving.access": ({"until": "2020-11-20"}, "until"),
    "moving.move": ({"receiver": ""}, "receiver"),
    "moving.pass_on": ({"to": ""}, "to"),
    "moving.track": ({"track": "nowhere"}, "track"),
    "paths.turn": ({"what": ""}, "what-boat-and-oars"),
    "paths.pace": ({"pace-why": "xx xx xx"}, "pace-why"),
    "paths.ask": ({"form-why": "xx xx xx"}, "form-why"),
    "correcting.save": ({"corrected-because": "xx xx xx"}, "corrected-because"),
    "must_know.save": ({"alarm_fog": "perhaps"}, "alarm_fog"),
    "must_know.change_lock": ({"reason": "xx xx xx"}, "reason"),
    "safety.save": ({"alarm_fog": "perhaps"}, "alarm_fog"),
    "personal.keep": ({"mobile": "12"}, "mobile"),
    "personal.rename": ({"given_name": "Inga " * 60 + "Marie"}, "given_name"),
    "staff_personal.keep": ({"mobile": "12"}, "mobile"),
    "staff_personal.rename": ({"given_name": "Inga " * 60 + "Marie"}, "given_name"),
    "staff_personal.same": ({"nin": "123"}, "nin"),
    "staff_consents.keep": ({"allowed": ""}, "allowed-video"),
    "absence.save": ({"last": "2026-09-01"}, "last"),
    "absence.days": ({f"dag{digit}": "" for digit in range(5)}, "dag0"),
    "door.act": ({"note": ""}, "note-{door}"),
    "questionnaires_staff.hand_in": ({"rain_sev": "1037"}, "rain_sev"),
    "alerts.act": ({"note": "", "action": "close"}, "note-{alert}"),
    "alerts.together": ({"note": ""}, "note-together"),
    "alerts.stop": ({"reason": "xx xx xx"}, "reason-{alert}"),
    "measuring.take": ({"figure-flow": "3950"}, "figure-flow"),
    "measuring.save": ({"figure-flow": "3950"}, "figure-flow"),
    "measurements.take": ({"figure-flow": "3950"}, "figure-flow"),
    "measurements.base": ({"base": "3"}, "base"),
    "measurements.save": ({"because": "xx xx xx"}, "because"),
    "kin.declare": ({"born": "1860-01-01"}, "born"),
    "read_texts.move": ({"reason": "kort"}, "reason-know-the-lake-what-it-is"),
    "team.add": ({"until": "2020-10-20"}, "until"),
    "set_up.change": ({"name": ""}, "name"),
    "set_up.add": ({"new_key": "Ø"}, "new_name"),
    "set_up.text": ({"crisis-nn": "kort"}, "crisis-nb"),
    "set_up_offerings.save": ({"capacity-sample": "mange"}, "capacity-sample"),
    "set_up_offerings.add": ({"programme": "nowhere"}, "programme"),
    "set_up_offerings.decide": ({"waiting_weeks": "mange"}, "waiting_weeks"),
    "set_up_wording.load": ({"pack": "noe annet"}, "pack"),
    "set_up_places.week": ({"closes-0": "25"}, "opens-0"),
    "set_up_places.closed": ({"last": "2026-12-01"}, "first"),
    "set_up_places.room": ({"seats": "mange"}, "room"),
    "set_up_places.room_changed": ({"seats-{room}": "mange"}, "room-{room}"),
    "set_up_care_roles.add": ({"care_role": "Ø"}, "care_role"),
    "set_up_care_roles.change": ({"called-nn-therapist": ""}, "called-nb-therapist"),
    "set_up_staff.add": ({"hpr": "0"}, "given_name"),
    "set_up_staff.terms": ({"to-{grant}": "2020-01-02"}, "to-{grant}"),
    "set_up_staff.give": ({"to": "2020-01-02"}, "role"),
    "set_up_staff.present": ({f"dag{digit}": "" for digit in range(5)}, "dag0"),
    "set_up_staff.facts": ({"hpr": "0"}, "hpr"),
    "content_step.save": ({"from_day": "2020-01-01", "gjor": "send"}, "from_day"),
    "content_step.move": ({"why": "x"}, "why"),
    "content_media.take_out": ({"reason": "x"}, "reason"),
    "content_slots.change": ({"reason": "x"}, "reason"),
    "content_versions.decide": ({"reason": "x"}, "reason"),
    **wrong_in_groups(LONG),
    **wrong_in_a_plan(),
    "plugin_sample.page_box": ({"serial": "x"}, "serial"),
}


def test_every_form_has_something_wrong() -> None:
    assert tuple(WRONG) == tuple(CASES)


def filled(clinic: Clinic, name: str) -> tuple[Case, Any, dict[str, Any]]:
    """The form as it is filled in by hand, by whoever fills it in."""
    case = CASES[name]
    if name in BEFORE:
        BEFORE[name](clinic)
    typed = {clinic.at(key): clinic.at(said) if isinstance(said, str) else said for key, said in case.typed.items()}
    case = replace(case, page=clinic.at(case.page), action=clinic.at(case.action), typed=typed)
    browser = browser_of(clinic, case.who)
    return case, browser, form_at(browser, case.page, case.action, typed) | typed


def address_of(browser: Any, case: Case) -> str:
    return forms_at(html_of(browser, case.page), case.page, case.action)[0].action or case.page


@pytest.mark.parametrize("name", WRONG)
def test_what_was_typed_stands_in_its_form_with_what_is_wrong(clinic: Clinic, name: str) -> None:
    case, browser, form = filled(clinic, name)
    overrides, control = WRONG[name]
    wrong = {clinic.at(key): value for key, value in overrides.items()}
    action = address_of(browser, case)
    answer = browser.post(action, data=MultiDict({**form, **wrong}))
    page = answer.get_data(as_text=True)
    assert answer.status_code in (422, 409), page[-3000:]
    forms = forms_at(page, case.page, case.action)
    assert forms, "the form is there"
    sent = {**case.typed, **wrong}
    pairs = [(key, value) for key, value in sent.items() if isinstance(value, str)]
    shown = said_by(page, max(forms, key=lambda each: each.fits(pairs)))
    for key, value in sent.items():
        texts = [value] if isinstance(value, str) else value
        if key not in BUTTONS and not _is_a_code(value, wrong.get(key)):
            assert shown.get(key) == texts, key
    assert f'id="{clinic.at(control)}"' in page, "what the summary points at is there"
    assert 'class="error' in page


def _is_a_code(value: Any, wrong: Any) -> bool:
    """A choice that is not one cannot stand in its list, nor a box that was not ticked."""
    return value == wrong and value in ("", "bored", "nowhere", "perhaps", "77", "2020-01-01")


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.shown == WORDS])
@pytest.mark.parametrize("refusal", [errors.Conflict, errors.NotFound, errors.Unavailable])
def test_where_the_form_is_not_shown_the_words_are(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, name: str, refusal: type[errors.VardeError]
) -> None:
    case, browser, form = filled(clinic, name)
    action = address_of(browser, case)

    def refuse(**_address: object) -> None:
        raise refusal()

    endpoint = name.split()[0]
    monkeypatch.setitem(clinic.house.app.view_functions, endpoint, refuse)
    page = browser.post(action, data=MultiDict(form)).get_data(as_text=True)
    assert "Dette skrev du" in page
    assert WORDS in unescape(page)


def test_with_the_token_of_somebody_else_no_words_are_shown(clinic: Clinic) -> None:
    case, browser, form = filled(clinic, "dialogue.send")
    other = form_at(browser_of(clinic, "maren"), clinic.at(case.page), clinic.at(case.page))
    forged = browser.post(case.action, data=MultiDict(form | {"csrf_token": other["csrf_token"]}))
    assert forged.status_code == 400
    assert WORDS[:20] not in forged.get_data(as_text=True)
