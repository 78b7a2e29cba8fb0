"""What is asked of a caseload, the order it comes in, and how a message is cut. Every order is written by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from varde.caseload.asked import FINISHED, FRESH, OTHERS, SHARED, TO_START, ListAsked, asked_for
from varde.caseload.counting import ends_of
from varde.caseload.handed import Ranked, StandsFor, Today, arranged
from varde.caseload.quoted import LONGEST, cut
from varde.caseload.values import Reason, Waits
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.testing.house import all_samples

NOW = datetime(2026, 9, 21, 8, tzinfo=UTC)
WORDS = Text("Ord", "Ord", "Word")
RISK, REFERRAL, UNANSWERED, DETERIORATION, WORSE, EXERCISE, OVERDUE, INACTIVE, PLAN, ON_TRACK = range(1, 11)
ME, COLLEAGUE = 7, 8


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


PEOPLE = (
    Ranked(1, "a", RISK, 1, ago(1), ME, "Åse"),
    Ranked(2, "a", UNANSWERED, 0, ago(30), ME, "Bo", shared=True),
    Ranked(3, "b", INACTIVE, 0, ago(400), COLLEAGUE, "Åge"),
    Ranked(4, "b", EXERCISE, 0, ago(2), ME, "anne", shared=True),
    Ranked(5, "b", ON_TRACK, 0, None, ME, "Cato", to_start=True),
    Ranked(6, "a", ON_TRACK, 0, None, None, "Dag", finished=True),
    Ranked(7, "a", PLAN, 0, ago(3), ME, "Eva"),
)
TODAY = Today({3: ago(-5), 4: ago(-2), 5: ago(-1)}, ago(17), ME)
HANDED = {7: StandsFor(Reason("p.r", WORDS, "inactive", lambda *_: {}, WORDS), Waits(WORDS, ago(4)))}


@pytest.mark.parametrize(
    ("asked", "handed", "shown"),
    [
        (ListAsked(), {}, [1, 2, 4, 3]),
        (ListAsked(programme="b"), {}, [4, 3]),
        (ListAsked("unanswered", "b"), {}, []),
        (ListAsked(FRESH), {}, [1, 4]),
        (ListAsked(FRESH), HANDED, [1, 4, 7]),
        (ListAsked(TO_START), {}, [5]),
        (ListAsked(SHARED), {}, [2, 4]),
        (ListAsked(FINISHED), {}, [6]),
        (ListAsked(OTHERS), {}, [3]),
        (ListAsked("booked"), {}, [5, 4, 3]),
        (ListAsked(sort="waited"), {}, [1, 3, 2, 4]),
        (ListAsked(sort="name"), {}, [1, 4, 2, 3]),
        (ListAsked(sort="today"), {}, [1, 4, 3, 2]),
        (ListAsked("on_track", sort="name"), {}, [5, 6]),
        (ListAsked("p.r"), HANDED, [7]),
    ],
)
def test_what_is_asked_for_in_the_order_that_is(
    asked: ListAsked, handed: dict[int, StandsFor], shown: list[int]
) -> None:
    assert arranged(PEOPLE, handed, asked, TODAY) == shown


@pytest.mark.parametrize(
    ("words", "asked", "known"),
    [
        (("", "", ""), ListAsked(), True),
        (("risk", "a", "name"), ListAsked("risk", "a", "name"), True),
        (("p.r", "", ""), ListAsked("p.r"), True),
        (("q.gone", "a", ""), ListAsked("", "a"), False),
        (("risk", "gone", "waited"), ListAsked("risk", "", "waited"), False),
        (("risk", "a", "colour"), ListAsked("risk", "a"), False),
    ],
)
def test_a_filter_that_is_gone_is_left_out_and_said(words: tuple[str, str, str], asked: ListAsked, known: bool) -> None:
    assert asked_for(*words, handed=["p.r"], programmes=["a", "b"]) == (asked, known)


def test_a_message_is_cut_between_words() -> None:
    assert cut("  Jeg klarte\n\n ikke bussen. ") == "Jeg klarte ikke bussen."
    assert cut("") == ""
    whole = "ord " * 29 + "slut"
    assert (len(whole), cut(whole)) == (LONGEST, whole)
    assert cut(whole + "t") == "ord " * 28 + "ord…"
    assert cut("x" * 200) == "x" * (LONGEST - 1) + "…"


def test_where_a_programme_ends() -> None:
    programmes = {key: all_samples().one(Programme, key) for key in ("lake", "ridge")}
    assert ends_of(programmes) == [
        "lake  fish-for-supper 2",
        "ridge north understanding-north 3",
        "ridge south understanding-south 3",
        "ridge west understanding-west 3",
    ]
