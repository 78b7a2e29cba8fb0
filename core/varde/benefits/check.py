"""What is wrong with the measures of every programme, held against the programmes and instruments there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from varde.benefits.values import Measure, faults
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.programmes.values import Programme


def check_measures(measures: Mapping[str, Measure], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """The key of a measure and what is wrong with it; those that are wrong together name themselves."""
    for fault in faults(measures.values()):
        yield "", fault
    programmes = catalogue.all(Programme)
    for key, measure in measures.items():
        if measure.programme not in programmes:
            yield key, f"measure {key}: there is no programme {measure.programme}."
        else:
            for occasion in _on_demand(programmes[measure.programme], measure):
                yield key, f"measure {key}: {occasion} is asked for on demand, and counts in no benefit figure."
        if measure.instrument not in catalogue.all(Instrument):
            yield key, f"measure {key}: there is no instrument {measure.instrument}."


def _on_demand(programme: Programme, measure: Measure) -> list[str]:
    on_demand = {occasion.key for occasion in programme.occasions if occasion.on_demand}
    return sorted(on_demand & {measure.start_occasion, *measure.follow_up})
