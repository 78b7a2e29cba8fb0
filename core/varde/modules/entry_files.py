"""The files that entries speak of: hers as long as an entry does, or did before it was corrected, and her therapist's as long as
he reads them there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from varde.files.service import use, use_all
from varde.kernel.work import Work
from varde.modules.models import Entry, EntryVersion
from varde.programmes.values import Exercise


def keep_files(work: Work, step: Exercise, entries: Sequence[Entry], versions: Sequence[EntryVersion] = ()) -> None:
    """Say which files these entries use as they stand now, and these earlier versions for good. No statement in an exercise that
    asks for no file, and the same few whatever the number of entries.

    :raises GoneBefore: an entry speaks of a file that is not there, or is another's.
    """
    if not entries or not asks_for_files(step):
        return
    work.session.flush()
    enrolment_id = entries[0].enrolment_id
    hers = {f"entry/{entry.id}": _files(step, entry.answers) for entry in entries}
    hers |= {f"entry/{each.entry_id}/{each.number}": _files(step, each.answers) for each in versions}
    use_all(work, enrolment_id, hers, shown=False)
    shared = {f"entry/{entry.id}/shared": _files(step, entry.shared_answers) for entry in entries}
    use_all(work, enrolment_id, shared, shown=True)


def asks_for_files(step: Exercise) -> bool:
    """Whether a field of it is answered with a file."""
    return any(field.kind.uploads for field in step.fields)


def show_no_files(work: Work, entry: Entry) -> None:
    """The therapist reads the entry no more, nor what it speaks of. One statement when it speaks of none."""
    use(work, entry.enrolment_id, f"entry/{entry.id}/shared", (), shown=True)


def _files(step: Exercise, stored: str | None) -> list[str]:
    answers: Mapping[str, Any] = json.loads(stored) if stored is not None else {}
    return [key for field in step.fields if field.key in answers for key in field.kind.files(answers[field.key])]


def without_files(step: Exercise, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, where of a file only stands that there is one: sent again, the same picture has another key."""
    kinds = {field.key: field.kind for field in step.fields}
    return {key: bool(value) if key in kinds and kinds[key].uploads else value for key, value in answers.items()}
