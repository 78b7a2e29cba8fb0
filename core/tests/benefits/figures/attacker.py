"""Every number that one reader is shown, and an exact solver in whole numbers that works out what is hidden from her.

What nobody sees are atoms: at an organisation itself, in one month, how many were referred, started, answered, and so on. Each
number that is shown is a sum of atoms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy import optimize, sparse

from varde.charts.values import Hidden, Why

MANY = 1000


class Atom(NamedTuple):
    """``of`` says of what: ("started", ""), ("started", "age:18-29")."""

    place: int
    month: str
    of: tuple[str, str]


@dataclass
class Attacker:
    """``within``: what is a part of what, whatever they are; ``parts``: what several things are together."""

    places: Collection[int]
    months: Collection[str]
    within: Iterable[tuple[tuple[str, str], tuple[str, str]]]
    parts: Mapping[tuple[str, str], Collection[tuple[str, str]]]
    seen: dict[frozenset[Atom], list[tuple[float | Hidden, str]]] = field(default_factory=dict)

    def reads(
        self, places: Iterable[int], months: Iterable[str], ofs: Iterable[tuple[str, str]], n: float | Hidden, at: str
    ) -> None:
        """A number that is shown, or hidden, of all of these together. ``at`` is where it stands."""
        inside = set(months)
        atoms = frozenset(Atom(place, month, of) for place in places for month in inside for of in ofs)
        self.seen.setdefault(atoms, []).append((n, at))

    def worked_out(self, threshold: int) -> list[str]:
        """What is hidden and can be only one number all the same, with where it is hidden and where it can be read."""
        kinds = sorted({of for atoms in self.seen for _, _, of in atoms} | {of for pair in self.within for of in pair})
        kinds = sorted({*kinds, *(of for whole, parts in self.parts.items() for of in (whole, *parts))})
        column = {
            Atom(place, month, of): number
            for number, (place, month, of) in enumerate(
                (place, month, of) for place in self.places for month in self.months for of in kinds
            )
        }
        rows, lows, highs = [], [], []

        def bound(terms: Mapping[Atom, int], low: float, high: float) -> None:
            rows.append({column[atom]: sign for atom, sign in terms.items()})
            lows.append(low)
            highs.append(high)

        for place in self.places:
            for month in self.months:
                for part, whole in self.within:
                    bound({Atom(place, month, whole): 1, Atom(place, month, part): -1}, 0, np.inf)
                for whole, parts in self.parts.items():
                    bound({Atom(place, month, whole): 1, **{Atom(place, month, part): -1 for part in parts}}, 0, 0)
        for atoms, shown in self.seen.items():
            for n, _ in shown:
                if not isinstance(n, Hidden):
                    bound(dict.fromkeys(atoms, 1), n, n)
                elif n.why is Why.SMALL:
                    bound(dict.fromkeys(atoms, 1), 1, threshold - 1)
        of_all = sparse.dok_matrix((len(rows), len(column)))
        for at, terms in enumerate(rows):
            for number, sign in terms.items():
                of_all[at, number] = sign
        constraint = optimize.LinearConstraint(of_all.tocsr(), lows, highs)
        faults = []
        for atoms, shown in self.seen.items():
            hidden = [at for n, at in shown if isinstance(n, Hidden)]
            if hidden and self._is_one(atoms, column, constraint):
                shown_at = [at for n, at in shown if not isinstance(n, Hidden)]
                faults.append(f"{hidden[0]}, by {shown_at[0] if shown_at else 'what is beside it'}")
        return faults

    def _is_one(
        self, atoms: frozenset[Atom], column: Mapping[Atom, int], constraint: optimize.LinearConstraint
    ) -> bool:
        objective = np.zeros(len(column))
        objective[[column[atom] for atom in atoms]] = 1

        def end(sign: int) -> float:
            whole = np.ones(len(column))
            most = optimize.Bounds(0, MANY)
            solved = optimize.milp(sign * objective, integrality=whole, constraints=constraint, bounds=most)
            assert solved.status == 0, solved.message
            return float(round(sign * solved.fun))

        return end(1) == end(-1)
