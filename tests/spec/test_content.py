"""What docs/clinical says that a module holds, it holds: each tick names a step and words of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

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
def test_every_module_holds_something_and_every_track_states_something(track: ContentTrack) -> None:
    assert all(module["holds"] for module in track.modules)
    assert track.statements


def test_every_module_cites_sources_and_only_those_in_the_facts() -> None:
    known = tomllib.loads((Path(__file__).parents[2] / "facts" / "sources.toml").read_text(encoding="utf-8"))
    cited = {
        (track.name, module["key"]): track.module(module["key"]).sources for track in TRACKS for module in track.modules
    }
    assert [place for place, sources in cited.items() if not sources] == []
    assert {(place, source) for place, sources in cited.items() for source in sources if source not in known} == set()
    assert known.keys() == {source for sources in cited.values() for source in sources}, (
        "what nobody cites is no source"
    )
