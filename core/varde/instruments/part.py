"""Instruments, as the house knows them: the library that any programme may use, and the check of every instrument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Kind, Part

if TYPE_CHECKING:
    from varde.instruments.values import Instrument
    from varde.kernel.catalogue import Catalogue


def declares() -> Sequence[Instrument]:
    from varde.instruments.library import INSTRUMENTS

    return INSTRUMENTS


def kinds() -> Sequence[Kind]:
    from varde.instruments.soundness import check_instrument
    from varde.instruments.values import Instrument
    from varde.kernel.renamed import faults_of_renamed
    from varde.kinds.check import faults_of_kind

    def check(instruments: Mapping[str, Instrument], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, fault in faults_of_renamed(instruments.values()):
            yield key, f"instrument {key}: {fault}"
        for key, instrument in instruments.items():
            for item, fault in faults_of_renamed(instrument.items):
                yield key, f"instrument {key}: item {item}: {fault}"
            for fault in check_instrument(instrument):
                yield key, f"instrument {fault}"
            for own in (each for each in instrument.items if each.own):
                for fault in faults_of_kind(own.takes, catalogue):
                    yield key, f"instrument {key}: item {own.key}: {fault}"

    return (Kind(Instrument, check, shared=True),)


PART = Part(key="instruments", declares=declares, kinds=kinds)
