"""Kinds of answers, as the house knows them: the core's own, and the check of everybody's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Kind, Part

if TYPE_CHECKING:
    from varde.kernel.catalogue import Catalogue
    from varde.kinds.kind import DeclaredKind


def declares() -> Sequence[DeclaredKind]:
    from varde.kinds.core_kinds import CORE_KINDS

    return CORE_KINDS


def kinds() -> Sequence[Kind]:
    from varde.kinds.check import faults_of_declared
    from varde.kinds.kind import DeclaredKind

    def check(declared: Mapping[str, DeclaredKind], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, fault in faults_of_declared(declared.values(), catalogue):
            yield key, f"declaredkind {key}: {fault}"

    return (Kind(DeclaredKind, check),)


PART = Part(key="kinds", declares=declares, kinds=kinds)
