"""Through which pages an instrument is answered, and on which of them we are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from varde.assessments.form_pages import FormPages
from varde.assessments.planning import postpone_dates
from varde.assessments.service import Sheet
from varde.instruments.values import Item
from varde.web.shell import http


@dataclass(frozen=True, slots=True)
class AnswerDoor:
    """The pages through which a sheet is answered: the patient's own, or the therapist's on the patient's behalf.

    ``address`` is what every address of ``blueprint`` takes; ``folder`` is where the templates are, and ``around`` what
    the shell is given besides.
    """

    sheet: Sheet
    blueprint: str
    address: Mapping[str, Any]
    folder: str
    by_phone: bool = False
    around: Mapping[str, Any] = field(default_factory=dict)

    def url(self, view: str, **query: Any) -> str:
        """The address of one of the pages ``answer``, ``hand_in``, ``draft`` and ``done``."""
        return url_for(f"{self.blueprint}.{view}", **self.address, **query)

    @property
    def postpone_url(self) -> str:
        """Where the patient chooses to be reminded later; "" when that is not offered."""
        offered = not self.by_phone and postpone_dates(http.work(), self.sheet)
        return url_for("planning.postpone", agenda_id=self.sheet.item.id) if offered else ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where in an instrument the page is: which of its pages, counted from 1."""

    pages: FormPages
    number: int

    @property
    def items(self) -> tuple[Item, ...]:
        return self.pages[self.number - 1]

    @property
    def many(self) -> bool:
        return len(self.pages) > 1

    @property
    def last(self) -> bool:
        return self.number == len(self.pages)
