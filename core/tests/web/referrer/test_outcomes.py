"""Each answer to a referral: who is told, what the patient and the referrer read, and what the history keeps. A table by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from sqlalchemy import select

from varde.enrolments.models import Enrolment, EnrolmentEvent, Referral
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.privacy.service import block
from varde.programmes.values import Programme
from varde.referrals.gp import name_gp
from varde.referrals.passing_on import pass_on
from varde.testing.by_hand import rows_by_hand

from .conftest import Practice, plain
from .test_mine import accept, asked_of, decline, put_last

AUTHORITIES = ("Statsforvalter", "statsforvalter", "Helseklage", "Helfo", "ombud")
"""None of them is named: no fact of ours says which authority takes a complaint about which offer."""
WHAT_BECOMES = """
answer           | patient is told | referrer is told | the patient reads                | the referrer reads   | history
accept           | decision        | news             | Du har fått plass                | Har fått plass       | accepted
waiting list     | news            | news             | Du er nummer 1 på ventelisten    | Venteliste, nummer 1 | in_line
ask the referrer |                 | more             | Vi har fått henvisningen din     | Mangler svar fra deg | more_asked
ask the patient  | more            |                  | Klinikken spør deg om noe        | Vurderes             | more_asked
pass on          | news            | news             | Vi har sendt den videre          | Sendt videre hit     | passed_on
decline          | decision        | news             | Du kan klage på svaret           | Ikke plass           | declined
"""


def passed(work: Any, actor: Any, enrolment: Enrolment) -> None:
    pass_on(work, actor, enrolment, enrolment.organisation, work.catalogue.one(Programme, "ridge"), "Passer bedre.")


ANSWERS: dict[str, Callable[..., Any]] = {
    "accept": accept,
    "waiting list": put_last,
    "ask the referrer": asked_of("referrer", "Har hun kart?"),
    "ask the patient": asked_of("patient", "Har du kart?"),
    "pass on": passed,
    "decline": decline,
}


def sent(practice: Practice, answer: str) -> tuple[int, int]:
    """A referral that is sent, received and answered so; the enrolment and the patient."""
    practice.send()
    with practice.house.work() as work:
        newest = select(Enrolment).join(Referral, Referral.enrolment_id == Enrolment.id).order_by(Enrolment.id.desc())
        enrolment = work.session.scalars(newest).first()
        assert enrolment is not None
        ids = enrolment.id, enrolment.person_id
        ANSWERS[answer](work, practice.house.actor(practice.therapist, ("therapist", practice.house.clinic)), enrolment)
    practice.house.platform.drain()
    return ids


def told(practice: Practice, person_id: int, since: int) -> list[str]:
    with practice.house.work() as work:
        rows = select(Delivery).where(Delivery.person_id == person_id, Delivery.id > since).order_by(Delivery.id)
        return [row.notice for row in work.session.scalars(rows)]


def latest(practice: Practice) -> int:
    with practice.house.work() as work:
        return work.session.query(Delivery.id).order_by(Delivery.id.desc()).limit(1).scalar() or 0


def test_every_answer(practice: Practice) -> None:
    assert [row["answer"] for row in rows_by_hand(WHAT_BECOMES)] == list(ANSWERS)
    for row in rows_by_hand(WHAT_BECOMES):
        before = latest(practice)
        enrolment_id, patient_id = sent(practice, row["answer"])
        assert told(practice, patient_id, before) == [row["patient is told"]] * bool(row["patient is told"]), row
        assert told(practice, practice.gp.id, before) == [row["referrer is told"]] * bool(row["referrer is told"]), row
        assert any(row["the referrer reads"] in each for each in practice.rows()), row
        with practice.house.work() as work:
            kinds = work.session.scalars(select(EnrolmentEvent.kind).where(EnrolmentEvent.enrolment_id == enrolment_id))
            assert row["history"] in set(kinds), row
            patient = work.session.get_one(Person, patient_id)
        page = practice.house.browser(patient).get(f"/pamelding/{enrolment_id}/mottatt").get_data(as_text=True)
        assert row["the patient reads"] in plain(unescape(page)), (row, plain(page))
        if row["answer"] == "pass on":
            onward = re.search(r'href="(/pamelding/\d+/mottatt)">Se hvor den er nå', page)
            assert onward is not None
            there = plain(practice.house.browser(patient).get(onward[1]).get_data(as_text=True))
            for words in ("Sendt hit fra Klinikken", "Passer bedre.", "Er du uenig, kan du klage."):
                assert words in there, there
        assert not [name for name in AUTHORITIES if name in page + "".join(practice.rows())], row


def test_of_a_patient_who_keeps_her_out_the_referrer_is_not_told(practice: Practice) -> None:
    practice.send()
    with practice.house.work() as work:
        enrolment = work.session.scalars(select(Enrolment)).one()
        block(work, enrolment.person_id, practice.gp.id)
        accept(work, practice.house.actor(practice.therapist, ("therapist", practice.house.clinic)), enrolment)
    practice.house.platform.drain()
    assert told(practice, practice.gp.id, 0) == []


def test_the_responsible_is_told_when_the_consent_about_the_gp_changes(practice: Practice) -> None:
    """By a notice of its own, once for each change; who is responsible for nobody is told nothing."""
    practice.send()
    with practice.house.work() as work:
        enrolment = work.session.scalars(select(Enrolment)).one()
        name_gp(work, enrolment.person_id, enrolment, "Kari Lege", may_inform=True)
        accept(work, practice.house.actor(practice.therapist, ("therapist", practice.house.clinic)), enrolment)
    assert told(practice, practice.therapist.id, 0) == []
    for allowed in (False, False, True):
        practice.house.clock.move(minutes=1)
        with practice.house.work() as work:
            enrolment = work.session.scalars(select(Enrolment)).one()
            name_gp(work, enrolment.person_id, enrolment, "Kari Lege", may_inform=allowed)
    assert told(practice, practice.therapist.id, 0) == ["consent", "consent"]
