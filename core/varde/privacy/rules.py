"""How a person is known by name and date of birth, whatever middle names and letters she is written with."""

from __future__ import annotations

from datetime import date

from varde.kernel import characters


def known_as(name: str, born: date) -> str:
    """First name, last name and date of birth: ``åse lie 1990-05-17`` of “Åse Marie Bråten Lie”.

    However it was typed, and capitals are small. Of one name alone, it is both.
    """
    words = characters.name(name).casefold().split()
    return f"{words[0]} {words[-1]} {born.isoformat()}"
