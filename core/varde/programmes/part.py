"""Programmes, as the house knows them: each is checked whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Command, Kind, Part

if TYPE_CHECKING:
    from varde.kernel.catalogue import Catalogue
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


PART = Part(
    key="programmes",
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
