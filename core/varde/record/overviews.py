"""What the entries of an exercise come to, as a page shows it: the same to her, and to her therapist of what she shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from varde.charts.charts import Chart
from varde.charts.days import DayDots, dots
from varde.enrolments.models import Enrolment
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.entries import SharedDiary
from varde.modules.seen import overview_of, places_read, read_for_overview, shared_around, shared_of_many
from varde.programmes.gone import programme_of
from varde.programmes.overviews import Overview, OverviewBlock, OverviewPicture, Seen
from varde.programmes.values import Exercise, Programme
from varde.record import entry_words as words
from varde.record.words import DAY


@dataclass(frozen=True, slots=True)
class ShownOverview:
    """One part of an overview on a page: what it says in its heading, and either its ``block`` or its ``chart`` with the
    ``note`` below."""

    heading: str
    block: OverviewBlock | None = None
    chart: Chart | None = None
    note: str = ""


def overview_shown(speech: Speech, overview: Overview | None, seen: Seen) -> list[ShownOverview]:
    """The parts of an overview, in order; none when the exercise has no overview, or nothing to say."""
    parts = overview.parts(seen) if overview is not None else ()
    return [
        _picture(speech, part)
        if isinstance(part, OverviewPicture)
        else ShownOverview(speech.say(part.heading), block=part)
        for part in parts
    ]


@dataclass(frozen=True, slots=True)
class SpeakingExercise:
    """An exercise that says beside her scores how she is, and what she shares of it."""

    step: Exercise
    overview: Overview
    seen: Seen


def speaking_exercises(work: Work, enrolment: Enrolment, diaries: Iterable[SharedDiary]) -> list[SpeakingExercise]:
    """Those among what she shares. One statement for each, and none for exercises that say nothing there."""
    exercises, speaking = programme_of(work, enrolment.programme).exercises, []
    for diary in diaries:
        module, step = exercises.get((diary.module, diary.step), (None, None))
        overview = _speaking(step) if step is not None else None
        if module is None or step is None or overview is None:
            continue
        around = shared_around(work, enrolment.programme, enrolment.id, module.key, step)
        speaking.append(SpeakingExercise(step, overview, read_for_overview(step, module.key, around, work)))
    return speaking


def speaking_of(programme: Programme) -> list[tuple[str, Exercise, Overview]]:
    """The exercises of a programme that say something beside her scores, each with the key of its module."""
    stepped = ((module.key, step, _speaking(step)) for module, step in programme.exercises.values())
    return [(key, step, says) for key, step, says in stepped if says is not None]


def _speaking(step: Exercise) -> Overview | None:
    """Its overview, if that says something beside her scores."""
    overview = overview_of(step)
    return overview if overview is not None and type(overview).now is not Overview.now else None


MOST_FOR_A_LIST = 120
"""So many entries, the newest, are read of each for a list: what was long before them is on her page."""


def phases_on(work: Work, speech: Speech, days: Mapping[int, tuple[Programme, date]]) -> dict[int, str]:
    """What the exercises of many say of a day of each, from what she shares, in words; those that say nothing are left out.

    :param days: by enrolment her programme and the day. One statement for all, and none where no exercise says anything.
    """
    speaking = {programme.key: speaking_of(programme) for programme, _ in days.values()}
    places = {place for each in speaking.values() for module, step, _ in each for place in places_read(module, step)}
    programmes = {enrolment: programme for enrolment, (programme, _) in days.items() if speaking[programme.key]}
    if not programmes:
        return {}
    shared, said = shared_of_many(work, programmes, places, MOST_FOR_A_LIST), {}
    for enrolment, programme in programmes.items():
        each = (
            overview.now(read_for_overview(step, module, shared[enrolment], work).until(days[enrolment][1]))
            for module, step, overview in speaking[programme.key]
        )
        if words_of := " ".join(speech.say(sentence) for sentence in each if sentence is not None):
            said[enrolment] = words_of
    return said


def said_on(speech: Speech, speaking: Iterable[SpeakingExercise], day: date) -> list[str]:
    """What they say of a day, each in one sentence, from what was written until then."""
    said = []
    for each in speaking:
        sentence = each.overview.now(each.seen.until(day))
        if sentence is not None:
            said.append(speech.say(SAID_BY, exercise=speech.say(each.step.title), sentence=speech.say(sentence)))
    return said


SAID_BY = Text("{exercise}: {sentence}", "{exercise}: {sentence}", "{exercise}: {sentence}")


def _picture(speech: Speech, picture: OverviewPicture) -> ShownOverview:
    heading = speech.say(picture.heading)
    columns: Sequence[DayDots] = [
        DayDots(speech.say(each.label), speech.say(each.whole), each.numbers) for each in picture.columns
    ]
    chart = dots(
        columns,
        title=heading,
        columns=(speech.say(DAY), f">{speech.say(words.NUMBERS)}"),
        low=picture.low,
        high=picture.high,
        empty=speech.say(words.NOT_WRITTEN),
    )
    return ShownOverview(heading, chart=chart, note=speech.say(picture.note))
