"""What is asked together: a form with several kinds, and kinds that parts contribute."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.catalogue import Catalogue
from varde.kinds.asking import Field, owner, pressed, read_all, said_of, split, values_of, written_out
from varde.kinds.check import faults_of_declared, faults_of_kind
from varde.kinds.core_kinds import CORE_KINDS
from varde.kinds.kind import Controls, DeclaredKind
from varde.kinds.moments import Timer
from varde.kinds.numbers import WholeNumber
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import LongText, ShortText

from .kinds_tried import MEALS, SCALE, same

FIELDS = (
    Field("how", SCALE, same("Hvordan?")),
    Field("meals", MEALS, same("Måltider?")),
    Field("how_long", Timer(), same("?")),
)
KINDS = {field.key: field.kind for field in FIELDS}


def test_a_form_is_split_by_the_longest_name_that_is_known() -> None:
    sent = {"how": ["3"], "how_long-min": ["2"], "meals-0-took-sec": ["5"], "how-x": ["1"], "else": ["1"], "-": ["1"]}
    assert split(sent, KINDS) == (
        {"how": {"": ["3"], "x": ["1"]}, "meals": {"0-took-sec": ["5"]}, "how_long": {"min": ["2"]}},
        ["else", "-"],
    )
    read = read_all(KINDS, sent)
    assert read.values == {"how": 3, "meals": [{"took": 5}], "how_long": 120}
    assert sorted(read.unknown) == ["-", "else", "how-x"]
    assert written_out(KINDS, read.values) == {
        "how": ("3",),
        "meals-0-took-min": ("0",),
        "meals-0-took-sec": ("5",),
        "how_long-min": ("2",),
        "how_long-sec": ("0",),
    }


def test_what_no_longer_fits_stays_and_is_shown_as_it_stands() -> None:
    stored = {"how": "eleven", "gone": 1, "how_long": 90}
    assert values_of(FIELDS, stored) == stored
    assert written_out(KINDS, stored)["how"] == ("eleven",)
    assert said_of(FIELDS[0], {"how": ["eleven"]}, "nb") == "eleven"
    assert said_of(FIELDS[0], {"how": ["7"]}, "nn") == "7 av 10"
    assert said_of(FIELDS[0], {"how": [""]}, "nb") == ""
    assert said_of(FIELDS[2], {"how_long-min": ["a"], "how_long-sec": [""]}, "nb") == "a"
    assert said_of(FIELDS[2], {"how_long-min": ["a"], "how_long-sec": ["b"]}, "nb") == "a b"


def test_what_still_fits_is_read_as_its_kind_has_it_now() -> None:
    assert values_of(FIELDS, {"how": "7", "gone": "7"}) == {"how": 7, "gone": "7"}


def test_a_control_belongs_to_the_longest_key_it_begins_with() -> None:
    keys = {"sleep", "sleep-time"}
    assert [owner(name, keys) for name in ("sleep", "sleep-time", "sleep-time-min", "sleep-min", "other", "-")] == [
        "sleep", "sleep-time", "sleep-time", "sleep", None, None,
    ]  # fmt: skip


def test_a_button_is_pressed_for_one_answer_and_the_others_stand() -> None:
    sent = {"how": ["3"], "meals-0-eaten": ["Grøt"], "meals-1-eaten": ["Suppe"]}
    assert pressed(KINDS, sent) is None
    assert pressed(KINDS, sent | {"meals-remove": ["0"]}) == {"how": ["3"], "meals-0-eaten": ["Suppe"]}


@dataclass(frozen=True, slots=True)
class Counting(ShortText):
    """A kind that says how many controls it is handed."""

    def read(self, sent: Controls) -> str:
        return str(len(sent))


def test_a_kind_is_handed_its_own_controls_alone() -> None:
    read = read_all({"x": Counting()}, {"x": ["1"], "x-other": ["2"]})
    assert (read.values, read.unknown) == ({"x": "1"}, ("x-other",))


@dataclass(frozen=True, slots=True)
class Wheel(ShortText):
    """A kind that nobody contributes."""


CONTRIBUTED = Catalogue().with_values(DeclaredKind, CORE_KINDS)


def test_a_kind_that_nobody_has_is_said_also_inside_another() -> None:
    sentence = "its kind is Wheel, which no part contributes with DeclaredKind; contributed are "
    inside = GrowingTable((Field("a", Wheel(), same("?")),), same("Rad"))
    for kind in (Wheel(), inside):
        (fault,) = faults_of_kind(kind, CONTRIBUTED)
        assert fault.startswith(sentence)
    assert list(faults_of_kind(WholeNumber(1, 1), CONTRIBUTED)) == ["WholeNumber low is 1 and high is 1"]


def test_what_is_contributed_has_sound_samples_of_its_own_and_is_contributed_once() -> None:
    wheel = DeclaredKind("wheel", Wheel, (Wheel(), ShortText()))
    again = DeclaredKind("line", ShortText, (ShortText(0),))
    bare = DeclaredKind("bare", LongText, ())
    catalogue = CONTRIBUTED.with_values(DeclaredKind, (wheel,))
    assert list(faults_of_declared((CORE_KINDS[0], again, wheel, bare), catalogue)) == [
        ("line", "ShortText is contributed as short_text too"),
        ("line", "samples: ShortText longest is 0 and must lie from 1 to 200"),
        ("wheel", "samples: ShortText is no Wheel"),
        ("bare", "has no samples to try"),
    ]
