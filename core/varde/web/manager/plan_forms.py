"""The forms of a benefits plan: what is typed, as values, or one sentence for each control."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from marshmallow import fields

from varde.benefits.plan.estimates import Spread
from varde.benefits.plan.pathways import MOST_STEPS
from varde.benefits.plan.reading import Indicator, LinkableFigure
from varde.benefits.plan.rules import LARGEST, MOST_DECIMALS, BenefitFacts, decimals_of_written
from varde.benefits.plan.values import (
    ASSUMPTIONS,
    CATEGORIES,
    INTERVALS,
    POINTS,
    RECEIVERS,
    SIDES,
    STATUSES,
    VOICES,
    WHERE,
)
from varde.kernel.characters import plain, row_number
from varde.web.manager import words
from varde.web.shell.forms import Checked, Coded, Form, LimitedText, Refused, read_form, sent
from varde.web.shell.moments import Day

SEEN, BUTTON = "seen", "gjor"
BY_HAND, ALREADY = "hand", "gone"
"""What the list of figures holds for a series that is written by hand, and for a measure that is declared no more: that stays what
it was."""
AS_TYPED = (
    "goal",
    "title",
    "receiver",
    "category",
    "indicator",
    "unit",
    "baseline",
    "baseline_on",
    "baseline_n",
    "baseline_source",
    "target",
    "target_on",
    "owner_name",
    "interval",
)
"""Facts of a benefit that are a control of their own."""
STEP_PARTS = ("where", "title", "detail")
"""What is typed of each step of a pathway."""
OF_A_FIGURE = ("figure", "measure", "occasion", "unit", "lower_better")
"""Facts that follow from which figure is read."""


class Decimal(Checked):
    """A number with a comma or a point; None when nothing is sent."""

    def check(self, value: Any) -> float:
        text = plain(str(value)).replace(" ", "").replace(",", ".")
        number = float(text) if re.fullmatch(rf"[+-]?\d{{1,10}}(\.\d{{1,{MOST_DECIMALS}}})?", text, re.ASCII) else None
        if number is None or abs(number) > LARGEST:
            raise Refused(words.NOT_A_NUMBER)
        return number


class People(Checked):
    """How many people, from 1."""

    def check(self, value: Any) -> int:
        text = str(value).replace(" ", "")
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) < 1:
            raise Refused(words.NOT_PEOPLE)
        return int(text)


class PlannedDay(Day):
    """A day; None when nothing is sent."""

    rule = words.NOT_A_DAY


class ConsentNumber(LimitedText):
    """The number of a consent; -1 for what is no number, which no consent has."""

    def __init__(self) -> None:
        super().__init__(20)

    def check(self, value: Any) -> Any:
        written = super().check(value).strip()
        return (row_number(written) or -1) if written else None


class Line(LimitedText):
    """Text of one line."""

    def check(self, value: Any) -> str:
        return super().check(" ".join(str(value).split()))


def read_benefit(
    readable: Sequence[LinkableFigure], owners: Collection[int], stands: BenefitFacts | None
) -> BenefitFacts:
    """The form of a benefit. A figure brings its unit and which way is better along; ``stands`` is what the benefit was, whose
    measure may be declared no more.

    :raises FormFault: with one sentence for each control that is wrong.
    """
    figures = {each.indicator.code: each for each in readable}
    codes = (BY_HAND, *figures, *((ALREADY,) if stands is not None else ()))
    schema = Form.from_dict(
        {
            "goal": Line(500),
            "title": Line(200),
            "receiver": Coded({each: each for each in RECEIVERS}, words.CHOOSE_LISTED),
            "category": Coded({each: each for each in CATEGORIES}, words.CHOOSE_LISTED),
            "reads": Coded({code: code for code in codes}, words.CHOOSE_LISTED),
            "indicator": Line(300),
            "unit": Line(40),
            "better": Coded({"lower": True, "higher": False}, words.CHOOSE_LISTED, usual=False),
            "baseline": Decimal(),
            "baseline_on": PlannedDay(),
            "baseline_n": People(),
            "baseline_source": Line(300),
            "target": Decimal(),
            "target_on": PlannedDay(),
            "owner": Coded({str(number): number for number in owners}, words.CHOOSE_LISTED, usual=0),
            "owner_name": Line(200),
            "interval": Coded({str(months): months for months in INTERVALS}, words.CHOOSE_LISTED),
            SEEN: fields.String(load_default=""),
        }
    )
    form = read_form(schema())
    facts = BenefitFacts(
        owner_id=form["owner"] or None, lower_better=form["better"], **{name: form[name] for name in AS_TYPED}
    )
    if form["reads"] == ALREADY and stands is not None:
        return replace(facts, **{name: getattr(stands, name) for name in OF_A_FIGURE})
    if form["reads"] == BY_HAND:
        return facts
    figure = figures[form["reads"]]
    reads = figure.indicator
    return replace(
        facts,
        figure=reads.figure,
        measure=reads.measure,
        occasion=reads.occasion,
        unit="",
        lower_better=figure.lower_better,
    )


def form_of(facts: BenefitFacts, seen: str, *, gone: bool) -> dict[str, str]:
    """What stands in the form of a benefit that is kept."""
    reads = Indicator(facts.figure, facts.measure, facts.occasion).code if facts.figure else BY_HAND
    return {
        **{name: _written(getattr(facts, name)) for name in AS_TYPED},
        "reads": ALREADY if gone else reads,
        "better": "lower" if facts.lower_better else "higher",
        "owner": _written(facts.owner_id),
        SEEN: seen,
    }


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{decimals_of_written(value)}f}".replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)


def read_value() -> dict[str, Any]:
    """A value on a day: ``day``, ``value``, ``n`` and ``source``. :raises FormFault"""
    return _read(
        {"day": PlannedDay(words.NOT_A_DAY), "value": Decimal(words.NOT_A_NUMBER), "n": People(), "source": Line(300)}
    )


def read_status() -> dict[str, Any]:
    """How a benefit stands, in somebody's own words: ``status`` and ``note``. :raises FormFault"""
    return _read({"status": Coded({each: each for each in STATUSES}, words.CHOOSE_LISTED), "note": Line(500)})


def read_point() -> dict[str, Any]:
    """A precondition, an action, a disbenefit or a risk: ``kind``, ``words``, ``point_owner`` and ``due_on``. :raises FormFault"""
    return _read(
        {
            "kind": Coded({each: each for each in POINTS}, words.CHOOSE_LISTED),
            "words": Line(500),
            "point_owner": Line(200),
            "due_on": PlannedDay(),
        }
    )


def _read(controls: dict[str, Checked]) -> dict[str, Any]:
    typed_in = {name: values for name, values in sent().items() if name != BUTTON}
    return read_form(Form.from_dict(dict(controls))(), typed_in)


def read_goal() -> dict[str, Any]:
    """``plan_goal`` and ``review_on``. :raises FormFault"""
    return _read({"plan_goal": Line(1000), "review_on": PlannedDay()})


def read_voice() -> dict[str, Any]:
    """``voice_kind``, ``voice``, ``by``, ``voice_source``, ``consented_on`` and ``consent``. :raises FormFault"""
    return _read(
        {
            "voice_kind": Coded({each: each for each in VOICES}, words.CHOOSE_LISTED),
            "voice": LimitedText(1000),
            "by": Line(200),
            "voice_source": Line(300),
            "consented_on": PlannedDay(),
            "consent": ConsentNumber(),
        }
    )


def read_assumption() -> dict[str, Any]:
    """``assumption``, its ``spread``, ``assumption_owner`` and ``assumption_source``. :raises FormFault"""
    form = _read(
        {
            "assumption": Coded({each: each for each in ASSUMPTIONS}, words.CHOOSE_LISTED),
            **{name: Decimal(words.NOT_A_NUMBER) for name in ("low", "base", "high")},
            "assumption_owner": Line(200),
            "assumption_source": Line(500),
        }
    )
    return form | {"spread": Spread(form["low"], form["base"], form["high"])}


def read_pathways() -> dict[str, Any]:
    """``ways_note``, and of each side and step (``without-title-1``) its parts. :raises FormFault"""
    controls: dict[str, Checked] = {"ways_note": Line(500)}
    for side in SIDES:
        for number in range(1, MOST_STEPS + 1):
            kinds = (Coded({each: each for each in WHERE}, words.CHOOSE_LISTED, usual="clinic"), Line(80), Line(160))
            controls |= {f"{side}-{part}-{number}": kind for part, kind in zip(STEP_PARTS, kinds, strict=True)}
    return _read(controls)
