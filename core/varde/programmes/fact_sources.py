"""Where rules about an enrolment get what they ask of: what was answered, what was measured, what is decided.

A fact of a source is named ``<source>:…``. Each room, and each plugin, may declare a source; whoever evaluates a rule asks for its
facts here, and needs to know no room.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from varde.kernel.catalogue import Catalogue
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.rules.language import Rule, facts_of


@dataclass(frozen=True, slots=True)
class FactSource:
    """Facts whose names begin with ``<key>:``.

    ``declared(name, programme, catalogue)`` is the fact of that name, or one sentence that says why there is none; without a
    programme it may be of any. ``values(work, enrolment_ids, names, as_of)``, in a unit of work, are by enrolment those that are
    known of it, as it was known then; what is unknown is left out. It makes the same number of statements however many are asked
    about and whatever is stored.
    """

    key: str
    declared: Callable[[str, Programme | None, Catalogue], Fact | str]
    values: Callable[[Any, Collection[int], Collection[str], datetime], Mapping[int, Mapping[str, object]]]


def declared_in(rule: Rule, programme: Programme | None, catalogue: Catalogue) -> tuple[list[Fact], list[str]]:
    """The facts of sources that a rule asks for, as they are declared, and one sentence for each that is not."""
    answers: list[Fact | str] = []
    asked = facts_of(rule)
    for source in catalogue.all(FactSource).values():
        for name in names_of_source(source, asked):
            answers.append(source.declared(name, programme, catalogue))
    facts = [answer for answer in answers if isinstance(answer, Fact)]
    return facts, [answer for answer in answers if isinstance(answer, str)]


def named(name: str, catalogue: Catalogue) -> Fact | None:
    """The fact of a source that has this name, whatever programme it is of; None when no source knows it."""
    fact = declared_named(name, None, catalogue)
    return fact if isinstance(fact, Fact) else None


def declared_named(name: str, programme: Programme | None, catalogue: Catalogue) -> Fact | str:
    """The fact of a source that has this name, or one sentence that says why there is none."""
    source = catalogue.all(FactSource).get(name.partition(":")[0]) if ":" in name else None
    return source.declared(name, programme, catalogue) if source else f"fact '{name}' is of no source"


def names_of_source(source: FactSource, asked: Iterable[str]) -> list[str]:
    """Those of these names of facts that are of a source, sorted."""
    return sorted(name for name in asked if name.startswith(f"{source.key}:"))
