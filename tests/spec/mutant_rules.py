"""Rules written as functions, with one thing changed: a comparison, a number, an and for an or, a figure in a table."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

from varde.instruments.values import Instrument

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.GtE: ast.Gt,
    ast.Gt: ast.GtE,
    ast.LtE: ast.Lt,
    ast.Lt: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}
PLACES = ("prepare", "marks", "custom")


@dataclass(frozen=True)
class RuleMutant:
    """One change. ``names`` is where it lies: a module's names to hold the changed value while it is tried."""

    name: str
    instrument: Instrument
    names: dict[str, Any]
    key: str
    value: Any

    @contextmanager
    def in_place(self) -> Iterator[Instrument]:
        """The instrument with the change in force."""
        before = self.names[self.key]
        self.names[self.key] = self.value
        try:
            yield self.instrument
        finally:
            self.names[self.key] = before


def of_rules(instrument: Instrument) -> Iterator[RuleMutant]:
    """Every mutant of the functions an instrument is scored by, and of the figures they read."""
    seen: set[str] = set()
    times: Counter[str] = Counter()
    for place in PLACES:
        rule = getattr(instrument, place)
        for mutant in _of(instrument, rule, rule.__globals__, place, seen) if rule else ():
            times[mutant.name] += 1
            again = f" ({times[mutant.name]})" if times[mutant.name] > 1 else ""
            yield replace(mutant, name=mutant.name + again)


def _of(
    instrument: Instrument, rule: FunctionType, names: dict[str, Any], place: str, seen: set[str]
) -> Iterator[RuleMutant]:
    if rule.__name__ in seen:
        return
    seen.add(rule.__name__)
    for change, changed in _functions(rule):
        changes: dict[str, Any] = {place: changed} if place else {}
        tried = replace(instrument, **changes)
        yield RuleMutant(f"{rule.__name__}: {change}", tried, names, rule.__name__, changed)
    for name in _names_in(rule):
        value = rule.__globals__.get(name)
        if isinstance(value, FunctionType) and _is_ours(value, instrument, rule):
            yield from _of(instrument, value, rule.__globals__, "", seen)
        elif _is_figures(value) and name not in seen:
            seen.add(name)
            for change, changed in _figures(value):
                yield RuleMutant(f"{name}: {change}", instrument, rule.__globals__, name, changed)


def _names_in(rule: FunctionType) -> list[str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(rule)))
    return sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)})


def _is_ours(value: FunctionType, instrument: Instrument, rule: FunctionType) -> bool:
    # A level of the safety rule is read by PHQ-9 from another module; the engine is no rule of an instrument.
    return value.__module__ == rule.__module__ or value.__module__.endswith(".safety")


def _is_figures(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_figures(inner) for key, inner in value.items())
    if isinstance(value, tuple):
        return all(isinstance(inner, int | float | str) for inner in value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _figures(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            for change, changed in _figures(inner):
                yield f"{key} {change}", {**value, key: changed}
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            for change, changed in _figures(inner):
                yield f"[{place}] {change}", (*value[:place], changed, *value[place + 1 :])
            if isinstance(inner, str):
                yield f"without {inner}", (*value[:place], *value[place + 1 :])
    elif isinstance(value, int | float):
        yield from ((f"{by:+}", value + by) for by in (-1, 1))


def _functions(rule: FunctionType) -> Iterator[tuple[str, Callable[..., Any]]]:
    source = ast.parse(textwrap.dedent(inspect.getsource(rule)))
    function = source.body[0]
    assert isinstance(function, ast.FunctionDef)
    if ast.get_docstring(function):
        function.body = function.body[1:]
    for place, node in enumerate(ast.walk(function)):
        for number in range(_changes_to(node)):
            tree = copy.deepcopy(source)
            found = next(one for at, one in enumerate(ast.walk(tree.body[0])) if at == place)
            around = _around(tree, found)
            before = ast.unparse(around)
            _apply(found, number)
            after = ast.unparse(around)
            made: dict[str, Any] = {}
            code = compile(ast.fix_missing_locations(tree), f"<mutant of {rule.__name__}>", "exec")
            exec(code, rule.__globals__, made)
            yield f"{before} -> {after}", made[rule.__name__]


def _around(tree: ast.AST, found: ast.AST) -> ast.AST:
    """What a change is named by: a number by what it stands in."""
    if not isinstance(found, ast.Constant):
        return found
    inside = (node for node in ast.walk(tree) if any(child is found for child in ast.iter_child_nodes(node)))
    return next((node for node in inside if isinstance(node, ast.expr | ast.comprehension)), found)


def _changes_to(node: ast.AST) -> int:
    if isinstance(node, ast.Compare):
        return 1
    if isinstance(node, ast.BoolOp):
        return 1
    if isinstance(node, ast.BinOp):
        return int(type(node.op) in ARITHMETIC)
    if isinstance(node, ast.UnaryOp):
        return int(isinstance(node.op, ast.Not | ast.USub))
    if isinstance(node, ast.IfExp):
        return 1
    is_number = isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    return 2 if is_number and not isinstance(node.value, bool) else 0  # type: ignore[attr-defined]


def _apply(node: ast.AST, number: int) -> None:
    match node:
        case ast.Compare():
            node.ops[-1] = COMPARISONS[type(node.ops[-1])]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BinOp():
            node.op = ARITHMETIC[type(node.op)]()
        case ast.UnaryOp():
            node.op = ast.UAdd() if isinstance(node.op, ast.USub) else node.op
            if isinstance(node.op, ast.Not):
                node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.Constant(value=int() | float() as value):
            node.value = value + (1, -1)[number]
