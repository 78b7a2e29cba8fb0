"""Every kind of notice, written by hand: who gets it, by which way, whether it waits for the morning, whether it goes out together
with others, and whether it counts in what one person is sent in a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.notifications.deciding import (
    HAS_CHOSEN,
    NO_GREETING,
    NO_STAFF,
    NOT_ASKED,
    NOT_COMING,
    NOT_LATE,
    NOT_OPENED,
    NOT_WANTED,
    TO_STAFF,
)
from varde.notifications.forms import NOTHING_WAITS
from varde.notifications.models import Delivery
from varde.notifications.notices import NOTICES
from varde.notifications.rules import AT_ONCE
from varde.notifications.sending import send_batch
from varde.notifications.service import notify
from varde.record.words import DELIVERY_REASON, NOTICE
from varde.testing.by_hand import cells_of
from varde.web.operator.words import KIND

from .conftest import Post

KINDS = """
kind          | who        | way    | morning | together | counts
questionnaire | patient    | choice | yes     | yes      | yes
reminder      | patient    | choice | yes     | yes      | yes
message       | patient    | choice | yes     | yes      | yes
feedback      | patient    | choice | yes     | yes      | yes
module        | patient    | choice | yes     | yes      | yes
booked        | patient    | choice | yes     | yes      | yes
appointment   | patient    | choice | yes     | yes      | yes
tomorrow      | patient    | choice | yes     | yes      | yes
earlier       | patient    | choice | yes     | yes      | yes
more          | patient    | choice | yes     | yes      | yes
decision      | patient    | choice | yes     | yes      | yes
news          | patient    | choice | yes     | yes      | yes
choice        | patient    | choice | yes     | yes      | yes
nudge         | patient    | choice | yes     | yes      | yes
trial         | patient    | choice | no      | no       | no
alert         | staff      | choice | no      | no       | no
list          | staff      | choice | yes     | yes      | yes
consent       | staff      | choice | yes     | yes      | yes
opinion       | staff      | choice | yes     | yes      | yes
hand_over     | staff      | choice | yes     | yes      | yes
late          | staff      | choice | yes     | yes      | yes
digest        | staff      | choice | yes     | yes      | yes
digest_month  | staff      | choice | yes     | yes      | yes
plan_value    | staff      | choice | yes     | yes      | yes
glass         | staff      | choice | no      | no       | no
new_device    | staff      | choice | no      | no       | no
duty          | duty phone | sms    | no      | no       | no
"""
"""``news`` is of what has no kind of its own: a call, a place on the list, a correction, who is responsible, a long absence. Nobody
plans ``many``: it is how several are said together."""


@dataclass(frozen=True)
class Row:
    kind: str
    who: str
    way: str
    morning: bool
    together: bool
    counts: bool


def rows() -> list[Row]:
    return [Row(kind, who, way, *(cell == "yes" for cell in flags)) for kind, who, way, *flags in cells_of(KINDS)[1:]]


def test_the_table_has_every_kind_and_no_other() -> None:
    kinds = {row.kind: row for row in rows()}
    assert kinds.keys() == NOTICES.keys() - {"many"} == KIND.keys()
    assert {kind for kind, row in kinds.items() if row.who == "staff"} == set(TO_STAFF)
    assert {kind for kind, row in kinds.items() if row.who != "patient" and not row.morning} == set(AT_ONCE)


def test_each_that_is_about_a_patient_is_called_something_in_her_timeline() -> None:
    about_nobody = {"many", "trial", "duty", "digest", "digest_month", "hand_over", "plan_value", "new_device"}
    assert NOTICE.keys() == NOTICES.keys() - about_nobody
    because = {
        HAS_CHOSEN,
        NO_GREETING,
        NO_STAFF,
        NOT_WANTED,
        NOT_COMING,
        NOT_ASKED,
        NOT_OPENED,
        NOT_LATE,
        NOTHING_WAITS,
    }
    assert because <= DELIVERY_REASON.keys()


@pytest.fixture
def by_mail(post: Post) -> Post:
    """Both have asked for e-mail, nobody is stopped, a form waits, and the therapist is asked for advice."""
    with post.house.work() as work:
        for person in (post.patient, post.therapist):
            email = f"{person.id}@post.example.no"
            set_contact(work, work.session.get_one(Person, person.id), Contact("email", email=email))
        organisation = work.session.get_one(type(post.house.clinic), post.house.clinic.id)
        organisation.details = {**organisation.details, "duty_phone": "480 00 001"}
    post.form("planned")
    post.asked()
    return post


def planned(post: Post, row: Row, key: str) -> int:
    """A notice of this kind to whoever gets it; its id."""
    key = f"alert:{post.raised()}:{key}" if row.kind == "alert" else key
    with post.house.work() as work:
        if row.who == "duty phone":
            delivery = notify(work, None, None, row.kind, key, "/arbeidsliste", organisation_id=post.house.clinic.id)
        else:
            person = post.patient if row.who == "patient" else post.therapist
            about = post.enrolment_id if row.who == "patient" or row.kind == "opinion" else None
            delivery = notify(work, person.id, about, row.kind, key, "/min-sti", asked=row.kind == "trial")
        assert delivery is not None
        return delivery.id


def next_day(post: Post, hours: int) -> None:
    """So many hours after the next midnight in UTC, with nothing that waits."""
    with post.house.work() as work:
        work.session.execute(
            update(Delivery).where(Delivery.next_at.is_not(None)).values(state="skipped", next_at=None)
        )
    now = post.house.clock.now()
    post.house.clock.set(now.replace(hour=hours, minute=0) + timedelta(days=1))


def most_a_day(post: Post, most: int) -> None:
    object.__setattr__(post.house.platform.settings, "notices_a_day", most)


def test_each_kind_goes_as_the_table_says(by_mail: Post) -> None:
    post = by_mail
    for row in rows():
        beside = Row("list" if row.who == "staff" else "message", row.who, row.way, True, True, True)
        next_day(post, 20)  # ten in the evening in Oslo
        sent = post.deliver(planned(post, row, f"{row.kind}:night"))
        assert sent.state == ("queued" if row.morning else "sent"), row
        next_day(post, 10)
        most_a_day(post, 1)
        sent = post.deliver(planned(post, row, f"{row.kind}:day"))
        assert (sent.state, sent.channel) == ("sent", "sms" if row.way == "sms" else "email"), row
        if row.who == "duty phone":
            continue
        other = post.deliver(planned(post, beside, f"{row.kind}:after"))
        assert other.state == ("queued" if row.counts else "sent"), row
        next_day(post, 10)
        most_a_day(post, 99)
        pair = planned(post, row, f"{row.kind}:one"), planned(post, beside, f"{row.kind}:two")
        send_batch(post.house.platform)
        carried = [post.row(each).carrier_id is not None for each in pair]
        assert any(carried) == row.together, row
        assert {post.row(each).state for each in pair} == {"sent"}, row
