"""What a programme declares about its benefits: which scale shows them, when, and what counts as better."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from varde.instruments.values import Direction, JacobsonTruax, ReliableChange, Responder
from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class StartSample:
    """Mean and SD of a patient sample before treatment, fixed once per measure; ``source`` names the sample.

    They are configuration and never taken from the report's own cohort, so a patient's class does not change when
    other patients arrive, and the classes of two trusts add up.
    """

    mean: float
    sd: float
    source: str


@dataclass(frozen=True, slots=True)
class SeverityStep:
    """One step of a severity figure, holding one or more of the instrument's bands."""

    key: str
    title: Text
    bands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subscale:
    """A part of the instrument shown beside its total, under its ``title``; ``scale`` as in ``ibs-qol.dysphoria``."""

    scale: str
    title: Text


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of the course on which a computed measure is looked at, with its evening: ``day`` 7 is the seventh, the first being
    the day of the start. 0 is when the course ended. Days after the end are not looked at."""

    key: str
    title: Text
    day: int = 0


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure that no questionnaire gives: a pure function of what is known of one enrolment.

    ``reads`` are names of facts (:func:`~varde.plugin.programmes.scored`, :func:`~varde.plugin.series.measured`, of a source of
    one's own); ``work_out`` is given each of them, None where it is unknown, as it was known at the moment, and gives a number or
    None. ``resolution`` is the finest step it gives, 0.001 or a multiple, so that sums are exact whatever they are added in.
    ``moments`` are its start and follow-ups; ``unit`` is said beside its numbers.
    """

    reads: tuple[str, ...]
    work_out: Callable[[Mapping[str, Any]], float | None]
    resolution: float
    moments: tuple[Moment, ...]
    unit: Text | None = None


LARGEST = 50_000
"""The ends of a computed measure: squares of thousandths of it add in 64 bits for any cell."""


def is_on_grid(value: float, resolution: float) -> bool:
    """Whether a number is so many times the resolution, as near as floats can say."""
    steps = value / resolution
    return abs(steps - round(steps)) < 1e-6 * max(1.0, abs(steps))


@dataclass(frozen=True, slots=True)
class Measure:
    """A benefit a programme can show.

    ``scale`` is the instrument's key for its total, or ``instrument.subscore``; ``direction``, ``low`` and ``high`` are as
    the instrument has them. It is counted from ``start_occasion`` to each of ``follow_up``; the first is None for what is
    only asked afterwards (satisfaction). ``primary``: the outcome that decides who is a responder; one per track.
    ``reliable_change`` and ``cutoff`` (the first score on the unwell side) classify change; ``jacobson_truax`` with its
    ``start_sample`` gives both instead. ``responder`` is how much better is a response, and ``subscales`` are shown beside.
    ``severity`` lists at most three steps, lightest first. ``tracks`` empty means every track.

    ``beside`` is the key of another measure that recovery is read with (``docs/operations/figures.md``): who is above the
    cut-off of either at the start, and below both later. Both have a ``cutoff`` and a ``reliable_change``, and the same occasions.

    ``margin``: two programmes that differ by less count as alike, in points; set before anybody saw the figures.

    ``computed``: it is worked out from what is known, and not the score of an instrument. Then ``instrument`` is "", ``scale`` is
    its key, and ``start_occasion`` and ``follow_up`` are among its moments. ``renamed_from`` are keys it had before.
    """

    key: str
    programme: str
    title: Text
    instrument: str
    scale: str
    start_occasion: str | None
    follow_up: tuple[str, ...]
    direction: Direction
    low: float
    high: float
    primary: bool = False
    responder: Responder | None = None
    reliable_change: ReliableChange | None = None
    cutoff: float | None = None
    jacobson_truax: JacobsonTruax | None = None
    start_sample: StartSample | None = None
    severity: tuple[SeverityStep, ...] = ()
    subscales: tuple[Subscale, ...] = ()
    tracks: tuple[str, ...] = ()
    computed: Computed | None = None
    renamed_from: tuple[str, ...] = ()
    margin: float | None = None
    beside: str = ""

    def for_track(self, track: str | None) -> bool:
        """Whether a patient on this track is measured by it."""
        return not self.tracks or track in self.tracks


def primary_measure(measures: Iterable[Measure], track: str | None) -> Measure | None:
    """The outcome that decides response on this track; None when the programme has none."""
    return next((m for m in measures if m.primary and m.for_track(track)), None)


def measure_beside(measure: Measure, measures: Iterable[Measure]) -> Measure | None:
    """The one of these that its recovery is read with; None when it names none."""
    return next((each for each in measures if each.key == measure.beside), None) if measure.beside else None


def faults(measures: Iterable[Measure]) -> tuple[str, ...]:
    """What is wrong with the measures of one programme, one sentence each; empty when they can be used.

    Refused: a key or a scale used twice on a track, two primary outcomes on a track, a primary outcome without a
    start or a responder rule, more than three severity steps, a band in two steps, and impossible numbers.
    """
    listed = list(measures)
    own = (f"Measure {measure.key}: {fault}" for measure in listed for fault in own_faults(measure))
    return (*own, *(fault for _, fault in faults_together(listed)))


def faults_together(measures: Sequence[Measure]) -> Iterator[tuple[Measure, str]]:
    """What is wrong with two measures that are sound alone, and the later of them."""
    for measure in measures:
        if measure.beside and (fault := _fault_beside(measure, measure_beside(measure, measures))):
            yield measure, f"Measure {measure.key}: {fault}"
    for place, measure in enumerate(measures):
        for earlier in measures[:place]:
            if earlier.key == measure.key:
                yield measure, f"Measure {measure.key} is declared twice."
            if earlier.programme != measure.programme or not _share_a_track(earlier, measure):
                continue
            if earlier.scale == measure.scale:
                yield measure, f"Measures {earlier.key} and {measure.key} both use the scale {measure.scale}."
            if clash := _clashing_moment(earlier, measure):
                yield measure, f"Measures {earlier.key} and {measure.key} mean different days by {clash}."
            if earlier.primary and measure.primary:
                yield measure, f"Measures {earlier.key} and {measure.key} are both primary for the same patients."


def _fault_beside(measure: Measure, beside: Measure | None) -> str:
    """What is wrong with two measures that recovery is read from, "" when nothing is."""
    if beside is None or beside.programme != measure.programme:
        return f"there is no measure {measure.beside} in its programme."
    if (beside.start_occasion, beside.follow_up[:1], beside.tracks) != (
        measure.start_occasion,
        measure.follow_up[:1],
        measure.tracks,
    ):
        return f"{beside.key} is asked at other times, or of others."
    limits = [limit for each in (measure, beside) for limit in (each.cutoff, each.reliable_change)]
    if None in limits or {measure.direction, beside.direction} != {"lower_better"}:
        return f"it and {beside.key} need a cut-off and a reliable change each, and lower must be better."
    return ""


def own_faults(measure: Measure) -> Iterator[str]:
    """What is wrong with one measure by itself."""
    if not measure.follow_up:
        yield "follow_up must name at least one occasion."
    if measure.primary and (measure.start_occasion is None or measure.responder is None):
        yield "a primary outcome needs a start occasion and a responder rule."
    if measure.low >= measure.high:
        yield f"low ({measure.low:g}) must be below high ({measure.high:g})."
    if len(measure.severity) > 3:
        yield f"severity has {len(measure.severity)} steps; three is the most a figure can show."
    bands = [band for step in measure.severity for band in step.bands]
    if len(bands) != len(set(bands)):
        yield "a band stands in two severity steps."
    if not measure.direction:
        yield "direction must say which way is better."
    if measure.responder is not None and measure.responder.amount <= 0:
        yield "a response of 0 or less is no response."
    if measure.reliable_change is not None and measure.reliable_change.points <= 0:
        yield "a reliable change of 0 or less is no change."
    if measure.margin is not None and measure.margin <= 0:
        yield "a margin of 0 or less makes no two alike."
    yield from _jacobson_truax_faults(measure)
    if measure.computed is not None:
        yield from _computed_faults(measure, measure.computed)


def _computed_faults(measure: Measure, computed: Computed) -> Iterator[str]:
    if measure.instrument or measure.scale != measure.key:
        yield "a computed measure has no instrument, and its own key for a scale."
    if measure.severity or measure.subscales:
        yield "a computed measure has neither severity nor subscales."
    if not computed.reads:
        yield "it reads no fact."
    if max(abs(measure.low), abs(measure.high)) > LARGEST:
        yield f"a computed measure goes no further than {LARGEST} from 0, so that its sums stay exact."
    if not 0 < computed.resolution <= measure.high - measure.low or not is_on_grid(computed.resolution, 0.001):
        yield f"its resolution is {computed.resolution:g} and must be 0.001 or a multiple of it, within its range."
    keys = [moment.key for moment in computed.moments]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        yield f"the moment {key} is declared twice."
    for moment in computed.moments:
        if moment.day < 0:
            yield f"the moment {moment.key} lies before the start."
        if moment.title.missing():
            yield f"the title of the moment {moment.key} lacks {' and '.join(moment.title.missing())}."
    for key in filter(None, (measure.start_occasion, *measure.follow_up)):
        if key not in keys:
            yield f"there is no moment {key}."
    for key in keys:
        if key not in (measure.start_occasion, *measure.follow_up):
            yield f"the moment {key} is neither its start nor a follow-up."


def _jacobson_truax_faults(measure: Measure) -> Iterator[str]:
    method, sample = measure.jacobson_truax, measure.start_sample
    if (method is None) != (sample is None):
        yield "jacobson_truax and start_sample belong together."
    if method is not None and not 0 <= method.reliability < 1:
        yield f"reliability must lie from 0 to below 1, not at {method.reliability:g}."
    normed = method is not None and method.functional_sd is not None
    if (method is not None and method.functional_sd is not None and method.functional_sd <= 0) or (
        sample is not None and sample.sd <= 0
    ):
        yield "a standard deviation must be above 0."
    if method is not None and normed is (method.functional_mean is None):
        yield "functional_mean and functional_sd belong together."
    if method is not None and not normed and method.cutoff != "a":
        yield f"cut-off {method.cutoff} needs the mean and SD of a norm; without one there is only a."


def _clashing_moment(first: Measure, second: Measure) -> str:
    moments = {moment.key: moment for moment in (first.computed.moments if first.computed else ())}
    of_second = second.computed.moments if second.computed else ()
    return next((each.key for each in of_second if moments.get(each.key, each) != each), "")


def _share_a_track(first: Measure, second: Measure) -> bool:
    return not first.tracks or not second.tracks or bool(set(first.tracks) & set(second.tracks))
