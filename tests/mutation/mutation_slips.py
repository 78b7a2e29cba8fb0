"""Slips of the pen in a module: each changes one comparison, number, word, condition or statement of one function.

A slip is tried by giving the function that everybody already holds another body, and taking it back afterwards.
"""

from __future__ import annotations

import ast
import copy
import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef
Change = tuple[str, ast.AST]
"""What to call a change, and what stands in the place of what was there."""

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
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
OTHER_CALL = {"min": "max", "max": "min", "any": "all", "all": "any"}
MESSAGES = ("Text", "Reason")  # words for people are read by people


@dataclass(frozen=True)
class Slip:
    """One change to the function or constant ``place`` of a module."""

    module: str
    place: str
    change: str
    targets: tuple[Any, ...]
    value: Any

    @property
    def name(self) -> str:
        """As the list of survivors names it."""
        return f"{self.place}: {self.change}"

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """The module with the slip in it."""
        before = [_put(target, self.value) for target in self.targets]
        try:
            yield
        finally:
            for target, value in zip(self.targets, before, strict=True):
                _put(target, value)


@dataclass(frozen=True)
class Global:
    """A constant of a module, as its functions read it, by name or as a default."""

    names: dict[str, Any]
    key: str

    def put(self, value: Any) -> Any:
        """Give it this value; returns what it had."""
        before = self.names[self.key]
        self.names[self.key] = value
        for thing in self.names.values():
            if isinstance(thing, FunctionType):
                if thing.__defaults__:
                    thing.__defaults__ = tuple(value if d is before else d for d in thing.__defaults__)
                defaults = thing.__kwdefaults__ or {}
                for name in [name for name, default in defaults.items() if default is before]:
                    defaults[name] = value
        return before


Body = tuple[CodeType, tuple[Any, ...] | None, dict[str, Any] | None]


def _put(target: FunctionType | Global, value: Any) -> Any:
    if isinstance(target, Global):
        return target.put(value)
    body = (target.__code__, target.__defaults__, target.__kwdefaults__)
    target.__code__, target.__defaults__, target.__kwdefaults__ = value
    return body


Held = dict[str, dict[str, tuple[FunctionType, ...]]]
"""Functions by the file they are written in, and by their place there."""


def slips_of(module: ModuleType, held: Held | None = None) -> list[Slip]:
    """Every slip of a module that still compiles, in the order of its lines.

    :param held: as :func:`functions_held` found them, for who asks about many modules; they are looked for when it is left out.
    :raises LookupError: a function of it is nowhere, so that a slip in it would change nothing.
    """
    path = Path(str(module.__file__))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    written = (functions_held() if held is None else held).get(str(path), {})
    slips: list[Slip] = []
    for place, node in _places(tree):
        if isinstance(node, Function):
            if place not in written:
                raise LookupError(f"{module.__name__}: nobody holds {place}")
            slips.extend(_of_function(module, place, node, written[place]))
        else:
            slips.extend(_of_constant(module, place, node))
    return _numbered(slips)


def _numbered(slips: list[Slip]) -> list[Slip]:
    times: Counter[str] = Counter()
    named = []
    for slip in slips:
        times[slip.name] += 1
        again = f" ({times[slip.name]})" if times[slip.name] > 1 else ""
        named.append(Slip(slip.module, slip.place, slip.change + again, slip.targets, slip.value))
    return named


def functions_held() -> Held:
    """The functions there are, wherever a decorator has put them."""
    held: Held = {}
    for thing in all_objects():
        if isinstance(thing, FunctionType):
            written = held.setdefault(thing.__code__.co_filename, {})
            name = thing.__code__.co_qualname
            written[name] = (*written.get(name, ()), thing)
    return held


def all_objects() -> list[Any]:
    """What there is in this process, also what no search for garbage goes through; that is kept from it again afterwards."""
    kept = gc.get_freeze_count() > 0
    gc.unfreeze()
    found = gc.get_objects()
    if kept:
        gc.freeze()
    return found


def _places(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{inner.name}", inner) for inner in node.body if isinstance(inner, Function))
        elif isinstance(node, Function):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not _is_of_types(node):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id != "__all__":
                yield target.id, node


def _is_of_types(node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether it names a type, which nothing reads when the program runs."""
    value = node.value
    variable = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "TypeVar"
    return value is None or variable or isinstance(value, ast.Subscript)


def _of_function(module: ModuleType, place: str, node: Function, targets: tuple[FunctionType, ...]) -> Iterator[Slip]:
    for change, changed in _changed(node):
        body = _compiled(module, changed)
        if body is None or any(t.__code__.co_freevars != body[0].co_freevars for t in targets):
            continue
        yield Slip(module.__name__, place, change, targets, body)


def _compiled(module: ModuleType, node: Function) -> Body | None:
    node = copy.copy(node)
    node.decorator_list = []
    future = ast.ImportFrom("__future__", [ast.alias("annotations")], 0)
    tree = ast.fix_missing_locations(ast.Module([future, node], []))
    names = dict(vars(module))
    try:
        exec(compile(tree, str(module.__file__), "exec"), names)
    except (SyntaxError, TypeError, ValueError):
        return None
    function = names[node.name]
    return function.__code__, function.__defaults__, function.__kwdefaults__


def _of_constant(module: ModuleType, place: str, node: ast.stmt) -> Iterator[Slip]:
    target = Global(vars(module), place)
    assert isinstance(node, ast.Assign | ast.AnnAssign)
    for change, changed in _changed(node):
        assert isinstance(changed, ast.Assign | ast.AnnAssign)
        assert changed.value is not None
        expression = ast.fix_missing_locations(ast.Expression(changed.value))
        try:
            value = eval(compile(expression, place, "eval"), dict(vars(module)))
        except Exception:  # noqa: BLE001 - a value that cannot be made is noticed when the module is read
            continue
        yield Slip(module.__name__, place, change, (target,), value)


def _changed(statement: Any) -> Iterator[tuple[str, Any]]:
    """The function or assignment itself, each time with one thing in it changed; it is changed back before the next."""
    for way, owner, index in list(_inside(statement)):
        node = _get(owner, way, index)
        for make in _changes(node, owner, way):
            change, new = make(node)
            _set(owner, way, index, ast.fix_missing_locations(ast.copy_location(new, node)))
            yield change, statement
            _set(owner, way, index, node)


def _inside(statement: ast.AST) -> Iterator[tuple[str, ast.AST, int | None]]:
    """Every node below, as the way to it; annotations, decorators and what a message says are left out."""
    for way, value in ast.iter_fields(statement):
        if way in ("annotation", "returns", "decorator_list", "type_comment", "ctx", "op", "ops"):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _is_docstring(statement, way, index, node):
                continue
            yield way, statement, index
            if not _is_message(node):
                yield from _inside(node)


def _is_docstring(owner: ast.AST, way: str, index: int | None, node: ast.AST) -> bool:
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return text and way == "body" and index == 0 and isinstance(owner, Function)


def _is_message(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MESSAGES


def _get(owner: ast.AST, way: str, index: int | None) -> ast.AST:
    value = getattr(owner, way)
    return value if index is None else value[index]  # type: ignore[no-any-return]


def _set(owner: ast.AST, way: str, index: int | None, new: ast.AST) -> None:
    if index is None:
        setattr(owner, way, new)
    else:
        getattr(owner, way)[index] = new


# --- what can be changed about a node


def _changes(node: ast.AST, owner: ast.AST, way: str) -> Iterator[Callable[[Any], Change]]:
    if (way == "test" and isinstance(owner, ast.If | ast.IfExp)) or (way == "ifs"):
        yield from (partial(_decided, answer=answer) for answer in (True, False))
    kinds: list[
        tuple[type[ast.AST] | tuple[type[ast.AST], ...], Callable[[Any], Iterator[Callable[[Any], Change]]]]
    ] = [
        (ast.Compare, _of_compare),
        (ast.BoolOp, _of_bool),
        (ast.BinOp, _of_arithmetic),
        (ast.UnaryOp, _of_unary),
        (ast.Constant, _of_value),
        (ast.Call, _of_call),
        (ast.Return, _of_return),
        (ast.stmt, _of_statement),
    ]
    for kind, make in kinds:
        if isinstance(node, kind):
            yield from make(node)


def _named(before: ast.AST, after: ast.AST) -> Change:
    return f"{_short(before)} -> {_short(after)}", after


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else f"{text[:40]}...{text[-27:]}"


def _decided(node: ast.expr, answer: bool) -> Change:
    return _named(node, ast.Constant(answer))


def _of_compare(node: ast.Compare) -> Iterator[Callable[[Any], Change]]:
    for place, operator in enumerate(node.ops):
        if type(operator) in COMPARISONS:
            yield partial(_compared, place=place)


def _compared(node: ast.Compare, place: int) -> Change:
    ops = [*node.ops]
    ops[place] = COMPARISONS[type(ops[place])]()
    return _named(node, ast.Compare(node.left, ops, node.comparators))


def _of_bool(node: ast.BoolOp) -> Iterator[Callable[[Any], Change]]:
    yield _turned
    yield from (partial(_without, place=place) for place in range(len(node.values)))


def _turned(node: ast.BoolOp) -> Change:
    return _named(node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values))


def _without(node: ast.BoolOp, place: int) -> Change:
    rest = [*node.values[:place], *node.values[place + 1 :]]
    return _named(node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))


def _of_arithmetic(node: ast.BinOp) -> Iterator[Callable[[Any], Change]]:
    if type(node.op) in ARITHMETIC:
        yield lambda n: _named(n, ast.BinOp(n.left, ARITHMETIC[type(n.op)](), n.right))


def _of_unary(node: ast.UnaryOp) -> Iterator[Callable[[Any], Change]]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield lambda n: _named(n, n.operand)


def _of_value(node: ast.Constant) -> Iterator[Callable[[Any], Change]]:
    value = node.value
    if isinstance(value, bool):
        yield lambda n: _named(n, ast.Constant(not n.value))
    elif isinstance(value, int | float):
        yield from (partial(_moved, by=by) for by in (-1, 1))
    elif isinstance(value, str) and value:
        yield lambda n: (f"{n.value!r} -> {n.value + '?'!r}", ast.Constant(n.value + "?"))


def _moved(node: ast.Constant, by: int) -> Change:
    value: Any = node.value
    return f"{value} -> {value + by}", ast.Constant(value + by)


def _of_call(node: ast.Call) -> Iterator[Callable[[Any], Change]]:
    if isinstance(node.func, ast.Name) and node.func.id in OTHER_CALL:
        yield lambda n: _named(n, ast.Call(ast.Name(OTHER_CALL[n.func.id], ast.Load()), n.args, n.keywords))


def _of_return(node: ast.Return) -> Iterator[Callable[[Any], Change]]:
    if node.value is not None and not isinstance(node.value, ast.Constant):
        yield lambda n: _named(n, ast.Return(ast.Constant(None)))


def _of_statement(node: ast.stmt) -> Iterator[Callable[[Any], Change]]:
    """Leaving it out. Without an assignment to a name the next line would not even run."""
    to_a_name = isinstance(node, ast.Assign) and all(isinstance(target, ast.Name) for target in node.targets)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # the ``...`` of a protocol does nothing either
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break | ast.Assign) and not to_a_name:
        yield lambda n: (f"without {_short(n)}", ast.Pass())
