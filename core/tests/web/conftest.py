"""A clinic with something in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from varde.testing.copies import copied

from .forms_of_clinic import Clinic, make_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copied(make_clinic, tmp_path)
