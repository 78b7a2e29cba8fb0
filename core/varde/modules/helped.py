"""Whether a step helped: said once, kept as a sum, and with no way back to whoever said it.

Kept about the person is that she has answered (:class:`HelpedAnswered`), and neither what nor when. Kept about the answer is a sum
by organisation, step, words, language and month. Words of her own are a row with a key drawn by lot.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from varde.content.models import ContentStep
from varde.content.values import StepKey
from varde.enrolments.models import Enrolment
from varde.identity.lines import line_among
from varde.identity.service import under, with_those_above
from varde.kernel.db import add_missing
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.errors import BadEntry, NoSuchEntry
from varde.modules.helped_rules import owner_among
from varde.modules.models import HELPED, HelpedAnswered, HelpedCount, HelpedWords
from varde.modules.reading import ReadText

LONGEST = 500
CHOOSE = Text("Velg ja, litt eller nei.", "Vel ja, litt eller nei.", "Choose yes, somewhat or no.")
TOO_LONG = Text(
    "Det du skrev, er på {length} tegn. Det kan være {most}.",
    "Det du skreiv, er på {length} teikn. Det kan vere {most}.",
    "What you wrote has {length} characters. It may have {most}.",
)
ANSWER, WORDS = "helped", "helped-words"
"""The controls that are asked, and that a fault is about."""


def say_helped(work: Work, enrolment: Enrolment, read: ReadText, answer: str, words: str) -> bool:
    """Keep whether the words that she reads helped; False when she has said so of this step before, and nothing is kept.

    :raises BadEntry: there is no such answer, or more words than there is room for.
    """
    words = words.strip()
    faults = {} if answer in HELPED else {ANSWER: CHOOSE}
    if len(words) > LONGEST:
        faults[WORDS] = TOO_LONG.filled(length=len(words), most=LONGEST)
    if faults:
        raise BadEntry(of=faults)
    try:
        with work.apart():
            work.add(HelpedAnswered(enrolment_id=enrolment.id, step_id=read.step_id))
            work.session.flush()
    except IntegrityError:  # she has, perhaps in another window at the same moment
        return False
    (owner,) = _owners_of(work, [enrolment.organisation_id])
    place = {
        "organisation_id": owner,
        "step_id": read.step_id,
        "edition": read.edition,
        "language": read.text.language,
        "month": work.today.replace(day=1),
    }
    counted = {**place, "answer": answer}
    add_missing(work.session, HelpedCount, [{**counted, "n": 0}])
    same = [getattr(HelpedCount, column) == value for column, value in counted.items()]
    work.session.execute(update(HelpedCount).where(*same).values(n=HelpedCount.n + 1))
    if words:
        work.add(HelpedWords(key=secrets.token_hex(16), words=words, **place))
    return True


def _owners_of(work: Work, organisation_ids: Collection[int]) -> set[int]:
    """Those whose answers these organisations' are. One statement."""
    every = {each.id: each for each in with_those_above(work, organisation_ids)}
    lines = (line_among(every, number) for number in organisation_ids)
    return {owner_among([(each.id, each.kind) for each in line]) for line in lines}


def owners_reached(work: Work, places: Sequence[int]) -> set[int]:
    """The organisations whose answers somebody sees who has a role at these places: those that the places belong to, and those
    below. Two statements."""
    return _owners_of(work, under(work, places))


@dataclass(frozen=True, slots=True)
class CountedAnswers:
    """How many gave an answer about some words of a step, in a month."""

    key: StepKey
    edition: str
    month: date
    answer: str
    n: int


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """What somebody wrote about a step; ``number`` is what the row is known by."""

    number: str
    key: StepKey
    edition: str
    month: date
    words: str


def counted_at(work: Work, organisation_id: int) -> list[CountedAnswers]:
    """What was answered at an organisation. One statement."""
    rows = work.session.execute(
        select(
            ContentStep.programme,
            ContentStep.module,
            ContentStep.step,
            HelpedCount.edition,
            HelpedCount.month,
            HelpedCount.answer,
            HelpedCount.n,
        )
        .join(ContentStep, ContentStep.id == HelpedCount.step_id)
        .where(HelpedCount.organisation_id == organisation_id)
        .order_by(HelpedCount.month, HelpedCount.step_id)
    )
    return [CountedAnswers(StepKey(*row[:3]), *row[3:]) for row in rows]


def words_at(work: Work, organisation_id: int) -> list[WrittenWords]:
    """What was written at an organisation, the newest month first and in no order within it. One statement."""
    rows = work.session.execute(
        select(HelpedWords, ContentStep)
        .join(ContentStep, ContentStep.id == HelpedWords.step_id)
        .where(HelpedWords.organisation_id == organisation_id)
        .order_by(HelpedWords.month.desc(), HelpedWords.key)
    )
    return [WrittenWords(row.key, step.key, row.edition, row.month, row.words) for row, step in rows]


def remove_words(work: Work, organisation_id: int, number: str, programmes: set[str]) -> None:
    """Take out what should not have been written, as a name. The sum stays. :raises NoSuchEntry"""
    row = work.session.get(HelpedWords, number)
    step = work.session.get(ContentStep, row.step_id) if row is not None else None
    if row is None or step is None or row.organisation_id != organisation_id or step.programme not in programmes:
        raise NoSuchEntry()
    work.session.delete(row)
