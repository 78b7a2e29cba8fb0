"""The environment that pages are drawn in is the one that was made for them."""

from __future__ import annotations

from pathlib import Path

from varde.testing.house import make_house, sample_only, sqlite_url
from varde.web.shell.environment import PageEnvironment


def test_no_face_asked_for_the_environment_before_it_was_chosen(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    assert isinstance(house.app.jinja_env, PageEnvironment)
    house.platform.engine.dispose()
