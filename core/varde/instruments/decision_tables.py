"""Reading a TOML table: values of the right type, and one sentence for each that is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from varde.instruments.answers import is_number

MOST_ITEMS, LONGEST_SHOWN = 1000, 60


class DecisionTable:
    """One table of the file. Every reader gives a harmless value after a fault; ``faults`` is shared by the whole file."""

    def __init__(self, place: str, entries: Mapping[str, Any], faults: list[str]) -> None:
        self.place, self.entries, self.faults = place, entries, faults

    def fault(self, sentence: str) -> None:
        self.faults.append(f"{self.place}: {sentence}.")

    def only(self, names: Iterable[str]) -> None:
        """No other names than these."""
        known = tuple(names)
        for name in self.entries:
            if name not in known:
                self.fault(f"{name} is not known here{suggestion(name, known)}; it may have {', '.join(known)}")

    def inner(self, name: str) -> DecisionTable | None:
        """The table under ``name``; None when it is not given."""
        if name not in self.entries:
            return None
        entries = self.entries[name]
        if not isinstance(entries, Mapping):
            self.fault(f"{name} must be a table, such as [{self.place}.{name}]")
            return None
        return DecisionTable(f"{self.place}.{name}", entries, self.faults)

    def parts(self, name: str) -> Iterator[DecisionTable]:
        """The tables of a list, such as ``[[pswq.bands]]``."""
        parts = self.entries[name]
        if not isinstance(parts, list) or not parts or not all(isinstance(part, Mapping) for part in parts):
            self.fault(f"{name} must be a list of tables, each beginning with [[{self.place}.{name}]]")
            return
        for number, part in enumerate(parts, start=1):
            yield DecisionTable(f"{self.place}.{name} {number}", part, self.faults)

    def names(self, name: str) -> list[str]:
        """A list of words; empty when it is not given."""
        names = self.entries.get(name, [])
        if not isinstance(names, list) or not all(isinstance(word, str) for word in names):
            self.fault(f"{name} must be a list of names")
            return []
        return list(dict.fromkeys(names))

    def number(self, name: str) -> float:
        number = self._needed(name)
        return number if is_number(number) else self._wrong(name, number, "a number")

    def above_zero(self, name: str) -> float:
        number = self._needed(name)
        if is_number(number) and number > 0:
            return number
        return self._wrong(name, number, "a number above 0")

    def whole(self, name: str) -> int:
        number = self._needed(name)
        if type(number) is int and 0 <= number <= MOST_ITEMS:
            return number
        return int(self._wrong(name, number, f"a whole number from 0 to {MOST_ITEMS}"))

    def words(self, name: str) -> str:
        text = self._needed(name)
        if isinstance(text, str) and text.strip():
            return text.strip()
        self._wrong(name, text, "text")
        return ""

    def word(self, name: str, allowed: tuple[str, ...], default: str = "") -> str:
        """One of these words."""
        word = self.entries.get(name, default) if default else self._needed(name)
        if word in allowed and isinstance(word, str):
            return word
        self._wrong(name, word, f"one of {', '.join(allowed)}", suggestion(word, allowed))
        return ""

    def yes_no(self, name: str) -> bool:
        answer = self.entries.get(name, False)
        if not isinstance(answer, bool):
            self._wrong(name, answer, "true or false")
        return answer is True

    def _needed(self, name: str) -> Any:
        return self.entries.get(name)

    def _wrong(self, name: str, value: object, rule: str, hint: str = "") -> float:
        shown = repr(value)
        if len(shown) > LONGEST_SHOWN:
            shown = shown[: LONGEST_SHOWN - 3] + "..."
        said = f"{name} is not given" if value is None else f"{name} is {shown}"
        self.fault(f"{said} and must be {rule}{hint}")
        return 0


def suggestion(name: object, known: Iterable[str]) -> str:
    """“ (did you mean pswq?)”, or nothing when no known name is like it."""
    close = get_close_matches(str(name), list(known), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
