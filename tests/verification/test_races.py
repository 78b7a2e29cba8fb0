"""Two people, or one person twice, at the same moment: one is let through, the other gets a clean answer."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import flask
import pytest
from sqlalchemy import event, func, select

from varde.assessments.models import Response
from varde.assessments.planning import ask_now
from varde.assessments.service import open_sheet, save_draft, settle, submit
from varde.dialogue.models import Message, Thread
from varde.dialogue.service import write
from varde.enrolments.access import open_record
from varde.enrolments.errors import WrongState
from varde.enrolments.exits import end
from varde.enrolments.models import EnrolmentEvent
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel.errors import VardeError
from varde.kernel.jobs import Outbox
from varde.referrals.service import decide
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, make_house, token
from varde.web.shell import http
from varde.web.shell.pages import actor, audience

pytestmark = pytest.mark.verification
CROWD = 5


def add_views(app: flask.Flask, deeds: Mapping[str, Callable[[int], None]]) -> None:
    """One address that does the deed of that name, as a request."""

    @app.post("/t/<deed>/<int:number>")
    @audience("signed_in")
    def do(deed: str, number: int) -> Any:
        deeds[deed](number)
        return "", 204


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url)
    add_views(house.app, DEEDS)
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Lie", ("therapist", house.clinic))


@pytest.fixture
def kari(house: House) -> Person:
    return house.person("Kari", "Nordmann")


def at_once(house: House, person: Person, address: str, *, staff: bool = False) -> Counter[int]:
    """Press the button in several windows at the same moment. Everybody has read before anybody writes."""
    browsers = [house.browser(person, staff=staff) for _ in range(CROWD)]
    tokens = [token(browser) for browser in browsers]
    together, statuses = threading.Barrier(CROWD, timeout=60), []
    everybody_has_read = threading.Barrier(CROWD)
    mine = threading.local()

    def wait_for_the_others(*_: object) -> None:
        if house.platform.engine.dialect.name == "sqlite" or getattr(mine, "has_waited", True):
            return  # SQLite lets one transaction begin at a time, so nobody reads beside another
        mine.has_waited = True
        with suppress(threading.BrokenBarrierError):
            everybody_has_read.wait(2)

    def before(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE")) and "web_session" not in statement:
            wait_for_the_others()

    def press(browser: Any, csrf_token: str) -> None:
        mine.has_waited = False
        together.wait()
        statuses.append(browser.post(address, data={"csrf_token": csrf_token}).status_code)

    event.listen(house.platform.engine, "before_cursor_execute", before)
    threads = [threading.Thread(target=press, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    event.remove(house.platform.engine, "before_cursor_execute", before)
    return Counter(statuses)


# --- the deeds, as views do them


def first_message(enrolment_id: int) -> None:
    enrolment = open_record(http.work(), actor(), enrolment_id, "messages", write=True)
    write(http.work(), actor(), enrolment, "Hei", once=flask.request.form["csrf_token"])


def same_message(enrolment_id: int) -> None:
    enrolment = open_record(http.work(), actor(), enrolment_id, "messages", write=True)
    write(http.work(), actor(), enrolment, "Hei", once="the same form")


def hand_in(agenda_id: int) -> None:
    work = http.work()
    sheet = open_sheet(work, actor(), agenda_id, write=True)
    instrument = work.catalogue.one(Instrument, "who-5")
    submit(work, actor(), sheet, instrument.key, {item.key: int(item.low) for item in instrument.items})


def accept(enrolment_id: int) -> None:
    decide(http.work(), actor(), open_record(http.work(), actor(), enrolment_id, "referral", write=True), accept=True)


def stop(enrolment_id: int) -> None:
    pause(http.work(), actor(), open_record(http.work(), actor(), enrolment_id, "state", write=True))


def leave(enrolment_id: int) -> None:
    end(http.work(), actor().person_id, open_record(http.work(), actor(), enrolment_id, "state", write=True), "moved")


DEEDS = {f.__name__: f for f in (first_message, same_message, hand_in, accept, stop, leave)}


# --- what comes of it


def count(house: House, entity: Any, *where: Any) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count()).select_from(entity).where(*where)) or 0


def test_several_first_messages(house: House, maren: Person, kari: Person) -> None:
    enrolment_id = house.enrolled(kari, maren)
    statuses = at_once(house, kari, f"/t/first_message/{enrolment_id}")
    assert set(statuses) <= {204, 409}
    assert statuses[204] >= 1
    assert count(house, Message) == statuses[204]
    with house.work() as work:
        thread = work.session.get(Thread, enrolment_id)
        assert thread is not None
        assert thread.unread_by_therapist == statuses[204]


def test_several_later_messages_are_all_kept(house: House, maren: Person, kari: Person) -> None:
    enrolment_id = house.enrolled(kari, maren)
    with house.work() as work:
        write(work, house.actor(maren, ("therapist", house.clinic)), open_of(work, enrolment_id), "Velkommen", once="1")
    assert at_once(house, kari, f"/t/first_message/{enrolment_id}") == {204: CROWD}
    with house.work() as work:
        thread = work.session.get(Thread, enrolment_id)
        assert thread is not None
        assert thread.unread_by_therapist == CROWD


def open_of(work: Any, enrolment_id: int) -> Any:
    from varde.enrolments.models import Enrolment

    return work.session.get(Enrolment, enrolment_id)


def test_the_same_form_sent_twice_is_one_message(house: House, maren: Person, kari: Person) -> None:
    enrolment_id = house.enrolled(kari, maren)
    statuses = at_once(house, kari, f"/t/same_message/{enrolment_id}")
    assert set(statuses) <= {204, 409}
    assert count(house, Message) == 1


def start_of(house: House, enrolment_id: int) -> int:
    with house.work() as work:
        found = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
        return work.session.scalars(found).one()


@pytest.mark.parametrize("drafted", [False, True])
def test_several_submissions_of_one_questionnaire(house: House, maren: Person, kari: Person, drafted: bool) -> None:
    """The first stands, also when all of them began from the same draft."""
    enrolment_id = house.enrolled(kari, maren, "frisklivs")
    agenda_id = start_of(house, enrolment_id)
    if drafted:
        with house.work() as work:
            sheet = open_sheet(work, house.actor(kari), agenda_id, write=True)
            save_draft(work, house.actor(kari), sheet, sheet.unanswered[0], {"q1": 3}, "nb")
    before = count(house, Outbox, Outbox.job == "benefits.count")
    statuses = at_once(house, kari, f"/t/hand_in/{agenda_id}")
    assert statuses == {204: 1, 409: CROWD - 1}
    assert count(house, Response, Response.submitted_at.is_not(None)) == 1
    assert count(house, Outbox, Outbox.job == "benefits.count") == before + 1


def test_the_last_two_instruments_at_once(house: House, maren: Person, kari: Person) -> None:
    """Both are handed in, and the occasion is done when the next page is opened, if not before."""
    enrolment_id = house.enrolled(kari, maren, "ibs")
    agenda_id = start_of(house, enrolment_id)
    together, failed = threading.Barrier(2, timeout=60), []

    def hand_in_one(key: str) -> None:
        together.wait()
        try:
            with house.work() as work:
                sheet = open_sheet(work, house.actor(kari), agenda_id, write=True)
                time.sleep(0.2)
                first = work.catalogue.one(Instrument, key).items[0]
                submit(work, house.actor(kari), sheet, key, {first.key: int(first.low)})
        except VardeError as error:
            failed.append(error)

    run_together(*((hand_in_one, key) for key in ("ibs-sss", "ibs-qol")))
    assert failed == []
    assert count(house, Response, Response.submitted_at.is_not(None)) == 2
    with house.work() as work:
        assert settle(work, open_sheet(work, house.actor(kari), agenda_id))
    assert count(house, AgendaItem, AgendaItem.id == agenda_id, AgendaItem.state == "done") == 1


def test_asking_for_a_questionnaire_while_somebody_pauses(house: House, maren: Person, kari: Person) -> None:
    """Either it is refused, or the pause stops it like all the rest: nothing is left that no resuming brings back."""
    enrolment_id = house.enrolled(kari, maren, "ibs")
    actor = house.actor(maren, ("therapist", house.clinic))
    has_read, has_paused, refused = threading.Event(), threading.Event(), []

    def ask(_: object) -> None:
        try:
            with house.work() as work:
                enrolment = open_of(work, enrolment_id)
                has_read.set()
                if house.platform.engine.dialect.name != "sqlite":
                    assert has_paused.wait(30)
                ask_now(work, actor, enrolment, "symptoms")
        except WrongState as error:
            refused.append(error)

    def stop_it(_: object) -> None:
        assert has_read.wait(30)
        with house.work() as work:
            pause(work, actor, open_of(work, enrolment_id))
        has_paused.set()

    run_together((ask, None), (stop_it, None))
    left = count(house, AgendaItem, AgendaItem.key == "symptoms", AgendaItem.state == "planned")
    assert left == 0
    if house.platform.engine.dialect.name != "sqlite":
        assert len(refused) == 1
    with house.work() as work:
        resume(work, actor, open_of(work, enrolment_id))
    assert count(house, AgendaItem, AgendaItem.key == "symptoms", AgendaItem.state != "planned") == 0


def run_together(*deeds: tuple[Callable[[Any], None], Any]) -> None:
    threads = [threading.Thread(target=deed, args=(about,)) for deed, about in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.parametrize(("deed", "kind"), [("stop", "paused"), ("leave", "discontinued")])
def test_several_who_change_the_state(house: House, maren: Person, kari: Person, deed: str, kind: str) -> None:
    enrolment_id = house.enrolled(kari, maren)
    assert at_once(house, maren, f"/t/{deed}/{enrolment_id}", staff=True) == {204: 1, 409: CROWD - 1}
    assert count(house, EnrolmentEvent, EnrolmentEvent.kind == kind) == 1


def test_several_who_decide_one_referral(house: House, maren: Person, kari: Person) -> None:
    enrolment_id = house.referred(kari)
    assert at_once(house, maren, f"/t/accept/{enrolment_id}", staff=True) == {204: 1, 409: CROWD - 1}
    assert count(house, EnrolmentEvent, EnrolmentEvent.kind == "accepted") == 1
