"""Declared settings: a typed value, or a sentence for everything that is wrong; never a default nobody chose."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass
from typing import Any

import pytest

from varde.kernel.declared import Texts, WrongSettings, declared, faults_of, read, setting
from varde.kernel.words import Text

WORDS = Text("Hva det er.", "Kva det er.", "What it is.")


@dataclass(frozen=True, slots=True)
class Shop:
    """What a shop decides."""

    open: bool = setting(True, WORDS)
    weeks: int | None = setting(None, WORDS, low=0, high=104)
    days: int = setting(2, WORDS, low=1, high=20)
    phone: str = setting("", WORDS, longest=12)
    greeting: Texts | None = setting(None, WORDS)


def test_nothing_stored_is_the_declared_defaults() -> None:
    assert read(Shop, {}) == Shop(open=True, weeks=None, days=2, phone="", greeting=None)


def test_what_is_stored_comes_before_the_callers_default_and_that_before_the_declared() -> None:
    assert read(Shop, {}, days=5).days == 5
    assert read(Shop, {"days": 3}, days=5).days == 3


def test_a_value_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        read(Shop, {}).days = 7  # type: ignore[misc]


def english(*arguments: Any) -> list[str]:
    return [fault.to("en") for fault in faults_of(*arguments)]


@pytest.mark.parametrize(
    "stored",
    [
        {"open": False, "weeks": 0, "days": 1, "phone": "55 00 00 00"},
        {"weeks": 104, "days": 20, "greeting": {"nb": "Hei", "nn": "Hei", "en": "Hello"}},
        {"weeks": None, "greeting": None},
    ],
)
def test_what_fits_has_no_fault(stored: dict[str, object]) -> None:
    assert faults_of([Shop], stored) == []
    found = read(Shop, stored)
    assert {name: getattr(found, name) for name in stored} == stored


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("open", "yes", "open is 'yes' and must be true or false."),
        ("open", 1, "open is 1 and must be true or false."),
        ("open", None, "open is None and must be true or false."),
        ("weeks", "3", "weeks is '3' and must be a whole number from 0 to 104 or null."),
        ("weeks", 3.0, "weeks is 3.0 and must be a whole number from 0 to 104 or null."),
        ("weeks", True, "weeks is True and must be a whole number from 0 to 104 or null."),
        ("weeks", -1, "weeks is -1 and must be a whole number from 0 to 104 or null."),
        ("weeks", 105, "weeks is 105 and must be a whole number from 0 to 104 or null."),
        ("days", None, "days is None and must be a whole number from 1 to 20."),
        ("days", 0, "days is 0 and must be a whole number from 1 to 20."),
        ("days", [2], "days is [2] and must be a whole number from 1 to 20."),
        ("phone", 55, "phone is 55 and must be text of at most 12 characters."),
        ("phone", "5" * 13, "phone is '5555555555555' and must be text of at most 12 characters."),
        ("greeting", "Hei", "greeting is 'Hei' and must be a text for each of nb, nn, en or null."),
        ("greeting", {"no": "Hei"}, "greeting is {'no': 'Hei'} and must be a text for each of nb, nn, en or null."),
        ("greeting", {"nb": 7}, "greeting is {'nb': 7} and must be a text for each of nb, nn, en or null."),
        ("week", 3, "week is no setting; did you mean weeks?"),
        ("shoe_size", 43, "shoe_size is no setting."),
        ("", 43, " is no setting."),
    ],
)
def test_what_does_not_fit_is_one_sentence(name: str, value: object, sentence: str) -> None:
    assert english([Shop], {name: value}) == [sentence]


def test_all_faults_are_listed_at_once_and_reading_refuses() -> None:
    stored = {"days": 0, "weeks": "3", "phonee": "1"}
    assert english([Shop], stored) == [
        "days is 0 and must be a whole number from 1 to 20.",
        "weeks is '3' and must be a whole number from 0 to 104 or null.",
        "phonee is no setting; did you mean phone?",
    ]
    with pytest.raises(WrongSettings) as refused:
        read(Shop, stored)
    assert len(refused.value.faults) == 2, "names of others may stand in the same place"
    assert "days is 0" not in refused.value.to("nb"), "a patient is not shown how the clinic is set up"


def test_a_huge_value_is_not_repeated_whole() -> None:
    (sentence,) = english([Shop], {"phone": "5" * 5000})
    assert len(sentence) < 150


def test_names_that_others_read_are_no_fault() -> None:
    assert faults_of([Shop], {"age_limit": 16}, ["age_limit"]) == []
    assert english([Shop], {"age_limt": 16}, ["age_limit"]) == ["age_limt is no setting; did you mean age_limit?"]


def test_a_wrong_declaration_is_refused() -> None:
    @dataclass(frozen=True)
    class Bare:
        days: int = 2

    @dataclass(frozen=True)
    class Impossible:
        days: int = setting(0, WORDS, low=1, high=20)

    with pytest.raises(TypeError, match=r"Bare\.days is no setting"):
        declared(Bare)
    with pytest.raises(TypeError, match=r"the default of Impossible\.days must be a whole number from 1 to 20"):
        declared(Impossible)
