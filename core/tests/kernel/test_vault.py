"""The vault: what is sealed opens only in its place, with its key, unchanged."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from varde.kernel.vault import Unsealable, Vault

OLD, NEW = bytes(range(32)), bytes(range(1, 33))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
places = st.text("abc._", min_size=1, max_size=12)


def vault(*names: str) -> Vault:
    keys = {"old": OLD, "new": NEW}
    return Vault({name: keys[name] for name in names}, names[0])


@given(texts, places)
def test_what_is_sealed_opens(text: str, place: str) -> None:
    assert vault("old").open(place, vault("old").seal(place, text)) == text


@given(texts, places, places)
def test_it_opens_nowhere_else(text: str, place: str, other: str) -> None:
    assume(place != other)
    with pytest.raises(Unsealable, match="does not open"):
        vault("old").open(other, vault("old").seal(place, text))


@given(texts, st.data())
def test_a_changed_byte_is_seen(text: str, data: st.DataObject) -> None:
    sealed = bytearray(vault("new", "old").seal("message.body", text))
    where = data.draw(st.integers(0, len(sealed) - 1))
    sealed[where] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unsealable):
        vault("new", "old").open("message.body", bytes(sealed))


@given(texts, st.data())
def test_a_value_cut_short_is_seen(text: str, data: st.DataObject) -> None:
    sealed = vault("old").seal("message.body", text)
    with pytest.raises(Unsealable):
        vault("old").open("message.body", sealed[: data.draw(st.integers(0, len(sealed) - 1))])


@given(st.binary(max_size=80))
def test_any_bytes_at_all_are_refused_in_one_way(found: bytes) -> None:
    with pytest.raises(Unsealable):
        vault("old").open("message.body", found)


def test_keys_rotate() -> None:
    before, between, after = vault("old"), vault("new", "old"), vault("new")
    sealed_before = before.seal("person.nin", "tall")
    sealed_between = between.seal("person.nin", "tall")
    assert between.open("person.nin", sealed_before) == "tall"
    assert after.open("person.nin", sealed_between) == "tall"
    with pytest.raises(Unsealable, match="no key named 'old'"):
        after.open("person.nin", sealed_before)


def test_the_same_text_is_never_sealed_alike() -> None:
    sealed = {vault("old").seal("message.body", "Hei") for _ in range(50)}
    assert len(sealed) == 50
    assert not any(b"Hei" in one for one in sealed)


@given(texts, places)
def test_a_fingerprint_is_the_same_after_rotation(text: str, place: str) -> None:
    before, after = vault("old").fingerprint(place, text), vault("new", "old").fingerprint(place, text)
    assert before == after
    assert vault("new").fingerprint(place, text) != before


@given(texts, texts, places, places)
def test_fingerprints_differ_by_text_and_place(text: str, other_text: str, place: str, other_place: str) -> None:
    assume((text, place) != (other_text, other_place))
    assert vault("old").fingerprint(place, text) != vault("old").fingerprint(other_place, other_text)
