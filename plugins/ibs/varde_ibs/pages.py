"""A page anybody may read: when to talk with a doctor about the gut. The words are those of the course."""

from __future__ import annotations

from importlib.resources import files

from varde.plugin import Page, Visit
from varde.plugin.programmes import Text


def alarm_signs(visit: Visit) -> str:
    """The alarm signs as Markdown; bokmål for a reader of English, as patient text is."""
    language = visit.speech.language
    folder = language if language in ("nb", "nn") else "nb"
    source = (files("varde_ibs") / f"content/{folder}/know-your-gut/alarm-signs.md").read_text(encoding="utf-8")
    return source.split("\n---\n", 1)[1]


PAGES = (
    Page(
        "naar-soke-lege",
        Text(
            "Når bør du snakke med lege om magen?",
            "Når bør du snakke med lege om magen?",
            "When to see a doctor about the gut",
        ),
        "public",
        alarm_signs,
    ),
)
