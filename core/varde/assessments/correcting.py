"""A response that was handed in is corrected: by a therapist, after the patient's own word, or by an import that brings again
what it brought before. What it said and what it says are kept, with who, when and why; the response says the newest.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import func, select

from varde.assessments.context import REMEMBERED, asked_besides, checked_sex, keep_as
from varde.assessments.errors import (
    BadDayOfWord,
    CorrectedElsewhere,
    CorrectionReasonNeeded,
    NoSuchQuestionnaire,
    NotAsItWasAnswered,
    NothingCorrected,
    OnlyTheTotal,
)
from varde.assessments.events import ResponseCorrected
from varde.assessments.models import Correction, Response
from varde.assessments.reopening import AskedNow, follow, standings_of
from varde.assessments.scored import write_score
from varde.assessments.service import SUBMITTED, must_hold, responses_of
from varde.enrolments.access_entries import refused_access
from varde.enrolments.errors import WrongRole
from varde.enrolments.models import Enrolment
from varde.enrolments.service import hold
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor
from varde.instruments.answers import accept, items_of, under_present_keys
from varde.instruments.values import Instrument
from varde.kernel.text import day
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.safety.service import roles_here
from varde.standing.start import START, start_of

SHORTEST_REASON, LONGEST_REASON = 10, 500
VERSIONED = (
    "version",
    "answers",
    "context",
    "status",
    "total",
    "band",
    "subscores",
    "flags",
    "n_missing",
    "submitted_at",
)
"""What is kept of each version of a response; the moment as ISO text."""
WALKED_FIRST = "baseline_metres"
"""What scoring reads of the answer at the start: it follows when that is corrected."""
WHAT, RIGHT = "correction", "correct"


def may_correct(work: Work, actor: Actor, enrolment: Enrolment) -> bool:
    """Whether this member of staff may correct answers here: as what she is to the patient. Two statements."""
    return not roles_here(work, actor, enrolment).isdisjoint(roles_with(RIGHT))


def response_here(work: Work, enrolment_id: int, response_id: int) -> Response:
    """One submitted response of an enrolment whose gates are passed. One statement.

    :raises NoSuchQuestionnaire: there is none of this enrolment's.
    """
    response = work.session.scalar(SUBMITTED.where(Response.id == response_id), {"enrolment": enrolment_id})
    if response is None:
        raise NoSuchQuestionnaire()
    return response


def check_correctable(work: Work, response: Response) -> Instrument:
    """The instrument it is corrected by.

    :raises OnlyTheTotal: no answers came with an imported total.
    :raises NotAsItWasAnswered: the instrument has another version now, or is gone, so that it cannot be scored as it was.
    """
    instrument = work.catalogue.all(Instrument).get(response.instrument)
    if instrument is None or instrument.version != response.version:
        raise NotAsItWasAnswered()
    if response.mode == "import" and not response.answers and response.total is not None:
        raise OnlyTheTotal()
    return instrument


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was made, and the occasions at which it calls for more than was asked before."""

    correction: Correction
    asked_now: tuple[AskedNow, ...]


def besides_of(work: Work, enrolment: Enrolment, response: Response) -> dict[str, Any]:
    """What the page asked besides the items, and what this response was scored with of it (None: not known)."""
    instrument = work.catalogue.all(Instrument).get(response.instrument)
    programme = programme_of(work, enrolment.programme)
    asked = asked_besides(programme, instrument) if instrument is not None else ()
    return {name: response.context.get(name) for name in asked}


def correct(
    work: Work,
    actor: Actor,
    enrolment: Enrolment,
    response: Response,
    answers: Mapping[str, object],
    *,
    reason: str,
    said_on: date,
    edition: int,
    besides: Mapping[str, Any] | None = None,
) -> Corrected:
    """Let the response say ``answers``, all of them, because the patient said so on ``said_on``. It is scored again as it was:
    with what was known of her then, but for what ``besides`` says of what the page asked besides the items (None: not known;
    a name that is left out stays as it was). Everything that counts it follows in this transaction.

    Her sex is hers: other answers of this enrolment that were scored with the same one as this are corrected with it.

    ``edition`` is the response's as the page was made from it. Neither a pause nor an end of the enrolment is in the way.

    :raises WrongRole: not as what she is to this patient.
    :raises OnlyTheTotal, NotAsItWasAnswered: see :func:`check_correctable`.
    :raises CorrectedElsewhere: it has another edition now.
    :raises CorrectionReasonNeeded, BadDayOfWord, BadAnswers, NothingCorrected: nothing is stored.
    """
    if not may_correct(work, actor, enrolment):
        raise WrongRole(refused_access(actor, enrolment, WHAT, "role"))
    instrument = check_correctable(work, response)
    if response.edition != edition:
        raise CorrectedElsewhere()
    must_hold(instrument, answers)
    items = {item.key: item for item in items_of(instrument)}
    accepted = {key: accept(items[key], value) for key, value in answers.items() if value is not None}
    asked = besides_of(work, enrolment, response)
    changed = {name: value for name, value in (besides or {}).items() if name in asked and value != asked[name]}
    if not changed and accepted == {key: value for key, value in response.answers.items() if value is not None}:
        raise NothingCorrected()
    _check_day(work, response, said_on)
    words = " ".join(reason.split())[:LONGEST_REASON]
    if len(words) < SHORTEST_REASON:
        raise CorrectionReasonNeeded()
    hold(work, enrolment)
    of_her = REMEMBERED in changed
    standings = standings_of(work, enrolment, None if of_her else response.agenda_id)
    why: dict[str, Any] = {"reason": words, "said_on": said_on, "by_id": actor.person_id}
    if of_her:
        sex = changed[REMEMBERED]
        keep_as(work, enrolment.person, None if sex is None else checked_sex(sex))
        _follow_sex(work, response, sex, why)
    context = _with(response.context, changed)
    correction = replace_answers(work, response, instrument, accepted, context=context, **why)
    return Corrected(correction, follow(work, standings))


def _with(context: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**context, **changed}.items() if value is not None}


def _follow_sex(work: Work, corrected: Response, sex: str | None, why: Mapping[str, Any]) -> None:
    """Other answers that were scored with the sex that ``corrected`` was scored with say the other one too."""
    before = corrected.context.get(REMEMBERED)
    for response in responses_of(work, corrected.enrolment_id):
        instrument = work.catalogue.all(Instrument).get(response.instrument)
        if response is corrected or instrument is None or REMEMBERED not in instrument.needs or not response.answers:
            continue
        if instrument.version == response.version and response.context.get(REMEMBERED) == before:
            context = _with(response.context, {REMEMBERED: sex})
            replace_answers(work, response, instrument, response.answers, context=context, **why)


def _check_day(work: Work, response: Response, said_on: date) -> None:
    assert response.submitted_at is not None
    first = response.submitted_at.astimezone(work.zone).date()
    if not first <= said_on <= work.today:
        said = {
            name: Text(*(day(at, language, year=True) for language in LANGUAGES))
            for name, at in (("first", first), ("last", work.today))
        }
        raise BadDayOfWord(**said)


def replace_answers(
    work: Work,
    response: Response,
    instrument: Instrument,
    answers: Mapping[str, Any],
    *,
    reason: str,
    said_on: date,
    by_id: int | None,
    context: Mapping[str, Any] | None = None,
    handed_in: datetime | None = None,
) -> Correction:
    """Keep what the response says, let it say this, score it and those that are counted from it, and publish that.

    Whoever calls has checked it; ``context`` and ``handed_in`` replace what is known of them, when they are given.
    """
    before = version_of(response)
    response.answers, response.version = dict(answers), instrument.version
    if context is not None:
        response.context = dict(context)
    if handed_in is not None:
        response.submitted_at = handed_in
    response.corrected_at = work.now
    write_score(instrument, response)
    return keep(work, response, instrument, before, reason=reason, said_on=said_on, by_id=by_id)


def keep(
    work: Work,
    response: Response,
    instrument: Instrument,
    before: Mapping[str, Any],
    *,
    reason: str,
    said_on: date,
    by_id: int | None,
) -> Correction:
    """Keep both versions of a response that says something else than ``before``; see :func:`replace_answers`."""
    newest = select(func.max(Correction.number)).where(Correction.response_id == response.id)
    correction = Correction(
        enrolment_id=response.enrolment_id,
        response_id=response.id,
        number=(work.session.scalar(newest) or 0) + 1,
        at=work.now,
        by_id=by_id,
        said_on=said_on,
    )
    correction.reason = reason
    correction.before, correction.after = json.dumps(before), json.dumps(version_of(response))
    work.add(correction)
    work.session.flush()
    _follow_baseline(work, instrument, response)
    work.publish(ResponseCorrected(response.enrolment_id, response.id, correction.id))
    return correction


def version_of(response: Response) -> dict[str, Any]:
    """What is kept of the response as it stands, by :data:`VERSIONED`; plain values for JSON."""
    values = {name: getattr(response, name) for name in VERSIONED}
    at = response.submitted_at
    return values | {"submitted_at": at.isoformat() if at else None}


def _follow_baseline(work: Work, instrument: Instrument, corrected: Response) -> None:
    """Later answers that are scored against the one at the start are scored against what it says now."""
    if WALKED_FIRST not in instrument.needs:
        return
    responses = responses_of(work, corrected.enrolment_id, instrument.key)
    for response in responses:
        start = start_of(answer for answer in responses if answer is not response)
        if response.occasion == START or start is None or start.total is None or response.version != instrument.version:
            continue
        if response.answers and response.context.get(WALKED_FIRST) not in (None, start.total):
            response.context = {**response.context, WALKED_FIRST: start.total}
            write_score(instrument, response)
    work.session.flush()


# --- reading


Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Version:
    """A response as it was, or is: what :class:`~varde.assessments.models.Response` has of the same names."""

    id: int
    occasion: str
    version: str
    answers: Mapping[str, Any]
    context: Mapping[str, Any]
    status: str | None
    total: float | None
    band: str | None
    flags: Mapping[str, Any]
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction, opened. ``by`` is the name of who made it; "" for an import."""

    number: int
    at: datetime
    by: str
    said_on: date
    reason: str
    before: Version
    after: Version

    @property
    def changed(self) -> tuple[str, ...]:
        """The items that say something else now."""
        keys = dict.fromkeys((*self.before.answers, *self.after.answers))
        return tuple(key for key in keys if self.before.answers.get(key) != self.after.answers.get(key))

    @property
    def changed_besides(self) -> tuple[str, ...]:
        """What else was known that is otherwise now: keys of the context."""
        keys = dict.fromkeys((*self.before.context, *self.after.context))
        return tuple(key for key in keys if self.before.context.get(key) != self.after.context.get(key))


def side_of(work: Work, correction: Correction, response: Response, side: Side) -> Version:
    """One of the two versions that a correction keeps, its answers under the keys that their items have now: history is never
    edited, also when an item is renamed."""
    said: dict[str, Any] = json.loads(correction.before if side == "before" else correction.after)
    return Version(
        response.id,
        response.occasion,
        said["version"],
        under_present_keys(work.catalogue.all(Instrument).get(response.instrument), said["answers"]),
        said["context"],
        said["status"],
        said["total"],
        said["band"],
        said["flags"],
        datetime.fromisoformat(said["submitted_at"]),
    )


def corrections_of(work: Work, responses: Collection[Response]) -> dict[int, Sequence[CorrectionView]]:
    """By response id its corrections, oldest first. One statement; none when none was corrected."""
    corrected = {response.id: response for response in responses if response.corrected_at is not None}
    if not corrected:
        return {}
    rows = work.session.execute(
        select(Correction, Person)
        .outerjoin(Person, Person.id == Correction.by_id)
        .where(Correction.response_id.in_(corrected))
        .order_by(Correction.number)
    )
    views: dict[int, list[CorrectionView]] = {}
    for row in rows:
        correction: Correction = row[0]
        by: Person | None = row[1]
        response = corrected[correction.response_id]
        views.setdefault(response.id, []).append(
            CorrectionView(
                correction.number,
                correction.at,
                by.name if by else "",
                correction.said_on,
                correction.reason,
                side_of(work, correction, response, "before"),
                side_of(work, correction, response, "after"),
            )
        )
    return dict(views)
