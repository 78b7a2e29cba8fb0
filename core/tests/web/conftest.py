"""A clinic with something in every form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .forms_of_clinic import Clinic, make_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = make_clinic(tmp_path)
    yield made
    made.house.platform.engine.dispose()
