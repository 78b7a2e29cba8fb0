"""What invented people measure is plausible, whatever the series."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.plugin.simulation import as_measured
from varde.series.rules import doubts_about, faults_of
from varde.series.values import Series
from varde.testing.sample.series import BREATH, PRESSURE


@pytest.mark.parametrize("series", [BREATH, PRESSURE])
@given(burden=st.floats(0, 1), seed=st.integers(0, 10_000))
def test_it_can_be_and_is_not_asked_about(series: Series, burden: float, seed: int) -> None:
    figures = as_measured(series, burden, Random(seed))
    assert faults_of(series, figures) == {}
    assert doubts_about(series, figures, None) == []
    assert as_measured(series, burden, Random(seed)) == figures


def test_the_burdened_measure_lower() -> None:
    mean = {burden: sum(as_measured(BREATH, burden, Random(n))[0] for n in range(50)) / 50 for burden in (0.1, 0.9)}
    assert mean[0.9] < mean[0.1] - 100
