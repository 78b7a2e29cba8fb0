"""The forms of break-glass and of its review, as they are filled in by hand."""

from __future__ import annotations

from .forms_of_groups import Filled

CLOSED, CASE = "/pasient/{enrolment}", "/noedrett/{glass}"


def filled_in_by_glass(words: str) -> dict[str, Filled]:
    """Who, on which page, sent to where, what is typed, and what of it is looked for."""
    asked = {"kind": "call", "why": words, "agree": "1"}
    later = {"delay": words, "until": "2026-10-01"}
    return {
        "break_glass.begin": ("stranger", CLOSED, CLOSED + "/nodrett", asked, words),
        "break_glass_review.answer": ("maren", CASE, CASE, {"verdict": "more", "words": words}, words),
        "access_follow_up.answer": (
            "maren",
            "/tilganger",
            "/tilganger/{flag}",
            {"answer": "asked", "words": words},
            words,
        ),
        "erasures.ask": ("maren", "/sletting", "/sletting", {"number": "{gone}", "ground": words, "whole": "1"}, words),
        "erasures.hold": (
            "maren",
            "/sletting",
            "/sletting/sperre",
            {"held": "{gone}", "why": words, "days": "30"},
            words,
        ),
        "break_glass_review.put_off": ("maren", CASE, CASE + "/vent", later, words),
    }
