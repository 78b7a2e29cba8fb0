"""Tables and words of the generated pages."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

PROPOSED = "**Proposed, not confirmed.**"
UNCERTAIN = re.compile(r"general knowledge|from knowledge|to be confirmed|not verified|verify|proposed|stored ", re.I)
SYMBOLS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "==": "=", "!=": "≠"}


def table(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A table; empty when it has no lines."""
    made = ["| " + " | ".join(cell(value) for value in line) + " |" for line in lines]
    if not made:
        return ""
    return "\n".join([f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *made]) + "\n"


def cell(value: object) -> str:
    """What stands in one cell."""
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|").strip()


def code(text: str) -> str:
    """Text as it is typed; nothing for an empty one."""
    return f"`{text}`" if text else ""


def section(heading: str, *parts: str) -> str:
    """A heading and what stands below it; nothing when nothing does."""
    body = "\n".join(part.rstrip() + "\n" for part in parts if part.strip())
    return f"## {heading}\n\n{body}\n" if body else ""


def number(value: float) -> str:
    """A number without a needless decimal point."""
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"


def listed(names: Sequence[str]) -> str:
    """Item keys in code, long runs of numbered ones by their ends."""
    runs: list[list[str]] = []
    for name in names:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    words = [f"`{run[0]}`–`{run[-1]}`" if len(run) > 2 else ", ".join(map(code, run)) for run in runs]
    return ", ".join(words)


def _follows(before: str, after: str) -> bool:
    one, two = re.fullmatch(r"(\D*)(\d+)", before), re.fullmatch(r"(\D*)(\d+)", after)
    return bool(one and two and one[1] == two[1] and int(two[2]) == int(one[2]) + 1)


def words_of(rule: Callable[..., Any]) -> str:
    """What a rule says about itself, on one line."""
    text = re.sub(r"Source: facts on [^.]+\.", "", (inspect.getdoc(rule) or "").replace("``", "`"))
    return " ".join(re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text).split())


def certain(sentences: Iterable[str]) -> list[str]:
    """Those that nothing marks as uncertain."""
    return [sentence for sentence in sentences if not UNCERTAIN.search(sentence)]
