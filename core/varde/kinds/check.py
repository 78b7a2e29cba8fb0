"""Whether a kind holds together, and whether any part has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from varde.kernel.catalogue import Catalogue
from varde.kinds.kind import AnswerKind, DeclaredKind, kinds_in


def faults_of_kind(kind: AnswerKind, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with a kind as it is declared, and with those inside it."""
    contributed = {declared.of for declared in catalogue.all(DeclaredKind).values()}
    for each in kinds_in(kind):
        name = type(each).__name__
        if type(each) not in contributed:
            known = ", ".join(sorted(of.__name__ for of in contributed))
            yield f"its kind is {name}, which no part contributes with DeclaredKind; contributed are {known}"
        else:
            yield from (f"{name} {fault}" for fault in each.check())


def faults_of_declared(declared: Iterable[DeclaredKind], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The key of each contributed kind that is wrong, and what is wrong with it."""
    of: dict[type[AnswerKind], str] = {}
    for each in declared:
        if each.of in of:
            yield each.key, f"{each.of.__name__} is contributed as {of[each.of]} too"
        of.setdefault(each.of, each.key)
        if not each.samples:
            yield each.key, "has no samples to try"
        for sample in each.samples:
            if type(sample) is not each.of:
                yield each.key, f"samples: {type(sample).__name__} is no {each.of.__name__}"
            else:
                yield from ((each.key, f"samples: {fault}") for fault in faults_of_kind(sample, catalogue))
