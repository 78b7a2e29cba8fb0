"""Every name that an author may import from Varde, with what it says of itself."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import varde.plugin

OF_VARDE = {
    "commands", "fitting", "hookspecs", "inspection", "made_for", "pages", "registry", "renamed_answers", "renaming",
    "scaffold", "shown", "simulated_answers", "sound",
}  # fmt: skip
"""Modules of the package that are how Varde goes about it; what an author needs of them is handed on by another."""


@dataclass(frozen=True)
class Name:
    """One name of one module. ``doc`` is its docstring, or for what is neither class nor function the text below it in the
    source; empty when there is none."""

    module: str
    name: str
    value: Any
    doc: str

    @property
    def is_called(self) -> bool:
        """Whether it has a signature: a class or a function."""
        return _is_called(self.value)

    @property
    def signature(self) -> str:
        """As ``help()`` has it; empty for what is not called."""
        if not self.is_called:
            return ""
        try:
            return str(inspect.signature(self.value))
        except ValueError:  # an enumeration or a model, made in other ways
            return ""

    @property
    def parameters(self) -> list[str]:
        return list(inspect.signature(self.value).parameters) if self.signature else []


def modules() -> list[ModuleType]:
    """The package and its modules that are for authors, the package first."""
    names = [each.name for each in pkgutil.iter_modules(varde.plugin.__path__) if each.name not in OF_VARDE]
    return [varde.plugin, *(import_module(f"varde.plugin.{name}") for name in sorted(names))]


def names() -> Iterator[Name]:
    """Every public name of every module, in the order of the modules."""
    for module in modules():
        for name in module.__all__:
            value = getattr(module, name)
            yield Name(module.__name__, name, value, _doc(module, name, value))


def _is_called(value: Any) -> bool:
    # Of the abstract classes of the library, such as Callable, only the name under which it is handed on is ours.
    ours = getattr(value, "__module__", "").startswith("varde.")
    return ours and (inspect.isclass(value) or inspect.isfunction(value))


def _doc(module: ModuleType, name: str, value: Any) -> str:
    if _is_called(value):
        doc = inspect.getdoc(value) or ""
        return "" if doc.startswith(f"{name}(") else doc  # what dataclasses write when nobody has
    return _written_below(module, name)


def _written_below(module: ModuleType, name: str) -> str:
    """The text under an assignment, here or where the module has the name from."""
    place: ModuleType | None = module
    while place is not None:
        texts, origins = _read(place.__name__)
        if name in texts:
            return inspect.cleandoc(texts[name])
        if name not in origins:
            return ""
        origin, name = origins[name]
        place = import_module(origin)
    return ""


@cache
def _read(module: str) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """The texts under assignments of a module, by name, and where its imported names are from."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    texts: dict[str, str] = {}
    origins: dict[str, tuple[str, str]] = {}
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.ImportFrom) and node.module:
            origins |= {each.asname or each.name: (node.module, each.name) for each in node.names}
        for target in _assigned(node):
            if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
                texts[target] = str(following.value.value)
    return texts, origins


def _assigned(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.If):  # what is another thing while types are checked
        return [name for each in (*node.body, *node.orelse) for name in _assigned(each)]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]
