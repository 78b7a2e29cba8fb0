"""What was pasted is read as it was meant; what no database can hold is known."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernel.characters import LARGEST_ROW, is_whole, is_whole_json, keys_in, name, plain, row_number


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("", []),
        (" , ", []),
        ("panic", ["panic"]),
        ("panic depression", ["panic", "depression"]),
        ("panic, depression,other", ["panic", "depression", "other"]),
        (" panic,\n\tdepression\u00a0, ", ["panic", "depression"]),
    ],
)
def test_keys_are_parted_by_spaces_or_commas(written: str, keys: list[str]) -> None:
    assert keys_in(written) == keys


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\u202a+47 912 34 567\u202c", "+47 912 34 567"),
        ("912\u200b34\ufeff567", "91234567"),
        ("912\u00ad34\u2060567", "91234567"),
        ("912\u201334\u2014567", "912-34-567"),
        ("912\u201034\u2011567\u2212\u2015", "912-34-567--"),
        ("912\u00a034\u202f567\u2009", "912 34 567 "),
        ("1\t2\n3\x854\u2028", "1 2 3 4 "),
        ("A\x07B\x1b", "AB"),
        ("A\u030ase", "Åse"),
        ("A\u034fse", "Ase"),
        ("\ud800", "\ud800"),
        ("plain text-1", "plain text-1"),
        ("a\x7fb", "ab"),
    ],
)
def test_the_text_is_what_was_meant(written: str, meant: str) -> None:
    assert plain(written) == meant


@given(st.text(max_size=30))
def test_plain_text_is_plain_already(written: str) -> None:
    meant = plain(written)
    assert plain(meant) == meant
    assert not any(unicodedata.category(letter) in ("Cf", "Cc", "Pd", "Zs", "Zl") for letter in set(meant) - {"-", " "})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  A\u030ase\u00a0 Marie\u200b ", "Åse Marie"),
        ("Anne\u2010Lise", "Anne-Lise"),
        ("\u200b", ""),
        ("O'Neill", "O'Neill"),
    ],
)
def test_a_name_is_kept_in_one_way(written: str, kept: str) -> None:
    assert name(written) == kept


@pytest.mark.parametrize(
    ("text", "whole"), [("Å", True), ("", True), ("a\0", False), ("a\ud800", False), ("\udfffé", False)]
)
def test_what_a_database_can_hold(text: str, whole: bool) -> None:
    assert is_whole(text) is whole
    assert is_whole_json({"a": [text]}) is (whole or "\0" in text)
    assert is_whole_json({text: 1}) is (whole or "\0" in text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (" 7\u200b", 7),
        (str(LARGEST_ROW), LARGEST_ROW),
        (str(LARGEST_ROW + 1), None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("1.0", None),
        ("٧", None),
    ],
)
def test_the_number_of_a_row(text: str, number: int | None) -> None:
    assert row_number(text) == number
