"""The form in which a measurement is written, by the patient or for her: numbers, when, and whether they are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marshmallow import fields

from varde.enrolments.models import Enrolment
from varde.kernel.characters import plain
from varde.kernel.errors import BadInput
from varde.measurements.errors import BadFigures, BadMoment, IsItRight
from varde.measurements.models import Measurement
from varde.measurements.service import measure
from varde.scheduling.rules import at_wall_time
from varde.series.rules import Figures, doubt_in_words, read_written, said, written
from varde.series.values import Series
from varde.web.shell import http, words
from varde.web.shell.forms import Checked, Coded, Form, FormFault, LimitedText, Refused, Whole, read_form, typed
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor

FIGURE = "figure-"
"""What the name of a control for a number begins with; the key of its component follows."""
DAY, CLOCK, RIGHT, GO, EDITION, WHY = "measured-on", "measured-at", "right", "go", "of-edition", "because"
SAVE, CHANGE, STRIKE = "save", "change", "strike"


class Amounted(Checked):
    """A number with a decimal comma or point; thin spaces between thousands are read."""

    def check(self, value: Any) -> float:
        text = plain(str(value)).replace(" ", "").replace(",", ".").replace("\N{MINUS SIGN}", "-")
        try:
            number = float(text) if len(text) <= 20 and text.lower().strip("+-").isascii() else None
        except ValueError:
            number = None
        if number is None or not any(sign.isdigit() for sign in text) or number in (float("inf"), float("-inf")):
            raise Refused(words.NOT_A_NUMBER)
        return number


@dataclass(frozen=True, slots=True)
class MeasuredForm:
    """What was written. ``at`` is None when it was now; ``right`` when somebody has said that these very numbers are right."""

    figures: Figures
    at: datetime | None
    right: bool
    go: str
    edition: int
    why: str


def read_measuring(series: Series, before: Measurement | None = None) -> MeasuredForm:
    """The form of this series, checked as far as it can be without the record. ``before`` is what is corrected: a time that was
    not changed is its own, to the second.

    :raises FormFault: with one sentence for each control that is wrong.
    """
    declared: dict[str, fields.Field[Any]] = {
        FIGURE + component.key: Amounted(words.WRITE_NUMBER.filled(name=component.label))
        for component in series.components
    }
    declared |= {
        DAY: Day(),
        CLOCK: TimeOfDay(),
        RIGHT: LimitedText(100),
        GO: Coded({each: each for each in (SAVE, CHANGE, STRIKE)}, words.NOT_A_NUMBER, SAVE),
        EDITION: Whole(0, 999_999_999, 0, words.NOT_A_NUMBER),
        WHY: LimitedText(500),
    }
    form = read_form(Form.from_dict(declared)())
    figures = tuple(form[FIGURE + component.key] for component in series.components)
    return MeasuredForm(
        figures,
        _moment(form, before),
        bool(form[RIGHT]) and form[RIGHT] == written(series, figures),
        form[GO],
        form[EDITION],
        form[WHY] or "",
    )


def _moment(form: Mapping[str, Any], before: Measurement | None) -> datetime | None:
    if form[CLOCK] is None:
        if form[DAY] is not None:
            raise FormFault({CLOCK: words.WRITE_WHEN})
        return before.measured_at if before is not None else None
    work = http.work()
    at = at_wall_time(form[DAY] or work.today, form[CLOCK], work.zone)
    unchanged = before is not None and at == before.measured_at.replace(second=0, microsecond=0)
    return before.measured_at if before is not None and unchanged else at


@dataclass(frozen=True, slots=True)
class AskedRight:
    """That somebody must say whether the numbers are right: the number of the button, and why each is asked about."""

    numbers: str
    right: str
    why: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MeasuringPage:
    """What the form on a page shows: what stands in its controls, what is wrong, and what is asked. ``opened``: another time
    than now is being written."""

    series: Series
    shown: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    question: AskedRight | None = None
    figure: str = FIGURE

    @property
    def opened(self) -> bool:
        return bool(self.shown.get(DAY) or self.shown.get(CLOCK) or self.errors.get(DAY) or self.errors.get(CLOCK))


def empty_form(series: Series) -> MeasuringPage:
    return MeasuringPage(series, {})


def form_of(series: Series, row: Measurement) -> MeasuringPage:
    """The form that corrects a measurement, as it stands."""
    speech = http.speech()
    local = speech.local(row.measured_at)
    shown = {
        FIGURE + component.key: speech.number(figure, series.decimals).replace("\N{NO-BREAK SPACE}", "")
        for component, figure in zip(series.components, read_written(row.figures), strict=True)
    }
    shown |= {DAY: local.date().isoformat(), CLOCK: local.strftime("%H:%M"), EDITION: str(row.edition)}
    return MeasuringPage(series, shown)


def form_again(series: Series, fault: BadInput | None = None, figures: Figures = ()) -> MeasuringPage:
    """The form as it was typed, with what is wrong or asked."""
    speech = http.speech()
    if isinstance(fault, IsItRight):
        why = tuple(
            (speech.say(said(series, (doubt.figure,))), speech.say(doubt_in_words(series, doubt)))
            for doubt in fault.doubts
        )
        return MeasuringPage(series, typed(), question=AskedRight(why[0][0], written(series, figures), why))
    return MeasuringPage(series, typed(), _errors(series, fault) if fault is not None else {})


def take_written(enrolment: Enrolment, series: Series) -> MeasuringPage | None:
    """Store what the form of this request says. The form to be shown again when something is wrong, must be asked about, or is to
    be changed; None when it is stored."""
    figures: Figures = ()
    try:
        form = read_measuring(series)
        if form.go == CHANGE:
            return form_again(series)
        figures = form.figures
        measure(http.work(), actor(), enrolment, series, figures, form.at, confirmed=form.right)
    except BadInput as fault:
        return form_again(series, fault, figures)
    return None


def _errors(series: Series, fault: BadInput) -> dict[str, str]:
    speech = http.speech()
    if isinstance(fault, FormFault):
        return fault.said(speech)
    if isinstance(fault, BadFigures):
        return {FIGURE + key: speech.say(sentence) for key, sentence in fault.by_component.items()}
    if isinstance(fault, BadMoment):
        return {CLOCK: fault.to(speech.language)}
    return {FIGURE + series.components[0].key: fault.to(speech.language)}
