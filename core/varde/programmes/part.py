"""Programmes, as the house knows them: each is checked whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Command, Kind, Part

if TYPE_CHECKING:
    from varde.kernel.catalogue import Catalogue
    from varde.kinds.kind import DeclaredKind
    from varde.programmes.values import Programme


def kinds() -> Sequence[Kind]:
    from varde.instruments.values import Instrument
    from varde.kernel.renamed import faults_of_renamed
    from varde.programmes.check import check_programme
    from varde.programmes.fact_sources import FactSource
    from varde.programmes.values import Programme

    def check(programmes: Mapping[str, Programme], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        instruments = set(catalogue.all(Instrument))
        for key, fault in faults_of_renamed(programmes.values()):
            yield key, f"programme {key}: {fault}"
        for key, programme in programmes.items():
            for fault in check_programme(programme, instruments, catalogue):
                yield key, f"programme {fault}"

    return (Kind(Programme, check), Kind(FactSource))


def declares() -> Sequence[DeclaredKind]:
    from varde.kernel.words import Text
    from varde.kinds.kind import DeclaredKind
    from varde.programmes.safety_locks import GuardedChoice, GuardedRow

    rows = (
        GuardedRow("slow", Text("Rolig", "Roleg", "Slowly")),
        GuardedRow("fast", Text("Fort", "Fort", "Fast"), Text("Ett minutt", "Eitt minutt", "One minute")),
    )
    closed = (("fast", Text("Ikke nå.", "Ikkje no.", "Not now.")),)
    return (DeclaredKind("guarded_choice", GuardedChoice, (GuardedChoice(rows), GuardedChoice(rows, closed))),)


PART = Part(
    key="programmes",
    declares=declares,
    kinds=kinds,
    commands=(
        Command("programmes", "varde.programmes.commands:programmes_command", "The programmes that are installed."),
        Command(
            "agenda preview",
            "varde.programmes.commands:agenda_preview_command",
            "What a start on one day puts in the agenda of PROGRAMME, by day on the wall in Oslo. "
            "Nobody is enrolled, and nothing is stored.",
        ),
    ),
)
