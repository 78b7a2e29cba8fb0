"""The way in, as the house knows it."""

from __future__ import annotations

from varde.kernel.part import Command, Part

PART = Part(
    key="referrals",
    commands=(
        Command(
            "screen",
            "varde.referrals.commands:screen_command",
            "Screen one person: a JSON object of facts on stdin or in FILE.",
        ),
    ),
)
