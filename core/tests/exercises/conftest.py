"""The workshop, for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from varde.testing.copies import copied

from .workshop import Workshop, make_workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    made = copied(make_workshop, tmp_path)
    made.sign_in()
    return made
