"""Every instrument of this repository, by its key."""

from __future__ import annotations

import pytest

from varde.instruments.library import INSTRUMENTS as GENERIC
from varde.instruments.values import Instrument
from varde_emeistring.instruments import INSTRUMENTS as EMEISTRING
from varde_frisklivs.instruments import INSTRUMENTS as FRISKLIVS
from varde_ibs.instruments import INSTRUMENTS as IBS

ALL = (*GENERIC, *IBS, *EMEISTRING, *FRISKLIVS)


@pytest.fixture(scope="session")
def instruments() -> dict[str, Instrument]:
    """Key to instrument, generic ones and those of the three programmes."""
    return {instrument.key: instrument for instrument in ALL}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``instrument`` runs once for each."""
    if "instrument" in metafunc.fixturenames:
        metafunc.parametrize("instrument", ALL, ids=[instrument.key for instrument in ALL])
