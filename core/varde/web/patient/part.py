"""The patient's face, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varde.kernel.part import MenuEntry, Mountable, Part
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def blueprints(_platform: Platform) -> Sequence[Mountable]:
    import varde.web.patient.own_log  # noqa: F401 - it adds to the pages of the patient
    from varde.web.patient import (
        appointments,
        choices,
        consents,
        contact,
        crisis,
        dialogue,
        entries,
        helped,
        leaving,
        measuring,
        modules,
        opened,
        own_answers,
        own_groups,
        own_notes,
        pages,
        personal,
        postponing,
        questionnaires,
        safety,
    )

    first = [
        appointments.bp,
        choices.bp,
        consents.bp,
        crisis.bp,
        contact.bp,
        dialogue.bp,
        entries.bp,
        helped.bp,
        leaving.bp,
        measuring.bp,
        modules.bp,
        opened.bp,
        own_answers.bp,
        own_groups.bp,
        own_notes.bp,
        pages.bp,
    ]
    return [*first, personal.bp, postponing.bp, questionnaires.bp, safety.bp]


def _entry(place: int, key: str, label: Text, endpoint: str, icon: str, *, of_enrolment: bool = True) -> MenuEntry:
    return MenuEntry(key, label, "patient", endpoint, place, icon, of_enrolment)


PART = Part(
    key="patient",
    templates=Path(__file__).parent / "templates",
    blueprints=blueprints,
    menu=(
        _entry(1, "home", Text("Min sti", "Stien min", "My path"), "patient.home", "path", of_enrolment=False),
        _entry(2, "modules", Text("Moduler", "Modular", "Modules"), "modules.index", "book"),
        _entry(3, "messages", Text("Meldinger", "Meldingar", "Messages"), "dialogue.thread", "chat"),
        _entry(4, "questionnaires", Text("Skjemaer", "Skjema", "Forms"), "questionnaires.index", "form"),
    ),
)
