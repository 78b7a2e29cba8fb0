"""The workshop, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from varde.testing.copies import copied
from varde.testing.limits import unlimited

from .workshop import Workshop, make_workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = copied(make_workshop, tmp_path)
    made.sign_in()
    with unlimited():
        yield made
