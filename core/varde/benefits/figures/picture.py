"""A finding and the picture that bears it, with what is under the picture: how the views beside the programme's page say things."""

from __future__ import annotations

from dataclasses import dataclass

from varde.charts.shapes import Chart


@dataclass(frozen=True, slots=True)
class PictureCard:
    """``finding`` is the heading, ``note`` says what is measured, of whom, and how it is read."""

    id: str
    finding: str
    chart: Chart
    note: str
