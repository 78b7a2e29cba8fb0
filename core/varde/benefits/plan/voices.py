"""What people said beside the numbers of a plan: quotes, kept only while whoever is quoted consents, and what interviews showed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from varde.benefits.plan.errors import NoSuchBenefit
from varde.benefits.plan.models import BenefitsPlan, PlanVoice
from varde.benefits.plan.service import hold_plan, note_change, refuse_faults
from varde.benefits.plan.words import DAY_TO_COME
from varde.identity.service import Actor
from varde.kernel.words import Text
from varde.kernel.work import Work

WORDS_MISSING = Text(
    "Skriv hva som ble sagt, eller hva dere fant.",
    "Skriv kva som vart sagt, eller kva de fann.",
    "Write what was said, or what was found.",
)
CONSENT_MISSING = Text(
    "Et sitat tas bare med når den som sa det, har samtykket. Skriv dagen det ble gjort.",
    "Eit sitat blir berre teke med når den som sa det, har samtykt. Skriv dagen det vart gjort.",
    "A quote is taken in only when whoever said it has consented. Write the day it was done.",
)
BY_MISSING = Text(
    "Skriv hvem som sier det, uten å røpe hvem det er: «Pasient, 34 år».",
    "Skriv kven som seier det, utan å røpe kven det er: «Pasient, 34 år».",
    "Write who says it, without telling who it is: “Patient, 34”.",
)


def voices_of(work: Work, plan_id: int) -> list[PlanVoice]:
    """Every quote and finding that is kept, in the order they came. One statement."""
    query = select(PlanVoice).where(PlanVoice.plan_id == plan_id, PlanVoice.withdrawn_at.is_(None))
    return list(work.session.scalars(query.order_by(PlanVoice.added_at, PlanVoice.key)))


def add_voice(
    work: Work, actor: Actor, plan: BenefitsPlan, kind: str, said: str, by: str, source: str, consented_on: date | None
) -> PlanVoice:
    """A quote or a finding. The history says that there is one, and none of its words.

    :raises PlanRefused: it says nothing, or a quote has no consent or nobody who says it.
    """
    refuse_faults(_faults(kind, said, by, consented_on, work.today))
    hold_plan(work, plan)
    row = PlanVoice(
        key=secrets.token_hex(16),
        plan_id=plan.id,
        kind=kind,
        by=by,
        source=source,
        consented_on=consented_on if kind == "quote" else None,
        added_at=work.now,
    )
    row.words = said
    work.add(row)
    note_change(work, actor, plan, None, kind, None, by or source)
    return row


def withdraw_voice(work: Work, actor: Actor, plan: BenefitsPlan, key: str) -> None:
    """The consent is withdrawn, or it is to stand no more: the words are gone. :raises NoSuchBenefit: it is of no such plan."""
    hold_plan(work, plan)
    row = work.session.get(PlanVoice, key)
    if row is None or row.plan_id != plan.id:
        raise NoSuchBenefit()
    if row.withdrawn_at is None:
        note_change(work, actor, plan, None, row.kind, row.by or row.source, None)
        row.words, row.by, row.withdrawn_at = None, "", work.now


def _faults(kind: str, said: str, by: str, consented_on: date | None, today: date) -> Iterator[tuple[str, Text]]:
    if not said:
        yield "voice", WORDS_MISSING
    if kind == "quote" and not by:
        yield "by", BY_MISSING
    if kind == "quote" and consented_on is None:
        yield "consented_on", CONSENT_MISSING
    if consented_on is not None and consented_on > today:
        yield "consented_on", DAY_TO_COME
