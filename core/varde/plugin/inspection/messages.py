"""Draw the messages that staff may choose: in each language, filled in for somebody invented, as they stand in the dialogue."""

from __future__ import annotations

from collections.abc import Iterator

from varde.dialogue.service import LONGEST
from varde.kernel.words import PATIENT_LANGUAGES
from varde.programmes.message_fields import MessageTemplate, fields_in, fill, left_open
from varde.programmes.values import Programme

AROUND = 20
"""How many characters before and after a fault are quoted."""


def faults_of_templates(programme: Programme) -> Iterator[tuple[str, str]]:
    """The place of each template that does not read as it is meant, and what its reader would meet."""
    for template in programme.templates:
        for language in PATIENT_LANGUAGES:
            for fault in _faults_in(programme, template, language):
                yield f"templates {template.key}", f"{fault}, in {language}"


def drawn(programme: Programme, words: str, language: str) -> str:
    """The words as a patient of the programme reads them, with everything known of her; a field that stands open in every message
    of this programme stands as it is.

    :param language: one of :data:`varde.kernel.words.PATIENT_LANGUAGES`.
    """
    values = {
        "fornavn": "Kari",
        "behandler": "Maren Aas",
        "klinikk": "Klinikken",
        "telefon": "55 00 00 00",
        "program": programme.title.to(language),
        "modul": programme.modules[0].title.to(language) if programme.modules else "",
        "tid": "torsdag 1. oktober kl. 10.00",
    }
    return fill(words, values)


def _faults_in(programme: Programme, template: MessageTemplate, language: str) -> Iterator[str]:
    title, body = template.title.to(language), drawn(programme, template.body.to(language), language)
    if title != " ".join(title.split()) or not title:
        yield f"its title reads “{' '.join(title.split())}” on a button, and is written with other spaces or lines"
    for name in left_open(body):
        yield f"{{{name}}} stands open in every message: the programme has no modules"
    without_fields = fill(body, {name: "x" * (len(name) + 2) for name in fields_in(body)})
    if (at := min((without_fields.find(brace) for brace in "{}" if brace in without_fields), default=None)) is not None:
        quoted = body[max(at - AROUND, 0) : at + AROUND]
        yield f"whoever reads it meets “{' '.join(quoted.split())}”: a {without_fields[at]} that belongs to no field"
    if len(body) > LONGEST:
        yield f"filled in it has {len(body)} characters, and a message has at most {LONGEST}"
