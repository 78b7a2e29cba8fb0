"""What the plugins declared, looked up by type and key. Built once at start and only read afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from varde.kernel.errors import NotFound
from varde.kernel.words import Text

T = TypeVar("T")


class Unknown(NotFound):
    """A key that nobody declared."""

    sentence = Text(
        nb="{kind} «{key}» finnes ikke her. Kjente: {known}.",
        nn="{kind} «{key}» finst ikkje her. Kjende: {known}.",
        en="There is no {kind} named “{key}” here. Known: {known}.",
    )


class Catalogue:
    """Frozen values by type and key: ``catalogue.one(Programme, "ibs")``."""

    def __init__(self, values: Mapping[type, Mapping[str, Any]] | None = None) -> None:
        self._values = {kind: MappingProxyType(dict(of_kind)) for kind, of_kind in (values or {}).items()}

    def all(self, kind: type[T]) -> Mapping[str, T]:
        """Every value of this type, by key, sorted."""
        return self._values.get(kind, MappingProxyType({}))

    def one(self, kind: type[T], key: str) -> T:
        """The value with this key.

        :raises Unknown: naming the kind, the key and the keys there are.
        """
        of_kind = self.all(kind)
        if key not in of_kind:
            raise Unknown(kind=kind.__name__.lower(), key=key, known=", ".join(sorted(of_kind)) or "-")
        return of_kind[key]

    def with_values(self, kind: type[T], values: Iterable[T], key: str = "key") -> Catalogue:
        """A new catalogue that also holds these."""
        added = {getattr(value, key): value for value in values}
        return Catalogue({**self._values, kind: dict(sorted({**self.all(kind), **added}.items()))})
