"""What scoring reads besides the answers is taken when it is understood, and refused in a sentence when it is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from varde import cli
from varde.instruments.context import check_context, context_in_cell
from varde.instruments.values import NEEDS, Instrument
from varde.kernel.errors import BadUsage
from varde.testing.house import all_samples

INSTALLED = all_samples().all(Instrument)
CSQ8 = INSTALLED["csq-8"]
KNOWN = "sex, age, agoraphobia, baseline_metres, position_coded"

WRONG: list[tuple[dict[str, Any], str]] = [
    (
        {"position_codded": True},
        f"no scoring reads “position_codded” (did you mean “position_coded”?); it may read {KNOWN}.",
    ),
    ({"Sex": "male"}, f"no scoring reads “Sex” (did you mean “sex”?); it may read {KNOWN}."),
    ({"shoe size": 43}, f"no scoring reads “shoe size”; it may read {KNOWN}."),
    ({"position_coded": 1}, "position_coded is 1, and must be true or false."),
    ({"position_coded": "true"}, "position_coded is “true”, and must be true or false."),
    ({"agoraphobia": 0.0}, "agoraphobia is 0.0, and must be true or false."),
    ({"sex": "F"}, "sex is “F”, and must be female or male."),
    ({"sex": ["male"]}, "sex is ['male'], and must be female or male."),
    ({"age": 62.5}, "age is 62.5, and must be a whole number from 0 to 120."),
    ({"age": 121}, "age is 121, and must be a whole number from 0 to 120."),
    ({"age": -1}, "age is -1, and must be a whole number from 0 to 120."),
    ({"age": "62"}, "age is “62”, and must be a whole number from 0 to 120."),
    ({"age": True}, "age is true, and must be a whole number from 0 to 120."),
    ({"baseline_metres": -0.5}, "baseline_metres is -0.5, and must be a number, 0 or more."),
    ({"baseline_metres": True}, "baseline_metres is true, and must be a number, 0 or more."),
    ({"baseline_metres": 10**400}, f"baseline_metres is 1{'0' * 56}..., and must be a number, 0 or more."),
]


@pytest.mark.parametrize(("context", "sentence"), WRONG, ids=lambda one: str(one)[:40])
def test_a_name_or_value_that_is_none_is_a_sentence(context: dict[str, Any], sentence: str) -> None:
    assert check_context(CSQ8, context) == [sentence]


def test_each_fault_has_its_sentence() -> None:
    assert len(check_context(CSQ8, {"sex": "F", "age": 900, "shoe": 1, "position_coded": False})) == 3


@pytest.mark.parametrize("instrument", [CSQ8, INSTALLED["phq-9"]], ids=lambda one: one.key)
def test_what_can_be_known_is_taken_by_every_instrument(instrument: Instrument) -> None:
    everything = {"sex": "female", "age": 62, "agoraphobia": False, "baseline_metres": 412.5, "position_coded": True}
    assert everything.keys() == set(NEEDS)
    assert check_context(instrument, everything) == []
    assert check_context(instrument, dict.fromkeys(NEEDS)) == []
    assert check_context(instrument, {"age": 120, "baseline_metres": 0}) == []


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("position_coded", "1", True),
        ("position_coded", " TRUE ", True),
        ("agoraphobia", "0", False),
        ("agoraphobia", "false", False),
        ("agoraphobia", "yes", "yes"),
        ("agoraphobia", " ", None),
        ("age", "62", 62),
        ("age", "", None),
        ("age", "1", 1),
        ("sex", " male", "male"),
        ("baseline_metres", "400.5", 400.5),
        ("baseline_metres", "9" * 401, "9" * 401),
    ],
)
def test_cells_are_read_as_what_they_stand_for(name: str, cell: str, value: object) -> None:
    found = context_in_cell(name, cell)
    assert (found, type(found)) == (value, type(value))


# --- the command


def one(instrument: str, context: str) -> Result:
    return CliRunner().invoke(cli.varde, ["score", instrument, "--context", context], input="{}")


def many(folder: Path, instrument: str, rows: str, *more: str) -> Result:
    (folder / "in.csv").write_text(rows, encoding="utf-8")
    words = ["score", instrument, "--csv", str(folder / "in.csv"), "--out", str(folder / "out.csv"), *more]
    return CliRunner().invoke(cli.varde, words)


def faults(result: Result) -> tuple[str, ...]:
    assert isinstance(result.exception, BadUsage), result.output
    assert result.stdout == ""
    return result.exception.faults


@pytest.mark.usefixtures("samples_installed")
def test_the_command_refuses_a_context_of_either_kind(tmp_path: Path) -> None:
    said = (
        "--context: sex is “F”, and must be female or male.",
        "--context: age is “x”, and must be a whole number from 0 to 120.",
    )
    assert faults(one("stones", '{"sex": "F", "age": "x"}')) == said
    assert faults(many(tmp_path, "stones", "stones\n11\n", "--context", '{"sex": "F", "age": "x"}')) == said
    assert one("stones", '{"sex": "female", "age": 62, "agoraphobia": true}').exit_code == 0


def test_a_column_that_is_none_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    head = ",".join(item.key for item in CSQ8.items)
    fives = ",".join("4" for _ in CSQ8.items)
    said = faults(many(tmp_path, "csq-8", f"{head},context.position_codded\n{fives},1\n"))
    assert said == (
        "in.csv, column “context.position_codded”: no scoring reads “position_codded” (did you mean “position_coded”?); "
        f"it may read {KNOWN}.",
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


@pytest.mark.usefixtures("samples_installed")
def test_a_cell_that_is_none_is_reported_with_its_row(tmp_path: Path) -> None:
    assert many(tmp_path, "stones", "stones,context.sex,context.age\n11,male,62\n\n11,F,150\n").exit_code == 2
    assert (tmp_path / "out.errors.csv").read_text().splitlines()[1:] == [
        '4,,context.sex,F,context,"sex is “F”, and must be female or male."',
        '4,,context.age,150,context,"age is 150, and must be a whole number from 0 to 120."',
    ]


@pytest.mark.parametrize("cell", ["1", "true", "TRUE"])
def test_positions_are_turned_in_a_file_as_they_are_alone(tmp_path: Path, cell: str) -> None:
    answers = {item.key: 1 for item in CSQ8.items}
    alone = CliRunner().invoke(
        cli.varde, ["score", "csq-8", "--context", '{"position_coded": true}'], input=json.dumps(answers)
    )
    assert json.loads(alone.stdout)["total"] == 20
    head = ",".join(answers)
    result = many(tmp_path, "csq-8", f"{head},context.position_coded\n1,1,1,1,1,1,1,1,{cell}\n1,1,1,1,1,1,1,1,\n")
    assert result.exit_code == 0
    assert [line.split(",")[2] for line in (tmp_path / "out.csv").read_text().splitlines()] == ["total", "20", "8"]
