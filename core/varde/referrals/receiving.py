"""A referral by a clinician: posted in the same few statements whoever it is about, and received afterwards by a job."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, literal, select, union_all

from varde.audit.service import record
from varde.audit.values import Access
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.service import offering_of, remember
from varde.enrolments.stored_settings import eligibility_settings
from varde.identity.hpr import PROFESSIONS
from varde.identity.models import Organisation, Person
from varde.identity.names import signed
from varde.identity.nin import NationalIdentityNumber, parse
from varde.identity.service import Actor, Contact, add_person, person_by_id, person_by_nin
from varde.kernel.errors import BadInput
from varde.kernel.jobs import job
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.people.models import PersonQuestion
from varde.programmes.values import Programme
from varde.referrals.errors import TooManyReferrals, WrongProfession
from varde.referrals.events import ReferredAgain
from varde.referrals.models import FurtherReferral, PostedReferral
from varde.referrals.said import keep_what_is_said, with_known_age
from varde.referrals.screening import screen
from varde.referrals.service import REFERRED, answer_due, open_enrolment, refer
from varde.rules.language import check_facts
from varde.rules.worked_out import with_worked_out

MOST_IN_AN_HOUR = 20
"""Referrals by one clinician. Proposed; nobody refers as many, and whoever tries out numbers soon does."""


@dataclass(frozen=True, slots=True)
class Described:
    """Whom a clinician's referral is about, as she describes the person."""

    given_name: str
    family_name: str
    born: date
    contact: Contact


def post(
    work: Work,
    actor: Actor,
    organisation: Organisation,
    programme: Programme,
    nin: NationalIdentityNumber,
    described: Described,
    facts: Mapping[str, object],
    hope: str,
) -> tuple[datetime, bool]:
    """Take a clinician's referral. Returns by when the patient has an answer, and whether what is said is danger to life.

    Nothing is looked up about the person, so that neither the answer nor the time it takes tells whether she is known.

    :raises NotOffered: it is not offered there. :raises WrongProfession: hers may not refer to it.
    :raises TooManyReferrals: by this clinician within an hour.
    :raises BadInput: with one sentence for each fact that breaks its rule.
    """
    offering = offering_of(work, organisation, programme.key)
    if not may_refer_to(actor, programme):
        raise WrongProfession(professions=who_refers(programme))
    facts = _with_referral(programme, facts)
    faults = check_facts(programme.eligibility, facts)
    if faults:
        raise BadInput(*faults)
    if _posted_lately(work, actor) >= MOST_IN_AN_HOUR:
        record(
            work,
            access_of(actor.person_id, actor.name, acts_as(actor), organisation.id, outcome="denied", basis="too_many"),
        )
        raise TooManyReferrals(most=MOST_IN_AN_HOUR)
    row = PostedReferral(
        organisation_id=organisation.id, programme=programme.key, by_id=actor.person_id, posted_at=work.now
    )
    work.add(row)
    about = {**asdict(described), "born": described.born.isoformat()}
    content = {"nin": nin.digits, "about": about, "facts": facts, "hope": hope, "role": acts_as(actor)}
    row.content = json.dumps(content, ensure_ascii=False)
    shown_again = {key: about[key] for key in ("given_name", "family_name", "born")}
    row.about, row.answer_by = json.dumps(shown_again, ensure_ascii=False), answer_due(work, organisation, offering)
    work.session.flush()
    work.enqueue(receive, posted_id=row.id)
    whole = with_worked_out(programme.eligibility, facts)
    urgent = screen(programme, whole, eligibility_settings(programme, offering)).urgent
    return row.answer_by, urgent


def may_refer_to(actor: Actor, programme: Programme) -> bool:
    """Whether this person's profession is one that may refer to this programme. A role of an organisation says so by itself."""
    if any(role.role in ("therapist", "referrer") for role in actor.roles):
        return True
    return actor.professional is not None and not set(actor.professional.professions).isdisjoint(programme.referrers)


def who_refers(programme: Programme) -> Text:
    """Those who may, in words: "lege eller fysioterapeut"."""
    words = [PROFESSIONS[key] for key in PROFESSIONS if key in programme.referrers]
    joints = {"nb": " eller ", "nn": " eller ", "en": " or "}
    said = {
        language: joint.join(
            filter(None, (", ".join(each.to(language) for each in words[:-1]), words[-1].to(language)))
        )
        for language, joint in joints.items()
    }
    return Text(said["nb"], said["nn"], said["en"])


def _with_referral(programme: Programme, facts: Mapping[str, object]) -> dict[str, object]:
    asked = any(fact.key == REFERRED for fact in programme.eligibility.asked)
    return {**facts, REFERRED: True} if asked else dict(facts)


def _posted_lately(work: Work, actor: Actor) -> int:
    since = work.now - timedelta(hours=1)
    return (
        work.session.scalar(
            select(func.count())
            .select_from(PostedReferral)
            .where(PostedReferral.by_id == actor.person_id, PostedReferral.posted_at > since)
        )
        or 0
    )


@job("referrals.receive")
def receive(work: Work, posted_id: int) -> None:
    """Find or add the person, and make the enrolment; somebody who is here already gets a further referral."""
    posted = work.session.get(PostedReferral, posted_id, with_for_update=True)
    if posted is None or posted.received_at is not None or posted.content is None:
        return
    content = json.loads(posted.content)
    about = content["about"]
    described = Described(
        about["given_name"], about["family_name"], date.fromisoformat(about["born"]), Contact(**about["contact"])
    )
    # Where the programme is not installed the job is tried again: danger in a referral is judged by its rules.
    programme = work.catalogue.one(Programme, posted.programme)
    person = _person(work, parse(content["nin"], allow_synthetic=work.settings.synthetic_ids), described)
    enrolment_id = open_enrolment(work, person.id, posted.organisation_id, posted.programme)
    facts = with_known_age(programme, content["facts"], person, work.today)
    if enrolment_id is None:
        organisation = work.session.get_one(Organisation, posted.organisation_id)
        enrolment, _referral = refer(
            work,
            person,
            organisation,
            programme,
            facts,
            source="clinician",
            referred_by_id=posted.by_id,
            hope=content["hope"],
            posted=True,
        )
    else:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        _refer_again(work, enrolment, programme, facts, posted.by_id, content["hope"])
    keep_what_is_said(
        work,
        person,
        (described.given_name, described.family_name),
        described.born,
        described.contact,
        by_id=posted.by_id,
        enrolment_id=enrolment.id,
    )
    posted.received_at, posted.enrolment_id, posted.content = work.now, enrolment.id, None
    referrer = person_by_id(work, posted.by_id)
    name = signed(referrer.name, referrer.title)
    record(work, access_of(posted.by_id, name, content["role"], posted.organisation_id, enrolment=enrolment))


def _person(work: Work, nin: NationalIdentityNumber, described: Described) -> Person:
    known = person_by_nin(work, nin)
    if known is not None:
        return known
    return add_person(
        work,
        described.given_name,
        described.family_name,
        nin,
        birth_date=described.born,
        phone=described.contact.phone,
        email=described.contact.email,
        reach=described.contact.reach,
        language="nb",
    )


def _refer_again(
    work: Work, enrolment: Enrolment, programme: Programme, facts: Mapping[str, object], by_id: int, hope: str
) -> None:
    offering = work.session.scalar(
        select(Offering).where(
            Offering.organisation_id == enrolment.organisation_id, Offering.programme == enrolment.programme
        )
    )
    facts = with_worked_out(programme.eligibility, facts)
    result = screen(programme, facts, eligibility_settings(programme, offering))
    row = FurtherReferral(
        enrolment_id=enrolment.id,
        referred_by_id=by_id,
        at=work.now,
        facts=dict(facts),
        outcome=result.outcome,
        urgent=result.urgent,
    )
    work.add(row)
    row.hope = hope or None
    work.session.flush()
    remember(work, enrolment, "referred_again", by_id, outcome=result.outcome)
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(ReferredAgain(enrolment.id, row.id, int(result.urgent)))


def further_referrals(work: Work, enrolment_id: int) -> list[FurtherReferral]:
    """What came about this enrolment after the first referral, newest first. One statement."""
    return list(
        work.session.scalars(
            select(FurtherReferral)
            .where(FurtherReferral.enrolment_id == enrolment_id)
            .order_by(FurtherReferral.id.desc())
        )
    )


@dataclass(frozen=True, slots=True)
class Pending:
    """What about a patient waits for staff to look: open questions, of which ``doubts`` may be about somebody else, and the
    further referrals nobody has seen, of which some tell of danger."""

    questions: int
    doubts: int
    referrals: int
    urgent: int


_PENDING = union_all(
    select(PersonQuestion.source, literal(value=False)).where(
        PersonQuestion.person_id == bindparam("person"), PersonQuestion.answered_at.is_(None)
    ),
    select(literal("again"), FurtherReferral.urgent).where(
        FurtherReferral.enrolment_id == bindparam("enrolment"), FurtherReferral.seen_at.is_(None)
    ),
)


def pending_of(work: Work, enrolment: Enrolment) -> Pending:
    """What waits about the patient of this enrolment. One statement."""
    work.session.flush()
    rows = work.session.connection().execute(_PENDING, {"person": enrolment.person_id, "enrolment": enrolment.id}).all()
    again = [bool(urgent) for source, urgent in rows if source == "again"]
    asked = [source for source, _ in rows if source != "again"]
    return Pending(len(asked), asked.count("doubt"), len(again), sum(again))


def see(work: Work, actor: Actor, enrolment_id: int) -> None:
    """Staff have looked at the further referrals."""
    for row in further_referrals(work, enrolment_id):
        if row.seen_at is None:
            row.seen_at, row.seen_by_id = work.now, actor.person_id


def acts_as(actor: Actor) -> str:
    """As what the log has her: somebody with a therapist's role refers as that."""
    return "therapist" if actor.is_therapist else "referrer"


def access_of(
    by_id: int,
    name: str,
    role: str,
    organisation_id: int,
    *,
    enrolment: Enrolment | None = None,
    outcome: str = "ok",
    basis: str = "clinician_referral",
) -> Access:
    """A look at what was referred, or a word about it, as the log has it."""
    return Access(
        actor_id=by_id,
        actor_name=name,
        role=role,
        organisation_id=organisation_id,
        action="write",
        what="referral",
        purpose="treat",
        basis=basis,
        patient_id=enrolment.person_id if enrolment else None,
        enrolment_id=enrolment.id if enrolment else None,
        outcome=outcome,
    )


JOBS = (receive,)
