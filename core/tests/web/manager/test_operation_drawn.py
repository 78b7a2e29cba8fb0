"""What the cards of how a programme is run say: the first that is shown, nobody as nobody, and no order that may be wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.now import TherapistLoad, WaitsNow
from varde.benefits.figures.operation import ModuleStop, OperationFigures, PartOf, ReplyTimes
from varde.benefits.figures.voice import Voice
from varde.charts.values import Hidden, Why
from varde.kernel.speech import Speech
from varde.programmes.values import Programme
from varde.testing.house import all_samples
from varde.web.manager.operation_drawn import RunCard, cards_of_run, load_card, most_stopped, said_of

SMALL, CLOSED = Hidden(Why.SMALL), Hidden(Why.DERIVABLE)
UNSEEN = PartOf(CLOSED, 20, CLOSED)
VOICE = Voice(Speech("nb", ZoneInfo("Europe/Oslo"), datetime(2026, 1, 2, tzinfo=UTC)), {})
NOTHING = OperationFigures(
    answers=None,
    starts=None,
    replies=None,
    alerts={},
    completed=None,
    dose=None,
    left=None,
    stops=(),
    minutes=None,
    missed={},
    missed_in_all=None,
    outside=None,
)


def of(part: int, whole: int) -> PartOf:
    return PartOf(part, whole, part / whole)


def cards(now: WaitsNow | None = None, **values: Any) -> dict[str, RunCard]:
    """By what they are about, of figures in which nothing else has happened."""
    figures = OperationFigures(**{name: getattr(NOTHING, name) for name in OperationFigures.__slots__} | values)
    drawn = cards_of_run(figures, now or WaitsNow(), all_samples().one(Programme, "lake"), VOICE, 5)
    return {card.id: card for card in drawn}


@pytest.mark.parametrize(
    ("values", "card", "finding"),
    [
        ({"answers": UNSEEN, "starts": of(6, 24)}, "deadlines", "6 av 24 begynte etter dagen de var lovet"),
        ({"completed": UNSEEN, "dose": of(9, 20)}, "course", "9 av 20 er kommet til den virksomme delen"),
        ({"completed": UNSEEN, "left": of(8, 20)}, "course", "8 av 20 har sluttet før tiden"),
        ({"completed": UNSEEN, "left": of(0, 20)}, "course", "Ingen har sluttet før tiden"),
        ({"completed": UNSEEN, "dose": UNSEEN, "left": UNSEEN}, "course", ""),
        (
            {"replies": ReplyTimes(9, 19, 6, CLOSED, SMALL, None)},
            "replies",
            "6 av 19 meldinger som er besvart, fikk svar samme dag",
        ),
        (
            {"missed": {"video": of(9, 90), "phone": of(6, 20)}, "missed_in_all": of(15, 110)},
            "missed",
            "15 av 110 timer ble ikke møtt",
        ),
        (
            {"missed": {"video": UNSEEN, "phone": of(6, 20)}, "missed_in_all": UNSEEN},
            "missed",
            "Telefon: 6 av 20 timer ble ikke møtt",
        ),
    ],
)
def test_the_heading_is_the_first_row_that_is_shown(values: dict[str, Any], card: str, finding: str) -> None:
    assert cards(**values)[card].finding == finding


def test_only_a_card_without_a_row_is_said_to_have_too_few() -> None:
    drawn = list(cards(completed=UNSEEN, left=of(0, 20), answers=UNSEEN).values())
    said, few = said_of(drawn)
    assert ([card.id for card in said], few) == (["course"], ["Frister"])


def test_a_clinic_that_has_never_answered_or_opened_anything_sees_what_waits() -> None:
    drawn = cards(WaitsNow(unanswered=12, overdue=7, alerts=Counter({"red": 6})))
    assert drawn["replies"].finding == "12 venter på svar på en melding nå"
    assert drawn["replies"].note.endswith("Nå venter 12 på svar, 7 av dem lenger enn lovet.")
    assert drawn["alerts"].finding == "6 har et varsel som ingen har åpnet"
    assert drawn["alerts"].note.endswith("kritiske varsler 0, røde varsler 6, gule varsler 0.")
    few = cards(WaitsNow(unanswered=3, overdue=1, alerts=Counter({"red": 2})))
    assert [few[card].finding for card in ("replies", "alerts")] == ["", ""]
    assert not cards().keys() & {"replies", "alerts"}


def stops(*parts: PartOf) -> tuple[ModuleStop, ...]:
    return tuple(ModuleStop(f"m{number}", part, {}) for number, part in enumerate(parts))


@pytest.mark.parametrize(
    ("parts", "left", "most"),
    [
        ((of(6, 36), of(10, 30)), of(16, 36), "m1"),
        ((PartOf(10, CLOSED, CLOSED), of(6, 30)), of(16, 36), "m0"),
        ((of(8, 30), PartOf(CLOSED, 20, CLOSED), PartOf(SMALL, 9, CLOSED)), of(20, 36), None),
        ((of(8, 30), PartOf(CLOSED, 20, CLOSED), PartOf(SMALL, 9, CLOSED)), of(15, 36), "m0"),
        ((of(8, 30), PartOf(SMALL, 20, CLOSED), PartOf(SMALL, 9, CLOSED)), of(20, 36), "m0"),
        ((of(8, 30), of(8, 20)), of(16, 36), None),
        ((of(0, 30), of(0, 20)), of(0, 36), None),
        ((PartOf(CLOSED, 36, CLOSED),), UNSEEN, None),
    ],
    ids=[
        "most",
        "how many came is hidden",
        "hidden may be more",
        "hidden is less",
        "few",
        "alike",
        "nobody",
        "all hidden",
    ],
)
def test_where_most_stop(parts: tuple[PartOf, ...], left: PartOf, most: str | None) -> None:
    stop = most_stopped(stops(*parts), left)
    assert (stop.module if stop else None) == most


@pytest.mark.parametrize(
    ("active", "quiet", "said"),
    [(30, 8, "Nå har 8 av 30 under veis"), (30, 2, "Nå har <5 av 30"), (30, 27, "Nå har skjult av 30"), (0, 0, "")],
)
def test_the_quiet_are_told_apart_from_those_who_left(active: int, quiet: int, said: str) -> None:
    note = cards(WaitsNow(active=active, quiet=quiet), completed=of(10, 20), left=of(5, 20))["course"].note
    assert said in note
    assert ("28 dager" in note) is bool(active)


def test_what_the_card_of_stops_says() -> None:
    first, second, *_ = all_samples().one(Programme, "lake").modules_of(None)

    def card(left: PartOf, *parts: PartOf) -> RunCard:
        keys = (first.key, second.key)
        return cards(left=left, stops=tuple(ModuleStop(k, p, {}) for k, p in zip(keys, parts, strict=True)))["stops"]

    assert card(of(0, 20), of(0, 20), of(0, 18)).finding == "Ingen har sluttet før tiden"
    assert card(of(16, 36), of(8, 36), of(8, 30)).finding == "16 av 36 har sluttet før tiden"
    hidden = card(of(16, 36), PartOf(10, CLOSED, CLOSED), of(6, 30))
    assert hidden.finding == f"Flest stopper i «{first.title.nb}»: 10"
    assert "10, av et skjult antall" in str(hidden.chart)
    assert card(UNSEEN, PartOf(CLOSED, 36, CLOSED), PartOf(CLOSED, 30, CLOSED)).finding == ""


def test_the_load_of_all_and_of_those_who_are_named() -> None:
    named = [TherapistLoad("Maren Aas", 9), TherapistLoad("Jonas Li", 6)]
    every, among = load_card(named, VOICE, 5), load_card([*named, TherapistLoad("", 3, 2)], VOICE, 5)
    assert every is not None
    assert among is not None
    assert every.finding == "Hver behandler har fra 6 til 9 pasienter nå"
    assert among.finding == "Av dem med minst 5 har hver fra 6 til 9 pasienter nå"


def test_it_says_why_more_have_done_all_than_have_come_to_an_active_part_that_is_optional() -> None:
    lake = all_samples().one(Programme, "lake")
    modules = tuple(replace(each, optional=number == 0) for number, each in enumerate(lake.modules))
    figures = OperationFigures(
        **{name: getattr(NOTHING, name) for name in OperationFigures.__slots__}
        | {"completed": of(12, 20), "dose": of(9, 20)}
    )
    for active, said in ((modules[0], True), (modules[1], False)):
        programme = replace(lake, modules=modules, active_modules=(active.key,))
        (card,) = [each for each in cards_of_run(figures, WaitsNow(), programme, VOICE, 5) if each.id == "course"]
        assert ("Den virksomme delen er valgfri her" in card.note) is said
