"""What is done in and around a conversation, by whom and in which state of the enrolment: every way there is, by hand.

All of it is done on pages; there is no command and no door for machines that does it, which the last test holds to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update

from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.dialogue.models import DialogueDeed, Topic
from varde.dialogue.service import write
from varde.dialogue.templates import keep_template
from varde.dialogue.waiting import settle
from varde.enrolments.models import ENROLMENT_STATES, Enrolment, SecondOpinion
from varde.enrolments.opinions import ask
from varde.enrolments.team import add_member
from varde.kernel.assembly import taken
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.parts import PARTS
from varde.testing.by_hand import crossed
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url, token

# While she is in treatment. “her”: Maren, who treats her; “team”: of her care team; “asked”: asked for advice; “other”: a
# colleague with no part in it; “head”: leads the clinic and treats nobody; “away”: treats at another clinic; “else”: another
# patient; “out”: not signed in. ok: done; no: 403; -: to her there is no such patient (404); gone: nobody asks her (409); in: is
# asked to sign in.
BY_ROLE = """
    deed      | patient | her  | team | asked | other | head | away | else | out
    write     | ok      | ok   | ok   | no    | no    | no   | -    | -    | in
    begin     | ok      | ok   | ok   | no    | no    | no   | -    | -    | in
    quote     | ok      | ok   | ok   | no    | no    | no   | -    | -    | in
    close     | no      | ok   | ok   | no    | no    | no   | -    | no   | in
    again     | ok      | ok   | ok   | no    | no    | no   | -    | -    | in
    settle    | no      | ok   | ok   | no    | no    | no   | -    | no   | in
    undo      | no      | ok   | ok   | no    | no    | no   | -    | no   | in
    template  | no      | ok   | ok   | no    | no    | no   | -    | no   | in
    ask       | no      | ok   | ok   | no    | no    | no   | -    | no   | in
    advise    | no      | gone | gone | ok    | no    | no   | -    | no   | in
    take back | no      | ok   | ok   | no    | no    | no   | -    | no   | in
    note      | no      | ok   | ok   | no    | no    | no   | -    | no   | in
    search    | no      | ok   | ok   | ok    | no    | no   | -    | no   | in
    call in   | no      | ok   | ok   | no    | no    | no   | -    | no   | in
"""
# By Maren, who treats her, and by the patient. over: it does not go in this state (409), and the page says so.
BY_STATE = """
    deed            | referred | screening | waiting | active | paused | completed | discontinued
    write           | over     | over      | ok      | ok     | ok     | ok        | over
    write (patient) | over     | over      | ok      | ok     | ok     | ok        | over
    begin           | over     | over      | ok      | ok     | ok     | ok        | over
    quote           | over     | over      | ok      | ok     | ok     | ok        | over
    close           | ok       | ok        | ok      | ok     | ok     | ok        | ok
    again           | over     | over      | ok      | ok     | ok     | ok        | over
    settle          | ok       | ok        | ok      | ok     | ok     | ok        | ok
    undo            | ok       | ok        | ok      | ok     | ok     | ok        | ok
    template        | ok       | ok        | ok      | ok     | ok     | ok        | ok
    ask             | ok       | ok        | ok      | ok     | ok     | ok        | ok
    take back       | ok       | ok        | ok      | ok     | ok     | ok        | ok
    note            | ok       | ok        | ok      | ok     | ok     | ok        | ok
    search          | ok       | ok        | ok      | ok     | ok     | ok        | ok
    call in         | ok       | ok        | ok      | ok     | over   | over      | over
"""
SAID = {"ok": (200, 303), "no": (403,), "-": (404,), "in": (302, 401), "over": (409,), "gone": (409,)}
Sent = tuple[str, dict[str, str]]


class Village:
    """Ingrid is in treatment with Maren; the others are around."""

    def __init__(self, house: House) -> None:
        self.house, clinic = house, house.clinic
        self.people = {
            "her": house.person("Maren", "Aas", ("therapist", clinic)),
            "team": house.person("Dag", "Lie", ("therapist", clinic)),
            "asked": house.person("Sara", "Holm", ("therapist", clinic)),
            "other": house.person("Per", "Dale", ("therapist", clinic)),
            "head": house.person("Hanne", "Moe", ("head", clinic)),
            "away": house.person("Liv", "Dale", ("therapist", house.elsewhere)),
            "patient": house.person("Ingrid", "Solheim"),
            "else": house.person("Kari", "Vik"),
        }
        self.id = house.enrolled(self.people["patient"], self.people["her"])
        house.enrolled(self.people["else"], self.people["her"])
        client = house.browser(self.people["patient"])
        log = {"csrf_token": token(client), "once": "log-1", "steep": "3", "seen": "En rype."}
        assert client.post(f"/moduler/{self.id}/first-steps/trail-log/innforing", data=log).status_code == 303
        client.post(f"/moduler/{self.id}/first-steps/trail-log/innforing/1/del", data=log)
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.id)
            add_member(
                work,
                house.actor(self.people["her"], ("therapist", clinic)),
                enrolment,
                self.people["team"].id,
                "therapist",
            )
            head = house.actor(self.people["head"], ("head", clinic))
            keep_template(work, head, "Takk", Text("Takk, {fornavn}.", "Takk, {fornavn}."), clinic.id)


def make_village(folder: Path) -> Village:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    house.clock.move(days=7, hours=1)  # to the next Monday
    return Village(house)


@pytest.fixture
def village(tmp_path: Path) -> Village:
    return copied(make_village, tmp_path)


ENDED = {"completed": "completed", "discontinued": "withdrawn"}


class Deeds(Village):
    """What is sent for each deed, after what it is done to is made anew: nothing that is done in one cell is met in another."""

    def __init__(self, village: Village) -> None:
        self.__dict__.update(village.__dict__)
        self.weeks = count(1)
        self.number = count(1)
        self.made: tuple[str, str, Sent] = ("", "", ("", {}))
        self.clients = {
            who: self.house.browser(person, staff=who not in ("patient", "else")) for who, person in self.people.items()
        }
        self.clients["out"] = self.house.app.test_client()

    def status(self, deed: str, who: str, said: str, state: str = "active") -> int:
        if said == "ok" or self.made[:2] != (deed, state):
            self.made = (deed, state, self.make(deed, state))
        address, form = self.made[2]
        client = self.clients[who]
        if not form:
            return client.get(address).status_code
        return client.post(address, data={"csrf_token": csrf(client), **form}).status_code

    def make(self, deed: str, state: str) -> Sent:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.id)
            self.back(work, enrolment)
            sent = DEEDS[deed.removesuffix(" (patient)")](self, work, enrolment)
            enrolment.state, enrolment.end_reason = state, ENDED.get(state)
            enrolment.ended_at = work.now if state in ENDED else None
        return sent

    def back(self, work: Work, enrolment: Enrolment) -> None:
        """She is in treatment, no topic is open, nothing waits, and Sara alone is asked."""
        enrolment.state, enrolment.end_reason, enrolment.ended_at = "active", None, None
        work.session.execute(update(Topic).where(Topic.closed_at.is_(None)).values(closed_at=work.now))
        work.session.execute(delete(SecondOpinion))
        settle(work, self.maren, enrolment, "thanks")
        work.session.flush()
        self.asked = ask(work, self.maren, enrolment, self.people["asked"].id, "Hva tenker du?", 7, self.once()).id

    def once(self) -> str:
        return f"once-{next(self.number):06}"

    @property
    def maren(self) -> Any:
        return self.house.actor(self.people["her"], ("therapist", self.house.clinic))

    def topic(self, work: Work, enrolment: Enrolment, *, waits: bool) -> int:
        by = self.house.actor(self.people["patient"]) if waits else self.maren
        write(work, by, enrolment, "Om bussen.", self.once(), (), None, f"Buss {next(self.number)}")
        work.session.flush()
        return work.session.scalar(select(func.max(Topic.id))) or 0


def csrf(client: FlaskClient) -> str:
    return token(client) if client.get_cookie("varde", domain="localhost") else "x"


def message(**form: str) -> Callable[[Deeds, Work, Enrolment], Sent]:
    return lambda deeds, _work, it: (f"/meldinger/{it.id}", {"body": "Hei.", "once": deeds.once(), **form})


def at_patient(end: str, **form: str) -> Callable[[Deeds, Work, Enrolment], Sent]:
    """``{asked}`` is the question to Sara, ``{once}`` a key of the form."""
    return lambda deeds, _work, it: (
        f"/pasient/{it.id}/{end.format(asked=deeds.asked)}",
        {name: value.format(once=deeds.once(), other=deeds.people["other"].id) for name, value in form.items()},
    )


def closing(deeds: Deeds, work: Work, it: Enrolment) -> Sent:
    return f"/meldinger/{it.id}/emne/{deeds.topic(work, it, waits=False)}/avslutt", {"x": "1"}


def again(deeds: Deeds, work: Work, it: Enrolment) -> Sent:
    topic = deeds.topic(work, it, waits=False)
    work.session.execute(update(Topic).values(closed_at=work.now))
    return f"/meldinger/{it.id}", {"body": "Mer om det.", "once": deeds.once(), "topic": str(topic)}


def settling(deeds: Deeds, work: Work, it: Enrolment) -> Sent:
    return f"/pasient/{it.id}/avklart", {"no_answer": "thanks", "topic": str(deeds.topic(work, it, waits=True))}


def undoing(deeds: Deeds, work: Work, it: Enrolment) -> Sent:
    settle(work, deeds.maren, it, "thanks", "", deeds.topic(work, it, waits=True))
    work.session.flush()
    number = work.session.scalar(select(func.max(DialogueDeed.id)))
    return f"/meldinger/{it.id}/avklart/{number}/angre", {"x": "1"}


def from_template(_deeds: Deeds, _work: Work, it: Enrolment) -> Sent:
    form = {"draft": f"message/{it.id}", "draft_page": f"/pasient/{it.id}", "body": "Hei."}
    return f"/maler/bruk/{it.id}/t1", form


def calling_in(deeds: Deeds, work: Work, it: Enrolment) -> Sent:
    alert = raise_alert(work, it, work.catalogue.one(Alert, "sample.inactive"), deeds.once(), {}).id
    day = work.today + timedelta(weeks=next(deeds.weeks))
    form = {"way": "phone", "day": day.isoformat(), "clock": "12:00", "which": ""}
    return f"/pasient/{it.id}/varsler/{alert}/innkalling", form


DEEDS: dict[str, Callable[[Deeds, Work, Enrolment], Sent]] = {
    "write": message(),
    "begin": message(new_topic="Om timen"),
    "quote": message(quote="entry-1"),
    "close": closing,
    "again": again,
    "settle": settling,
    "undo": undoing,
    "template": from_template,
    "ask": at_patient("raad", colleague="{other}", opinion="Hva tenker du?", days="7", once="{once}"),
    "advise": at_patient("raad/{asked}/svar", advice="Jeg ville ventet."),
    "take back": at_patient("raad/{asked}/ta-tilbake", x="1"),
    "note": at_patient("notat", inner_note="Ring henne fredag.", once="{once}"),
    "search": at_patient("sok?sok=rype"),
    "call in": calling_in,
}


def wrong(table: str, status: Callable[[str, str, str], int]) -> list[tuple[str, str, str, int]]:
    """The cells in which something else is answered than what stands there."""
    cells = [(deed, column, said) for deed, row in crossed(table).items() for column, said in row.items()]
    answers = [(deed, column, said, status(deed, column, said)) for deed, column, said in cells]
    return [cell for cell in answers if cell[3] not in SAID[cell[2]]]


def test_who_does_it_while_she_is_in_treatment(village: Village) -> None:
    assert set(crossed(BY_ROLE)) == set(DEEDS)
    assert wrong(BY_ROLE, Deeds(village).status) == []


def test_in_which_states_it_is_done(village: Village) -> None:
    deeds = Deeds(village)
    assert all(set(row) == set(ENROLMENT_STATES) for row in crossed(BY_STATE).values())
    who = {True: "patient", False: "her"}
    assert wrong(BY_STATE, lambda deed, state, said: deeds.status(deed, who["(" in deed], said, state)) == []


def test_there_is_no_other_way_to_do_it() -> None:
    parts = {part.key: part for part in PARTS}
    assert {"dialogue", "notes", "alerts"} <= parts.keys()
    ways = [(key, way) for key in ("dialogue", "notes", "alerts") for way in ("commands", "doors")]
    assert [(key, way) for key, way in ways if taken(parts[key], way, [])] == []
    assert [command.words for command in taken(parts["enrolments"], "commands", [])] == ["admin settings"]
