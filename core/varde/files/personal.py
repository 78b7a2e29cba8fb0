"""What becomes of files when a person is erased, or asks for what is hers."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import ColumnElement, select

from varde.files.errors import DamagedFile
from varde.files.models import StoredFile
from varde.files.service import let_go, opened
from varde.files.values import TYPES
from varde.kernel.db import Base
from varde.kernel.errors import BadUsage
from varde.kernel.work import Work

PIECE = 1_048_576


def _hers(numbers: frozenset[int]) -> ColumnElement[bool]:
    enrolment = Base.metadata.tables["enrolment"]
    hers = select(enrolment.columns["id"]).where(enrolment.columns["person_id"].in_(numbers))
    return StoredFile.enrolment_id.in_(hers)


def erase_files(work: Work, numbers: frozenset[int]) -> None:
    """Let go every file of her enrolments. The keys go with the rows, so copies of the store open no more either."""
    let_go(work, work.session.scalars(select(StoredFile).where(_hers(numbers))).all())
    work.session.flush()


def write_files(work: Work, numbers: frozenset[int], folder: Path) -> list[dict[str, object]]:
    """Write every file of her enrolments into this folder, each under its key. Returns a line for each: its key, the name it
    was written under, what it is, when it came and who added it.

    :raises BadUsage: one cannot be written, or what is in the store is not what was put there.
    """
    lines: list[dict[str, object]] = []
    for file in work.session.scalars(select(StoredFile).where(_hers(numbers)).order_by(StoredFile.stored_at)):
        name = f"{file.key}.{TYPES[file.type].ending}"
        try:
            with (folder / name).open("xb") as out, opened(work.settings, file) as content:
                while piece := content.read(PIECE):
                    out.write(piece)
        except DamagedFile:
            raise BadUsage(f"The file {file.key} is damaged or gone from the store; see varde files check.") from None
        except OSError as fault:
            raise BadUsage(f"{folder / name} cannot be written: {fault.strerror}.") from None
        lines.append(
            {
                "key": file.key,
                "file": name,
                "medium": file.medium,
                "stored_at": file.stored_at.isoformat(),
                "by": file.by_id,
                "title": file.title,
            }
        )
    return lines
