"""What is stored by the key of an item or a series inside something else: answers, what was refused, words of a pack, limits of an
organisation. History (corrections, why alerts were raised) is never edited, and is read under the names of today."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_

from varde.alerts.former_names import under_present_names
from varde.alerts.models import RiskNote
from varde.assessments.models import Response
from varde.enrolments.models import Offering
from varde.kernel.work import Work
from varde.wording.models import WordingPack

BATCH = 500


def rows_of(work: Work, model: Any, *where: ColumnElement[bool]) -> Iterator[Any]:
    """The rows, some at a time, each written before the next are read."""
    key = model.__mapper__.primary_key
    keys = [tuple(row) for row in work.session.execute(select(*key).where(*where))]
    for first in range(0, len(keys), BATCH):
        yield from work.session.scalars(select(model).where(tuple_(*key).in_(keys[first : first + BATCH])))
        work.session.flush()
        work.session.expunge_all()


def follow_item(work: Work, instrument: str, old: str, new: str) -> int:
    """Answers, drafts, words and what was refused. The number of rows."""
    rows = 0
    for response in rows_of(work, Response, *_has_item(instrument, old)):
        response.answers = _renamed(response.answers, old, new)
        rows += 1
    for pack in rows_of(work, WordingPack, WordingPack.instrument == instrument):
        items = pack.words.get("items", {})
        if old in items:
            pack.words = {**pack.words, "items": _renamed(items, old, new)}
            rows += 1
    return rows + _refused(work, instrument)


def item_waits(work: Work, instrument: str, old: str) -> bool:
    """Whether an answer stands under the old key still."""
    return work.session.scalar(select(Response.id).where(*_has_item(instrument, old)).limit(1)) is not None


def _has_item(instrument: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return (Response.instrument == instrument, Response.answers[key].as_string().is_not(None))


def follow_series(work: Work, old: str, new: str) -> int:
    """The limits that organisations have set, and what was refused. The number of rows."""
    rows = 0
    for offering in rows_of(work, Offering):
        settings = {_series_of_limit(name, old, new): value for name, value in offering.settings.items()}
        if settings != offering.settings:
            offering.settings = settings
            rows += 1
    return rows + _refused(work, new)


def _series_of_limit(name: str, old: str, new: str) -> str:
    return f"{new}.{name.removeprefix(f'{old}.')}" if name.startswith(f"{old}.") else name


def _renamed(values: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if key == old else key: value for key, value in values.items()}


def _refused(work: Work, form: str) -> int:
    """What was refused, of a form or a series, under the names that facts have now."""
    rows = 0
    for note in rows_of(work, RiskNote, RiskNote.form == form):
        dangers = json.loads(note.answers or "[]")
        said = [under_present_names(danger, work.catalogue, form) for danger in dangers]
        if said != dangers:
            note.answers = json.dumps(said)
            rows += 1
    return rows
