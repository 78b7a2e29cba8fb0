"""What a programme declares about its benefits: which scale shows them, when, and what counts as better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
class Measure:
    """A benefit a programme can show.

    ``scale`` is the instrument's key for its total, or ``instrument.subscore``; ``direction``, ``low`` and ``high`` are as
    the instrument has them. It is counted from ``start_occasion`` to each of ``follow_up``; the first is None for what is
    only asked afterwards (satisfaction). ``primary``: the outcome that decides who is a responder; one per track.
    ``reliable_change`` and ``cutoff`` (the first score on the unwell side) classify change; ``jacobson_truax`` with its
    ``start_sample`` gives both instead. ``responder`` is how much better is a response, and ``subscales`` are shown beside.
    ``severity`` lists at most three steps, lightest first. ``tracks`` empty means every track.
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

    def for_track(self, track: str | None) -> bool:
        """Whether a patient on this track is measured by it."""
        return not self.tracks or track in self.tracks


def primary_measure(measures: Iterable[Measure], track: str | None) -> Measure | None:
    """The outcome that decides response on this track; None when the programme has none."""
    return next((m for m in measures if m.primary and m.for_track(track)), None)


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
    for place, measure in enumerate(measures):
        for earlier in measures[:place]:
            if earlier.key == measure.key:
                yield measure, f"Measure {measure.key} is declared twice."
            if earlier.programme != measure.programme or not _share_a_track(earlier, measure):
                continue
            if earlier.scale == measure.scale:
                yield measure, f"Measures {earlier.key} and {measure.key} both use the scale {measure.scale}."
            if earlier.primary and measure.primary:
                yield measure, f"Measures {earlier.key} and {measure.key} are both primary for the same patients."


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
    yield from _jacobson_truax_faults(measure)


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


def _share_a_track(first: Measure, second: Measure) -> bool:
    return not first.tracks or not second.tracks or bool(set(first.tracks) & set(second.tracks))
