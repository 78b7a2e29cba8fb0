"""Referrals that wait in the demo: one in each state at each place, made once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from varde.enrolments.models import Enrolment, Referral
from varde.referrals.models import MoreAsked, WaitingPlace
from varde.referrals.receiving import further_referrals
from varde_demo.organisations import sites_of
from varde_demo.waiting import SOON, let_wait

from .platforms import SEED, UNTIL, MakePlatform


def test_at_each_place_one_referral_is_in_each_state(furnished: MakePlatform) -> None:
    platform = furnished()
    with platform.work() as work:
        sites = sites_of(work)
        assert let_wait(work, sites, SEED, UNTIL) == 5 * len(sites)
    with platform.work() as work:
        assert let_wait(work, sites_of(work), SEED, UNTIL) == 0
        rows = work.session.execute(
            select(Enrolment, Referral, MoreAsked.id, WaitingPlace.enrolment_id)
            .join(Referral, Referral.enrolment_id == Enrolment.id)
            .outerjoin(MoreAsked, MoreAsked.enrolment_id == Enrolment.id)
            .outerjoin(WaitingPlace, WaitingPlace.enrolment_id == Enrolment.id)
        ).all()
        assert {enrolment.state for enrolment, *_ in rows} <= {"referred", "screening"}
        assert {referral.source for _, referral, *_ in rows} == {"self", "clinician"}
        for site in sites:
            mine = [row for row in rows if row[0].programme == site.programme.key]
            late = Counter(referral.answer_by < UNTIL for _, referral, *_ in mine)
            soon = [each for each in mine if UNTIL <= each[1].answer_by <= UNTIL + SOON]
            states = (
                late[True],
                len(soon),
                sum(row[2] is not None for row in mine),
                sum(row[3] is not None for row in mine),
            )
            assert states == (1, 1, 1, 1), site.programme.key
            assert max(enrolment.referred_at for enrolment, *_ in mine) == UNTIL - timedelta(hours=20)
            assert not further_referrals(work, mine[0][0].id)
