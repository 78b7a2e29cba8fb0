"""Every number that one reader is shown, and an exact solver in whole numbers that works out what is hidden from her.

What nobody sees are atoms: at an organisation itself, in one month, how many were referred, started, answered, and so on. Each
number that is shown is a sum of atoms.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
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

    def told_of_few(
        self, truth: Mapping[Atom, int], threshold: int, *, chance: random.Random | None = None, most: int = 0
    ) -> list[str]:
        """Which few people can be only so many, by all that is shown: of each organisation alone, of any months that follow one
        another, and of whatever is hidden. What is so is ``truth``. All are tried as sums and differences of what is shown; by the
        solver, which knows what cannot be below nobody too, with ``chance`` that many of them."""
        months = list(self.months)
        stretches = [months[begin:end] for begin, end in combinations(range(len(months) + 1), 2)]
        kinds = sorted({atom.of for atom in truth})
        alone = (
            frozenset(Atom(place, month, of) for month in inside)
            for place, inside, of in product(self.places, stretches, kinds)
        )
        hidden = (atoms for atoms, shown in self.seen.items() if any(isinstance(n, Hidden) for n, _ in shown))
        few = {atoms: sum(truth.get(atom, 0) for atom in atoms) for atoms in (*alone, *hidden)}
        few = {atoms: n for atoms, n in few.items() if 0 < n < threshold}
        system, tried = self._system(threshold), sorted(few, key=sorted)
        told = [atoms for atoms in tried if system.adds_up_to(atoms)]
        if not told:
            sampled = tried if chance is None or len(tried) <= most else chance.sample(tried, most)
            told = [atoms for atoms in sampled if system.is_one(atoms)]
        return [f"{few[atoms]}: {sorted(atoms)}" for atoms in told]

    def _system(self, threshold: int) -> Equations:
        kinds = sorted({of for atoms in self.seen for _, _, of in atoms} | {of for pair in self.within for of in pair})
        kinds = sorted({*kinds, *(of for whole, parts in self.parts.items() for of in (whole, *parts))})
        system = Equations([Atom(*of) for of in product(self.places, self.months, kinds)])
        for place, month in product(self.places, self.months):
            for part, whole in self.within:
                system.bound({Atom(place, month, whole): 1, Atom(place, month, part): -1}, 0, np.inf)
            for whole, parts in self.parts.items():
                of_parts = {Atom(place, month, part): -1 for part in parts}
                system.bound({Atom(place, month, whole): 1, **of_parts}, 0, 0)
        for atoms, shown in self.seen.items():
            for n, _ in shown:
                if not isinstance(n, Hidden):
                    system.bound(dict.fromkeys(atoms, 1), n, n)
                elif n.why is Why.SMALL:
                    system.bound(dict.fromkeys(atoms, 1), 1, threshold - 1)
        return system


class Equations:
    """Sums of atoms that lie between two numbers."""

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self._column = {atom: number for number, atom in enumerate(atoms)}
        self._rows: list[Mapping[Atom, int]] = []
        self._lows: list[float] = []
        self._highs: list[float] = []

    def bound(self, terms: Mapping[Atom, int], low: float, high: float) -> None:
        self._rows.append(terms)
        self._lows.append(low)
        self._highs.append(high)

    @cached_property
    def _constraint(self) -> optimize.LinearConstraint:
        of_all = sparse.dok_matrix((len(self._rows), len(self._column)))
        for at, terms in enumerate(self._rows):
            for atom, sign in terms.items():
                of_all[at, self._column[atom]] = sign
        return optimize.LinearConstraint(of_all.tocsr(), self._lows, self._highs)

    def adds_up_to(self, atoms: frozenset[Atom]) -> bool:
        """Whether these together are a sum of what is told exactly."""
        wanted = np.zeros(len(self._column))
        wanted[[self._column[atom] for atom in atoms]] = 1
        return bool(np.abs(wanted - self._spanned.T @ (self._spanned @ wanted)).max(initial=0) < 1e-7)

    @cached_property
    def _spanned(self) -> NDArray[np.float64]:
        exact = [at for at, (low, high) in enumerate(zip(self._lows, self._highs, strict=True)) if low == high]
        rows = np.unique(self._constraint.A[exact].toarray(), axis=0)
        _, sizes, spanned = np.linalg.svd(rows, full_matrices=False)
        basis: NDArray[np.float64] = spanned[sizes > 1e-8 * sizes.max(initial=0)]
        return basis

    def is_one(self, atoms: frozenset[Atom]) -> bool:
        """Whether only one whole number of these together fits all there is."""
        objective = np.zeros(len(self._column))
        objective[[self._column[atom] for atom in atoms]] = 1

        def end(sign: int) -> float:
            whole = np.ones(len(self._column))
            most = optimize.Bounds(0, MANY)
            solved = optimize.milp(sign * objective, integrality=whole, constraints=self._constraint, bounds=most)
            assert solved.status == 0, solved.message
            return float(round(sign * solved.fun))

        return end(1) == end(-1)
