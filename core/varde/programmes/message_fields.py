"""Templates of messages: words in two languages with fields from a closed set, filled in for one patient when they are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from varde.kernel.words import PATIENT_LANGUAGES, Text

FIELDS: dict[str, Text] = {
    "fornavn": Text("pasientens fornavn", "fornamnet til pasienten", "the patient's given name"),
    "behandler": Text("navnet ditt", "namnet ditt", "your name"),
    "klinikk": Text("navnet på klinikken", "namnet på klinikken", "the name of the clinic"),
    "telefon": Text("telefonen til klinikken", "telefonen til klinikken", "the clinic's telephone"),
    "program": Text("navnet på programmet", "namnet på programmet", "the name of the programme"),
    "modul": Text("modulen pasienten er i", "modulen pasienten er i", "the module the patient is in"),
    "tid": Text("når neste time er", "når neste time er", "when the next appointment is"),
}
"""What a template may name, each written as ``{fornavn}``, in every language."""
LONGEST_TITLE, LONGEST_BODY = 60, 3000
_FIELD = re.compile(r"\{([^{}\n]{0,40})\}")


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """Words that staff often write, to choose and change before they are sent.

    ``body`` names fields in braces, in every language: ``{fornavn}``, ``{behandler}``, ``{klinikk}``, ``{telefon}``, ``{program}``,
    ``{modul}`` and ``{tid}``, no others. A field that is not known of a patient, such as the next appointment of somebody without
    one, stays as it is and is filled in by hand.
    """

    key: str
    title: Text
    body: Text


def fields_in(words: str) -> list[str]:
    """What stands in braces, in order, once each."""
    return list(dict.fromkeys(_FIELD.findall(words)))


def unknown_fields(words: str) -> list[str]:
    """The fields that nobody can fill in.

    >>> unknown_fields("Hei {fornavn}, vi ses {dato}.")
    ['dato']
    """
    return [name for name in fields_in(words) if name not in FIELDS]


def left_open(words: str) -> list[str]:
    """The fields of a message that nobody has filled in: it is not sent with one."""
    return [name for name in fields_in(words) if name in FIELDS]


def fill(words: str, values: Mapping[str, str]) -> str:
    """The words with what is known in place of each field; what is put in is never read as a field itself.

    >>> fill("Hei {fornavn}, vi ses {tid}.", {"fornavn": "{tid}"})
    'Hei {tid}, vi ses {tid}.'
    """
    return _FIELD.sub(lambda match: values.get(match[1]) or match[0], words)


def check_templates(templates: tuple[MessageTemplate, ...]) -> Iterator[str]:
    """What is wrong with the templates of a programme: every fault, with its place."""
    keys = [template.key for template in templates]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        yield f"templates: {key} stands twice"
    for template in templates:
        place = f"templates.{template.key}"
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", template.key):
            yield f"{place}: the key is not small letters, digits and hyphens"
        for language in PATIENT_LANGUAGES:
            title, body = template.title.to(language), template.body.to(language)
            if len(title) > LONGEST_TITLE or len(body) > LONGEST_BODY:
                yield f"{place}: in {language} it is longer than {LONGEST_TITLE} and {LONGEST_BODY} characters"
            for name in unknown_fields(body):
                yield f"{place}: {{{name}}} in {language} is no field; there are {', '.join(FIELDS)}"
        if set(fields_in(template.body.to("nb"))) != set(fields_in(template.body.to("nn"))):
            yield f"{place}: nb and nn do not name the same fields"


USUAL_TEMPLATES = (
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
"""The messages that most programmes begin with: that something is read, about the next appointment, and about the module."""
