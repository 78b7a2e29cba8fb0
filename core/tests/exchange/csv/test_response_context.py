"""Answers from an earlier system, and what scoring reads besides them: sex, age, how far she walked at the start."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from varde.assessments.models import Response
from varde.enrolments.models import Enrolment, EnrolmentEvent

from .answer_files import GOOD, HEAD, Bring

if TYPE_CHECKING:
    from varde.testing.house import House


def responses(house: House) -> list[Response]:
    with house.work() as work:
        return list(work.session.scalars(select(Response).order_by(Response.id)))


WALK_HEAD = "person,started,occasion,date,instrument,item,answer,context.sex,context.age,context.baseline_metres\n"


def walk(occasion: str, on: str, metres: int | None, context: str = ",,", instrument: str = "lane,metres") -> str:
    return f"x,2024-01-08,{occasion},{on},{instrument},{'' if metres is None else metres},{context}\n"


def stored(house: House) -> dict[tuple[str, str], tuple[Any, Any, Any]]:
    return {
        (one.occasion, one.instrument): (one.context, one.band, one.subscores.get("change")) for one in responses(house)
    }


def test_what_is_known_besides_the_answers_is_scored_with_and_kept(house: House, bring_answers: Bring) -> None:
    rows = walk("start", "2024-01-08", 400) + walk("12w", "2024-04-08", 450)
    rows += walk("start", "2024-01-08", 9, "female,66,", "stones,stones") + walk(
        "12w", "2024-04-08", 9, ",,", "stones,stones"
    )
    assert bring_answers(WALK_HEAD + rows, programme="village").stored
    assert stored(house) == {
        ("start", "lane"): ({}, None, None),
        ("12w", "lane"): ({"baseline_metres": 400}, None, 50),
        ("start", "stones"): ({"sex": "female", "age": 66}, "below_average", None),
        ("12w", "stones"): ({}, None, None),
    }
    assert bring_answers(WALK_HEAD + rows, programme="village").responses_known == 4


def test_the_walk_at_the_start_is_what_the_file_says_it_is(house: House, bring_answers: Bring) -> None:
    assert bring_answers(WALK_HEAD + walk("12w", "2024-04-08", 450, ",,410"), programme="village").stored
    rows = walk("start", "2024-01-08", None) + walk("12w", "2024-04-08", 450, ",,410") + walk("6m", "2024-07-08", 430)
    assert bring_answers(WALK_HEAD + rows, programme="village").stored
    found = stored(house)
    assert found["12w", "lane"] == ({"baseline_metres": 410}, None, 40)
    assert found["6m", "lane"] == ({}, None, None)


def test_the_walk_at_the_start_may_be_of_an_earlier_run(house: House, bring_answers: Bring) -> None:
    assert bring_answers(WALK_HEAD + walk("start", "2024-01-08", 400), programme="village").stored
    assert bring_answers(WALK_HEAD + walk("12w", "2024-04-08", 365), programme="village").stored
    assert stored(house)["12w", "lane"] == ({"baseline_metres": 400}, None, -35)


def test_positions_are_turned(house: House, bring_answers: Bring) -> None:
    head = HEAD.replace("track", "context.position_coded,track")
    rows = "".join(f"a,2024-01-08,end,2024-04-16,csq-8,q{n},1,1,north\n" for n in range(1, 9))
    assert bring_answers(head + rows).stored
    (found,) = responses(house)
    assert (found.total, found.context) == (20, {"position_coded": True})
    changed = bring_answers(head + rows.replace(",1,1,north", ",1,false,north"))
    assert [str(fault) for fault in changed.faults] == [
        "Row 2: csq-8 at end on 2024-04-16 is not what was imported before: context.position_coded was true and is false. "
        "--correct WHY replaces it."
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            walk("start", "2024-01-08", 9, "F,66,", "stones,stones"),
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
            walk("start", "2024-01-08", 9, "female,66,", "stones,stones")
            + walk("start", "2024-01-08", 1, "female,,", "stones,helped"),
            "Row 3, column “context.age”: stones at start has another age in row 2.",
        ),
        (
            walk("start", "2024-01-08", 9, ",66,", "stones,stones")
            + walk("start", "2024-01-08", 1, "male,66,", "stones,helped"),
            "Row 3, column “context.sex”: stones at start has another sex in row 2.",
        ),
    ],
)
def test_a_context_that_is_none_is_named(house: House, bring_answers: Bring, rows: str, sentence: str) -> None:
    assert [str(fault) for fault in bring_answers(WALK_HEAD + rows, programme="village").faults] == [sentence]
    assert not responses(house)


def test_a_context_nobody_reads_is_named(bring_answers: Bring) -> None:
    (fault,) = bring_answers(HEAD.replace("track", "context.sexx") + GOOD).faults
    assert str(fault) == (
        "Row 1, column “context.sexx”: no scoring reads “sexx” (did you mean “sex”?); "
        "it may read sex, age, agoraphobia, baseline_metres, position_coded."
    )


def test_numbers_of_hundreds_of_digits_are_named(bring_answers: Bring) -> None:
    huge = "9" * 401
    days = f'"[{{""steps"": 1, ""wear_h"": {huge}}}]"'
    rows = walk("start", "2024-01-08", 1, instrument="paces,days").replace(",1,,,", f",{days},,,")
    rows += f"y,2024-01-08,start,2024-01-08,lane,metres,{huge},,,\n"
    faults = bring_answers(WALK_HEAD + rows, programme="village").faults
    assert [(fault.row, fault.rule) for fault in faults] == [(2, "answer"), (3, "answer")]


# --- what else is told of a person

TOLD = "person,started,occasion,date,instrument,item,answer,track,running,ended,sex,age_band,arm\n"


def told(running: str = "", ended: str = "", sex: str = "female", band: str = "30-39", arm: str = "veiledet") -> str:
    return TOLD + f"a,2024-01-08,start,2024-01-09,phq-9,q1,2,north,{running},{ended},{sex},{band},{arm}\n"


def enrolment(house: House) -> Enrolment:
    with house.work() as work:
        return work.session.scalars(select(Enrolment)).one()


def test_who_is_still_in_treatment_is_running_until_a_later_file_ends_it(house: House, bring_answers: Bring) -> None:
    assert bring_answers(told("true")).faults == ()
    running = enrolment(house)
    assert (running.state, running.ended_at, running.end_reason, running.imported) == ("active", None, None, True)
    assert bring_answers(told("ja")).faults == ()
    assert bring_answers(told("false", "2024-05-01")).faults == ()
    ended = enrolment(house)
    assert (ended.state, ended.end_reason, ended.ended_at and ended.ended_at.date()) == (
        "completed",
        "completed",
        date(2024, 5, 1),
    )
    assert [fault.rule for fault in bring_answers(told("true")).faults] == ["conflict"]
    assert len(responses(house)) == 1


def test_sex_age_band_and_arm_are_kept_with_the_history(house: House, bring_answers: Bring) -> None:
    bring_answers(told())
    with house.work() as work:
        (event,) = work.session.scalars(select(EnrolmentEvent))
        assert event.details == {"sex": "female", "age_band": "30-39", "arm": "veiledet"}
        assert work.session.scalars(select(Enrolment)).one().state == "completed"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"running": "maybe"}, "Row 2, column “running”: “maybe” is neither true nor false."),
        ({"running": "true", "ended": "2024-05-01"}, "Row 2, column “running”: who is running has not ended."),
        ({"sex": "K"}, "Row 2, column “sex”: “K” is not female or male."),
        ({"band": "tretti"}, "Row 2, column “age_band”: “tretti” is not such as 30-39 or 80+."),
        ({"arm": "x" * 41}, f"Row 2, column “arm”: “{'x' * 40}” is not of 1 to 40 characters."),
    ],
)
def test_what_is_told_wrongly_is_named(house: House, bring_answers: Bring, more: dict[str, str], sentence: str) -> None:
    assert [str(fault) for fault in bring_answers(told(**more)).faults] == [sentence]
    assert responses(house) == []
