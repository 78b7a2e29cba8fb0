"""Risk notes: danger in what was not taken in. What was said is kept and told, whatever became of the rest.

A form that comes when its window is closed, a second time, from an old page or with a fault, a referral that cannot be taken, a
draft: each is refused for a good reason, and none of these reasons is one to leave somebody alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from varde.alerts.door import raise_at_door
from varde.alerts.models import RaisedAlert, RiskNote
from varde.alerts.note_rules import crisis_about, dangers_of_answers
from varde.alerts.rules import Danger
from varde.alerts.service import OPEN_STATES, raise_alert
from varde.alerts.values import Alert
from varde.assessments.models import Response
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.programmes.fact_sources import named
from varde.programmes.known_facts import known_of
from varde.referrals.service import open_enrolment

Source = Literal["answer", "draft", "phone", "referral", "import"]
DIGEST_PLACE = "risk_note"
REFUSED, SOURCE = "refused", "source"
"""Among what is kept of why an alert was raised: what it was sent in was refused, why, and which way it came."""


@dataclass(frozen=True, slots=True)
class RiskSent:
    """Danger in something that was sent, before anybody knows whether it is taken in.

    Of a person's enrolment, or of a referral that may have none. ``form`` is the instrument, "" for a referral.
    """

    person_id: int
    organisation_id: int
    programme: str
    source: Source
    dangers: Sequence[Danger]
    by_id: int | None
    enrolment_id: int | None = None
    agenda_id: int | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class RiskKept:
    """What became of it. ``new``: it was told now; else it was told before, and nothing more was stored. ``of_life``: it calls
    for the crisis text, and not only for words of an alert's own."""

    source: Source
    new: bool
    of_life: bool = True


def crisis_alerts(work: Work, programme: str) -> list[Alert]:
    """The alerts of a programme that show the crisis text."""
    return [
        alert for alert in work.catalogue.all(Alert).values() if alert.crisis and alert.programme in ("", programme)
    ]


def keep_refused(work: Work, sent: RiskSent, refused: str) -> RiskKept | None:
    """Keep the danger in what was refused (a key of :data:`varde.alerts.note_rules.REFUSALS`), sealed, and raise its alerts;
    None when there is none in it.

    What was taken in before, or refused before and is still being looked into, to the letter, is not told twice.
    """
    if not sent.dangers:
        return None
    of_life = any(danger.alert.patient_text is None for danger in sent.dangers)
    enrolment_id = sent.enrolment_id or open_enrolment(work, sent.person_id, sent.organisation_id, sent.programme)
    # Whoever taps twice sends two of the same; the second waits here, and finds the first.
    work.session.execute(select(Person.id).where(Person.id == sent.person_id).with_for_update(key_share=True))
    digest = digest_of(work, sent.agenda_id, sent.form, sent.dangers)
    if _taken_in(work, sent) or open_about(work, sent.person_id, digest):
        return RiskKept(sent.source, False, of_life)
    note = RiskNote(
        person_id=sent.person_id,
        organisation_id=sent.organisation_id,
        programme=sent.programme,
        enrolment_id=enrolment_id,
        agenda_id=sent.agenda_id,
        source=sent.source,
        form=sent.form,
        refused=refused,
        by_id=sent.by_id,
        at=work.now,
        digest=digest,
    )
    note.answers = json.dumps([dict(danger.because) for danger in sent.dangers])
    work.add(note)
    work.session.flush()
    enrolment = work.session.get(Enrolment, enrolment_id) if enrolment_id else None
    for danger in sent.dangers:
        because = {**danger.because, REFUSED: refused, SOURCE: sent.source}
        if enrolment is None:
            raise_at_door(work, note, danger.alert, because)
        else:
            raise_alert(work, enrolment, danger.alert, f"note:{note.id}", because, note_id=note.id)
    return RiskKept(sent.source, True, of_life)


def digest_of(work: Work, agenda_id: int | None, form: str, dangers: Sequence[Danger]) -> str:
    """The keyed fingerprint of what was said where; the same for the same answers to the same form, whatever else is known."""
    said = sorted(
        json.dumps(
            [danger.alert.key, *sorted((k, v) for k, v in danger.because.items() if named(k, work.catalogue) is None)]
        )
        for danger in dangers
    )
    return work.vault.fingerprint(DIGEST_PLACE, json.dumps([agenda_id, form, said]))


def _taken_in(work: Work, sent: RiskSent) -> bool:
    """Whether the very same is in what was handed in before, or is kept and was told already."""
    if sent.agenda_id is None:
        return False
    response = work.session.scalar(
        select(Response).where(Response.agenda_id == sent.agenda_id, Response.instrument == sent.form)
    )
    if response is None or dangers_of_response(work, sent.programme, response) != list(sent.dangers):
        return False
    raised = select(RaisedAlert.id).where(RaisedAlert.response_id == response.id).limit(1)
    return response.submitted_at is not None or work.session.scalar(raised) is not None


def dangers_of_response(work: Work, programme: str, response: Response) -> list[Danger]:
    """What a response, handed in or drafted, calls for of the alerts that show the crisis text. A statement for each source that
    they ask."""
    instrument = work.catalogue.all(Instrument).get(response.instrument)
    if instrument is None:
        return []
    alerts = crisis_about(instrument.key, crisis_alerts(work, programme))
    known = known_of(work, response.enrolment_id, [alert.rule for alert in alerts])
    return dangers_of_answers(instrument, response.answers, alerts, response.context, known)


def told_of_refused(work: Work, enrolment: Enrolment, response: Response) -> frozenset[str]:
    """The alerts that are open about the very same answers, when they were refused before they were taken in. None or one
    statement."""
    dangers = dangers_of_response(work, enrolment.programme, response)
    if not dangers:
        return frozenset()
    return open_about(work, enrolment.person_id, digest_of(work, response.agenda_id, response.instrument, dangers))


def open_about(work: Work, person_id: int, digest: str) -> frozenset[str]:
    """The alerts that are open about a note of exactly this. One statement."""
    return frozenset(
        work.session.scalars(
            select(RaisedAlert.alert)
            .join(RiskNote, RiskNote.id == RaisedAlert.note_id)
            .where(RiskNote.person_id == person_id, RiskNote.digest == digest, RaisedAlert.state.in_(OPEN_STATES))
        )
    )
