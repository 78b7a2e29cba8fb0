"""What a measure may not declare about classes of change: one sentence for each fault, written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.benefits.values import StartSample, faults
from varde.instruments.values import JacobsonTruax

from .cohort import SYMPTOMS

NORMED = JacobsonTruax(reliability=0.8, functional_mean=10, functional_sd=4, cutoff="c")
NO_NORM = JacobsonTruax(reliability=0.8, functional_mean=None, functional_sd=None, cutoff="a")
SAMPLE = StartSample(20, 6, "a trial")
ABOVE = "a standard deviation must be above 0."
TOGETHER = "functional_mean and functional_sd belong together."


@pytest.mark.parametrize(
    ("method", "sample", "sentences"),
    [
        (NORMED, SAMPLE, []),
        (NO_NORM, SAMPLE, []),
        (NORMED, None, ["jacobson_truax and start_sample belong together."]),
        (None, SAMPLE, ["jacobson_truax and start_sample belong together."]),
        (replace(NORMED, reliability=1), SAMPLE, ["reliability must lie from 0 to below 1, not at 1."]),
        (replace(NORMED, functional_sd=0), SAMPLE, [ABOVE]),
        (NORMED, StartSample(20, 0, "a trial"), [ABOVE]),
        (replace(NORMED, functional_sd=None, cutoff="a"), SAMPLE, [TOGETHER]),
        (replace(NORMED, functional_mean=None), SAMPLE, [TOGETHER]),
        (
            replace(NO_NORM, cutoff="b"),
            SAMPLE,
            ["cut-off b needs the mean and SD of a norm; without one there is only a."],
        ),
        (
            replace(NO_NORM, cutoff="c"),
            SAMPLE,
            ["cut-off c needs the mean and SD of a norm; without one there is only a."],
        ),
    ],
)
def test_a_measure_says_what_its_classes_need(
    method: JacobsonTruax | None, sample: StartSample | None, sentences: list[str]
) -> None:
    measure = replace(SYMPTOMS, jacobson_truax=method, start_sample=sample)
    assert [fault.removeprefix(f"Measure {measure.key}: ") for fault in faults([measure])] == sentences
