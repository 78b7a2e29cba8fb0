"""The classes of a published trial, counted again from stored scores by the trial's own method.

A method belongs to the patients it was made from: it is kept in a file beside their data, and no page shows its classes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from varde.benefits.counting.cells import contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.facts import facts_of
from varde.benefits.figures.rules import ClinicalSignificance, clinical_significance
from varde.benefits.values import Measure, StartSample, faults
from varde.enrolments.models import Enrolment
from varde.instruments.values import Instrument, JacobsonTruax
from varde.kernel.errors import BadUsage
from varde.kernel.words import Text
from varde.kernel.work import Work

_TEXTS = ("instrument", "start", "later", "source", "cutoff")
_NUMBERS = ("reliability", "start_mean", "start_sd")
_NORM = ("norm_mean", "norm_sd")
CUTOFFS = ("a", "b", "c")


def read_method(raw: bytes, programme: str, instruments: Mapping[str, Instrument]) -> Measure:
    """A method of Jacobson and Truax in a TOML file, as a measure of ``programme``: ``instrument``, the occasions ``start``
    and ``later``, ``source``, ``cutoff`` (a, b or c), ``reliability``, ``start_mean`` and ``start_sd`` of the patients, and,
    where a norm is known, ``norm_mean`` and ``norm_sd``.

    :raises BadUsage: with one sentence for everything that is wrong in it.
    """
    try:
        entries = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise BadUsage(f"The method is not UTF-8: byte {fault.start + 1} cannot be read.") from None
    except (ValueError, RecursionError) as fault:
        raise BadUsage(f"The method is not TOML: {fault}.") from None
    if sentences := list(_wrong(entries, instruments)):
        raise BadUsage(*sentences)
    instrument = instruments[entries["instrument"]]
    low, high = instrument.total_range or (0, 0)
    measure = Measure(
        key=f"{programme}.published",
        programme=programme,
        title=Text(entries["source"], entries["source"]),
        instrument=instrument.key,
        scale=instrument.key,
        start_occasion=entries["start"],
        follow_up=(entries["later"],),
        direction=instrument.direction,
        low=low,
        high=high,
        jacobson_truax=JacobsonTruax(
            entries["reliability"], entries.get("norm_mean"), entries.get("norm_sd"), entries["cutoff"]
        ),
        start_sample=StartSample(entries["start_mean"], entries["start_sd"], entries["source"]),
    )
    if impossible := faults([measure]):
        raise BadUsage(*impossible)
    return measure


def published_classes(work: Work, measure: Measure, organisations: Collection[int]) -> ClinicalSignificance:
    """The table of a measure that no programme declares, over everybody at these organisations; nothing is hidden and
    nothing is stored. Two statements for each enrolment: for checking, not for pages."""
    enrolments = work.session.scalars(
        select(Enrolment)
        .where(Enrolment.programme == measure.programme, Enrolment.organisation_id.in_(organisations))
        .order_by(Enrolment.id)
    )
    cells = merged(
        *(contributions(replace(facts_of(work, enrolment), measures=(measure,))) for enrolment in enrolments)
    )
    return clinical_significance(CountedSums.of(cells.items()).pool(), measure, measure.follow_up[0], threshold=1)


def _wrong(entries: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> Collection[str]:
    known = (*_TEXTS, *_NUMBERS, *_NORM)
    sentences = [f"The method has “{key}”; known are {', '.join(known)}." for key in entries if key not in known]
    sentences += [
        f"The method must have “{key}”, text in quotes."
        for key in _TEXTS
        if not isinstance(entries.get(key), str) or not entries[key]
    ]
    sentences += [f"The method must have “{key}”, a number." for key in _NUMBERS if not _is_number(entries.get(key))]
    sentences += [f"“{key}” must be a number." for key in _NORM if key in entries and not _is_number(entries[key])]
    if not sentences and entries["cutoff"] not in CUTOFFS:
        sentences.append(f"“cutoff” must be one of {', '.join(CUTOFFS)}, not {entries['cutoff']}.")
    if not sentences and entries["instrument"] not in instruments:
        sentences.append(f"There is no instrument {entries['instrument']}.")
    return sentences


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
