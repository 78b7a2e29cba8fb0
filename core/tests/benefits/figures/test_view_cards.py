"""What the pictures of the views say, of numbers counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.figures.between_shares import funnel_of
from varde.benefits.figures.cards import cards_of as page_cards
from varde.benefits.figures.compare_cards import (
    ComparedWords,
    can_say,
    cannot_say,
    compare_cards,
    compared_table,
    tells_who_left,
)
from varde.benefits.figures.comparison import Comparison, compare
from varde.benefits.figures.figures import Report
from varde.benefits.figures.picture import PictureCard
from varde.benefits.figures.place_cards import funnel_card, unknown_card
from varde.benefits.figures.place_view import PlaceFigures, PlaceView
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.figures.rules import Proportion, ResponderRate
from varde.benefits.figures.statistics import wilson
from varde.benefits.figures.voice import Voice
from varde.identity.models import Organisation
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.testing.samples.lake.programme import PROGRAMME

from ..cohort import SYMPTOMS, patient
from ..reports import BETTER, SAME, SILENT, reported, with_scores

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
    place = ProgrammePlace(region, PROGRAMME, tuple(above), above, 5, above)
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


def test_language_is_not_said_to_be_unasked() -> None:
    """It is asked for at the referral, with whether an interpreter is needed; nobody has counted it."""
    card = unknown_card(VOICE)
    assert card.finding == "Reisetid og utdanning vet vi ikke, og språk er ikke regnet med her"
    assert card.chart.table.rows == (
        ("Reisetid", "spørres ikke om"),
        ("Språk", "er ikke regnet med her"),
        ("Fødeland", "spørres ikke om"),
        ("Utdanning", "spørres ikke om"),
    )


# --- two beside each other


def reports(times: int) -> tuple[Report, Report]:
    """The first has 260 before and 205 after, the second 260 and 190, whatever each had before: half and two thirds of them get at
    least 50 better."""
    high, low, less_high, less_low = patient(280, 160), patient(240, 160), patient(280, 250), patient(240, 250)
    school = [high, low, less_high, less_low] * (5 * times)
    return reported(school), reported(school + [high, low] * (5 * times))


NAMES = ComparedWords("Skole", "Kurs", VOICE)


def cards_of(first: Report, second: Report, names: ComparedWords = NAMES) -> tuple[Comparison, dict[str, PictureCard]]:
    of = compare(first, second, "sss")
    assert of is not None
    return of, {card.id: card for card in compare_cards(of, names)}


def test_a_difference_of_few_is_not_said_to_be_one() -> None:
    """15 points, and by hand 26 to each side: the squares are 94 500 with 47 degrees of freedom."""
    of, cards = cards_of(*reports(1))
    assert cards["difference"].finding == "Justert for ulik start kan vi ikke si om de to er like eller ulike"
    assert cards["shares"].finding == "Andelen respondere: null er med i intervallet"
    said = list(can_say(of, NAMES))
    assert "Justert for ulik start er forskjellen +15 poeng (−11 til +41); pluss betyr større bedring i Kurs." in said
    assert "Av alle som begynte, er 50\u00a0% (10 av 20) og 67\u00a0% (20 av 30) respondere." in said


@pytest.mark.parametrize("swapped", [False, True])
def test_of_many_it_is_said_where_improvement_was_larger(swapped: bool) -> None:
    """15 points and 11 to each side, with five times as many; the same is said whichever stands first."""
    school, course = reports(5)
    names = ComparedWords("Kurs", "Skole", VOICE) if swapped else NAMES
    _, cards = cards_of(*((course, school) if swapped else (school, course)), names)
    assert cards["difference"].finding == "Justert for ulik start var bedringen større i Kurs"
    assert cards["shares"].finding == "Andelen respondere er høyere i Kurs blant dem som svarte"
    assert cards["shares"].note.endswith(f"pluss betyr flere respondere i {names.second}.")


@pytest.mark.parametrize(
    ("voice", "finding"),
    [
        (NYNORSK, "Justert for ulik start var betringa større i Kurs"),
        (ENGLISH, "Adjusted for how they stood at the start, improvement was larger in Kurs"),
    ],
)
def test_it_is_said_in_each_language(voice: Voice, finding: str) -> None:
    _, cards = cards_of(*reports(5), ComparedWords("Skole", "Kurs", voice))
    assert cards["difference"].finding == finding


def test_how_they_stood_at_the_start_goes_the_way_of_the_difference() -> None:
    """260 and 265 with variances of 8000 / 29 and 11000 / 39: the second is 5 / 16.7 SDs higher."""
    first = reported([BETTER] * 10 + [SAME] * 10 + [SILENT] * 10)
    _, cards = cards_of(first, reported([BETTER] * 20 + [SAME] * 10 + [SILENT] * 10))
    (row,) = cards["at-start"].chart.table.rows
    assert row == ("Plager ved start", "260 mot 265", "+0,30")
    texts = [shape.text for shape in cards["at-start"].chart.shapes]
    assert "SD; pluss betyr høyere i Kurs" in texts


def test_who_left_is_told_only_where_it_is_counted() -> None:
    looked_at = reports(1)
    of, _ = cards_of(*looked_at)
    assert tells_who_left(looked_at)
    assert ("Sluttet før tiden", "0\u00a0% (0 av 20)", "0\u00a0% (0 av 30)") in compared_table(
        of, looked_at, NAMES
    ).rows
    part = [looked_at[0], replace(looked_at[1], exits=None)]
    assert not tells_who_left(part)
    assert "Sluttet før tiden" not in [row[0] for row in compared_table(of, part, NAMES).rows]


def test_satisfaction_is_laid_beside_satisfaction_on_the_same_scale_only() -> None:
    """Ten who are satisfied by 22 beside ten by 27."""
    mine, theirs = (reported([with_scores(BETTER, csq_3m=score + n % 3) for n in range(10)]) for score in (21, 26))
    seen = compare(mine, theirs, "sss")
    assert seen is not None
    rows = {row[0]: row[1:] for row in compared_table(seen, (mine, theirs), NAMES).rows}
    assert rows["Tilfredshet"] == ("21,9", "26,9")  # four of 21, three of 22 and three of 23
    for change in ({"scale": "zuf"}, {"low": 0.0}):
        apart = tuple(
            replace(each, measure=replace(each.measure, **change)) if each.satisfaction else each
            for each in theirs.measures
        )
        others = replace(theirs, measures=apart)
        assert "Tilfredshet" not in {row[0] for row in compared_table(seen, (mine, others), NAMES).rows}


# --- who has not had time to answer


@pytest.mark.parametrize(
    ("undue", "finding", "key"),
    [
        ((), "Hvordan det gikk med 10, vet vi ikke", "svarte ikke: vet vi ikke"),
        (("6m",), "Hvordan det gikk med 10, vet vi ikke", "svarte ikke, eller har ikke svart ennå (6m): vet vi ikke"),
        (
            ("3m", "6m"),
            "Noen av dem har ikke hatt tid til å svare. Hvordan det gikk med 10, vet vi ikke ennå",
            "har ikke svart ennå: vet vi ikke",
        ),
    ],
)
def test_who_has_had_no_time_to_answer_has_not_failed_to(undue: tuple[str, ...], finding: str, key: str) -> None:
    """Of 30 ten have no answer at three months, and twenty none at six."""
    page = reported([patient(280, 160, 150)] * 10 + [SAME] * 10 + [SILENT] * 10, undue=undue)
    (card,) = (card for card in page_cards(page, VOICE)[0] if card.kind == "rate")
    assert card.finding == f"10 av 30 som begynte, er respondere (3 måneder). {finding}"
    assert card.labels["key"] == (("unknown", key),)


def test_two_of_whom_some_have_had_no_time_are_laid_beside_each_other_by_those_who_answered() -> None:
    first, second = (reported([BETTER] * n + [SAME] * 10 + [SILENT] * 10) for n in (10, 20))
    of, cards = cards_of(first, second)
    assert [row[0] for row in cards["shares"].chart.table.rows] == ["Av dem som svarte"] * 2 + [
        "Av alle som begynte"
    ] * 2
    assert "Hvordan det gikk med de 10 og 10 som ikke svarte." in cannot_say(of, NAMES)
    of, cards = cards_of(first, replace(second, selection=replace(second.selection, undue=("3m",))))
    assert [row[0] for row in cards["shares"].chart.table.rows] == ["Av dem som svarte"] * 2
    assert not [said for said in can_say(of, NAMES) if said.startswith("Av alle som begynte")]
    assert list(cannot_say(of, NAMES))[2:] == [
        "Hvor mange av alle som begynte, som er respondere. Noen begynte så nylig at de ikke har fått tid til å svare på "
        "«3 måneder» ennå.",
        "Hvordan det gikk med de 10 og 10 som ikke har svart.",
    ]
