"""What people said beside the numbers of a plan: quotes, kept only while whoever is quoted consents, and what interviews showed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from varde.benefits.plan.errors import NoSuchBenefit
from varde.benefits.plan.models import BenefitsPlan, PlanVoice
from varde.benefits.plan.service import change_by_itself, hold_plan, note_change, refuse_faults
from varde.benefits.plan.words import DAY_TO_COME
from varde.consents.events import ConsentSaid
from varde.consents.models import Consent
from varde.consents.service import current, standing_of
from varde.consents.values import QUOTE
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor, under
from varde.kernel.events import Listener
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.events import ToBeErased

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
NO_SUCH_CONSENT = Text(
    "Ingen pasient i programmet her har et samtykke med det nummeret, som gjelder nå. Nummeret står på pasientens side.",
    "Ingen pasient i programmet her har eit samtykke med det nummeret, som gjeld no. Nummeret står på sida til pasienten.",
    "No patient of the programme here has a consent of that number which stands now. The number is on the patient's page.",
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
    work: Work,
    actor: Actor,
    plan: BenefitsPlan,
    kind: str,
    said: str,
    by: str,
    source: str,
    consented_on: date | None,
    consent: int | None = None,
) -> PlanVoice:
    """A quote or a finding. The history says that there is one, and none of its words.

    :param consent: the number of a patient's yes to being quoted; then its day is that of the consent.
    :raises PlanRefused: it says nothing, or a quote has nobody who says it, no consent, or one that does not stand.
    """
    of_paper = consent is None or kind != "quote"
    if not of_paper:
        consented_on = _day_of(work, plan, consent)
    refuse_faults(_faults(kind, said, by, consented_on, work.today, of_paper=of_paper))
    hold_plan(work, plan)
    row = PlanVoice(
        key=secrets.token_hex(16),
        plan_id=plan.id,
        kind=kind,
        by=by,
        source=source,
        consented_on=consented_on if kind == "quote" else None,
        consent_number=None if of_paper else consent,
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


def _day_of(work: Work, plan: BenefitsPlan, consent: int | None) -> date | None:
    """When a patient of the plan's programme there said the yes of this number; None where no such yes stands."""
    row = work.session.get(Consent, consent)
    if row is None or row.purpose != QUOTE.key or current(work, row.person_id, QUOTE.key) is not row:
        return None
    if standing_of(row, QUOTE) != "yes":
        return None
    hers = select(Enrolment.id).where(
        Enrolment.person_id == row.person_id,
        Enrolment.programme == plan.programme,
        Enrolment.organisation_id.in_(under(work, [plan.organisation_id])),
    )
    return row.at.astimezone(work.zone).date() if work.session.scalar(hers.limit(1)) is not None else None


def on_said(work: Work, event: ConsentSaid) -> None:
    """Whoever says no to being quoted is quoted no more, from that moment."""
    if event.purpose == QUOTE.key and not event.allowed:
        _take_away(work, event.person_id)


def on_to_be_erased(work: Work, event: ToBeErased) -> None:
    """Nor is whoever is erased; what she said yes to stays while only her drafts and notices go."""
    if event.whole:
        _take_away(work, event.person_id)


def _take_away(work: Work, person_id: int) -> None:
    hers = select(Consent.id).where(Consent.person_id == person_id, Consent.purpose == QUOTE.key)
    quoted = select(PlanVoice).where(PlanVoice.consent_number.in_(hers), PlanVoice.withdrawn_at.is_(None))
    for row in work.session.scalars(quoted.with_for_update()).all():
        plan = work.session.get_one(BenefitsPlan, row.plan_id)
        change_by_itself(work, plan, row.kind, row.by or row.source, None)
        row.words, row.by, row.withdrawn_at = None, "", work.now


LISTENERS = (Listener(ConsentSaid, on_said), Listener(ToBeErased, on_to_be_erased))


def _faults(
    kind: str, said: str, by: str, consented_on: date | None, today: date, *, of_paper: bool
) -> Iterator[tuple[str, Text]]:
    if not said:
        yield "voice", WORDS_MISSING
    if kind == "quote" and not by:
        yield "by", BY_MISSING
    if kind == "quote" and consented_on is None:
        yield ("consented_on", CONSENT_MISSING) if of_paper else ("consent", NO_SUCH_CONSENT)
    if consented_on is not None and consented_on > today:
        yield "consented_on", DAY_TO_COME
