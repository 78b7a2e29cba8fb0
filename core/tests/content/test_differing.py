"""What has become another, and who changed what; by hand, and that nothing is ever lost of two that changed different places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.content.differing import DiffSpan, changes, joined, three_way
from varde.content.values import StepWords


def words(*paragraphs: str, lede: str = "Lede.") -> StepWords:
    return StepWords(lede, "\n\n".join(paragraphs))


def test_the_changes_are_told_word_for_word() -> None:
    before = words("Gjør alle fire:", "Tell bakover.", "Ring sentralbordet på dagtid.")
    after = words("Gjør ett av dette:", "Ring [telefon: klinikk] på dagtid.", "Til slutt.")
    assert changes(before, before) == ()
    first, second, third = changes(before, after)
    assert first == (DiffSpan("same", "Gjør "), DiffSpan("out", "alle fire:"), DiffSpan("in", "ett av dette:"))
    for spans in (second, third):
        assert [span.kind for span in spans] == ["out", "in"]
    assert changes(words("A"), words("A", lede="Ny.")) == ((DiffSpan("out", "Lede."), DiffSpan("in", "Ny.")),)
    assert changes(words("A", "B"), words("A")) == ((DiffSpan("out", "B"),),)
    assert changes(words("A"), words("A", "B")) == ((DiffSpan("in", "B"),),)


@pytest.mark.parametrize(
    ("base", "plugin", "ours", "kinds", "together"),
    [
        ("A B C", "A B C", "A B C", "same same same", "A B C"),
        ("A B C", "A X C", "A B C", "same plugin same", "A X C"),
        ("A B C", "A B C", "A X C", "same ours same", "A X C"),
        ("A B C", "A X C", "A X C", "same alike same", "A X C"),
        ("A B C", "A X C", "A Y C", "same clash same", "A Y C"),
        ("A B C", "X B C", "A B Y", "plugin same ours", "X B Y"),
        ("A B C", "A C", "A B C", "same plugin same", "A C"),
        ("A B C", "A B C D", "Z A B C", "ours same same same plugin", "Z A B C D"),
        ("A B C", "A C", "A X C", "same clash same", "A X C"),
        ("A", "", "A", "plugin", ""),
        ("", "A", "A", "alike", "A"),
        ("", "A", "B", "clash", "B"),
    ],
)
def test_who_changed_what(base: str, plugin: str, ours: str, kinds: str, together: str) -> None:
    three = [words(*each.split(), lede="") for each in (base, plugin, ours)]
    assert [chunk.kind for chunk in three_way(*three)] == kinds.split()
    assert joined(*three).body.split() == together.split()


def test_the_first_sentence_follows_whoever_changed_it() -> None:
    old, new, other = words("A"), words("A", lede="Ny."), words("A", lede="Vår.")
    assert [joined(old, *each).lede for each in ((new, old), (old, new), (new, other))] == ["Ny.", "Ny.", "Vår."]


PARTS = st.lists(st.sampled_from("ABCDEF"), max_size=8)


@given(PARTS, PARTS, PARTS)
def test_all_three_texts_stand_side_by_side_whole(base: list[str], plugin: list[str], ours: list[str]) -> None:
    three = [words(*each, lede="") for each in (base, plugin, ours)]
    chunks = three_way(*three)
    for parts, side in ((base, "base"), (plugin, "plugin"), (ours, "ours")):
        assert [part for chunk in chunks for part in getattr(chunk, side)] == parts
    assert joined(three[0], three[1], three[0]).body == three[1].body
    assert joined(three[0], three[0], three[2]).body == three[2].body
