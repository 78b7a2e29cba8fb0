"""Measurements, as the house knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Keyed, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.work import Work


def tables() -> Tables:
    from varde.measurements.models import Measurement, MeasurementCorrection, SeriesBase

    return Tables((Measurement, MeasurementCorrection, SeriesBase))


def given(work: Work, numbers: frozenset[int]) -> Sequence[Mapping[str, object]]:
    from varde.measurements.given import measurements_given

    return measurements_given(work, numbers)


def facts() -> Sequence[Keyed]:
    from varde.measurements.fact_source import SOURCE

    return (SOURCE,)


PART = Part(
    key="measurements",
    declares=facts,
    tables=tables,
    personal_data=(
        PersonalData(
            "measurement",
            ("enrolment_id", "person_id"),
            "record",
            export=given,
            research=(("series", "kept"), ("figures", "kept"), ("zone", "kept"), ("way", "kept")),
        ),
        PersonalData("measurement_correction", ("enrolment_id", "person_id"), "record"),
        PersonalData("series_base", ("enrolment_id", "person_id"), "record"),
    ),
)
