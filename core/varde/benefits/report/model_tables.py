"""What the mixed model says, as a table and as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from varde.benefits.figures.course import CourseFigures
from varde.benefits.figures.figures import MeasureFigures
from varde.benefits.figures.mixed_model import MixedModel
from varde.benefits.figures.voice import Voice, decimals_of
from varde.benefits.report import model_words, words
from varde.benefits.report.cells import column, head, interval_cell, listed, signed
from varde.benefits.report.values import ReportTable, TableCell

Courses = Mapping[str, CourseFigures]
"""What is made of each person's answers, by measure."""


def model_table(figures: MeasureFigures, courses: Courses, voice: Voice) -> ReportTable | None:
    """The change to each follow-up by the model, with its interval, what it is of and what it assumes; None without one."""
    model, measure = _model(figures, courses), figures.measure
    if model is None:
        return None
    places = decimals_of(measure)
    rows = []
    for each in model.changes:
        ends = interval_cell(each.interval, voice, places)
        said = f"{signed(each.change, voice, places)} ({ends.text})"
        answered = TableCell(voice.number(each.answered), each.answered)
        moved = TableCell(said, each.change, low=each.interval.low, high=each.interval.high)
        rows.append((head(voice.when(each.occasion)), answered, moved))
    columns = (
        column("occasion", voice.say(words.WHEN), numeric=False),
        column("answered_then", voice.say(model_words.ANSWERED_THEN)),
        column("model_change", voice.say(model_words.MODEL_CHANGE)),
    )
    caption = voice.say(
        model_words.MODEL_TABLE,
        measure=voice.title(measure),
        n=voice.number(model.people),
        answers=voice.number(model.answers),
    )
    note = voice.say(
        model_words.MODEL_NOTE,
        df=voice.number(model.df),
        between=voice.number(model.between, places),
        within=voice.number(model.within, places),
    )
    return ReportTable(f"model:{measure.key}", caption, columns, tuple(rows), note)


def model_sentence(figures: MeasureFigures, courses: Courses, voice: Voice) -> Iterator[str]:
    """The changes of the main measure by the model, beside those of them who answered both times; nothing where everybody
    answered every time, for then the two are the same."""
    model, measure = _model(figures, courses), figures.measure
    if model is None or model.answers == model.people * (len(model.changes) + 1):
        return
    places = decimals_of(measure)
    changes = [
        voice.say(
            model_words.ONE_CHANGE,
            change=signed(each.change, voice, places),
            unit=voice.unit(measure),
            then=voice.when(each.occasion),
            low=voice.number(each.interval.low, places),
            high=voice.number(each.interval.high, places),
        )
        for each in model.changes
    ]
    yield voice.say(
        model_words.MODELLED, n=voice.number(model.people), measure=voice.title(measure), changes=listed(changes, voice)
    )


def _model(figures: MeasureFigures, courses: Courses) -> MixedModel | None:
    course = courses.get(figures.measure.key)
    return course.model if course is not None else None
