"""What a message speaks of: an entry or a score, kept as it was when the message was written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from varde.dialogue.models import MessageQuote
from varde.kernel.work import Work

MOST_LINES, LONGEST_LINE = 30, 1000


@dataclass(frozen=True, slots=True)
class Quote:
    """An entry or a score, by its ``number``: what it is called, and its lines (label, what was answered)."""

    kind: Literal["entry", "score"]
    number: int
    title: str
    lines: Sequence[tuple[str, str]] = ()


def keep_quote(work: Work, enrolment_id: int, message_id: int, quote: Quote) -> None:
    """Keep what was quoted with the message, whatever becomes of it."""
    lines = [(label, said[:LONGEST_LINE]) for label, said in quote.lines[:MOST_LINES]]
    row = MessageQuote(message_id=message_id, enrolment_id=enrolment_id, kind=quote.kind, number=quote.number)
    row.said = json.dumps({"title": quote.title, "lines": lines}, ensure_ascii=False)
    work.add(row)


def quotes_of(work: Work, enrolment_id: int) -> Mapping[int, Quote]:
    """What was quoted in a conversation, by message. One statement."""
    rows = work.session.scalars(select(MessageQuote).where(MessageQuote.enrolment_id == enrolment_id)).all()
    quotes = {}
    for row in rows:
        said = json.loads(row.said)
        lines = [(label, words) for label, words in said["lines"]]
        quotes[row.message_id] = Quote("score" if row.kind == "score" else "entry", row.number, said["title"], lines)
    return quotes
