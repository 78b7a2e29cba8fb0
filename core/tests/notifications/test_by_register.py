"""Notices to people of whom Varde knows no address: the contact register is asked, and whatever it does nothing stops."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from varde.identity.service import nin_of
from varde.kernel.settings import RegisterSettings, read_settings
from varde.notifications.addresses import NO_MOBILE
from varde.notifications.choices import choose
from varde.notifications.sending import dispatch
from varde.people.register.models import RegisterContact
from varde.people.register.service import ask_register, met, register_now
from varde.testing.gateway import StubGateway
from varde.testing.house import environment
from varde.testing.register import StubRegister, stub_register

from .conftest import Post
from .machines import reaching


@pytest.fixture
def register() -> Iterator[StubRegister]:
    with stub_register() as running:
        yield running


def register_settings(register: StubRegister) -> RegisterSettings | None:
    return read_settings(environment("sqlite:///x", **register.environment())).register


@pytest.fixture
def asking(post: Post, gateway: StubGateway, register: StubRegister) -> Post:
    """The house sends through the gateway, and asks the register."""
    reaching(post, **gateway.environment())
    settings = post.house.platform.settings
    object.__setattr__(settings, "register", register_settings(register))
    post.take_phone(post.patient)
    return post


def number(post: Post) -> str:
    with post.house.work() as work:
        return nin_of(work, post.patient)


def kept(post: Post) -> RegisterContact | None:
    with post.house.work() as work:
        return work.session.get(RegisterContact, post.patient.id)


def told(post: Post, key: str) -> tuple[str, str | None, str | None]:
    row = post.deliver(post.plan(post.patient, "message", key))
    return row.state, row.reason, post.number(row)


def test_the_register_fills_in_and_what_she_said_goes_first(asking: Post, register: StubRegister) -> None:
    register.holds(number(asking), phone="480 00 009")
    assert told(asking, "m:1") == ("sent", None, "+4748000009")
    asking.change_phone(asking.patient, "+4740000002")
    assert told(asking, "m:2") == ("sent", None, "+4740000002")
    asking.take_phone(asking.patient)
    with asking.house.work() as work:
        choose(work, asking.patient, {"sms": False, "email": False}, by_id=asking.patient.id, own=True)
    row = asking.deliver(asking.plan(asking.patient, "message", "m:3"))
    assert (row.channel, row.state) == ("page", "sent")
    assert len(register.asked) == 1, "within so many days it is asked once"


def test_it_is_asked_again_when_its_answer_is_too_old_and_a_change_there_is_taken(
    asking: Post, register: StubRegister
) -> None:
    register.holds(number(asking), phone="480 00 009")
    told(asking, "m:1")
    register.holds(number(asking), phone="480 00 008")
    asking.house.clock.move(hours=14 * 24 - 1)
    assert told(asking, "m:2")[2] == "+4748000009"
    asking.house.clock.move(hours=2)
    assert told(asking, "m:3")[2] == "+4748000008"
    register.holds(number(asking), phone="480 00 008", reservasjon="JA")
    asking.house.clock.move(hours=15 * 24)
    assert told(asking, "m:4") == ("skipped", NO_MOBILE, None)
    row = kept(asking)
    assert row is not None
    assert (row.reserved, row.phone_sealed) == (True, None), "what may not be used is not kept"


@pytest.mark.parametrize(
    ("status", "nonsense", "said"), [(500, None, "500"), (200, b"{", "nonsense"), (200, b"[" * 100_000, "nonsense")]
)
def test_one_that_is_silent_stops_nothing_and_operators_see_it(
    asking: Post, register: StubRegister, status: int, nonsense: bytes | None, said: str
) -> None:
    register.holds(number(asking), phone="480 00 009")
    told(asking, "m:1")
    answered_at = asking.house.clock.now()
    asking.house.clock.move(hours=20 * 24)
    register.status, register.nonsense = status, nonsense
    assert told(asking, "m:2") == ("sent", None, "+4748000009"), "what is known is used"
    calls = register.calls
    assert told(asking, "m:3")[0] == "sent"
    assert register.calls == calls, "nobody waits for it again within ten minutes"
    with asking.house.work() as work:
        now = register_now(work)
        assert now is not None
        assert (now.answered_at, now.failed, now.failed_at) == (answered_at, said, work.now)
    register.status, register.nonsense = 200, None
    asking.house.clock.move(hours=1)
    told(asking, "m:4")
    with asking.house.work() as work:
        now = register_now(work)
        assert now is not None
        assert now.failed is None


def test_of_staff_it_is_not_asked_nor_where_none_is_set_up(asking: Post, register: StubRegister) -> None:
    asking.take_phone(asking.therapist)
    row = asking.deliver(asking.plan(asking.therapist, "list", "l:1", about=False))
    assert (row.state, row.reason) == ("skipped", NO_MOBILE)
    object.__setattr__(asking.house.platform.settings, "register", None)
    assert told(asking, "m:1") == ("skipped", NO_MOBILE, None)
    assert register.asked == []
    object.__setattr__(asking.house.platform.settings, "register", register_settings(register))
    for notice in ("news", "more"):  # as whoever has referred is told
        row = asking.deliver(asking.plan(asking.therapist, notice, f"{notice}:1", path="/henvis", about=False))
        assert (row.state, row.reason, register.asked) == ("skipped", NO_MOBILE, [])
    object.__setattr__(asking.house.platform.settings, "register", None)
    with asking.house.work() as work:
        assert register_now(work) is None


def test_what_it_holds_is_not_used_at_work_of_whoever_is_a_patient_too(asking: Post, register: StubRegister) -> None:
    register.holds(number(asking), phone="480 00 009")
    rows = [
        asking.plan(asking.patient, "list", "l:1", about=False),
        asking.plan(asking.patient, "message", "m:1"),
        asking.plan(asking.patient, "digest", "d:1", about=False),
    ]
    dispatch.run(asking.house.platform)
    became = [asking.row(row or 0) for row in rows]
    assert [(row.state, asking.number(row)) for row in became] == [
        ("skipped", None),
        ("sent", "+4748000009"),
        ("skipped", None),
    ]


def test_who_signs_in_for_the_first_time_is_asked_about_once(asking: Post, register: StubRegister) -> None:
    register.holds(number(asking), email="kari@post.no")
    for _ in range(2):
        with asking.house.work() as work:
            met(work, asking.patient)
        asking.house.platform.drain()
    assert register.asked == [[number(asking)]]
    row = kept(asking)
    assert row is not None
    assert (row.registered, row.email_sealed is not None) == (True, True)
    ask_register.run(asking.house.platform, person_id=asking.patient.id + 1000)
