"""Who is told that a patient has said yes or no to something beside the treatment."""

from __future__ import annotations

from sqlalchemy import select

from varde.consents.events import ConsentSaid
from varde.consents.models import Consent
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDER_WAY
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.notifications.service import notify
from varde.referrals.events import GpConsentChanged


def on_gp(work: Work, event: GpConsentChanged) -> None:
    """Whoever is responsible is told that the patient lets the GP be informed, or does not any more. Before anybody is, it stands
    on the page of the referral."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None and enrolment.therapist_id is not None:
        key = f"gp:{enrolment.id}:{event.allowed}:{work.now.isoformat()}"
        notify(work, enrolment.therapist_id, enrolment.id, "consent", key, f"/pasient/{enrolment.id}")


def on_consent(work: Work, event: ConsentSaid) -> None:
    """Whoever treats her now is told that she has said yes or no to something beside the treatment, unless she wrote it herself."""
    said = work.session.get_one(Consent, event.consent_id)
    hers = select(Enrolment).where(
        Enrolment.person_id == event.person_id, Enrolment.state.in_(UNDER_WAY), Enrolment.therapist_id.is_not(None)
    )
    for enrolment in work.session.scalars(hers):
        if enrolment.therapist_id not in (None, said.by_id):
            key, path = f"consent:{event.consent_id}:{enrolment.id}", f"/pasient/{enrolment.id}/samtykker"
            notify(work, enrolment.therapist_id, enrolment.id, "consent", key, path)


LISTENERS = (Listener(GpConsentChanged, on_gp), Listener(ConsentSaid, on_consent))
