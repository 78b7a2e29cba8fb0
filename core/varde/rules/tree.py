"""What a rule is made of. The language (:mod:`varde.rules.language`) writes and reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from varde.rules.facts import Value

Operator = Literal["==", "!=", ">", ">=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Ref:
    """The other side of a comparison, when that too is a fact: ``when("age", ">=", Ref("age_limit"))``."""

    fact: str


@dataclass(frozen=True, slots=True)
class Compare:
    """``fact operator value``. Order (``>``, ``>=``, ``<``, ``<=``) is for numbers and counts only."""

    fact: str
    operator: Operator
    value: Value | Ref


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact is one of these values."""

    fact: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; true when there are no parts."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; false when there are no parts."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    rule: Rule


Rule = Compare | OneOf | AllOf | AnyOf | Not
"""A question over facts, which is true, false or unknown: what ``when`` and its like make."""
