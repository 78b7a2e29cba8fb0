"""Mistakes that an author of a plugin makes, and the one sentence that each must give: a table for people to read."""

from __future__ import annotations

from .around import OF_ALERTS, OF_FILES, OF_PAGES, OF_PARTS, OF_PEOPLE
from .measuring import OF_MEASURES, OF_QUESTIONNAIRES, OF_RULES
from .table import Mistake
from .treating import OF_PROGRAMMES, OF_WHOM

MISTAKES: tuple[Mistake, ...] = (
    *OF_MEASURES,
    *OF_RULES,
    *OF_QUESTIONNAIRES,
    *OF_PROGRAMMES,
    *OF_WHOM,
    *OF_PAGES,
    *OF_PEOPLE,
    *OF_ALERTS,
    *OF_PARTS,
    *OF_FILES,
)
