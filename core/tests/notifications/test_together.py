"""What waits for the morning or for tomorrow, what goes out as one, and what is exempt."""

from __future__ import annotations

from dataclasses import replace

from varde.identity.models import Organisation
from varde.notifications.models import Delivery
from varde.notifications.sending import dispatch
from varde.notifications.service import notify
from varde.testing.by_hand import cells_of
from varde.testing.gateway import StubGateway

from .conftest import Post
from .machines import killed, receipt


def due(post: Post) -> list[Delivery]:
    dispatch.run(post.house.platform)
    return post.rows()


def test_what_comes_at_night_goes_out_together_at_eight(out: Post, gateway: StubGateway) -> None:
    out.house.clock.move(hours=12)  # ten in the evening
    for key, notice in (("message:1", "message"), ("feedback:1", "feedback"), ("news:1", "news")):
        out.plan(out.patient, notice, key)
    assert [row.state for row in due(out)] == ["queued"] * 3
    out.house.clock.move(hours=9, minutes=59)
    assert {row.state for row in due(out)} == {"queued"}
    out.house.clock.move(minutes=1)
    rows = due(out)
    assert [row.state for row in rows] == ["sent"] * 3
    assert [row.carrier_id for row in rows] == [None, rows[0].id, rows[0].id]
    (entry,) = gateway.taken
    assert entry["text"] == "Hei. Det er flere ting nye til deg. Logg inn for å se: http://localhost/min-sti"
    receipt(out, {"key": entry["key"], "state": "delivered"})
    assert {row.state for row in out.rows()} == {"delivered"}


def test_several_of_one_kind_are_said_once_in_its_own_words(out: Post, gateway: StubGateway) -> None:
    for number in (1, 2):
        out.plan(out.patient, "message", f"message:{number}")
    due(out)
    assert [entry["text"].split(" Logg")[0] for entry in gateway.taken] == ["Hei. Du har en ny melding."]


def test_what_may_have_been_taken_is_never_said_by_another_too(out: Post, gateway: StubGateway) -> None:
    first = out.plan(out.patient, "message", "message:1")
    killed(out, first, gateway, taken=True)
    out.house.clock.move(minutes=2)
    out.plan(out.patient, "news", "news:1")
    rows = due(out)
    assert [(row.state, row.carrier_id) for row in rows] == [("sent", None), ("sent", None)]
    assert [entry["text"].split(" Logg")[0] for entry in gateway.taken] == [
        "Hei. Du har en ny melding.",
        "Hei. Det er noe nytt til deg.",
    ]


def test_what_spoke_for_others_and_failed_speaks_for_them_again(out: Post, gateway: StubGateway) -> None:
    gateway.status = 503
    for key, notice in (("message:1", "message"), ("news:1", "news")):
        out.plan(out.patient, notice, key)
    assert {row.state for row in due(out)} == {"failed"}
    gateway.status = 200
    out.house.clock.move(seconds=30)
    assert {row.state for row in due(out)} == {"sent"}
    (entry,) = gateway.taken
    assert "flere ting" in entry["text"]


def test_what_spoke_for_others_and_is_spoken_for_itself_takes_them_along(out: Post, gateway: StubGateway) -> None:
    """Something new has come since, and goes first: none of those before it is left behind as if it had failed."""
    gateway.status = 503
    for key, notice in (("message:1", "message"), ("news:1", "news")):
        out.plan(out.patient, notice, key)
    assert {row.state for row in due(out)} == {"failed"}
    gateway.status = 200
    out.house.clock.move(seconds=15)
    out.plan(out.patient, "feedback", "feedback:1")
    out.house.clock.move(seconds=15)
    rows = due(out)
    assert [(row.state, row.carrier_id) for row in rows] == [("sent", rows[2].id), ("sent", rows[2].id), ("sent", None)]
    assert len(gateway.taken) == 1


def test_what_was_to_speak_for_others_and_may_not_lets_them_go(out: Post, gateway: StubGateway) -> None:
    gateway.status = 503
    out.plan(out.patient, "message", "message:1")
    out.plan(out.patient, "news", "news:1", about=False)
    due(out)
    out.put("paused")
    gateway.status = 200
    for _ in range(3):
        out.house.clock.move(minutes=10)
        rows = due(out)
    assert [(row.state, row.reason) for row in rows] == [("skipped", "paused"), ("sent", None)]
    assert len(gateway.taken) == 1


def test_no_more_than_so_many_a_day_and_the_rest_in_the_morning(out: Post, gateway: StubGateway) -> None:
    out.house.platform.settings = replace(out.house.platform.settings, notices_a_day=2)
    for number in range(5):
        out.plan(out.patient, "message", f"message:{number}")
        due(out)
        out.house.clock.move(minutes=1)
    assert [row.state for row in out.rows()] == ["sent", "sent", "queued", "queued", "queued"]
    out.house.clock.move(days=1)
    assert {row.state for row in due(out)} == {"sent"}
    assert len(gateway.taken) == 3


def test_what_she_asked_for_and_a_danger_wait_for_no_morning_and_are_not_counted(
    out: Post, gateway: StubGateway
) -> None:
    out.house.platform.settings = replace(out.house.platform.settings, notices_a_day=1)
    out.house.clock.move(hours=14)  # midnight
    alert_id = out.raised()
    out.plan(out.therapist, "alert", f"alert:{alert_id}:{out.therapist.id}")
    with out.house.work() as work:
        notify(work, out.patient.id, None, "trial", "trial:1", "/min-sti", asked=True)
    assert {row.state for row in due(out)} == {"sent"}
    assert len(gateway.taken) == 2
    out.house.clock.move(hours=10)
    for person in (out.therapist, out.patient):
        out.plan(person, "list" if person is out.therapist else "message", f"{person.id}:1")
    assert {row.state for row in due(out)} == {"sent"}


# Each kind, to whom: whether it goes out at night, when she has been told enough, and when contact about the course has ended.
EXEMPT = """
alert        | staff   | yes | yes | yes
duty         | nobody  | yes | yes | yes
glass        | staff   | yes | yes | yes
list         | staff   | no  | no  | yes
digest       | staff   | no  | no  | yes
digest_month | staff   | no  | no  | yes
message      | patient | no  | no  | no
feedback     | patient | no  | no  | no
appointment  | patient | no  | no  | no
tomorrow     | patient | no  | no  | no
news         | patient | no  | no  | no
decision     | patient | no  | no  | no
module       | patient | no  | no  | no
"""


def test_dangers_to_the_staff_alone_are_exempt_and_never_counted(out: Post) -> None:
    with out.house.work() as work:
        clinic = work.session.get_one(Organisation, out.house.clinic.id)
        clinic.details = {**clinic.details, "duty_phone": "480 00 001"}
    lines = cells_of(EXEMPT)

    def told(notice: str, whom: str, key: str) -> bool:
        """Whether this notice goes out now, alone."""
        person = {"staff": out.therapist, "patient": out.patient}.get(whom)
        whom_id, about = (None, None) if person is None else (person.id, out.enrolment_id)
        with out.house.work() as work:
            alert = f"{notice}:{alert_id}:{key}" if notice == "alert" else f"{notice}:{key}"
            place = out.house.clinic.id if person is None else None
            row = notify(work, whom_id, about, notice, alert, "/", organisation_id=place)
            assert row is not None
            delivery_id = row.id
        return out.deliver(delivery_id).state == "sent"

    alert_id, columns = out.raised(), list[list[bool]]()
    out.house.clock.move(hours=12)  # ten in the evening
    columns.append([told(notice, whom, "night") for notice, whom, *_ in lines])
    out.house.clock.move(hours=14)  # noon
    out.house.platform.settings = replace(out.house.platform.settings, notices_a_day=0)
    columns.append([told(notice, whom, "enough") for notice, whom, *_ in lines])
    out.house.platform.settings = replace(out.house.platform.settings, notices_a_day=99)
    out.put("completed", stopped=True)
    columns.append([told(notice, whom, "ended") for notice, whom, *_ in lines])
    said = [
        [notice, whom, *("yes" if row else "no" for row in rows)]
        for (notice, whom, *_), rows in zip(lines, zip(*columns, strict=True), strict=True)
    ]
    assert said == lines


def test_a_danger_takes_nobodys_place(out: Post, gateway: StubGateway) -> None:
    """After as many dangers as notices are allowed, the therapist is told of her list all the same."""
    out.house.platform.settings = replace(out.house.platform.settings, notices_a_day=2)
    for _ in range(3):
        out.plan(out.therapist, "alert", f"alert:{out.raised()}:{out.therapist.id}")
        due(out)
        out.house.clock.move(minutes=1)
    out.plan(out.therapist, "list", "list:1")
    assert {row.state for row in due(out)} == {"sent"}
    assert len(gateway.taken) == 4
