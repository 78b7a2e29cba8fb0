"""What the pictures of the views say, of numbers counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.figures.between_shares import funnel_of
from varde.benefits.figures.place_cards import funnel_card
from varde.benefits.figures.place_view import PlaceFigures, PlaceView
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.figures.rules import Proportion, ResponderRate
from varde.benefits.figures.statistics import wilson
from varde.benefits.figures.voice import Voice
from varde.identity.models import Organisation
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.testing.samples.lake.programme import PROGRAMME

from ..cohort import SYMPTOMS

OCCASIONS = {"3m": Text("Etter, 3 måneder", "Etter, 3 månader", "After, 3 months")}
VOICE, NYNORSK, ENGLISH = (
    Voice(Speech(language, ZoneInfo("Europe/Oslo"), datetime(2026, 1, 2, tzinfo=UTC)), OCCASIONS)
    for language in ("nb", "nn", "en")
)


def view_of(shares: Sequence[tuple[int, int]]) -> PlaceView:
    """A region, and under it trusts with so many responders of so many."""
    region = Organisation(id=1, key="region", kind="region", name="Region", details={})
    compared = []
    for number, (k, n) in enumerate(shares, 2):
        share = Proportion(k, n, "paired", k / n, wilson(k, n))
        trust = Organisation(id=number, key=f"hf-{number}", kind="trust", name=f"Sykehus {number}", details={})
        compared.append(PlaceFigures(trust, ResponderRate(SYMPTOMS, "3m", share, share)))
    above = {1: None, **{each.organisation.id: 1 for each in compared}}
    place = ProgrammePlace(region, PROGRAMME, tuple(above), above, 5)
    figure = funnel_of({each.organisation.id: each.rate for each in compared})
    return PlaceView(place, (region,), (SYMPTOMS,), SYMPTOMS, None, tuple(compared), figure)


ALIKE = "Stedene er stort sett like: forskjellene kan være tilfeldige"
DIFFER = "Stedene er ulike, mer enn tilfeldig"


@pytest.mark.parametrize(
    ("shares", "finding", "note"),
    [
        ([(200, 400)] * 3, ALIKE, "Spredningen er som ventet (φ = 0,0)"),
        # 20 of 400 more and fewer than half: z is 2, drawn in to 1.6, and phi 2 * 2.56 / 3 = 1.7; chi-square 5.1 of 5.99.
        ([(180, 400), (200, 400), (220, 400)], ALIKE, "litt mer enn ventet (φ = 1,7), men det kan være tilfeldig"),
        ([(100, 400), (200, 400), (300, 400)], DIFFER, "mer enn tilfeldigheter alene ville gitt (φ = 42,7)"),
        (
            [(40, 100)] * 11 + [(70, 100)],
            "De fleste stedene er like. Sykehus 13 bør se nærmere på sitt tall",
            "Spredningen er som ventet",
        ),
    ],
)
def test_the_places_are_said_to_be_what_the_note_says(
    shares: Sequence[tuple[int, int]], finding: str, note: str
) -> None:
    card = funnel_card(view_of(shares), VOICE)
    assert card is not None
    assert card.finding == finding
    assert note in card.note
    assert ("«som de andre»" in card.note) is (finding != DIFFER)
