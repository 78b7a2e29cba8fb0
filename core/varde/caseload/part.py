"""The caseload, as the house knows it: a read model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Kind, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.caseload.values import Column, Reason
    from varde.kernel.catalogue import Catalogue
    from varde.kernel.events import Listener


def tables() -> Tables:
    from varde.caseload.models import CaseloadRow, CaseloadView, CaseloadVisit

    return Tables((CaseloadRow, CaseloadView, CaseloadVisit))


def kinds() -> Sequence[Kind]:
    from varde.caseload.contact_reason import contact_due
    from varde.caseload.values import Column, Reason
    from varde.programmes.values import Programme

    def check(handed_in: Mapping[str, Reason | Column], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, each in handed_in.items():
            name = f"{type(each).__name__.lower()} {key}"
            if "." not in key:
                yield key, f"{name}: the key must begin with the plugin's and a full stop."
            if each.programme and each.programme not in catalogue.all(Programme):
                yield key, f"{name}: there is no programme {each.programme}."
            for field in ("title", "action") if isinstance(each, Reason) else ("title",):
                if missing := getattr(each, field).missing():
                    yield key, f"{name}: the {field} lacks {' and '.join(missing)}."

    return Kind(Reason, check), Kind(Column, check), Kind(Programme, derive=contact_due)


def reasons() -> Sequence[Reason]:
    from varde.caseload.unreached import UNREACHED

    return (UNREACHED,)


def listeners() -> Sequence[Listener]:
    from varde.caseload.service import LISTENERS

    return LISTENERS


def clock_tasks() -> Sequence[ClockTask]:
    from varde.caseload.digest import send_digests
    from varde.caseload.judging import judge_again
    from varde.caseload.late_answers import tell_of_late_answers
    from varde.caseload.service import mark_silent
    from varde.kernel.work import in_work

    return (
        ClockTask("list the silent", 60, in_work(mark_silent)),
        ClockTask("judge again who is worse", 60, in_work(judge_again)),
        ClockTask("tell therapists who waits", 300, in_work(send_digests)),
        ClockTask("tell heads of late answers", 600, in_work(tell_of_late_answers)),
    )


PART = Part(
    key="caseload",
    declares=reasons,
    kinds=kinds,
    tables=tables,
    personal_data=(
        PersonalData("caseload_row", ("enrolment_id", "person_id"), "list"),
        PersonalData("caseload_view", ("person_id",), "account"),
        PersonalData("caseload_visit", ("person_id",), "account"),
    ),
    listeners=listeners,
    clock_tasks=clock_tasks,
)
