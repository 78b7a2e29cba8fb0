"""What is next, chosen and optional, said of every way. Written by hand, over the programme of the neighbouring file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.modules.next_rules import next_to_open, what_is_next

from .ways import DONE, laid, path

ALL = f"{DONE} two/c two*/x"
TABLE = [
    # switches, done, day, kind, what, chosen, optional, left out, skipped
    ("", "", 0, "step", "one/a", "", "four", "", ""),
    ("", "one/a", 0, "step", "one/b", "", "four", "", ""),
    ("", DONE, 0, "step", "two/c", "", "four", "", ""),
    ("", ALL, 5, "waits", "four", "", "four", "", ""),
    ("", ALL, 12, "choose", "four/e", "", "four", "", ""),
    ("choose:four", ALL, 12, "step", "four/e", "four", "", "", ""),
    ("decline:four", ALL, 12, "waits", "three", "", "", "four", ""),
    ("decline:four", f"{ALL} three/d", 40, "finished", "", "", "", "four", ""),
    ("", f"{ALL} three/d four/e", 40, "finished", "", "", "", "", ""),
    ("skip:one", "", 0, "step", "two/c", "", "four", "", "one"),
    ("add:three/d", "", 0, "added", "three/d", "", "four", "", ""),
    ("add:far/y", DONE, 0, "added", "far/y", "", "four", "", ""),
    ("add:far/y", f"{DONE} far/y", 0, "step", "two/c", "", "four", "", ""),
    ("close:one", "", 0, "waits", "four", "", "four", "", ""),
    ("close:one decline:four", "", 0, "waits", "one", "", "", "four", ""),
    ("hide:four", ALL, 12, "waits", "three", "", "", "", ""),
]


@pytest.mark.parametrize(
    ("switches", "done", "day", "kind", "what", "chosen", "optional", "left_out", "skipped"),
    TABLE,
    ids=[f"{row[0]} | {row[1]} | {row[2]}" for row in TABLE],
)
def test_what_is_next(
    switches: str, done: str, day: int, kind: str, what: str, chosen: str, optional: str, left_out: str, skipped: str
) -> None:
    following = what_is_next(path(laid(switches, done, day=day)), paused=False)
    said = "/".join(each.key for each in (following.view and following.view.module, following.step) if each)
    assert (following.kind, said) == (kind, what)
    lists = (following.chosen, following.optional, following.left_out, following.skipped)
    assert tuple(" ".join(view.module.key for view in views) for views in lists) == (
        chosen,
        optional,
        left_out,
        skipped,
    )


def test_in_a_pause_nothing_is_asked_of_her() -> None:
    assert what_is_next(path(laid()), paused=True).kind == "paused"


@pytest.mark.parametrize(
    ("switches", "day", "module"),
    [
        ("", 0, "two"),
        ("open:two", 0, "three"),
        ("skip:two", 0, "three"),
        ("hide:two", 0, "three"),
        ("close:one", 0, "one"),
        ("open:two open:three", 0, "four"),
        ("open:two open:three decline:four", 0, None),
    ],
)
def test_which_module_is_opened_next(switches: str, day: int, module: str | None) -> None:
    view = next_to_open(path(laid(switches, day=day)))
    assert (view.module.key if view else None) == module


def test_what_is_begun_on_is_not_asked_about() -> None:
    four = path(laid()).view("four")
    begun = replace(four, steps_done=frozenset({"e"}))
    left = replace(begun, turned=replace(begun.turned, choice="no"))
    assert [view.taken for view in (four, begun, left)] == [False, True, False]
