"""The one rule language: eligibility, release of modules, alerts.

A rule is a frozen tree over declared facts. It is true, false or unknown (None), by Kleene's three-valued logic:
a conjunction with one false part is false whatever is unknown, a disjunction with one true part is true.
Nothing a person sends can be a rule, and evaluating one never raises.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from varde.kernel.words import Text
from varde.rules.facts import Fact, Kind, Source, Value, check_values, outside, right_type, shown
from varde.rules.tree import AllOf, AnyOf, Compare, Not, OneOf, Operator, Ref, Rule
from varde.rules.worked_out import WorkedOut

__all__ = [
    "ALWAYS",
    "AllOf",
    "AnyOf",
    "Compare",
    "Criterion",
    "Eligibility",
    "Fact",
    "Kind",
    "Not",
    "OneOf",
    "Operator",
    "Ref",
    "Rule",
    "Source",
    "Suggestion",
    "Value",
    "all_of",
    "any_of",
    "check_facts",
    "check_rule",
    "deciding",
    "evaluate",
    "explain",
    "facts_of",
    "is_true",
    "not_",
    "numbers_of",
    "one_of",
    "when",
]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


ALWAYS: Rule = AllOf(())
"""The rule that holds."""


def when(fact: str, operator: Operator, value: Value | Ref) -> Compare:
    """A comparison: ``when("bmi", ">=", 40)``."""
    return Compare(fact, operator, value)


def is_true(fact: str) -> Compare:
    """The boolean fact is true."""
    return Compare(fact, "==", True)


def one_of(fact: str, *values: Value) -> OneOf:
    """The fact is one of ``values``."""
    return OneOf(fact, values)


def all_of(*rules: Rule) -> AllOf:
    """Every rule holds."""
    return AllOf(rules)


def any_of(*rules: Rule) -> AnyOf:
    """At least one rule holds."""
    return AnyOf(rules)


def not_(rule: Rule) -> Not:
    """The rule does not hold."""
    return Not(rule)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One reason in a screening, known by its ``fact``.

    ``explain`` is the kind, plain sentence to the person when a requirement is not met or a review condition holds;
    ``{setting}`` in it is filled with the organisation's value. ``advice`` says what the person can do now.
    ``urgent`` is a danger to life: the crisis text is shown at once, whatever the outcome. ``patient_text`` is what she is
    told instead, for a danger of another kind than to harm herself: what to do now when she cannot breathe. The emergency
    numbers stand beside it, and what an alert says of its own stands before it.
    """

    fact: str
    rule: Rule
    explain: Text
    advice: Text | None = None
    urgent: bool = False
    patient_text: Text | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The ``track`` a programme suggests (None when the facts do not say), ``because`` of what, in one sentence. A clinician
    confirms."""

    track: str | None
    because: Text


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whom a programme is for: the ``facts`` it asks for, what it must ``require``, and in ``review`` what a clinician must
    look at. ``suggest_track`` gives the track that the answers point to, ``worked_out`` what follows from other answers."""

    facts: tuple[Fact, ...]
    require: tuple[Criterion, ...]
    review: tuple[Criterion, ...] = ()
    suggest_track: Callable[[Mapping[str, Value]], Suggestion] | None = None
    worked_out: tuple[WorkedOut, ...] = ()

    @property
    def parts(self) -> frozenset[str]:
        """The facts that only serve to work out others: no requirement, and no look, speaks of them."""
        spoken_of = {key for criterion in (*self.require, *self.review) for key in facts_of(criterion.rule)}
        return frozenset(key for each in self.worked_out for key in each.of) - spoken_of

    @property
    def asked(self) -> tuple[Fact, ...]:
        """The facts about the person, in order; the organisation's settings left out."""
        return tuple(fact for fact in self.facts if fact.source != "setting")

    @property
    def settings(self) -> tuple[Fact, ...]:
        """What the organisation may set, each with its default."""
        return tuple(fact for fact in self.facts if fact.source == "setting")


def check_facts(eligibility: Eligibility, facts: object) -> list[Text]:
    """One sentence for each fact that is unknown to the programme, of the wrong type or out of range."""
    return check_values(eligibility.asked, facts)


def evaluate(rule: Rule, facts: Mapping[str, object]) -> bool | None:
    """True, false, or None when the facts do not decide. A value of the wrong type counts as unknown. Never raises."""
    match rule:
        case Compare():
            return _compared(rule, facts)
        case OneOf():
            return _any([_equal(facts.get(rule.fact), value) for value in rule.values])
        case AllOf():
            return _opposite(_any([_opposite(evaluate(part, facts)) for part in rule.rules]))
        case AnyOf():
            return _any([evaluate(part, facts) for part in rule.rules])
        case Not():
            return _opposite(evaluate(rule.rule, facts))


def facts_of(rule: Rule) -> frozenset[str]:
    """The keys of all facts the rule speaks about."""
    return frozenset(key for leaf in _leaves(rule) for key in _keys(leaf))


def numbers_of(rule: Rule) -> frozenset[float]:
    """The numbers that the rule compares facts with."""
    compared = [leaf.values if isinstance(leaf, OneOf) else (leaf.value,) for leaf in _leaves(rule)]
    return frozenset(value for values in compared for value in values if _is_number(value))


def deciding(rule: Rule, facts: Mapping[str, object]) -> tuple[Compare | OneOf, ...]:
    """The comparisons that made the rule what it is: of a false conjunction, its false parts, and so on."""
    match rule:
        case Compare() | OneOf():
            return (rule,)
        case Not():
            return deciding(rule.rule, facts)
        case AllOf() | AnyOf():
            result = evaluate(rule, facts)
            parts = [part for part in rule.rules if evaluate(part, facts) is result]
            return tuple(dict.fromkeys(leaf for part in parts for leaf in deciding(part, facts)))


def check_rule(rule: Rule, declared: Iterable[Fact]) -> list[str]:
    """Faults of the rule against the declared facts, for whoever writes the programme; empty when it is sound."""
    by_key = {fact.key: fact for fact in declared}
    faults = [fault for leaf in _leaves(rule) for fault in _check_leaf(leaf, by_key)]
    return list(dict.fromkeys(faults + _check_shape(rule)))


def explain(rule: Rule, facts: Mapping[str, object], language: str = "nb", declared: Iterable[Fact] = ()) -> str:
    """Why the rule is true, false or unknown, in one sentence, with the labels of the declared facts."""
    by_key = {fact.key: fact for fact in declared}
    result = evaluate(rule, facts)
    parts = "; ".join(_leaf_in_words(leaf, facts, by_key, language) for leaf in deciding(rule, facts))
    if not parts:
        return (_ALWAYS if result else _NEVER).to(language)
    return f"{_RESULT[result].to(language)}: {parts}."


def _any(results: list[bool | None]) -> bool | None:
    if True in results:
        return True
    return None if None in results else False


def _opposite(result: bool | None) -> bool | None:
    return None if result is None else not result


def _compared(rule: Compare, facts: Mapping[str, object]) -> bool | None:
    left = facts.get(rule.fact)
    right = facts.get(rule.value.fact) if isinstance(rule.value, Ref) else rule.value
    if rule.operator == "==":
        return _equal(left, right)
    if rule.operator == "!=":
        return _opposite(_equal(left, right))
    if rule.operator not in _COMPARE or not (_is_number(left) and _is_number(right)):
        return None
    return _COMPARE[rule.operator](left, right)


def _equal(left: object, right: object) -> bool | None:
    if isinstance(left, bool) and isinstance(right, bool):
        return left is right
    if isinstance(left, str) and isinstance(right, str):
        return str(left) == str(right)
    if _is_number(left) and _is_number(right):
        return left == right
    return None


def _is_number(value: object) -> TypeGuard[float]:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def _leaves(rule: Rule) -> tuple[Compare | OneOf, ...]:
    match rule:
        case Compare() | OneOf():
            return (rule,)
        case Not():
            return _leaves(rule.rule)
        case AllOf() | AnyOf():
            return tuple(leaf for part in rule.rules for leaf in _leaves(part))


def _keys(leaf: Compare | OneOf) -> tuple[str, ...]:
    if isinstance(leaf, Compare) and isinstance(leaf.value, Ref):
        return (leaf.fact, leaf.value.fact)
    return (leaf.fact,)


def _check_leaf(leaf: Compare | OneOf, by_key: Mapping[str, Fact]) -> list[str]:
    undeclared = [f"fact '{key}' is not declared" for key in _keys(leaf) if key not in by_key]
    if undeclared:
        return undeclared
    fact = by_key[leaf.fact]
    if isinstance(leaf, OneOf):
        if not leaf.values:
            return [f"fact '{fact.key}': one_of names no values"]
        return [fault for value in leaf.values for fault in _check_value(fact, value)]
    faults = []
    if leaf.operator not in _COMPARE:
        faults.append(f"fact '{fact.key}': there is no operator '{leaf.operator}'")
    elif leaf.operator not in ("==", "!=") and fact.kind not in ("number", "count"):
        faults.append(f"fact '{fact.key}' is a {fact.kind} and has no order, so '{leaf.operator}' cannot be used")
    if isinstance(leaf.value, Ref):
        compared = by_key[leaf.value.fact]
        if _family(fact.kind) != _family(compared.kind):
            faults.append(
                f"fact '{fact.key}' is a {fact.kind} and is compared with '{compared.key}', a {compared.kind}"
            )
        return faults
    return faults + _check_value(fact, leaf.value)


def _check_value(fact: Fact, value: Value) -> list[str]:
    if not right_type("number" if fact.kind == "count" else fact.kind, value):
        return [f"fact '{fact.key}' is a {fact.kind}, but is compared with {shown(value)}"]
    if outside(fact, value):
        return [f"fact '{fact.key}' can never be {shown(value)}"]
    return []


def _family(kind: Kind) -> str:
    return "number" if kind == "count" else kind


def _check_shape(rule: Rule) -> list[str]:
    match rule:
        case AnyOf():
            return (["any_of has no parts, so it never holds"] if not rule.rules else []) + [
                fault for part in rule.rules for fault in _check_shape(part)
            ]
        case AllOf():
            return [fault for part in rule.rules for fault in _check_shape(part)]
        case Not():
            return _check_shape(rule.rule)
    return []


def _leaf_in_words(
    leaf: Compare | OneOf, facts: Mapping[str, object], by_key: Mapping[str, Fact], language: str
) -> str:
    fact = by_key.get(leaf.fact)
    label = fact.label.to(language) if fact else leaf.fact
    value = facts.get(leaf.fact)
    if evaluate(leaf, facts) is None:
        return f"{label}: {_MISSING.to(language)}"
    said = f"{label}: {_value_in_words(value, fact, language)}"
    if isinstance(leaf, Compare) and _is_number(value):
        limit = facts.get(leaf.value.fact) if isinstance(leaf.value, Ref) else leaf.value
        said += f" ({_OPERATOR[leaf.operator].to(language)} {_value_in_words(limit, None, language)})"
    return said


def _value_in_words(value: object, fact: Fact | None, language: str) -> str:
    if isinstance(value, bool):
        return (_YES if value else _NO).to(language)
    if isinstance(value, str):
        choices = dict(fact.choices) if fact else {}
        return choices[value].to(language) if value in choices else shown(value)
    return shown(value) if language == "en" else shown(value).replace(".", ",")


_RESULT: dict[bool | None, Text] = {
    True: Text("Oppfylt", "Oppfylt", "Met"),
    False: Text("Ikke oppfylt", "Ikkje oppfylt", "Not met"),
    None: Text("Kan ikke avgjøres", "Kan ikkje avgjerast", "Cannot be decided"),
}
_OPERATOR = {
    "==": Text("skal være", "skal vere", "to be"),
    "!=": Text("skal ikke være", "skal ikkje vere", "not to be"),
    ">": Text("grensen er over", "grensa er over", "the limit is above"),
    ">=": Text("grensen er minst", "grensa er minst", "the limit is at least"),
    "<": Text("grensen er under", "grensa er under", "the limit is below"),
    "<=": Text("grensen er høyst", "grensa er høgst", "the limit is at most"),
}
_MISSING = Text("ikke oppgitt", "ikkje oppgitt", "not given")
_YES = Text("ja", "ja", "yes")
_NO = Text("nei", "nei", "no")
_ALWAYS = Text("Gjelder alltid.", "Gjeld alltid.", "Always holds.")
_NEVER = Text("Gjelder aldri.", "Gjeld aldri.", "Never holds.")
