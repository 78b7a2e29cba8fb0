"""The report of a place, from what its page shows."""

from __future__ import annotations

from varde.benefits.figures.course import CourseFigures, course_figures
from varde.benefits.figures.course_reading import read_courses
from varde.benefits.figures.figures import Report
from varde.benefits.figures.looking import AskedFigures, FiguresView, look_upon, voice_for
from varde.benefits.figures.people import response_of
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.figures.seen import people_seen
from varde.benefits.report.document import document_of
from varde.benefits.report.errors import BeingCounted, NobodyToReport, TooEarlyToReport, TooFewToReport
from varde.benefits.report.values import About, Document
from varde.benefits.values import Measure
from varde.kernel.speech import Speech
from varde.kernel.work import Work


def report_of(work: Work, place: ProgrammePlace, asked: AskedFigures, speech: Speech) -> Document:
    """The report in the language of ``speech``. The statements of :func:`varde.benefits.figures.looking.look_upon`, those of
    :func:`varde.benefits.figures.seen.people_seen`, and one for the answers of each person.

    :raises BeingCounted: nobody is counted there yet, and people are being counted again.
    :raises NobodyToReport: nobody has been referred there.
    :raises TooEarlyToReport: whoever is counted there can still answer, or they are too few so far.
    :raises TooFewToReport: there are too few to show any figure.
    :raises BadInput: a track that cannot be shown on its own.
    """
    look = look_upon(work, place, AskedFigures(asked.first, asked.last, asked.track, beside=True))
    where = {"programme": place.programme.title, "place": place.organisation.name}
    if look.unsettled and not look.counted.again:
        raise TooEarlyToReport(**where)
    if look.kept_back:
        raise TooFewToReport(**where, n=place.fewest)
    if look.report is None and look.counted.again:
        raise BeingCounted(**where)
    if look.report is None or look.parted is None:
        raise NobodyToReport(**where)
    voice = voice_for(work, place.programme, speech)
    about = _about(look, asked, speech, work)
    # Where the flow does not say how many began, who they are would say it.
    shown = look.report.tells_started and not about.track
    people = people_seen(work, place, _who_responds(look.report), look.months[-1].last) if shown else ()
    courses = _courses(work, place, look.report)
    return document_of(look.report, look.parted, about, voice, people, courses)


def _courses(work: Work, place: ProgrammePlace, report: Report) -> dict[str, CourseFigures] | None:
    """What is made of each person's answers, by measure; None where there are too many to read."""
    read = read_courses(work, place, report)
    if read is None:
        return None
    of_measure = {figures.measure.key: figures for figures in report.measures}
    made = {key: course_figures(of_measure[key], people, place.fewest) for key, people in read.items()}
    return {key: course for key, course in made.items() if course is not None}


def _who_responds(report: Report) -> Measure | None:
    """The main measure, when its response is shown and is of everybody."""
    main = report.main
    shown = main is not None and any(isinstance(rate.of_paired.numerator, int) for rate in main.rates[:1])
    return response_of(main.measure) if main is not None and shown else None


def _about(look: FiguresView, asked: AskedFigures, speech: Speech, work: Work) -> About:
    place, report = look.place, look.report
    assert report is not None
    selection = report.selection
    titles = {track.key: speech.say(track.title) for track in place.programme.tracks}
    return About(
        programme=place.programme.key,
        programme_title=speech.say(place.programme.title),
        organisation=place.organisation.key,
        organisation_name=place.organisation.name,
        first=selection.first,
        last=selection.last,
        drawn_on=work.today,
        counted_on=look.counted.until.astimezone(work.zone).date(),
        fewest=place.fewest,
        track=selection.track or "",
        track_title=titles.get(selection.track or "", ""),
        asked=(asked.first or selection.first, asked.last or selection.last),
        counted_again=look.counted.again,
        invented=work.settings.environment == "demo",
    )
