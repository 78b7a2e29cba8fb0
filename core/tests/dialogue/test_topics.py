"""Topics, closing, and messages that need no answer: over every way, written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from varde.alerts.service import alert_of, close_alert, raise_alert
from varde.alerts.values import Alert
from varde.caseload.service import row_of
from varde.dialogue.errors import (
    DangerUnanswered,
    NoSuchTopic,
    NothingToUndo,
    TooManyTopics,
    TopicName,
    TopicWaits,
    WhyNoAnswer,
)
from varde.dialogue.models import Thread
from varde.dialogue.rules import may_close, may_settle
from varde.dialogue.service import messages_of, thread_of, write
from varde.dialogue.topics import LONGEST_TITLE, MOST_OPEN, close, topics_of
from varde.dialogue.waiting import EVERY_TOPIC, deeds_of, settle, undo, waiting_topic
from varde.enrolments.exits import Leaving, end
from varde.enrolments.exits import undo as undo_end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

CLOSING = {(False, False): "yes", (True, False): "waits", (False, True): "danger", (True, True): "danger"}
SETTLING = [
    # the reason, the words, danger
    ("thanks", "", False, "yes"),
    ("spoken", "", False, "yes"),
    ("done", "", False, "yes"),
    ("other", "Hun ringte i går.", False, "yes"),
    ("other", "", False, "why"),
    ("other", "xxxxx", False, "why"),
    ("", "Hun ringte i går.", False, "why"),
    ("ended", "", False, "why"),
    ("thanks", "", True, "danger"),
    ("other", "Hun ringte i går.", True, "danger"),
    ("other", "", True, "why"),
]


def test_what_may_be_put_away() -> None:
    for (waits, danger), answer in CLOSING.items():
        assert may_close(waits=waits, danger=danger) == answer, (waits, danger)
    for reason, said, danger, answer in SETTLING:
        assert may_settle(reason, said, danger=danger) == answer, (reason, said, danger)


class Talk:
    """Tor and his therapist Maren, and what either does."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="psykolog")
        self.tor = house.person("Tor", "Vik")
        self.id = house.enrolled(self.tor, self.maren, "ridge", "north")
        self.sent = 0

    def do(self, deed: Callable[[Work, Enrolment], Any]) -> Any:
        with self.house.work() as work:
            return deed(work, work.session.get_one(Enrolment, self.id))

    def acts(self, person: Person) -> Actor:
        return self.house.actor(person, *([("therapist", self.house.clinic)] if person is self.maren else []))

    def writes(self, person: Person, words: str, topic: int | None = None, new: str = "") -> None:
        self.house.clock.move(minutes=1)
        self.sent += 1
        actor = self.acts(person)
        self.do(lambda work, it: write(work, actor, it, words, f"once-{self.sent:04}", (), topic, new))

    def settles(self, reason: str = "thanks", topic: int | None = EVERY_TOPIC) -> Any:
        self.house.clock.move(minutes=1)

        def deed(work: Work, it: Enrolment) -> int | None:
            made = settle(work, self.acts(self.maren), it, reason, "", topic)
            work.session.flush()
            return made.id if made is not None else None

        return self.do(deed)

    def undoes(self, deed_id: int) -> None:
        self.do(lambda work, it: undo(work, self.acts(self.maren), it, deed_id))

    def closes(self, topic: int) -> None:
        self.do(lambda work, it: close(work, self.acts(self.maren), it, topic))

    @property
    def topics(self) -> dict[str, int]:
        named: dict[str, int] = self.do(lambda work, _it: {line.title: line.id for line in topics_of(work, self.id)})
        return named

    @property
    def waiting(self) -> list[str]:
        """What waits; the conversation and the caseload must say the same."""

        def look(work: Work, _it: Enrolment) -> list[str]:
            waits = [message for message in messages_of(work, self.id) if message.waits]
            thread, row = thread_of(work, self.id), row_of(work, self.id)
            since = waits[0].sent_at if waits else None
            assert thread is None or thread.waiting_since == since
            assert row is not None
            assert (row.unanswered_since is None) == (since is None)
            return [message.body for message in waits]

        waits: list[str] = self.do(look)
        return waits


def make_talk(folder: Path) -> Talk:
    return Talk(make_house(sqlite_url(folder), catalogue=all_samples()))


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return copied(make_talk, tmp_path)


def test_an_answer_settles_its_own_topic_and_no_other(talk: Talk) -> None:
    talk.writes(talk.tor, "Om søvn", new="Søvn")
    talk.writes(talk.tor, "Om mat", new="Mat")
    talk.writes(talk.tor, "Om ingenting")
    assert list(talk.topics) == ["Søvn", "Mat"]
    talk.writes(talk.maren, "Svar om søvn", topic=talk.topics["Søvn"])
    assert talk.waiting == ["Om mat", "Om ingenting"]
    assert talk.do(lambda work, _it: waiting_topic(work, talk.id)) == talk.topics["Mat"]
    talk.writes(talk.maren, "Svar ellers")
    assert talk.waiting == ["Om mat"]
    talk.writes(talk.maren, "Svar om mat", topic=talk.topics["Mat"])
    assert talk.waiting == []


def test_a_topic_is_one_whatever_its_letters_and_has_a_name(talk: Talk) -> None:
    talk.writes(talk.tor, "En", new="Søvn")
    talk.writes(talk.maren, "To", new="  søvn ")
    assert list(talk.topics) == ["Søvn"]
    for wrong in ("x", "x" * (LONGEST_TITLE + 1)):
        with pytest.raises(TopicName):
            talk.writes(talk.tor, "Tre", new=wrong)
    with pytest.raises(NoSuchTopic):
        talk.writes(talk.tor, "Tre", topic=77)
    other = Talk.__new__(Talk)
    other.__dict__ |= talk.__dict__ | {"id": talk.house.enrolled(talk.house.person("Kari", "Lund"), talk.maren)}
    with pytest.raises(NoSuchTopic):
        other.writes(talk.maren, "I en annens", topic=talk.topics["Søvn"])
    for number in range(MOST_OPEN - 1):
        talk.writes(talk.tor, "Mer", new=f"Emne {number}")
    with pytest.raises(TooManyTopics):
        talk.writes(talk.tor, "For mye", new="Ett til")
    assert len(talk.do(lambda work, _it: messages_of(work, talk.id))) == 2 + MOST_OPEN - 1


def test_a_topic_is_closed_when_nothing_waits_and_opens_when_somebody_writes(talk: Talk) -> None:
    talk.writes(talk.tor, "Om søvn", new="Søvn")
    sleep = talk.topics["Søvn"]
    with pytest.raises(TopicWaits):
        talk.closes(sleep)
    talk.writes(talk.maren, "Svar", topic=sleep)
    for _again in range(2):
        talk.closes(sleep)
    (line,) = talk.do(lambda work, _it: topics_of(work, talk.id))
    assert line.closed_at is not None
    talk.writes(talk.tor, "En ting til", topic=sleep)
    assert talk.waiting == ["En ting til"]
    (line,) = talk.do(lambda work, _it: topics_of(work, talk.id))
    assert line.closed_at is None
    deeds = talk.do(lambda work, _it: [deed.kind for deed in deeds_of(work, talk.id)])
    assert deeds == ["closed", "reopened"]


def test_danger_is_answered_first(talk: Talk) -> None:
    talk.writes(talk.tor, "Takk", new="Søvn")

    def danger(work: Work, it: Enrolment) -> int:
        return raise_alert(work, it, work.catalogue.one(Alert, "ridge.phq9-thoughts"), "test", {}).id

    alert = talk.do(danger)
    for deed in (lambda: talk.closes(talk.topics["Søvn"]), talk.settles):
        with pytest.raises(DangerUnanswered):
            deed()
    assert talk.waiting == ["Takk"]
    actor = talk.acts(talk.maren)
    talk.do(lambda work, _it: close_alert(work, actor, alert_of(work, talk.id, alert), "Ringte Tor, alt er trygt nå."))
    talk.settles()
    talk.closes(talk.topics["Søvn"])
    assert talk.waiting == []


def test_what_needs_no_answer_is_kept_and_counts_again_when_it_is_taken_back_or_she_writes(talk: Talk) -> None:
    assert talk.settles() is None, "nothing waits"
    talk.writes(talk.tor, "Takk")
    until = talk.do(lambda work, _it: work.session.get_one(Thread, talk.id).answer_by)
    with pytest.raises(WhyNoAnswer):
        talk.settles("other")
    first = talk.settles()
    assert talk.waiting == []
    talk.house.clock.move(days=9)
    talk.undoes(first)
    assert talk.waiting == ["Takk"]
    assert talk.do(lambda work, _it: work.session.get_one(Thread, talk.id).answer_by) == until, (
        "what was promised stands"
    )
    with pytest.raises(NothingToUndo):
        talk.undoes(first)
    second = talk.settles("spoken")
    talk.writes(talk.tor, "Og en ting til")
    assert talk.waiting == ["Og en ting til"]
    talk.undoes(second)
    assert talk.waiting == ["Takk", "Og en ting til"]
    third = talk.settles("done")
    talk.writes(talk.maren, "Svar likevel")
    with pytest.raises(NothingToUndo):
        talk.undoes(third)
    lines = talk.do(lambda work, _it: deeds_of(work, talk.id))
    assert [(line.kind, line.reason, line.by, line.undone) for line in lines] == [
        ("settled", "thanks", "Maren Aas, psykolog", True),
        ("waits_again", "", "Maren Aas, psykolog", False),
        ("settled", "spoken", "Maren Aas, psykolog", True),
        ("waits_again", "", "Maren Aas, psykolog", False),
        ("settled", "done", "Maren Aas, psykolog", False),
    ]


def test_one_topic_is_put_away_alone(talk: Talk) -> None:
    talk.writes(talk.tor, "Om søvn", new="Søvn")
    talk.writes(talk.tor, "Ellers")
    talk.settles(topic=talk.topics["Søvn"])
    assert talk.waiting == ["Ellers"]
    talk.settles(topic=None)
    assert talk.waiting == []


def test_an_ending_that_settles_is_undone_with_it(talk: Talk) -> None:
    talk.writes(talk.tor, "Takk for alt")
    talk.do(lambda work, it: end(work, talk.maren.id, it, "completed", Leaving(settled=True)))
    assert talk.do(lambda work, _it: work.session.get_one(Thread, talk.id).waiting_since) is None
    talk.do(lambda work, it: undo_end(work, talk.acts(talk.maren), it))
    assert talk.waiting == ["Takk for alt"]


# --- on the pages, without scripts


def test_both_sides_see_topics_and_what_was_done(talk: Talk) -> None:
    patient, staff = talk.house.browser(talk.tor), talk.house.browser(talk.maren, staff=True)
    page = f"/meldinger/{talk.id}"
    sent = {"csrf_token": token(patient), "once": "once-page1", "body": "Jeg sover dårlig.", "new_topic": "<b>Søvn</b>"}
    assert patient.post(page, data=sent).status_code == 303
    (topic,) = talk.topics.values()
    html = staff.get(f"{page}?emne={topic}").get_data(as_text=True)
    assert "&lt;b&gt;Søvn&lt;/b&gt; <b>1</b>" in html
    assert "<b>Søvn</b>" not in html
    reply = {"csrf_token": token(staff), "once": "once-page2", "body": "Fortell mer."}
    assert staff.post(f"/pasient/{talk.id}/melding", data=reply).status_code == 303
    assert talk.waiting == [], "an answer from the patient's page goes where she waits"
    assert staff.post(f"{page}/emne/{topic}/avslutt", data={"csrf_token": token(staff)}).status_code == 303
    assert "er avsluttet. Det åpner igjen når noen skriver i det." in patient.get(page).get_data(as_text=True)
    again = {"csrf_token": token(patient), "once": "once-page3", "body": "Takk!", "topic": str(topic)}
    assert patient.post(page, data=again).status_code == 303
    assert staff.post(f"{page}/emne/{topic}/avslutt", data={"csrf_token": token(staff)}).status_code == 409
    why = {"csrf_token": token(staff), "no_answer": "other", "no_answer_why": "Hun takket bare for sist."}
    assert staff.post(f"/pasient/{talk.id}/avklart", data=why).status_code == 303
    assert "Hun takket bare for sist." in staff.get(f"/pasient/{talk.id}").get_data(as_text=True)
    hers = patient.get(page).get_data(as_text=True)
    assert "Maren Aas, psykolog har lest det du skrev." in hers
    assert "Hun takket" not in hers
    (deed,) = talk.do(lambda work, _it: [line.id for line in deeds_of(work, talk.id) if line.kind == "settled"])
    assert patient.post(f"{page}/avklart/{deed}/angre", data={"csrf_token": token(patient)}).status_code == 403
    assert patient.post(f"{page}/emne/{topic}/avslutt", data={"csrf_token": token(patient)}).status_code == 403
    assert staff.post(f"{page}/avklart/{deed}/angre", data={"csrf_token": token(staff)}).status_code == 303
    assert talk.waiting == ["Takk!"]
    assert staff.post(f"{page}/avklart/{deed}/angre", data={"csrf_token": token(staff)}).status_code == 409


def test_a_topic_that_cannot_be_is_said_at_its_control(talk: Talk) -> None:
    patient = talk.house.browser(talk.tor)
    sent = {"csrf_token": token(patient), "once": "once-page1", "body": "Hei & hå", "new_topic": "x" * 61}
    answer = patient.post(f"/meldinger/{talk.id}", data=sent)
    html = answer.get_data(as_text=True)
    assert (answer.status_code, 'href="#new_topic"' in html, "Hei &amp; hå" in html) == (422, True, True)
