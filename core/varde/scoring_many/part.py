"""Scoring from the command line, as the house knows it."""

from __future__ import annotations

from varde.kernel.part import Command, Part

PART = Part(
    key="scoring_many",
    commands=(
        Command(
            "score",
            "varde.scoring_many.commands:score_command",
            "Score one response, a JSON object of answers on stdin or in FILE; or many, the rows of a CSV file.",
        ),
    ),
)
