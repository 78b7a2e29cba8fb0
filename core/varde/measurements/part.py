"""Measurements, as the house knows them."""

from __future__ import annotations

from varde.kernel.part import Part, PersonalData, Tables


def tables() -> Tables:
    from varde.measurements.models import Measurement, MeasurementCorrection, SeriesBase

    return Tables((Measurement, MeasurementCorrection, SeriesBase))


PART = Part(
    key="measurements",
    tables=tables,
    personal_data=(
        PersonalData(
            "measurement",
            ("enrolment_id", "person_id"),
            "record",
            research=(("series", "kept"), ("figures", "kept"), ("zone", "kept"), ("way", "kept")),
        ),
        PersonalData("measurement_correction", ("enrolment_id", "person_id"), "record"),
        PersonalData("series_base", ("enrolment_id", "person_id"), "record"),
    ),
)
