"""Every instrument that is installed, by its key."""

from __future__ import annotations

import pytest

from varde.instruments.values import Instrument

from .installed import INSTRUMENTS


@pytest.fixture(scope="session")
def instruments() -> dict[str, Instrument]:
    """Key to instrument, generic ones and those of the programmes."""
    return INSTRUMENTS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``instrument`` runs once for each."""
    if "instrument" in metafunc.fixturenames:
        metafunc.parametrize("instrument", INSTRUMENTS.values(), ids=list(INSTRUMENTS))
