"""What docs/clinical says that a module holds, it holds: each tick names a step and words of it."""

from __future__ import annotations

import pytest

from .page_content import ContentTrack, tracks

TRACKS = tracks()


@pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.name)
def test_every_tick_is_in_the_step_that_it_names(track: ContentTrack) -> None:
    absent = [
        (module["key"], step, words)
        for module in track.modules
        for _, step, words in module["holds"]
        if words not in (said := track.text(module["key"], step).words).body and words not in said.lede
    ]
    assert not absent


@pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.name)
def test_every_module_has_sources_and_every_statement_a_place(track: ContentTrack) -> None:
    assert all(module["holds"] for module in track.modules)
    for _, ground, where in track.statements:
        module, _, step = where.partition("/")
        assert ground
        assert step in {each.key for each in track.module(module).steps}, where
