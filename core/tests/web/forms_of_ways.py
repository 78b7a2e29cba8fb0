"""The forms that move, lengthen and switch somebody's way, as they are filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WAY = "/pasient/{enrolment}/sti"


def filled_in_on_a_way(words: str) -> Mapping[str, tuple[Any, ...]]:
    """By form who fills it in, on which page, where it is sent to, and what is typed."""
    return {
        "moving.access": (
            "maren",
            "/pasient/{enrolment}/flytt",
            "/pasient/{enrolment}/tilgang",
            {"until": "2027-11-20", "access-why": words},
        ),
        "moving.move": (
            "maren",
            "/pasient/{enrolment}/flytt",
            "/pasient/{enrolment}/flytt",
            {"history": "yes", "receiver": "{there}-{liv}", "why": words},
        ),
        "moving.pass_on": (
            "maren",
            "/henvisning/{referral}",
            "/henvisning/{referral}/videre",
            {"to": "klinikken/village", "note": words},
        ),
        "moving.track": (
            "maren",
            "/pasient/{ridge}/flytt",
            "/pasient/{ridge}/spor",
            {"track": "south"},
            'value="south" selected',
        ),
        "paths.turn": ("maren", WAY, WAY + "/boat-and-oars", {"what": "skip", "why": words}),
        "paths.pace": ("maren", WAY, WAY + "/-/tempo", {"pace": "therapist", "pace-why": words}),
        "paths.ask": ("maren", WAY, WAY + "/-/skjema", {"occasion": "extra-weather", "form-why": words}),
    }
