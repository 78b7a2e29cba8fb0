"""Who was erased, as keyed digests without a name, kept in a file that no backup of the database brings back to an earlier state.

An older backup brings erased people back. The file knows them: nothing starts until they are erased again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import select

from varde.audit.service import record
from varde.audit.unnaming import take_names_out
from varde.audit.values import Access
from varde.identity.models import Person
from varde.kernel.errors import BadUsage
from varde.kernel.work import Platform, Work
from varde.privacy.certificates import certify, counts_of
from varde.privacy.erased import digest_of
from varde.privacy.erasure import erase_rows, fates_of_numbers
from varde.privacy.erasure_models import ErasedPerson, ErasureCertificate

MOST = 500
log = structlog.get_logger("varde.privacy")


def lines_of(rows: Iterable[ErasedPerson]) -> str:
    """A line of JSON for each."""
    return "".join(
        json.dumps({"digest": row.digest, "at": row.at.astimezone(UTC).isoformat(timespec="seconds")}) + "\n"
        for row in rows
    )


def read_list(text: str, source: str) -> dict[str, datetime]:
    """When whom was erased, by digest. A last line that was cut off in the middle is left out: it is written again.

    :raises BadUsage: another line is no line of such a list.
    """
    erased: dict[str, datetime] = {}
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        try:
            raw = json.loads(line)
            erased[str(raw["digest"])] = datetime.fromisoformat(raw["at"])
        except (ValueError, KeyError, TypeError):
            if line.endswith("\n"):
                raise BadUsage(f"{source}, line {number}: this is no line of an erasure list.") from None
    return erased


def write_list(platform: Platform) -> None:
    """Append whoever is not on the file yet, where the settings name one. One who is killed between file and database writes her
    twice, which says the same."""
    place = platform.settings.erasure_list
    if place is None:
        return
    with platform.work() as work:
        rows = work.session.scalars(select(ErasedPerson).where(ErasedPerson.listed_at.is_(None)).limit(MOST)).all()
        if not rows:
            return
        try:
            append(Path(place), lines_of(rows))
        except OSError as fault:
            log.error("erasure_list_not_written", fault=type(fault).__name__)
            return
        for row in rows:
            row.listed_at = work.now


def append(file: Path, lines: str) -> None:
    """Add lines to a file and see them to the disk; a line that was cut off before ends first. :raises OSError"""
    with file.open("a+b") as out:
        if out.tell():
            out.seek(-1, os.SEEK_END)
            lines = lines if out.read(1) == b"\n" else "\n" + lines
        out.write(lines.encode())
        out.flush()
        os.fsync(out.fileno())


def read_file(file: Path) -> dict[str, datetime]:
    """The list of a file, empty when it is not there yet.

    :raises BadUsage: it cannot be read, or is none.
    """
    try:
        return read_list(file.read_text(encoding="utf-8"), str(file))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as fault:
        raise BadUsage(f"The erasure list {file} cannot be read: {type(fault).__name__}.") from None


def back_again(work: Work, erased: dict[str, datetime]) -> frozenset[int]:
    """The numbers of those on the list who are here, with something of them. Two statements; a digest for each person when the
    list knows somebody this database does not."""
    if not _unknown(work, erased):
        return frozenset()
    people = work.session.execute(select(Person.id, Person.created_at, Person.given_name, Person.family_name))
    return frozenset(
        person_id for person_id, created_at, *_names in people if digest_of(work, person_id, created_at) in erased
    )


def _unknown(work: Work, erased: dict[str, datetime]) -> set[str]:
    return erased.keys() - set(work.session.scalars(select(ErasedPerson.digest)))


def erase_again(work: Work, erased: dict[str, datetime]) -> ErasureCertificate | None:
    """Erase whoever of the list is here again, and know the whole list. Nothing stands in the way: it was decided before.

    Returns the certificate, None when nobody was back. Again is once.
    """
    numbers = back_again(work, erased)
    certificate = None
    if numbers:
        counts = counts_of(fates_of_numbers(work, numbers))
        for number in sorted(numbers):
            entry = Access(
                None, "varde privacy erase-again", "operator", None, "write", "erasure", "admin", "erasure_list", number
            )
            record(work, entry)
        take_names_out(work, of=numbers)
        erase_rows(work, numbers)
        certificate = certify(work, "list", counts, people=len(numbers))
    for digest in _unknown(work, erased):
        work.add(ErasedPerson(digest=digest, at=erased[digest], listed_at=work.now))
    return certificate


def faults_of_list(work: Work) -> Sequence[str]:
    """What stops a start: somebody of the list is here again, or the list cannot be read."""
    place = work.settings.erasure_list
    if place is None:
        return []
    try:
        back = back_again(work, read_file(Path(place)))
    except BadUsage as fault:
        return [str(fault)]
    if not back:
        return []
    return [
        f"An older backup was restored: {len(back)} of those who were erased are here again. Run: varde privacy erase-again"
    ]
