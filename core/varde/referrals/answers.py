"""What two sides say of the same facts: filled in, put side by side, and where they disagree. Plain values in and out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


def merged(
    known: Mapping[str, object], answers: Mapping[str, object], *, own: bool
) -> tuple[dict[str, object], frozenset[str]]:
    """The facts with what came now, and the keys that nobody had answered before. What is ``own`` takes the place of what was
    said before; of another it fills gaps alone. An answer that is not known (None) changes nothing."""
    answered = {key: value for key, value in answers.items() if value is not None}
    filled = frozenset(key for key in answered if known.get(key) is None)
    return {**known, **{key: answered[key] for key in (answered if own else filled)}}, filled


def differing(first: Mapping[str, object], second: Mapping[str, object]) -> frozenset[str]:
    """The facts that two have answered, and not alike."""
    return frozenset(
        key for key, value in second.items() if value is not None and first.get(key) is not None and first[key] != value
    )


@dataclass(frozen=True, slots=True)
class Sides:
    """What the patient and whoever referred her have answered, by fact; a fact that one has not answered is missing there."""

    patient: Mapping[str, object]
    referrer: Mapping[str, object]

    @property
    def both(self) -> bool:
        """Whether each of the two has said anything."""
        return bool(self.patient) and bool(self.referrer)

    @property
    def apart(self) -> frozenset[str]:
        """The facts on which they disagree."""
        return differing(self.patient, self.referrer)


def sides_of(
    facts: Mapping[str, object],
    *,
    by_clinician: bool,
    filled: Iterable[str],
    patient: Mapping[str, object],
    referrer: Mapping[str, object],
) -> Sides:
    """Who has said what. ``facts`` are the referral's, of which ``filled`` came from the other side; ``patient`` and ``referrer``
    are what each said besides: when asked, or in a further referral."""
    said = {key: value for key, value in facts.items() if value is not None and key not in set(filled)}
    return Sides(patient, {**said, **referrer}) if by_clinician else Sides({**said, **patient}, referrer)
