"""A report from the figures of the page: the same values, put in order. Nothing is counted here, and nothing hidden is shown.

Everyone stands before the groups, and both denominators together. The groups are those of the page that parts them; where it
cannot, they are not here either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from varde.benefits.figures.card import Card
from varde.benefits.figures.cards import cards_of
from varde.benefits.figures.course import MOST_READ, CourseFigures
from varde.benefits.figures.figures import MeasureFigures, Report, Subscales
from varde.benefits.figures.people import PeopleFigure
from varde.benefits.figures.rules import SeverityShift
from varde.benefits.figures.voice import Voice, month_in_words
from varde.benefits.report import measure_tables as tables
from varde.benefits.report import model_words, people_words, words
from varde.benefits.report.missing_tables import lost_table, sensitivity_tables
from varde.benefits.report.model_tables import model_sentence, model_table
from varde.benefits.report.people_tables import people_table
from varde.benefits.report.pictures import picture_of
from varde.benefits.report.recovery_tables import recovery_table
from varde.benefits.report.sentences import findings, limits, lost_sentence
from varde.benefits.report.values import About, Document, ReportPicture, ReportTable, Section
from varde.benefits.report.way_tables import answer_table, dropout_table, exits_table, flow_table, waiting_table

Figure = TypeVar("Figure", SeverityShift, Subscales)
Courses = Mapping[str, CourseFigures]
NO_COURSES: Courses = MappingProxyType({})


def document_of(
    plain: Report,
    parted: Report,
    about: About,
    voice: Voice,
    people: Sequence[PeopleFigure] = (),
    courses: Courses | None = NO_COURSES,
) -> Document:
    """The report. ``plain`` and ``parted`` are the figures of one selection as the page shows them, of everyone together and with
    responders and non-responders apart; ``people`` are who began, all months and tracks together. ``courses`` are what is made
    of each person's answers, by measure; None where there were too many to read."""
    return Document(
        voice.language,
        about,
        voice.say(words.TITLE, programme=about.programme_title, place=about.organisation_name),
        tuple(_facts(about, voice)),
        voice.say(words.WARNING),
        voice.say(words.WARNING_IS),
        tuple(
            section for section in _sections(plain, parted, about, voice, people, courses) if _says_something(section)
        ),
        voice.say(
            words.FOOT,
            programme=about.programme_title,
            place=about.organisation_name,
            first=about.first,
            last=about.last,
        ),
        voice.say(words.FIGURE),
        voice.say(words.OF_PAGES),
    )


def _facts(about: About, voice: Voice) -> Iterator[str]:
    first, last = (month_in_words(month, voice.speech) for month in (about.first, about.last))
    yield voice.say(words.PERIOD_IS, first=first, last=last, day=voice.speech.day(about.counted_on, year=True))
    if about.track:
        yield voice.say(words.TRACK_IS, track=about.track_title or about.track)
    begin, end = (asked or own for asked, own in zip(about.asked, (about.first, about.last), strict=True))
    if begin > about.last or end < about.first:
        yield voice.say(words.OUTSIDE)
    elif about.first < begin or about.last > end:
        first, last = (month_in_words(month, voice.speech) for month in (begin, end))
        yield voice.say(words.WIDENED, first=first, last=last, n=about.fewest)
    if about.counted_again:
        yield voice.say(words.COUNTED_AGAIN)
    if about.invented:
        yield voice.say(words.INVENTED)


def _says_something(section: Section) -> bool:
    return bool(section.points or section.sentences or section.pictures or section.tables)


def _sections(
    plain: Report, parted: Report, about: About, voice: Voice, people: Sequence[PeopleFigure], courses: Courses | None
) -> Iterator[Section]:
    first, second, few = cards_of(plain, voice)
    apart, apart_second, _ = cards_of(parted, voice)
    drawn = _Drawn([*first, *second], [*apart, *apart_second], voice)
    twice = [(figures, _same(parted, figures)) for figures in plain.measures]
    tested = tables.test_table(plain.measures, voice)
    yield Section("findings", voice.say(words.FINDINGS), points=findings(plain, voice, about.fewest))
    yield _way(plain, drawn, voice)
    yield Section(
        "people",
        voice.say(people_words.PEOPLE),
        sentences=(voice.say(people_words.NOT_OF_A_TRACK),) if about.track else (),
        tables=_kept(people_table(figure, voice) for figure in people),
    )
    yield Section(
        "response",
        voice.say(words.RESPONSE),
        pictures=drawn.of("rate", "classes"),
        tables=_kept(_response_tables(plain.measures, voice)),
    )
    yield _over_time(plain, twice, drawn, about, voice, courses)
    yield Section(
        "severity",
        voice.say(words.SEVERITY),
        pictures=drawn.of("severity"),
        tables=_kept(
            tables.severity_table([*together.severity, *_groups(grouped.severity)], voice)
            for together, grouped in twice
            if together.severity
        ),
    )
    yield Section(
        "areas",
        voice.say(words.AREAS),
        pictures=drawn.of("subscales"),
        tables=_kept(
            tables.areas_table([*together.subscales, *_groups(grouped.subscales)], voice)
            for together, grouped in twice
            if together.subscales
        ),
    )
    satisfied = [figures.satisfaction for figures in plain.measures if figures.satisfaction is not None]
    yield Section(
        "satisfaction",
        voice.say(words.SATISFACTION),
        pictures=drawn.of("satisfaction"),
        tables=_kept(tables.satisfaction_table(figure, voice) for figure in satisfied),
    )
    sensitive = (
        sensitivity_tables(plain.main, voice, about.fewest, courses or NO_COURSES) if plain.main is not None else ()
    )
    yield Section("tests", voice.say(words.TESTS), tables=_kept((tested, *sensitive)))
    number = len(tested.rows)
    yield Section(
        "limits",
        voice.say(words.LIMITS),
        points=limits(
            plain,
            parted,
            few,
            voice,
            tests=number,
            fewest=about.fewest,
            dimensions=[figure.dimension for figure in people],
        ),
    )


class _Drawn:
    """The pictures of the page by kind: of everyone, and of the groups where the page parts them."""

    def __init__(self, plain: Sequence[Card], parted: Sequence[Card], voice: Voice) -> None:
        self._cards, self._voice = {card.id: card for card in plain}, voice
        self._apart = [card for card in parted if card.kind in ("severity", "subscales") and card.id not in self._cards]
        self._apart += [card for card in parted if card.kind == "trajectory" and len(card.figure.series) > 1]

    def of(self, *kinds: str) -> tuple[ReportPicture, ...]:
        cards = [card for card in (*self._cards.values(), *self._apart) if card.kind in kinds]
        named = [(card.id if card not in self._apart else f"{card.id}-apart", card) for card in cards]
        pictures = (picture_of(key, card, self._voice) for key, card in named)
        return tuple(picture for picture in pictures if picture is not None)


def _way(plain: Report, drawn: _Drawn, voice: Voice) -> Section:
    listed: list[ReportTable | None] = [flow_table(plain.flow, voice)]
    if plain.exits is not None:
        listed.append(exits_table(plain.exits, voice))
    listed.append(dropout_table(plain, voice))
    if plain.waiting:
        listed.append(waiting_table(plain.waiting, plain.waited, voice))
    if plain.answer is not None:
        listed.append(answer_table(plain.answer, voice))
    missing = (voice.say(words.NO_EXITS),) if plain.exits is None else ()
    return Section(
        "way", voice.say(words.THE_WAY), sentences=missing, pictures=drawn.of("flow", "waiting"), tables=_kept(listed)
    )


def _response_tables(measures: Sequence[MeasureFigures], voice: Voice) -> Iterator[ReportTable]:
    for figures in measures:
        if figures.rates:
            yield tables.response_table(figures.rates, voice)
        if figures.classes is not None:
            yield tables.classes_table(figures.classes, voice)
        if figures.recovery is not None:
            yield recovery_table(figures.recovery, voice)


def _over_time(
    plain: Report,
    twice: Sequence[tuple[MeasureFigures, MeasureFigures]],
    drawn: _Drawn,
    about: About,
    voice: Voice,
    courses: Courses | None,
) -> Section:
    listed: list[ReportTable | None] = []
    for together, grouped in twice:
        lines = [figure for figure in (together.trajectory, grouped.trajectory) if figure is not None]
        if lines:
            listed.append(tables.course_table(lines, voice))
    listed += tables.change_table(plain.measures, voice)
    listed += [model_table(figures, courses or NO_COURSES, voice) for figures in plain.measures]
    sentences: tuple[str, ...] = ()
    if plain.main is not None:
        listed.append(lost_table(plain.main, voice, about.fewest))
        modelled = model_sentence(plain.main, courses or NO_COURSES, voice)
        sentences = (*lost_sentence(plain.main, voice, about.fewest), *modelled)
    if courses is None:
        sentences = (*sentences, voice.say(model_words.TOO_MANY_READ, n=voice.number(MOST_READ)))
    return Section("course", voice.say(words.OVER_TIME), (), sentences, drawn.of("pairs", "trajectory"), _kept(listed))


def _same(parted: Report, figures: MeasureFigures) -> MeasureFigures:
    """The figures of the same measure with the groups apart; those of everyone where there are none."""
    return next((each for each in parted.measures if each.measure.key == figures.measure.key), figures)


def _groups(figures: Iterable[Figure]) -> list[Figure]:
    """Those of one group; everyone's are there already."""
    return [figure for figure in figures if figure.group != "all"]


def _kept(listed: Iterable[ReportTable | None]) -> tuple[ReportTable, ...]:
    """Tables that have something to say; one in which every number is hidden is not among them."""
    return tuple(table for table in listed if table is not None and table.says_something)
