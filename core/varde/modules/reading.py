"""The words of a step as one enrolment reads them: those she began with, until she is moved to others; and what she has read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, literal, select, tuple_, update

from varde.content.archive import keep_edition, step_id, words_at
from varde.content.models import ContentEdition, ContentStep, ContentText
from varde.content.published import edition_in_force, in_force, published
from varde.content.texts import StepText, as_text, keys_of, shipped, text_of
from varde.content.values import StepKey
from varde.enrolments.models import Enrolment
from varde.identity.service import line_of
from varde.kernel.db import add_missing
from varde.kernel.work import Work
from varde.modules.models import HelpedAnswered, StepPin, StepSeen
from varde.programmes.gone import programme_of

TOLD_FOR = timedelta(days=1)
"""How long after she is first shown rewritten words she is told that they are."""
TO_THE_HOUR = timedelta(hours=1)

_PINNED = (
    select(
        StepPin.edition,
        StepPin.moved_at,
        StepSeen.digest,
        StepSeen.first_at,
        StepSeen.last_at,
        ContentStep.id,
        HelpedAnswered.step_id.is_not(None),
    )
    .join(ContentStep, ContentStep.id == StepPin.step_id)
    .outerjoin(
        HelpedAnswered,
        and_(HelpedAnswered.enrolment_id == StepPin.enrolment_id, HelpedAnswered.step_id == StepPin.step_id),
    )
    .outerjoin(StepSeen, and_(StepSeen.enrolment_id == StepPin.enrolment_id, StepSeen.step_id == StepPin.step_id))
    .where(
        StepPin.enrolment_id == bindparam("enrolment"),
        ContentStep.programme == bindparam("programme"),
        ContentStep.module == bindparam("module"),
        ContentStep.step == bindparam("step"),
    )
)


@dataclass(frozen=True, slots=True)
class ReadText:
    """The words that stand on her page, of which ``edition`` of the step. ``rewritten``: they are others than she has read before,
    since yesterday. ``has_said``: she has said whether the step helped."""

    text: StepText
    edition: str
    step_id: int
    rewritten: bool = False
    has_said: bool = False


def read_step(work: Work, enrolment: Enrolment, module: str, step: str, language: str) -> ReadText:
    """The words of a step for this enrolment, in this language or in bokmål, kept as read. The first time she reads those of
    today, and stays on them. One statement when she has read them within the hour, and two when it is not what the plugin ships
    now; whatever else is stored."""
    key = StepKey(enrolment.programme, module, step)
    asked = {"enrolment": enrolment.id, "programme": key.programme, "module": key.module, "step": key.step}
    rows = work.columns(_PINNED, asked)
    now_shipped = shipped(work.catalogue, key)
    assert now_shipped is not None
    if rows:
        edition, moved_at, number = rows[0][0], rows[0][1], rows[0][5]
    else:
        edition = edition_in_force(work, enrolment.organisation_id, key) or keep_edition(work, now_shipped)
        moved_at, number = None, step_id(work, key)
        pin = {"enrolment_id": enrolment.id, "step_id": number, "edition": edition, "moved_at": None}
        add_missing(work.session, StepPin, [pin])
    if edition == now_shipped.digest:
        text = text_of(work.catalogue, key, language)
    else:
        text = as_text(key, *words_at(work, edition, language))
    seen: dict[str | None, tuple[datetime, datetime]] = {row[2]: (row[3], row[4]) for row in rows}
    first_at, last_at = seen.get(text.digest, (work.now, None))
    keep_seen(work, enrolment.id, [(number, text.digest, last_at)])
    before = [last for digest, (_, last) in seen.items() if digest not in (text.digest, None)]
    is_new = moved_at is not None and work.now - first_at < TOLD_FOR and any(last <= moved_at for last in before)
    return ReadText(text, edition, number, is_new, has_said=bool(rows and rows[0][6]))


def keep_seen(work: Work, enrolment_id: int, shown: Iterable[tuple[int, str, datetime | None]]) -> None:
    """Keep that words are shown now, to the hour: each the number of its step, its digest, and when it was shown last (None: never
    before). Two statements at the most."""
    first, again = [], []
    for number, digest, last_at in shown:
        if last_at is None:
            place = {"enrolment_id": enrolment_id, "step_id": number, "digest": digest}
            first.append({**place, "first_at": work.now, "last_at": work.now})
        elif work.now - last_at >= TO_THE_HOUR:
            again.append((number, digest))
    add_missing(work.session, StepSeen, first)
    if again:
        rows = (StepSeen.enrolment_id == enrolment_id, tuple_(StepSeen.step_id, StepSeen.digest).in_(again))
        work.session.execute(update(StepSeen).where(*rows).values(last_at=work.now))


@dataclass(frozen=True, slots=True)
class SeenStep:
    """What an enrolment was shown of a step in one language: which words, when first and when last; and ``current``: whether they
    are of the edition that she reads now."""

    key: StepKey
    digest: str
    language: str
    first_at: datetime
    last_at: datetime
    edition: str
    current: bool


def seen_by(work: Work, enrolment_id: int) -> list[SeenStep]:
    """All that an enrolment was shown, in the order it was first read. One statement."""
    texts = (ContentEdition.nb, ContentEdition.nn, ContentEdition.en)
    rows = work.session.execute(
        select(
            ContentStep.programme,
            ContentStep.module,
            ContentStep.step,
            StepSeen.digest,
            ContentText.language,
            StepSeen.first_at,
            StepSeen.last_at,
            StepPin.edition,
            func.coalesce(StepSeen.digest.in_(texts), literal(False)),
        )
        .join(ContentStep, ContentStep.id == StepSeen.step_id)
        .join(ContentText, ContentText.digest == StepSeen.digest)
        .join(StepPin, and_(StepPin.enrolment_id == StepSeen.enrolment_id, StepPin.step_id == StepSeen.step_id))
        .join(ContentEdition, ContentEdition.digest == StepPin.edition)
        .where(StepSeen.enrolment_id == enrolment_id)
        .order_by(StepSeen.first_at, StepSeen.step_id, ContentText.language)
    )
    return [SeenStep(StepKey(*row[:3]), *row[3:8], bool(row[8])) for row in rows]


def exported(work: Work, numbers: frozenset[int]) -> list[dict[str, object]]:
    """What somebody was shown, with the words themselves, for whoever asks for what is hers. One statement."""
    rows = work.session.execute(
        select(
            StepSeen.enrolment_id,
            ContentStep.module,
            ContentStep.step,
            ContentText.digest,
            ContentText.language,
            ContentText.lede,
            ContentText.body,
            StepSeen.first_at,
            StepSeen.last_at,
        )
        .join(ContentStep, ContentStep.id == StepSeen.step_id)
        .join(ContentText, ContentText.digest == StepSeen.digest)
        .join(Enrolment, Enrolment.id == StepSeen.enrolment_id)
        .where(Enrolment.person_id.in_(numbers))
        .order_by(StepSeen.enrolment_id, StepSeen.first_at)
    )
    return [
        {**row, "first_at": row["first_at"].isoformat(), "last_at": row["last_at"].isoformat()}
        for row in (dict(each) for each in rows.mappings())
    ]


def newest_of(work: Work, enrolment: Enrolment) -> dict[StepKey, str]:
    """By step the edition that whoever begins where she is treated reads now. Two statements."""
    programme = programme_of(work, enrolment.programme)
    editions = {key: shipped(work.catalogue, key) for key in keys_of([programme])}
    line = line_of(work, enrolment.organisation_id)
    standing = in_force(published(work, line), line, work.today)
    own = {key: deed.edition for key, deed in standing.items() if deed.edition}
    return {key: edition.digest for key, edition in editions.items() if edition} | own
