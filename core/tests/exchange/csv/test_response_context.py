"""Answers from an earlier system, and what scoring reads besides them: sex, age, how far she walked at the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from varde.assessments.models import Response
from varde.exchange.csv.importing import ImportReport
from varde.exchange.csv.response_import import import_responses

if TYPE_CHECKING:
    from varde.testing.house import House

HEAD = "person,started,occasion,date,instrument,item,answer,track\n"
GOOD = "a,2024-01-08,start,2024-01-08,phq-9,q1,2,depression\n"
Bring = Callable[..., ImportReport]


@pytest.fixture
def bring(house: House) -> Bring:
    def run(rows: str, programme: str = "emeistring") -> ImportReport:
        with house.work() as work:
            return import_responses(work, rows.encode(), organisation="klinikken", programme=programme)

    return run


def responses(house: House) -> list[Response]:
    with house.work() as work:
        return list(work.session.scalars(select(Response).order_by(Response.id)))


WALK_HEAD = "person,started,occasion,date,instrument,item,answer,context.sex,context.age,context.baseline_metres\n"


def walk(occasion: str, on: str, metres: int | None, context: str = ",,", instrument: str = "6mwt,metres") -> str:
    return f"x,2024-01-08,{occasion},{on},{instrument},{'' if metres is None else metres},{context}\n"


def stored(house: House) -> dict[tuple[str, str], tuple[Any, Any, Any]]:
    return {
        (one.occasion, one.instrument): (one.context, one.band, one.subscores.get("change")) for one in responses(house)
    }


def test_what_is_known_besides_the_answers_is_scored_with_and_kept(house: House, bring: Bring) -> None:
    rows = walk("start", "2024-01-08", 400) + walk("12w", "2024-04-08", 450)
    rows += walk("start", "2024-01-08", 9, "female,66,", "sts-30,reps") + walk(
        "12w", "2024-04-08", 9, ",,", "sts-30,reps"
    )
    assert bring(WALK_HEAD + rows, programme="frisklivs").stored
    assert stored(house) == {
        ("start", "6mwt"): ({}, None, None),
        ("12w", "6mwt"): ({"baseline_metres": 400}, None, 50),
        ("start", "sts-30"): ({"sex": "female", "age": 66}, "below_average", None),
        ("12w", "sts-30"): ({}, None, None),
    }
    assert bring(WALK_HEAD + rows, programme="frisklivs").responses_known == 4


def test_the_walk_at_the_start_is_what_the_file_says_it_is(house: House, bring: Bring) -> None:
    assert bring(WALK_HEAD + walk("12w", "2024-04-08", 450, ",,410"), programme="frisklivs").stored
    rows = walk("start", "2024-01-08", None) + walk("12w", "2024-04-08", 450, ",,410") + walk("6m", "2024-07-08", 430)
    assert bring(WALK_HEAD + rows, programme="frisklivs").stored
    found = stored(house)
    assert found["12w", "6mwt"] == ({"baseline_metres": 410}, None, 40)
    assert found["6m", "6mwt"] == ({}, None, None)


def test_the_walk_at_the_start_may_be_of_an_earlier_run(house: House, bring: Bring) -> None:
    assert bring(WALK_HEAD + walk("start", "2024-01-08", 400), programme="frisklivs").stored
    assert bring(WALK_HEAD + walk("12w", "2024-04-08", 365), programme="frisklivs").stored
    assert stored(house)["12w", "6mwt"] == ({"baseline_metres": 400}, None, -35)


def test_positions_are_turned(house: House, bring: Bring) -> None:
    head = HEAD.replace("track", "context.position_coded,track")
    rows = "".join(f"a,2024-01-08,end,2024-04-16,csq-8,q{n},1,1,depression\n" for n in range(1, 9))
    assert bring(head + rows).stored
    (found,) = responses(house)
    assert (found.total, found.context) == (20, {"position_coded": True})
    changed = bring(head + rows.replace(",1,1,depression", ",1,false,depression"))
    assert [str(fault) for fault in changed.faults] == ["Row 2: csq-8 at end was imported before with another context."]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            walk("start", "2024-01-08", 9, "F,66,", "sts-30,reps"),
            "Row 2, column “context.sex”: sex is “F”, and must be female or male.",
        ),
        (
            walk("start", "2024-01-08", 9, "female,130,"),
            "Row 2, column “context.age”: age is 130, and must be a whole number from 0 to 120.",
        ),
        (
            walk("start", "2024-01-08", 9, f",,{'9' * 401}"),
            f"Row 2, column “context.baseline_metres”: baseline_metres is “{'9' * 56}..., and must be a number, 0 or more.",
        ),
        (
            walk("start", "2024-01-08", 9, "female,66,", "sts-30,reps")
            + walk("start", "2024-01-08", 1, "female,,", "sts-30,used_arms"),
            "Row 3, column “context.age”: sts-30 at start has another age in row 2.",
        ),
        (
            walk("start", "2024-01-08", 9, ",66,", "sts-30,reps")
            + walk("start", "2024-01-08", 1, "male,66,", "sts-30,used_arms"),
            "Row 3, column “context.sex”: sts-30 at start has another sex in row 2.",
        ),
    ],
)
def test_a_context_that_is_none_is_named(house: House, bring: Bring, rows: str, sentence: str) -> None:
    assert [str(fault) for fault in bring(WALK_HEAD + rows, programme="frisklivs").faults] == [sentence]
    assert not responses(house)


def test_a_context_nobody_reads_is_named(bring: Bring) -> None:
    (fault,) = bring(HEAD.replace("track", "context.sexx") + GOOD).faults
    assert str(fault) == (
        "Row 1, column “context.sexx”: no scoring reads “sexx” (did you mean “sex”?); "
        "it may read sex, age, agoraphobia, baseline_metres, position_coded."
    )


def test_numbers_of_hundreds_of_digits_are_named(bring: Bring) -> None:
    huge = "9" * 401
    days = f'"[{{""steps"": 1, ""wear_h"": {huge}}}]"'
    rows = walk("start", "2024-01-08", 1, instrument="steps,days").replace(",1,,,", f",{days},,,")
    rows += f"y,2024-01-08,start,2024-01-08,6mwt,metres,{huge},,,\n"
    faults = bring(WALK_HEAD + rows, programme="frisklivs").faults
    assert [(fault.row, fault.rule) for fault in faults] == [(2, "answer"), (3, "answer")]
