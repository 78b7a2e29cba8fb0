"""What the entries of an exercise come to, as a page shows it: the same to her, and to her therapist of what she shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.charts.charts import Chart
from varde.charts.days import DayDots, dots
from varde.kernel.speech import Speech
from varde.programmes.overviews import Overview, OverviewBlock, OverviewPicture, Seen
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
