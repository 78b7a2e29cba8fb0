"""Reading a TOML table: values of the right type, and one sentence for each that is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from varde.instruments.answers import is_number

MOST_ITEMS, LONGEST_SHOWN = 1000, 60


class Table:
    """One table of the file. Every reader gives a harmless value after a fault; ``faults`` is shared by the whole file."""

    def __init__(self, place: str, given: Mapping[str, Any], faults: list[str]) -> None:
        self.place, self.given, self.faults = place, given, faults

    def fault(self, sentence: str) -> None:
        self.faults.append(f"{self.place}: {sentence}.")

    def only(self, names: Iterable[str]) -> None:
        """No other names than these."""
        known = tuple(names)
        for name in self.given:
            if name not in known:
                self.fault(f"{name} is not known here{suggestion(name, known)}; it may have {', '.join(known)}")

    def inner(self, name: str) -> Table | None:
        """The table under ``name``; None when it is not given."""
        if name not in self.given:
            return None
        given = self.given[name]
        if not isinstance(given, Mapping):
            self.fault(f"{name} must be a table, such as [{self.place}.{name}]")
            return None
        return Table(f"{self.place}.{name}", given, self.faults)

    def parts(self, name: str) -> Iterator[Table]:
        """The tables of a list, such as ``[[pswq.bands]]``."""
        given = self.given[name]
        if not isinstance(given, list) or not given or not all(isinstance(part, Mapping) for part in given):
            self.fault(f"{name} must be a list of tables, each beginning with [[{self.place}.{name}]]")
            return
        for number, part in enumerate(given, start=1):
            yield Table(f"{self.place}.{name} {number}", part, self.faults)

    def names(self, name: str) -> list[str]:
        """A list of words; empty when it is not given."""
        given = self.given.get(name, [])
        if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
            self.fault(f"{name} must be a list of names")
            return []
        return list(dict.fromkeys(given))

    def number(self, name: str) -> float:
        given = self._needed(name)
        return given if is_number(given) else self._wrong(name, given, "a number")

    def above_zero(self, name: str) -> float:
        given = self._needed(name)
        if is_number(given) and given > 0:
            return given
        return self._wrong(name, given, "a number above 0")

    def whole(self, name: str) -> int:
        given = self._needed(name)
        if type(given) is int and 0 <= given <= MOST_ITEMS:
            return given
        return int(self._wrong(name, given, f"a whole number from 0 to {MOST_ITEMS}"))

    def words(self, name: str) -> str:
        given = self._needed(name)
        if isinstance(given, str) and given.strip():
            return given.strip()
        self._wrong(name, given, "text")
        return ""

    def word(self, name: str, allowed: tuple[str, ...], default: str = "") -> str:
        """One of these words."""
        given = self.given.get(name, default) if default else self._needed(name)
        if given in allowed and isinstance(given, str):
            return given
        self._wrong(name, given, f"one of {', '.join(allowed)}", suggestion(given, allowed))
        return ""

    def yes_no(self, name: str) -> bool:
        given = self.given.get(name, False)
        if not isinstance(given, bool):
            self._wrong(name, given, "true or false")
        return given is True

    def _needed(self, name: str) -> Any:
        return self.given.get(name)

    def _wrong(self, name: str, given: object, rule: str, more: str = "") -> float:
        shown = repr(given)
        if len(shown) > LONGEST_SHOWN:
            shown = shown[: LONGEST_SHOWN - 3] + "..."
        said = f"{name} is not given" if given is None else f"{name} is {shown}"
        self.fault(f"{said} and must be {rule}{more}")
        return 0


def suggestion(name: object, known: Iterable[str]) -> str:
    """“ (did you mean pswq?)”, or nothing when no known name is like it."""
    close = get_close_matches(str(name), list(known), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
