"""How each module stands when somebody has switched it: one small programme, and what every switch makes of it. Written by hand."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from varde.modules.errors import ModuleClosed, ModuleLocked, NoSuchStep, StepClosed, StepHidden, StepLocked
from varde.modules.path_rules import PathFacts, lay, step_from
from varde.modules.reach_rules import step_of
from varde.modules.switch_rules import is_last_shown, switched_at, views_of
from varde.programmes.release import Names, opened_by_therapist
from varde.programmes.values import Module
from varde.rules.language import all_of, any_of, is_true, not_, when
from varde.standing.locks import Safety
from varde.standing.path import deeds_for

from .ways import BEGUN, DONE, PROGRAMME, laid, module, path, stands


def test_an_answer_that_cannot_be_opens_nothing() -> None:
    """What stands there is no answer to the question, so it is as unknown as if she was never asked; unknown is closed."""
    calm = laid(done="one* two*", day=40)
    for answer, status in ((False, "open"), ("no", "locked"), (0, "locked"), (True, "locked")):
        said = replace(calm, safety=Safety({"storm": answer}))
        assert path(said).view("three").status == status, answer


SLEEPS = module(1, "sleep", any_of(opened_by_therapist(), when("score:isi:total", ">=", 15)), "a b")
ROUGH = module(1, "rough", all_of(when("score:isi:total", ">=", 15), not_(is_true("storm"))), "a b")


@pytest.mark.parametrize(
    ("only", "score", "done", "storm", "status"),
    [
        (SLEEPS, None, "", False, "locked"),
        (SLEEPS, 14, "", False, "locked"),
        (SLEEPS, 15, "", False, "here"),
        (SLEEPS, 15, "sleep/a", False, "here"),
        (SLEEPS, 14, "sleep/a", False, "here"),  # what she has begun is not taken from her when she sleeps better
        (SLEEPS, 14, "sleep/a sleep/b", False, "done"),
        (ROUGH, 15, "", False, "here"),
        (ROUGH, 15, "rough/a", True, "locked"),  # what is so about her closes it all the same
        (ROUGH, 14, "rough/a", False, "locked"),  # a score that it cannot be open without
    ],
)
def test_a_score_opens_and_does_not_close_what_is_begun(
    only: Module, score: int | None, done: str, storm: bool, status: str
) -> None:
    facts = replace(laid(done=done, storm=storm), known={} if score is None else {"score:isi:total": score})
    programme = replace(PROGRAMME, modules=(only,))
    assert lay(programme, facts, Names("Maren", {}), "nb").view(only.key).status == status
    assert step_from(programme, facts) == (BEGUN if status == "here" else None)


TABLE = [
    # nothing is switched
    ("", "", 12, "one=here two=locked three=locked four=open", "one/a"),
    ("", DONE, 12, "one=done two=here three=locked four=open", "two/c"),
    # open: ahead of time and of other modules, but not of what is so about her
    ("open:two", "", 12, "one=here two=open three=locked four=open", "one/a"),
    ("open:three", "", 12, "one=here two=locked three=open four=open", "one/a"),
    ("-open:three", "", 12, "one=here two=locked three=locked four=open", "one/a"),
    # close: she waits, and what comes after waits for it
    ("close:one", "", 12, "one=locked two=locked three=locked four=here", "four/e"),
    ("close:one open:one", "", 12, "one=here two=locked three=locked four=open", "one/a"),
    # skip: it is not done, and holds nothing back
    ("skip:one", "", 12, "one=skipped two=here three=locked four=open", "two/c"),
    ("skip:one skip:two", "", 40, "one=skipped two=skipped three=here four=open", "three/d"),
    ("close:one", DONE, 12, "one=done two=here three=locked four=open", "two/c"),
    ("close:one/a close:one/b", "", 12, "one=open two=locked three=locked four=here", "four/e"),
    ("add:one", "", 12, "one=here two=locked three=locked four=open", "one/a"),
    ("skip:one", DONE, 12, "one=done two=here three=locked four=open", "two/c"),
    # a step that is skipped waits for nobody; all of them is as the whole module
    ("skip:one/a", "", 12, "one=here two=locked three=locked four=open", "one/b"),
    ("skip:one/b", "one/a", 12, "one=done two=here three=locked four=open", "two/c"),
    ("skip:one/a skip:one/b", "", 12, "one=skipped two=here three=locked four=open", "two/c"),
    # what is left is closed: she goes past the whole of it, and what comes after waits for it no more
    ("skip:one/a close:one/b", "", 12, "one=skipped two=here three=locked four=open", "two/c"),
    # a step that is closed waits, and she gets on past it; opened again it is asked, also in what was finished
    ("close:one/a", "", 12, "one=here two=locked three=locked four=open", "one/b"),
    ("close:one/a", "one/b", 12, "one=done two=here three=locked four=open", "two/c"),
    ("close:one/a open:one/a", "one*/b", 12, "one=here two=open three=locked four=open", "one/a"),
    ("-close:one/a", "one*/b", 12, "one=here two=open three=locked four=open", "one/a"),
    # repeat: what was done is to be done again, and holds nothing back meanwhile
    ("repeat:one", "one*/", 12, "one=here two=open three=locked four=open", "one/a"),
    ("repeat:one/b", "one*/a", 12, "one=here two=open three=locked four=open", "one/b"),
    ("repeat:one", "one*/a one*/b", 12, "one=done two=here three=locked four=open", "two/c"),
    # hide: it is not on her way, and holds nothing back
    ("hide:one", "", 12, "two=here three=locked four=open", "two/c"),
    ("hide:one show:one", "", 12, "one=here two=locked three=locked four=open", "one/a"),
    ("hide:one/a", "", 12, "one=here two=locked three=locked four=open", "one/b"),
    ("hide:one/a", "one/b", 12, "one=done two=here three=locked four=open", "two/c"),
    # add: a step of what is not open, a step of another track, and a whole module of it
    ("add:two/c", "", 12, "one=here two=locked three=locked four=open", "two/c"),
    ("add:two/c", "two/c", 12, "one=here two=locked three=locked four=open", "one/a"),
    ("add:two/c skip:two", "", 12, "one=here two=skipped three=locked four=open", "two/c"),
    ("add:far/z", "", 12, "one=here two=locked three=locked four=open", "far/z"),
    # an exercise of a library comes first, and its library is never on the way
    ("add:more/u", "", 12, "one=here two=locked three=locked four=open", "more/u"),
    ("add:more/u", "more/u", 12, "one=here two=locked three=locked four=open", "one/a"),
    ("-add:more/u", "", 12, "one=here two=locked three=locked four=open", "one/a"),
    ("add:more", "", 12, "one=here two=locked three=locked four=open", "one/a"),
    ("add:far", "", 12, "one=here two=locked three=locked four=open far=open", "one/a"),
    ("-add:far add:far/y hide:far/y", "", 12, "one=here two=locked three=locked four=open", "one/a"),
    # the patient leaves out what is optional: it stays open, and is not where she is
    ("", "one*/a two/c two*/x", 12, "one=done two=done three=locked four=here", "four/e"),
    ("decline:four", "one*/a two/c two*/x", 12, "one=done two=done three=locked four=open", None),
    ("decline:four choose:four", "one*/a two/c two*/x", 12, "one=done two=done three=locked four=here", "four/e"),
]


@pytest.mark.parametrize(("switches", "done", "day", "standing", "following"), TABLE)
def test_how_each_module_stands(switches: str, done: str, day: int, standing: str, following: str | None) -> None:
    way = path(laid(switches, done, day=day))
    assert stands(way) == standing
    up = way.next_up
    assert (f"{up[0].module.key}/{up[1].key}" if up else None) == following


def test_opening_is_no_way_round_what_is_so_about_her() -> None:
    way = path(laid("open:three", storm=True))
    assert way.view("three").status == "locked"
    assert way.view("three").lock is not None
    locked = path(laid("open:two", "two/c", storm=True)).view("two")
    assert (locked.status, list(locked.held)) == ("done", ["x"])
    assert path(laid("add:two/x", storm=True)).next_up == path(laid(storm=True)).next_up
    with pytest.raises(StepLocked):
        step_of(path(laid("add:two/x", storm=True)).view("two"), "x")
    assert [each.key for each in locked.readable] == ["c"]


def test_only_the_steps_that_she_is_shown_count_as_done() -> None:
    gone = path(laid("", "one/a one/gone")).view("one")
    assert (gone.laid, gone.stones) == (1, 2)
    added = path(laid("add:far/y", "far/y far/z")).view("far")
    assert (added.laid, added.stones) == (1, 1)


def test_before_the_start_nothing_that_is_opened_or_added_can_be_read() -> None:
    way = path(laid("open:one add:two/c add:far/y", begun=False))
    assert stands(way) == "one=locked two=locked three=locked four=locked"
    assert (way.added, way.next_up) == ((), None)


def test_why_it_is_closed_is_said_with_who_closed_it() -> None:
    lock = path(laid("close:one")).view("one").lock
    assert lock is not None
    assert lock.sentence == "Maren har lukket den inntil videre"


@pytest.mark.parametrize(
    ("switches", "place", "refused"),
    [
        ("", "one/a", None),
        ("", "two/c", ModuleLocked),
        ("", "one/q", NoSuchStep),
        ("", "far/y", NoSuchStep),
        ("close:one", "one/a", ModuleClosed),
        ("close:one/a", "one/a", StepClosed),
        ("close:one/a", "one/b", None),
        ("hide:one/a", "one/a", StepHidden),
        ("hide:one", "one/a", StepHidden),
        ("skip:one", "one/a", None),
        ("skip:two", "two/c", None),
        ("skip:three", "three/d", ModuleLocked),
        ("add:two/c", "two/c", None),
        ("add:two/c", "two/x", ModuleLocked),
        ("add:far/y", "far/y", None),
        ("add:far/y", "far/z", NoSuchStep),
        ("add:far/y close:far/y", "far/y", StepClosed),
        ("", "more/u", NoSuchStep),
        ("add:more/u", "more/u", None),
        ("add:more/u", "more/v", NoSuchStep),
        ("add:more/u hide:more/u", "more/u", NoSuchStep),
    ],
)
def test_what_she_can_reach(switches: str, place: str, refused: type[Exception] | None) -> None:
    of, _, step = place.partition("/")
    facts = laid(switches, DONE if "skip:two" in switches else "")

    def reach() -> None:
        assert step_of(path(facts).view(of), step).key == step

    with suppress(StepHidden, NoSuchStep):
        assert (step in {each.key for each in path(facts).view(of).readable}) == (refused is None)
    if refused is None:
        reach()
    else:
        with pytest.raises(refused):
            reach()


@pytest.mark.parametrize(
    ("switches", "done", "day"),
    [
        ("", "", 0),
        ("close:one", "", 10),
        ("skip:one", "", 0),
        ("close:one hide:four", "", None),
        ("close:one hide:four open:three", "", 0),
        ("close:one hide:four add:far/y", "", 0),
        ("close:one decline:four", "", None),
        ("skip:one close:two hide:four", "", None),
        ("close:one/a close:one/b close:two hide:four", "", None),
    ],
)
def test_from_when_a_step_waits(switches: str, done: str, day: int | None) -> None:
    expected = None if day is None else date.fromordinal(BEGUN.toordinal() + day)
    assert step_from(PROGRAMME, laid(switches, done, day=1)) == (BEGUN if day == 0 else expected)


def test_before_the_start_no_step_waits() -> None:
    assert step_from(PROGRAMME, laid(begun=False)) is None


@pytest.mark.parametrize(
    ("switches", "done", "of", "taken", "left_out"),
    [
        ("", "", "four", False, False),
        ("choose:four", "", "four", True, False),
        ("", "four/e", "four", True, False),
        ("decline:four", "four/e", "four", False, True),
        ("choose:one decline:one", "one/a", "one", False, False),  # it is not hers to choose
        ("choose:one", "one/a", "one", False, False),
    ],
)
def test_what_is_optional_is_taken_or_left_out(switches: str, done: str, of: str, taken: bool, left_out: bool) -> None:
    view = path(laid(switches, done)).view(of)
    assert (view.taken, view.left_out) == (taken, left_out)


@pytest.mark.parametrize(
    ("switches", "done", "of", "storm", "left", "stones", "standing"),
    [
        ("", "", "one", False, "a b", 2, "open open"),
        ("", "one/a", "one", False, "b", 2, "done open"),
        ("skip:one/a", "", "one", False, "b", 1, "skipped open"),
        ("skip:one/a", "one/a", "one", False, "b", 2, "done open"),
        ("skip:one/a skip:one/b", "", "one", False, "", 1, "skipped skipped"),
        ("close:one/a", "", "one", False, "b", 1, "closed open"),
        ("", "", "two", False, "c x", 2, "locked locked"),
        ("open:two", "two/x", "two", True, "c", 2, "open done"),  # what was done before it was locked is a stone
    ],
)
def test_how_each_step_stands(
    switches: str, done: str, of: str, storm: bool, left: str, stones: int, standing: str
) -> None:
    view = path(laid(switches, done, storm=storm)).view(of)
    assert " ".join(step.key for step in view.left) == left
    assert view.stones == stones
    assert " ".join(view.step_standing(step) for step in view.module.steps) == standing


def test_what_is_added_is_numbered_on_and_what_is_beside_is_shut() -> None:
    assert path(laid("add:far")).view("far").module.number == 5
    way = path(laid("add:two/c add:far/y"))
    assert [(view.module.key, step.key) for view, step in way.added] == [("two", "c"), ("far", "y")]
    (far,) = way.extras
    assert (far.status, far.shut, far.extra) == ("locked", True, True)
    assert path(laid("add:far/y hide:far/y")).extras == ()


def test_hidden_by_a_switch_is_not_called_withheld() -> None:
    unsigned = frozenset({("one", "a"), ("one", "b")})
    assert [view.standing() for view in path(replace(laid("hide:one"), withheld=unsigned)).hidden] == ["hidden"]
    assert [view.standing() for view in path(laid("hide:one/a hide:one/b")).hidden] == ["hidden"]
    assert path(laid("skip:one")).view("one").standing() == "skipped"


def test_where_all_that_is_left_is_locked_for_her_safety_she_stands_and_nothing_comes_next() -> None:
    way = path(laid("close:one open:two hide:two/c", storm=True))
    assert stands(way) == "one=locked two=here three=locked four=open"
    assert way.next_up is None


def test_what_was_done_before_it_was_closed_is_read_on() -> None:
    assert [step.key for step in path(laid("close:one/a", "one/a")).view("one").readable] == ["a", "b"]
    assert path(laid("close:one", DONE)).view("one").lock is None


def test_her_therapist_finds_every_module_of_the_programme_also_what_is_hidden_and_what_is_beside() -> None:
    way = path(laid("hide:one add:far/y hide:two/c close:four add:more/v", storm=True))
    views = {view.module.key: view for view in views_of(way, PROGRAMME)}
    assert list(views) == ["one", "two", "three", "four", "more", "far"]
    assert {key: view.standing() for key, view in views.items()} == {
        "one": "hidden",
        "two": "open",
        "three": "locked",
        "four": "closed",
        "more": "library",
        "far": "outside",
    }
    of_steps = {
        f"{of}/{step.key}": switched_at(way, PROGRAMME, of, step.key).standing
        for of in ("two", "three", "far", "more")
        for step in PROGRAMME.module(of).steps
    }
    assert of_steps == {
        "two/c": "hidden",
        "two/x": "held",
        "three/d": "locked",
        "far/y": "added",
        "far/z": "outside",
        "more/u": "outside",
        "more/v": "held",
    }
    assert is_last_shown(way, switched_at(way, PROGRAMME, "two", "x"))
    assert not is_last_shown(path(laid()), switched_at(path(laid()), PROGRAMME, "one", "a"))
    for of, step in (("nothing", ""), ("one", "nothing")):
        with pytest.raises(NoSuchStep):
            switched_at(way, PROGRAMME, of, step)


def test_what_is_withheld_is_not_shown_nor_switched_and_holds_nothing_back() -> None:
    one = path(replace(laid(), withheld=frozenset({("one", "a")})))
    assert stands(one) == "one=here two=locked three=locked four=open"
    assert [step.key for step in one.view("one").module.steps] == ["b"]
    assert one.withheld
    (gone,) = one.view("one").hidden_steps
    assert (one.view("one").step_standing(gone), deeds_for("withheld", step=True)) == ("withheld", ())
    with pytest.raises(StepHidden):
        step_of(one.view("one"), "a")
    whole = path(replace(laid(), withheld=frozenset({("one", "a"), ("one", "b")})))
    assert stands(whole) == "two=here three=locked four=open", "the next is not held back by what nobody may show"
    assert [view.standing() for view in whole.hidden] == ["withheld"]
    assert not path(laid()).withheld


def test_every_exercise_with_an_answer_is_told_of_until_it_is_read_and_none_that_is_closed() -> None:
    def told(facts: PathFacts) -> list[tuple[str, str]]:
        states = {key: line._replace(answered_steps=["b", "a", "c", "x"]) for key, line in facts.states.items()}
        return [(view.module.key, step.key) for view, step in path(replace(facts, states=states)).answered]

    assert told(laid(done="one/a two/c")) == [("one", "a"), ("one", "b")]
    assert told(laid("close:one/b", "one/a")) == [("one", "a")]
    # nor is one that is locked for her safety
    assert told(laid("open:two", "two/c")) == [("two", "c"), ("two", "x")]
    assert told(laid("open:two", "two/c", storm=True)) == [("two", "c")]
