"""What is known besides the answers when an instrument is scored: age, sex, the walk at the start."""

from __future__ import annotations

from sqlalchemy import select

from varde.assessments.errors import NoSuchSex, NotYesOrNo
from varde.assessments.sheet import Sheet
from varde.enrolments.models import Referral
from varde.identity.events import AgeOrSexChanged
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.programmes.values import Programme

SEXES = ("female", "male")
REMEMBERED, ASKED_EACH_TIME = "sex", "agoraphobia"
"""What the questionnaire page asks when it is needed and not known: of the person, and of the person as it is now."""


def context_of(work: Work, sheet: Sheet, instrument: Instrument) -> dict[str, object]:
    """What the instrument's ``needs`` name and is known: ``age`` in whole years, ``sex`` (female, male),
    ``baseline_metres`` (this instrument's total at the start), and what the referral answered.

    No statement, unless the programme's referral asks about something that is needed; then one.
    """
    if not instrument.needs:
        return {}
    known: dict[str, object] = {
        "age": sheet.age,
        "sex": sheet.enrolment.person.sex,
        "baseline_metres": sheet.baseline.get(instrument.key),
    }
    if {fact.key for fact in sheet.programme.eligibility.asked} & (set(instrument.needs) - set(known)):
        query = select(Referral.facts).where(Referral.enrolment_id == sheet.enrolment.id)
        known = {**(work.session.scalar(query) or {}), **known}
    return {name: known[name] for name in instrument.needs if known.get(name) is not None}


def missing_context(_work: Work, sheet: Sheet, instrument: Instrument) -> tuple[str, ...]:
    """What the page must ask besides the items (``sex``, ``agoraphobia``): needed, not known, and the person's to say."""
    known = {REMEMBERED} if sheet.enrolment.person.sex is not None else frozenset()
    return tuple(name for name in asked_besides(sheet.programme, instrument) if name not in known)


def asked_besides(programme: Programme, instrument: Instrument) -> tuple[str, ...]:
    """What a questionnaire page of this programme asks besides the items, of whoever it is not known of."""
    referred = {fact.key for fact in programme.eligibility.asked}
    asked = (REMEMBERED, *(name for name in (ASKED_EACH_TIME,) if name not in referred))
    return tuple(name for name in asked if name in instrument.needs)


def read_besides(name: str, value: str) -> str | bool | None:
    """What a field of this name says: ``sex`` as it is, ``agoraphobia`` as true or false; None for no answer.

    :raises NoSuchSex, NotYesOrNo: it says something else.
    """
    if not value:
        return None
    if name == REMEMBERED:
        return checked_sex(value)
    if value not in ("0", "1"):
        raise NotYesOrNo()
    return value == "1"


def remember_sex(work: Work, person: Person, value: str) -> None:
    """Keep what the person answered; norms for some instruments differ by it.

    :raises NoSuchSex: not female or male; nothing is stored.
    """
    keep_as(work, person, checked_sex(value))


def keep_as(work: Work, person: Person, sex: str | None) -> None:
    """Let this be the person's sex (None: not known), and whoever counts by it hear of it."""
    if person.sex != sex:
        person.sex = sex
        work.publish(AgeOrSexChanged(person.id))


def checked_sex(value: str) -> str:
    """:raises NoSuchSex: not female or male."""
    if value not in SEXES:
        raise NoSuchSex()
    return value
