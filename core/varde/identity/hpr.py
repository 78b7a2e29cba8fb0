"""Who may refer by what the register of health personnel (Helsepersonellregisteret, HPR) says of her at sign-in.

HelseID tells an HPR number and the approvals that go with it. Nobody gives such a person a role: the register does, and for one
thing alone, to refer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from varde.kernel.words import Text

NUMBER, DETAILS = "helseid://claims/hpr/hpr_number", "helseid://claims/hpr/hpr_details"
PROFESSIONS: dict[str, Text] = {
    "doctor": Text("lege", "lege", "doctor"),
    "dietitian": Text("klinisk ernæringsfysiolog", "klinisk ernæringsfysiolog", "clinical dietitian"),
    "physiotherapist": Text("fysioterapeut", "fysioterapeut", "physiotherapist"),
}
"""Those who may refer, and what each is called. Which of them may refer to a programme is the programme's to say."""
CODES = {"LE": "doctor", "KE": "dietitian", "FT": "physiotherapist"}
"""As the register writes them (Volven 9060, kategori helsepersonell)."""
_LONGEST = 9


class InvalidHpr(ValueError):
    """What was told is no HPR number, or its approvals cannot be read. ``rule`` says which."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


@dataclass(frozen=True, slots=True)
class Professional:
    """Health personnel: the HPR number, one to nine digits, and those of :data:`PROFESSIONS` she is approved as, sorted."""

    number: str
    professions: tuple[str, ...]

    @property
    def title(self) -> Text | None:
        """The first of them in the order of :data:`PROFESSIONS`, in words; None when there is none."""
        return next((words for key, words in PROFESSIONS.items() if key in self.professions), None)


def professional_in(claims: Mapping[str, Any]) -> Professional | None:
    """What a sign-in says of the register; None when it names no number.

    :raises InvalidHpr: the number is none, or the approvals are about another or cannot be read.
    """
    claimed = claims.get(NUMBER)
    if claimed is None or claimed == "":
        return None
    details = claims.get(DETAILS)
    number = read_number(claimed)
    if details is None:
        return Professional(number, ())
    if not isinstance(details, Mapping) or not isinstance(details.get("approvals", []), list):
        raise InvalidHpr("approvals")
    if str(details.get("hpr_number", number)) != number:
        raise InvalidHpr("another_number")
    approved = {CODES.get(_profession(approval)) for approval in details.get("approvals", [])}
    return Professional(number, tuple(sorted(key for key in approved if key)))


def read_number(claimed: object) -> str:
    """An HPR number as it is kept. :raises InvalidHpr: it is not one to nine digits, or all of them are zero."""
    text = str(claimed) if isinstance(claimed, int | str) and not isinstance(claimed, bool) else ""
    if not re.fullmatch(rf"[0-9]{{1,{_LONGEST}}}", text, re.ASCII) or not text.strip("0"):
        raise InvalidHpr("number")
    return text


def _profession(approval: object) -> str:
    """The code of one approval that holds; "" where it says none, or grants nothing."""
    if not isinstance(approval, Mapping):
        raise InvalidHpr("approvals")
    granted = approval.get("authorization")
    code = approval.get("profession")
    holds = isinstance(granted, Mapping) and bool(granted.get("value"))
    return code if holds and isinstance(code, str) else ""
