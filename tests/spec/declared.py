"""What is declared of each module, in words for the page: when it opens, whether it is her choice, and which steps have a lock."""

from __future__ import annotations

from varde.programmes.release import DAYS, OPENED
from varde.programmes.values import Module, Programme, locks_on
from varde.rules.language import AllOf, AnyOf, Compare, Not, Rule


def opens(programme: Programme, rule: Rule) -> str:
    """A release in words: “day 49 and module 7 done, or the therapist”."""
    match rule:
        case AllOf(rules=()):
            return "at the start"
        case AllOf(rules=rules):
            return " and ".join(opens(programme, each) for each in rules)
        case AnyOf(rules=rules):
            return ", or ".join(opens(programme, each) for each in rules)
        case Not(rule=inner):
            return f"not {opens(programme, inner)}"
        case Compare(fact=fact, operator=operator, value=value):
            return _compared(programme, fact, f"{operator} {value}")
    return str(rule)


def _compared(programme: Programme, fact: str, rest: str) -> str:
    kind, _, what = fact.partition(":")
    if kind == "completed":
        return f"module {programme.module(what).number} done"
    if fact == DAYS:
        return f"day {rest.removeprefix('>= ')}"
    if fact == OPENED:
        return "the therapist"
    score = f"{what.replace(':', ' ')} {rest}"
    words = {"group": f"the group “{what}” attended", "setting": f"the setting “{what}”", "score": score}
    return words.get(kind, f"{fact} {rest}")


def locked(module: Module) -> str:
    """The steps that have a lock, each with who opens it: “`reintroduction` (dietitian)”."""
    steps = [(step.key, sorted({lock.opener for lock in locks_on(step)})) for step in module.steps]
    return ", ".join(f"`{key}` ({', '.join(openers)})" for key, openers in steps if openers)
