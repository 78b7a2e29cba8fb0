"""Why a module is closed, what waits for what, and what a switch finishes: of the same small programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from varde.modules.path_rules import lay, nothing_left
from varde.programmes.release import Names, completed
from varde.rules.language import all_of, is_true

from .ways import PROGRAMME, laid, module, path


def test_what_comes_after_does_not_wait_for_what_she_leaves_out() -> None:
    after = module(5, "five", completed("four"), "f")
    programme = replace(PROGRAMME, modules=(*PROGRAMME.modules, after))
    ways = (lay(programme, laid(switches), Names("Maren", {}), "nb") for switches in ("", "decline:four"))
    assert [way.view("five").status for way in ways] == ["locked", "open"]


def test_what_her_therapist_has_opened_says_only_what_is_still_so_about_her() -> None:
    asks = module(2, "two", all_of(completed("one"), is_true("group:talk")), "c")
    programme = replace(PROGRAMME, modules=(PROGRAMME.module("one"), asks))
    facts = replace(laid("open:two"), known={"group:talk": False})
    lock = lay(programme, facts, Names("Maren", {}), "nb").view("two").lock
    assert lock is not None
    assert lock.sentence == "Åpner når du har vært med på «talk»"


def test_a_therapist_without_a_name_is_yours() -> None:
    lock = lay(PROGRAMME, laid("close:one"), Names(None, {}), "nb").view("one").lock
    assert lock is not None
    assert lock.sentence == "Behandleren din har lukket den inntil videre"


def test_why_it_is_locked_is_counted_from_the_start() -> None:
    two = path(laid()).view("two").lock
    assert two is not None
    assert two.sentence == "Åpner når du er ferdig med modul 1, eller når Maren åpner den"
    three = path(laid(done="one* two*")).view("three").lock
    assert three is not None
    assert three.opens_on == date(2026, 10, 21)


def test_what_a_switch_finishes() -> None:
    assert nothing_left(PROGRAMME, laid("", "one/a")) == ()
    assert [m.key for m in nothing_left(PROGRAMME, laid("skip:one/b", "one/a"))] == ["one"]
    assert nothing_left(PROGRAMME, laid("skip:one")) == ()
    assert nothing_left(PROGRAMME, laid("skip:one/b", "one*/a")) == ()
