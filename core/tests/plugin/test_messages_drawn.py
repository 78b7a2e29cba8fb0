"""The messages that staff may choose read as they are meant, in each language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.kernel.words import Text
from varde.plugin.inspection.messages import drawn, faults_of_templates
from varde.programmes.message_fields import USUAL_TEMPLATES, MessageTemplate
from varde.programmes.values import Programme
from varde.testing.house import all_samples

HELLO = Text("Hilsen", "Helsing")
# Title, nb, nn, whether the programme has modules, and what is said.
DRAWN = [
    (HELLO, "Hei {fornavn}: {modul}, {tid}.", "Hei {fornavn}. {modul}, {tid}.", True, ()),
    (HELLO, "Om {modul}.", "Om {modul}.", False, ("{modul} stands open in every message", "in nb", "in nn")),
    (HELLO, "Hei {fornavn}. Snart {", "Hei {fornavn}.", True, ("“Hei Kari. Snart {”: a { that", "in nb")),
    (HELLO, "Hei {fornavn}.", "Hei {fornavn}}.", True, ("“Hei Kari}.”: a } that", "in nn")),
    (Text("Hei ", "Hei"), "Hei.", "Hei.", True, ("“Hei” on a button", "in nb")),
    (Text("Hei", "Hei\nder"), "Hei.", "Hei.", True, ("“Hei der” on a button", "in nn")),
    (HELLO, "{tid}" * 300, "{tid}" * 300, True, ("a message has at most 5000", "in nb", "in nn")),
]


@pytest.fixture(scope="module")
def lake() -> Programme:
    return all_samples().one(Programme, "lake")


def test_what_a_reader_would_meet(lake: Programme) -> None:
    for title, nb, nn, modules, said in DRAWN:
        template = MessageTemplate("hello", title, Text(nb, nn))
        programme = replace(lake, templates=(template,), modules=lake.modules if modules else ())
        faults = list(faults_of_templates(programme))
        assert {place for place, _ in faults} == ({"templates hello"} if said else set()), nb
        assert len(faults) == sum(part.startswith("in n") for part in said), (nb, faults)
        assert all(part in " ".join(fault for _, fault in faults) for part in said), (nb, faults)


def test_the_usual_messages_are_filled_in_whole(lake: Programme) -> None:
    for template in USUAL_TEMPLATES:
        for language, greeting in (("nb", "Hilsen Maren Aas"), ("nn", "Helsing Maren Aas")):
            words = drawn(lake, template.body.to(language), language)
            assert words.startswith("Hei, Kari!\n\n")
            assert words.endswith(f"\n\n{greeting}")
            assert not set("{}") & set(words), template.key
    assert "«Kjenn vatnet ditt»" in drawn(lake, USUAL_TEMPLATES[2].body.nn, "nn")
