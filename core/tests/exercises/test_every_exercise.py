"""Every exercise of the library, as a patient and her therapist meet it: what one can do, all can."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from html import escape, unescape
from io import StringIO

from flask.testing import FlaskClient
from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.kernel.shape import texts_in
from varde.modules.dated import dated_kind
from varde.modules.entries import awaits_feedback, read_by_therapist, waiting_exercises
from varde.modules.models import Entry
from varde.notifications.models import Delivery
from varde.safety.service import open_lock, state_facts
from varde.testing.house import token
from varde.testing.samples.workshop.programme import EXERCISES, MODULE

from .library_tried import TRIED, Tried
from .workshop import BY_KEY, Workshop


def each() -> Iterator[tuple[str, Tried]]:
    yield from TRIED.items()


def test_each_exercise_of_the_library_is_tried() -> None:
    assert list(TRIED) == list(BY_KEY)


def test_every_text_is_in_three_languages() -> None:
    missing = [
        place for exercise in EXERCISES for place, text in texts_in(exercise) if not (text.nb and text.nn and text.en)
    ]
    assert not missing


def test_the_life_of_an_entry_in_each(workshop: Workshop) -> None:
    """Begun and found again in another browser, written, read, shared, answered, corrected and taken away as a table."""
    workshop.house.clock.move(days=1)
    workshop.sign_in()
    staff = workshop.house.browser(workshop.maren, staff=True)
    for key, tried in each():
        _begun_elsewhere(workshop, key, tried)
        number = workshop.write(key, tried.form)
        assert workshop.stored(key) == [(number, workshop.kept(tried))], key
        page = workshop.html(f"{workshop.at(key)}?lang=nn")
        assert f'id="innforing-{number}"' in page, key
        _answered(workshop, staff, key, number, tried)
        page = workshop.html(f"{workshop.at(key)}?lang=nb")
        assert tried.said in page, key
        assert f"Takk for at du delte {key}." in page, key
        _corrected(workshop, key, number, tried)
        table = list(csv.reader(StringIO(workshop.html(workshop.at(key, "/innforing/last-ned")))))
        assert [len(row) for row in table] == [len(table[0])] * 2, key
        assert sum(bool(cell) for cell in table[1]) > len(tried.kept), key


def _begun_elsewhere(workshop: Workshop, key: str, tried: Tried) -> None:
    form = workshop.number(dict(tried.form))
    place = f"innforing/{workshop.enrolment_id}/{MODULE}/{key}"
    workshop.post(f"/utkast/{place}?forlop={workshop.enrolment_id}", form, 303)
    workshop.sign_in()
    page = workshop.html(workshop.at(key))
    assert "Utkast lagret" in page, key
    assert "Skjemaet er endret siden du skrev" not in page, key
    for name, value in form.items():
        shown = re.escape(escape(value))
        assert re.search(rf'name="{name}"[^>]*(value="{shown}"|>\s*{shown})', page), (key, name)


def _answered(workshop: Workshop, staff: FlaskClient, key: str, number: int, tried: Tried) -> None:
    assert f"innforing-{number}" not in staff.get(workshop.shared_at(key)).get_data(as_text=True), key
    workshop.post(workshop.at(key, f"/innforing/{number}/del"), {}, 303)
    page = staff.get(workshop.shared_at(key)).get_data(as_text=True)
    assert f'id="innforing-{number}"' in page, key
    assert tried.said in page, key
    with workshop.house.work() as work:
        waiting = waiting_exercises(work, [workshop.enrolment_id])[workshop.enrolment_id]
        assert (waiting.step, waiting.entries) == (key, 1), "her therapist's list says so"
    words = {"csrf_token": token(staff), "feedback": f"Takk for at du delte {key}."}
    assert staff.post(workshop.shared_at(key, f"/{number}"), data=words).status_code == 303, key
    with workshop.house.work() as work:
        told = work.session.scalars(select(Delivery).where(Delivery.notice == "feedback").order_by(Delivery.id.desc()))
        assert told.first().path == workshop.at(key), key  # type: ignore[union-attr]
    home = workshop.html(f"/min-sti/{workshop.enrolment_id}?lang=nb")
    assert "Du har fått svar på en øvelse" in home, key
    assert f'href="{workshop.at(key)}"' in home, key


def _corrected(workshop: Workshop, key: str, number: int, tried: Tried) -> None:
    """What is asked later is filled in, which is no correction; another day is one."""
    at, kind = workshop.at(key, f"/innforing/{number}"), dated_kind(BY_KEY[key])
    form = {**workshop.number(dict(tried.form)), **tried.later}
    if kind.later:
        page = workshop.html(at)
        assert "<h1>Hvordan gikk det?</h1>" in page, key
        workshop.post(at, {"base": _base(page), **form}, 303)
        assert "Det som sto før" not in workshop.html(at), key
    workshop.post(at, {"base": _base(workshop.html(at)), **form, "entry-day": "2026-09-21"}, 303)
    assert "Det som sto før" in workshop.html(at), key
    shared = workshop.kept(tried)
    with workshop.house.work() as work:
        row = work.session.get_one(Entry, number)
        assert read_by_therapist(row) == shared, key
        assert not awaits_feedback(row), key


def _base(page: str) -> str:
    found = re.search(r'name="base" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def test_what_breaks_a_rule_is_said_where_and_nothing_is_stored(workshop: Workshop) -> None:
    for key, tried in each():
        wrong, control = tried.wrong
        page = workshop.post(workshop.at(key, "/innforing"), wrong, 422)
        assert f'href="#{control}"' in page, key
        form = {**workshop.number(dict(tried.form)), "entry-day": "2999-01-01"}
        assert 'href="#entry-day"' in workshop.post(workshop.at(key, "/innforing"), form, 422), key
        assert workshop.stored(key) == [], key
        if key in SPOKEN_OF:
            workshop.write(key, tried.form)


SPOKEN_OF = ("ladder", "plan-goals", "action-plan")
OF_EACH_SORT = ("ladder", "attempts", "symptom-diary", "worry-time")
"""One a day and many, by the week and all at once, with an overview of its own and of another's."""


def test_seven_of_each_are_all_there(workshop: Workshop) -> None:
    workshop.house.clock.move(days=6)
    workshop.sign_in()
    for key, tried in each():
        _copies(workshop, workshop.write(key, tried.form), 6)
        assert workshop.html(workshop.at(key)).count('id="innforing-') == 7, key


def test_three_hundred_cost_no_more_statements_than_seven(workshop: Workshop) -> None:
    for key in OF_EACH_SORT:
        written = workshop.write(key, TRIED[key].form)
        _copies(workshop, written, 6)
        with workshop.house.counted() as few:
            workshop.html(workshop.at(key))
        _copies(workshop, written, 293, before=6)
        with workshop.house.counted() as many:
            page = workshop.html(workshop.at(key))
        assert len(many) <= len(few), key
        assert page.count('id="innforing-') <= 40, key


def _copies(workshop: Workshop, of: int, times: int, before: int = 0) -> None:
    """As if she had written it so many times more that day, or on so many days before where there is one a day."""
    with workshop.house.work() as work:
        row = work.session.get_one(Entry, of)
        once_a_day = dated_kind(BY_KEY[row.step]).once_a_day
        assert row.day is not None
        for number in range(1, times + 1):
            day = row.day - timedelta(days=number + before) if once_a_day else row.day
            made = Entry(
                enrolment_id=row.enrolment_id, module=row.module, step=row.step, occurrence=f"{times}-{number}"
            )
            made.day, made.clock, made.answers = day, row.clock, row.answers
            made.shared, made.saved_at = False, row.saved_at
            work.add(made)


def test_a_choice_that_is_not_safe_is_closed_to_her_and_says_why_and_the_others_are_open(workshop: Workshop) -> None:
    at = workshop.at("bodily-exercises")
    with workshop.house.work() as work:
        enrolment = work.session.get_one(Enrolment, workshop.enrolment_id)
        state_facts(work, workshop.house.actor(workshop.kari), enrolment, {"s0_heart": True, "s0_lungs": None})
    page = workshop.html(at)
    assert 'value="run"' not in page
    assert "Du har fortalt om hjertet, eller om brystsmerter." in page
    assert "Vi vet ikke nok ennå." not in page  # what is not known closes nothing more than the heart does
    assert 'value="shake"' in page
    refused = workshop.post(at + "/innforing", {"which": "run", "fear": "35"}, 422)
    assert 'href="#which"' in refused
    with workshop.house.work() as work:
        enrolment = work.session.get_one(Enrolment, workshop.enrolment_id)
        therapist = workshop.house.actor(workshop.maren, ("therapist", workshop.house.clinic))
        open_lock(work, therapist, enrolment, "s0-heart", "Fastlegen har sett på det.")
    assert 'value="run"' in workshop.html(at)
    assert 'value="hold"' not in workshop.html(at)


def test_a_check_in_brings_plan_b_forward_and_twice_says_that_the_plan_may_be_smaller(workshop: Workshop) -> None:
    for key in ("plan-goals", "action-plan", "check-in"):
        workshop.write(key, TRIED[key].form)
    page = workshop.html(workshop.at("check-in"))
    assert "Her er plan B." in page
    asked = page.partition('id="h-ny"')[2].partition("</form>")[0]
    assert "Hverdager" in asked, "the plan stands where it is asked about"
    assert "Hvis det regner: Trappen tre ganger" in page
    workshop.write("check-in", TRIED["check-in"].form)
    assert "Planen kan gjøres mindre." in workshop.html(workshop.at("check-in"))
    assert "Du er ikke helt trygg på «Ti minutter etter middag»." in workshop.html(workshop.at("action-plan"))


def test_the_next_rung_is_offered_and_the_week_and_the_window_are_worked_out(workshop: Workshop) -> None:
    workshop.write("ladder", TRIED["ladder"].form)
    workshop.write("ladder", {"situation": "Bussen til byen", "fear": "80"})
    low = workshop.stored("ladder")[0][0]
    for _ in range(2):
        workshop.write("attempts", {"rung": str(low), "highest": "85", "happened": "no"})
    page = workshop.html(workshop.at("attempts"))
    assert "2 ganger har det du var redd for, ikke skjedd på dette trinnet. Neste er «Bussen til byen»." in page
    workshop.write("activity-plan", TRIED["activity-plan"].form)
    assert "Uken din" in workshop.html(workshop.at("activity-plan"))
    for _ in range(5):
        workshop.write("sleep-diary", TRIED["sleep-diary"].form)
        workshop.house.clock.move(days=1)
        workshop.sign_in()
    assert "I snitt 6 timer på 5 netter. Du sov 75 % av tiden i sengen." in workshop.html(workshop.at("sleep-diary"))
    workshop.write("sleep-window", {"rise": "07:00"})
    window = workshop.html(workshop.at("sleep-window"))
    assert "6 timer denne uken." in window
    assert "01.00" in window


def test_a_part_keeps_what_is_written_when_a_row_is_added_and_goes_back_to_be_corrected(workshop: Workshop) -> None:
    at = workshop.at("relapse-plan", "/innforing")
    form = {"signs-0-sign": "Sier nei igjen", "part": "1"}
    assert 'name="signs-1-sign"' in workshop.post(at, {**form, "signs-add": "1"}, 200)
    second = workshop.post(at, {**form, "go": "2"}, 200)
    assert "Del 2 av 3" in second
    assert '<input type="hidden" name="signs-0-sign" value="Sier nei igjen">' in second
    back = workshop.post(at, {**form, "part": "2", "go": "1"}, 200)
    assert "Del 1 av 3" in back
    too_long = {"signs-0-sign": "a" * 201, "part": "1", "go": "2"}
    refused = workshop.post(at, too_long, 422)
    assert 'href="#signs-0-sign"' in refused
    assert "Del 1 av 3" in refused
    for odd in ("0", "4", "x", "²"):
        workshop.post(at, {"helps": "Ringe Lene", "go": odd}, 422)
    assert workshop.stored("relapse-plan") == []


def test_whoever_is_cut_off_in_the_middle_finds_her_words_and_the_part_she_had_come_to(workshop: Workshop) -> None:
    at = workshop.at("thought-record")
    own = re.findall(r'<input type="hidden" name="(draft\w*)" value="([^"]*)"', workshop.html(at))
    assert {name for name, _ in own} >= {"draft", "draft_window", "draft_base"}
    form = {name: unescape(value) for name, value in own}
    second = workshop.post(at + "/innforing", {**form, "part": "1", "go": "2", "situation": "På bussen"}, 200)
    assert "Utkast lagret" in second
    workshop.sign_in()
    page = workshop.html(at)
    assert "Del 2 av 6" in page
    assert '<dd class="quote">På bussen</dd>' in page
    assert '<input type="hidden" name="situation" value="På bussen">' in page
    workshop.write("thought-record", {"situation": "På bussen", "thought": "Nå besvimer jeg"})
