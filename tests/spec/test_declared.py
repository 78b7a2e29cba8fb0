"""When each module opens, and which steps of it are locked, as the facts on treatment have it; by hand."""

from __future__ import annotations

import pytest

from varde.content.statements import Statement
from varde.programmes.values import Programme
from varde.testing.by_hand import cells_of

from .declared import locked, opens
from .installed import CATALOGUE

BY_HAND = {
    "emeistring": """
module                       | opens                                        | choice
understanding-panic          | at the start                                 |
panic-mapping                | module 1 done and day 5                      |
panic-thoughts               | the therapist                                |
panic-body                   | the therapist                                |
panic-safety-acts            | the therapist                                |
panic-going-out              | the therapist                                |
panic-going-further          | the therapist                                |
panic-plan                   | module 7 done and day 49, or the therapist   |
panic-longer                 | module 8 done and day 56, or the therapist   |
understanding-social-anxiety | at the start                                 |
social-mapping               | module 1 done and day 5                      |
social-outward               | the therapist                                |
social-film                  | the therapist                                |
social-experiments           | the therapist                                |
social-going-out             | the therapist                                |
social-before-after          | the therapist                                |
social-plan                  | module 7 done and day 49, or the therapist   |
social-longer                | module 8 done and day 56, or the therapist   |
understanding-depression     | at the start                                 |
depression-week              | module 1 done and day 5                      |
depression-small-steps       | the therapist                                |
depression-what-matters      | the therapist                                |
depression-thoughts          | the therapist                                |
depression-sleep             | the therapist, or isi total >= 15            |
depression-people            | the therapist                                |
depression-plan              | module 7 done and day 63, or the therapist   |
""",
    "ibs": """
module            | opens                                                                                     | choice
know-your-gut     | not the setting “group_start”, or the group “start” attended                 |
body-and-movement | module 1 done and day 7, or the therapist                                                 |
head-and-gut      | module 2 done and day 21, or the therapist                                                |
safe-everyday     | day 56, or the therapist                                                                  | yes
calming-food      | day 28, or the therapist                                                                  | yes
""",
    "frisklivs": """
module              | opens                                | choice
health-conversation | at the start                         |
activity            | module 1 done, or the therapist      | yes
food                | module 1 done, or the therapist      | yes
sleep               | module 1 done, or the therapist      | yes
tobacco             | module 1 done, or the therapist      | yes
alcohol             | module 1 done, or the therapist      | yes
strain-and-mood     | module 1 done, or the therapist      | yes
pain-and-joints     | module 1 done, or the therapist      | yes
keeping-going       | day 42, or the therapist             |
maintenance         | day 70, or the therapist             |
""",
}

LOCKED = {
    "panic-body": "`bodily-exercises` (therapist)",
    "social-film": "`film-of-me` (therapist)",
    "depression-sleep": "`sleep-window` (therapist)",
    "safe-everyday": "`my-ladder` (therapist), `exposure-ladder` (therapist)",
    "calming-food": "`food-diary` (dietitian), `low-fodmap` (dietitian), `food-lists` (dietitian), `reintroduction` (dietitian)",
    "health-conversation": "`action-plan` (therapist)",
    "activity": "`activity-log` (therapist)",
    "food": "`worth-knowing` (therapist), `food-swap` (therapist)",
    "pain-and-joints": "`pacing` (therapist)",
}
"""By module the steps that have a lock, and who opens it."""


@pytest.mark.parametrize("key", BY_HAND)
def test_each_module_opens_and_is_locked_as_the_facts_have_it(key: str) -> None:
    programme = CATALOGUE.one(Programme, key)
    modules = [each for each in programme.modules if not each.library]
    declared = [[each.key, opens(programme, each.release), "yes" if each.optional else ""] for each in modules]
    assert declared == cells_of(BY_HAND[key])[1:]
    for module in modules:
        assert locked(module) == LOCKED.get(module.key, ""), module.key


def test_what_is_signed_of_the_order_says_which_module_a_score_opens() -> None:
    """Whoever signs that the therapist opens them knows of the one that does not wait for that."""
    says = CATALOGUE.one(Statement, "emeistring/therapist-opens-modules-after-3").says
    for words, sentence in (
        (says.nb, "Modul 6, om søvn"),
        (says.nn, "Modul 6, om søvn"),
        (says.en, "module 6, about sleep"),
    ):
        assert sentence in words
        assert "ISI" in words.partition(sentence)[2]
        assert "15" in words.partition(sentence)[2]


def test_the_gates_are_those_of_the_facts() -> None:
    """IBS may begin with a group and has no other gate; the other two begin and end with a meeting; eMeistring has no groups."""
    gates = {
        key: [(meeting.key, meeting.gate) for meeting in CATALOGUE.one(Programme, key).meetings if meeting.gate]
        for key in BY_HAND
    }
    assert gates == {
        "emeistring": [("intake", "start"), ("end", "end")],
        "ibs": [],
        "frisklivs": [("first", "start"), ("end", "end")],
    }
    assert {key: [each.key for each in CATALOGUE.one(Programme, key).groups] for key in BY_HAND} == {
        "emeistring": [],
        "ibs": ["start"],
        "frisklivs": ["activity"],
    }
