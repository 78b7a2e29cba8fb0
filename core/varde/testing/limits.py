"""Tests that send hundreds of forms within one minute of a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from varde.identity.brake import LIMITS


@contextmanager
def unlimited() -> Iterator[None]:
    """Inside, nobody is refused for asking often: it would hide what the view makes of what is sent."""
    with pytest.MonkeyPatch.context() as patch:
        for key, limit in LIMITS.items():
            patch.setitem(LIMITS, key, replace(limit, most=1_000_000))
        yield
