"""Messages that staff may choose, and change before they are sent."""

from __future__ import annotations

from varde.plugin.programmes import MessageTemplate, Text

TEMPLATES = (
    MessageTemplate(
        "read",
        Text("Takk, jeg har lest", "Takk, eg har lese", "Thanks, I have read it"),
        Text(
            "Hei, {fornavn}!\n\nTakk for det du skrev. Jeg har lest det.\n\nHilsen {behandler}",
            "Hei, {fornavn}!\n\nTakk for det du skreiv. Eg har lese det.\n\nHelsing {behandler}",
        ),
    ),
    MessageTemplate(
        "appointment",
        Text("Om neste time", "Om neste time", "About the next appointment"),
        Text(
            "Hei, {fornavn}!\n\nDu har time {tid}. Passer det ikke, kan du ringe oss på {telefon}.\n\nHilsen {behandler}",
            "Hei, {fornavn}!\n\nDu har time {tid}. Passar det ikkje, kan du ringje oss på {telefon}.\n\nHelsing {behandler}",
        ),
    ),
    MessageTemplate(
        "module",
        Text("Om modulen", "Om modulen", "About the module"),
        Text(
            "Hei, {fornavn}!\n\nHvordan går det med «{modul}»? Skriv gjerne hvis noe er uklart.\n\nHilsen {behandler}",
            "Hei, {fornavn}!\n\nKorleis går det med «{modul}»? Skriv gjerne om noko er uklart.\n\nHelsing {behandler}",
        ),
    ),
)
