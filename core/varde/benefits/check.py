"""What is wrong with the measures of every programme, held against the programmes and instruments there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from varde.benefits.values import Computed, Measure, faults_together, own_faults
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.renamed import faults_of_renamed
from varde.programmes.fact_sources import declared_named
from varde.programmes.setting_facts import PREFIX
from varde.programmes.values import Programme


def check_measures(measures: Mapping[str, Measure], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """The key of a measure and what is wrong with it."""
    for measure, fault in faults_together(list(measures.values())):
        yield measure.key, fault
    for key, fault in faults_of_renamed(measures.values()):
        yield key, f"measure {key}: {fault}."
    programmes, instruments = catalogue.all(Programme), catalogue.all(Instrument)
    for key, measure in measures.items():
        programme, instrument = programmes.get(measure.programme), instruments.get(measure.instrument)
        of_what = _faults_in_instrument(instrument, measure)
        if measure.computed is not None:
            of_what = _faults_in_reading(programme, measure.computed, catalogue)
        for fault in (*own_faults(measure), *_faults_in_programme(programme, instrument, measure), *of_what):
            yield key, f"measure {key}: {fault}"


def _faults_in_programme(programme: Programme | None, instrument: Instrument | None, measure: Measure) -> Iterator[str]:
    if programme is None:
        yield f"there is no programme {measure.programme}."
        return
    tracks = [track.key for track in programme.tracks]
    for track in measure.tracks:
        if track not in tracks:
            yield f"there is no track {track}."
    if measure.computed is not None:
        for moment in measure.computed.moments:
            if programme.find_occasion(moment.key) is not None:
                yield f"the moment {moment.key} has the key of an occasion."
            if moment.day > programme.access_days:
                yield f"the moment {moment.key} lies after the last day of access, which is {programme.access_days}."
        return
    for key in dict.fromkeys((*filter(None, [measure.start_occasion]), *measure.follow_up)):
        occasion = programme.find_occasion(key)
        if occasion is None:
            yield f"there is no occasion {key}."
        elif occasion.on_demand:
            yield f"{key} is asked for on demand, and counts in no benefit figure."
        elif occasion.rhythm is not None:
            yield f"{key} is asked in a rhythm, and counts in no benefit figure."
        elif instrument and instrument.kind == "full" and instrument.key not in occasion.every_instrument:
            yield f"{measure.instrument} is not asked at {key}."


def _faults_in_reading(programme: Programme | None, computed: Computed, catalogue: Catalogue) -> Iterator[str]:
    for name in computed.reads:
        if name.startswith(PREFIX):
            yield f"fact '{name}': what is decided has no history, so no measure may rest on it."
            continue
        fact = declared_named(name, programme, catalogue)
        if isinstance(fact, str):
            yield f"{fact}."


def _faults_in_instrument(instrument: Instrument | None, measure: Measure) -> Iterator[str]:
    if instrument is None:
        yield f"there is no instrument {measure.instrument}."
        return
    if measure.scale == instrument.key:
        yield from _faults_of_total(instrument, measure)
    elif fault := _fault_of_part(instrument, measure.scale):
        yield fault
    for part in measure.subscales:
        if fault := _fault_of_part(instrument, part.scale):
            yield fault
    known = {band.key for band in (*instrument.bands, *(each for kind in instrument.band_sets for each in kind.bands))}
    for band in (band for step in measure.severity for band in step.bands):
        if band not in known:
            yield f"{instrument.key} has no band {band}."


def _faults_of_total(instrument: Instrument, measure: Measure) -> Iterator[str]:
    if measure.direction and measure.direction != instrument.direction:
        yield f"direction is {measure.direction}, and that of {instrument.key} is {instrument.direction}."
    if instrument.total_range is not None and instrument.total_range != (measure.low, measure.high):
        low, high = instrument.total_range
        yield f"goes from {measure.low:g} to {measure.high:g}, and {instrument.key} from {low:g} to {high:g}."


def _fault_of_part(instrument: Instrument, scale: str) -> str:
    """What a rule of the instrument's own names is known to that rule alone."""
    of, _, subscore = scale.partition(".")
    if of != instrument.key or not subscore:
        return f"{scale} is no scale of {instrument.key}."
    if instrument.custom is None and subscore not in {each.key for each in instrument.subscales}:
        return f"{instrument.key} has no subscore {subscore}."
    return ""
