"""Files, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Command, Part, PersonalData, Retention, StartCheck, Tables

if TYPE_CHECKING:
    from varde.kernel.work import Work


def tables() -> Tables:
    from varde.files.models import FileUse, LeavingBlob, SharedFile, StoredFile

    return Tables((StoredFile, FileUse, SharedFile, LeavingBlob))


def clock_tasks() -> Sequence[ClockTask]:
    from varde.files.collecting import collect

    return (ClockTask("remove files that are let go", 60, collect),)


def start_checks() -> Sequence[StartCheck]:
    return (StartCheck("files", store_and_scanner), StartCheck("files unscanned", unscanned, refuses=False))


def store_and_scanner(work: Work) -> Sequence[str]:
    """What is wrong with where files are kept, or with what looks at them."""
    from varde.files.scanning import scanner_fault
    from varde.files.stores import store_fault

    return [fault for fault in (store_fault(work.settings), scanner_fault(work.settings)) if fault]


def unscanned(work: Work) -> Sequence[str]:
    """Files are taken in production, and nobody looks at them."""
    settings = work.settings
    if settings.is_production and settings.files and not settings.scanner:
        return ["VARDE_SCANNER is not set: files are taken in, and nobody looks for viruses in them."]
    return []


def erase(work: Work, numbers: frozenset[int]) -> None:
    from varde.files.personal import erase_files

    erase_files(work, numbers)


_ATTACHED = Retention(
    "attachment",
    "as long as the health record it belongs to",
    "Normen, faktaark 25 (GDPR, the health acts, arkivlova): as long as it is necessary",
)
PART = Part(
    key="files",
    tables=tables,
    personal_data=(
        PersonalData(
            "stored_file",
            ("enrolment_id", "person_id"),
            "record",
            withheld=("secret_sealed",),
            research=tuple((column, "dropped") for column in ("from_patient", "size", "small", "stored_at", "ends_at")),
            erase=erase,
            retention=_ATTACHED,
        ),
        PersonalData(
            "file_use",
            ("file_key", "enrolment_id", "person_id"),
            "record",
            research=(("shown", "dropped"),),
            retention=_ATTACHED,
        ),
        PersonalData("shared_file", ("by_id=person.id",), "log", withheld=("secret_sealed",)),
        # A name that leads to nothing any more.
        PersonalData("leaving_blob", (), "nobody"),
    ),
    clock_tasks=clock_tasks,
    start_checks=start_checks,
    commands=(
        Command(
            "files check",
            "varde.files.commands:files_check",
            "Hold every file against the store, and every blob in the store against the files. Exit 1 when they disagree.",
        ),
    ),
)
