"""Assessments, as the house knows them: responses, planning, and the conditions under which something is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Keyed, Kind, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.catalogue import Catalogue
    from varde.kernel.events import Listener
    from varde.kernel.work import Work
    from varde.programmes.values import Programme


def kinds() -> Sequence[Kind]:
    from varde.assessments.facts import check_conditions
    from varde.programmes.values import Programme

    def check(programmes: Mapping[str, Programme], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, programme in programmes.items():
            for fault in check_conditions(programme, catalogue):
                yield key, fault

    return (Kind(Programme, check),)


def given(work: Work, numbers: frozenset[int]) -> Sequence[Mapping[str, object]]:
    from varde.assessments.given import responses_given

    return responses_given(work, numbers)


def tables() -> Tables:
    from varde.assessments.models import ContactWish, Correction, Response

    return Tables((Response, Correction, ContactWish))


def listeners() -> Sequence[Listener]:
    from varde.assessments import planning, safety_answers

    return (*planning.LISTENERS, *safety_answers.LISTENERS)


def agenda_handlers() -> Sequence[Keyed]:
    from varde.assessments.planning import HANDLER

    return (HANDLER,)


def facts() -> Sequence[Keyed]:
    from varde.assessments.fact_source import SOURCE

    return (SOURCE,)


PART = Part(
    key="assessments",
    declares=facts,
    kinds=kinds,
    tables=tables,
    personal_data=(
        PersonalData(
            "response",
            ("enrolment_id", "person_id"),
            "record",
            export=given,
            research=(
                ("occasion", "kept"),
                ("instrument", "kept"),
                ("version", "kept"),
                ("mode", "kept"),
                ("status", "kept"),
                ("band", "kept"),
                ("subscores", "kept"),
                ("flags", "kept"),
            ),
        ),
        PersonalData("contact_wish", ("enrolment_id", "person_id"), "record"),
        PersonalData("correction", ("enrolment_id", "person_id"), "record"),
    ),
    listeners=listeners,
    agenda_handlers=agenda_handlers,
)
