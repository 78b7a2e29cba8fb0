"""The command line: JSON on stdout, sentences on stderr, and an exit status that says how it went."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from varde import cli
from varde.kernel.errors import BadInput, StartRefused, VardeError
from varde.testing.house import environment

pytestmark = pytest.mark.usefixtures("samples_installed")
PROGRAM = Path(sys.executable).with_name("varde")
WHO_5 = {f"q{n}": 3 for n in range(1, 6)}


def run(*arguments: str, given: str | bytes | None = None, **environ: str) -> Result:
    """The command inside this process; what ``main`` would say about an error is in ``result.exception``."""
    return CliRunner().invoke(cli.varde, list(arguments), input=given, env=environ)


def varde(*arguments: str, given: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a program."""
    return subprocess.run(
        [PROGRAM, *arguments], input=given, env={**os.environ, **environ}, capture_output=True, timeout=60, check=False
    )


def sentence(result: Result) -> str:
    assert isinstance(result.exception, VardeError), result.output
    assert result.stdout == ""
    return result.exception.to("en")


# --- scoring


def test_a_response_is_scored() -> None:
    result = run("score", "who-5", given=json.dumps(WHO_5))
    assert result.exit_code == 0
    scored = json.loads(result.stdout)
    assert (scored["instrument"], scored["status"], scored["total"]) == ("who-5", "scored", 60)
    assert result.stderr == ""


def test_the_key_of_an_instrument_may_be_in_capitals() -> None:
    assert run("score", "WHO-5", given=json.dumps(WHO_5)).exit_code == 0


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_response_in_a_file(tmp_path: Path, bom: bytes) -> None:
    file = tmp_path / "svar på skjema.json"
    file.write_bytes(bom + json.dumps(WHO_5).encode())
    assert json.loads(run("score", "who-5", str(file)).stdout)["total"] == 60
    assert json.loads(run("score", "who-5", "-", given=json.dumps(WHO_5)).stdout)["total"] == 60


def test_a_file_that_happens_to_be_called_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("stdin").write_text(json.dumps(WHO_5))
    assert json.loads(run("score", "who-5", "stdin", given="{}").stdout)["total"] == 60


def test_answers_that_break_a_rule_are_named_and_fail() -> None:
    result = run("score", "who-5", given=json.dumps({**WHO_5, "q2": 9, "q7": 1}))
    assert result.exit_code == 2
    assert json.loads(result.stdout)["status"] == "invalid"
    said = result.stderr.splitlines()
    assert len(said) == 2
    assert any("q7" in line for line in said)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "stdin is not JSON: Expecting value at line 1, column 1."),
        (b"{", "stdin is not JSON: Expecting property name enclosed in double quotes at line 1, column 2."),
        (b"[1, 2]", "stdin must hold a JSON object with answers by item, not list."),
        (b"null", "stdin must hold a JSON object with answers by item, not NoneType."),
        (b'{"q1": 1, "q1": 2}', "The key 'q1' stands twice."),
        (b'{"q1": NaN}', "NaN is not a number in JSON."),
        (b'{"q1": -Infinity}', "-Infinity is not a number in JSON."),
        ('{"q1": "\xe5"}'.encode("latin-1"), "stdin is not UTF-8: byte 8 cannot be read."),
        (b"\xff\xfe{\x00", "stdin is not UTF-8: byte 0 cannot be read."),
        (b"[" * 100_000, "stdin is not JSON that can be read: it is nested too deep."),
        (b'{"q1": ' + b"9" * 5000 + b"}", "stdin is not JSON that can be read: a number in it has too many digits."),
        (b'{"\\ud800": 1}', "stdin holds half a character: a \\ud8.. that lacks its other half."),
    ],
)
def test_what_is_no_response_is_one_sentence(given: bytes, said: str) -> None:
    assert sentence(run("score", "who-5", given=given)) == said
    assert sentence(run("screen", "lake", given=given)) == said.replace("answers by item", "facts")


@pytest.mark.parametrize(
    ("name", "said"),
    [("no/such/file.json", "No such file or directory"), (".", "Is a directory"), ("a\0b", "embedded null byte")],
)
def test_a_file_that_cannot_be_read_is_named(name: str, said: str) -> None:
    assert sentence(run("score", "who-5", name)) == f"{name} cannot be read: {said}."


def test_a_name_nobody_knows_lists_those_there_are() -> None:
    assert sentence(run("score", "who-6", given="{}")).startswith("There is no instrument named “who-6” here. Known: ")
    assert "lake" in sentence(run("screen", "who-5", given="{}"))


@pytest.mark.parametrize("option", ["[]", "7", "nonsense", "{", '{"a": NaN}'])
def test_a_context_that_is_none_is_named(option: str) -> None:
    assert "--context" in sentence(run("score", "who-5", "--context", option, given="{}")) or "NaN" in option
    assert "--settings" in sentence(run("screen", "lake", "--settings", option, given="{}")) or "NaN" in option


# --- screening


def test_a_person_is_screened() -> None:
    result = run("screen", "lake", given="{}")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["programme"], found["outcome"]) == ("lake", "incomplete")
    assert len(found["because"]) == len(found["explain"]) > 0


def test_a_fact_nobody_asks_for_is_named() -> None:
    result = run("screen", "lake", given='{"shoe_size": 43}')
    assert isinstance(result.exception, BadInput)
    assert any("shoe_size" in fault.en for fault in result.exception.faults)


def test_a_setting_the_programme_has_not_is_named() -> None:
    assert "shoe_size" in sentence(run("screen", "lake", "--settings", '{"shoe_size": 43}', given="{}"))


# --- what there is


@pytest.mark.parametrize("command", [["programmes"], ["instruments"], ["plugin", "list"], ["plugin", "check"]])
def test_lists_are_json_and_nothing_else(command: list[str]) -> None:
    result = run(*command)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)
    assert result.stderr == ""


def test_a_check_of_named_plugins_speaks_of_them_alone() -> None:
    assert json.loads(run("plugin", "check", "lake").stdout) == {"ok": True, "plugins": ["lake"], "faults": []}
    unknown = run("plugin", "check", "lake", "loke")
    assert unknown.exit_code == 2
    assert "no plugin loke is installed" in " ".join(unknown.output.replace("│", " ").split())


def test_every_plugin_is_listed_with_what_it_brings() -> None:
    found = {plugin["key"]: plugin for plugin in json.loads(run("plugin", "list").stdout)}
    assert {"lake", "ridge", "village"} <= set(found)
    assert found["lake"]["programmes"] == ["lake"]


@pytest.mark.parametrize("command", [[], ["score"], ["db"], ["plugin"], ["admin"], ["import"]])
def test_every_command_explains_itself(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


@pytest.mark.parametrize(
    "command", [["no-such"], ["score"], ["score", "who-5", "a", "b"], ["serve", "--port", "many"], ["--nonsense"]]
)
def test_wrong_usage_is_two(command: list[str]) -> None:
    result = run(*command)
    assert result.exit_code == 2
    assert result.stdout == ""


# --- the database


def test_a_database_is_made_and_checked(tmp_path: Path) -> None:
    environ = environment(f"sqlite:///{tmp_path / 'varde.sqlite'}")
    assert run("db", "check", **environ).exit_code == 1
    upgraded = json.loads(run("db", "upgrade", **environ).stdout)["upgraded"]
    assert upgraded
    assert json.loads(run("db", "upgrade", **environ).stdout) == {"upgraded": []}
    assert json.loads(run("db", "check", **environ).stdout) == {"ok": True, "faults": []}


def test_settings_that_are_missing_are_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment(""):
        monkeypatch.delenv(name, raising=False)
    result = run("db", "check")
    assert isinstance(result.exception, StartRefused)
    assert len(result.exception.faults) == 6


def test_a_worker_needs_redis(tmp_path: Path) -> None:
    environ = environment(f"sqlite:///{tmp_path / 'varde.sqlite'}")
    cli.platform.cache_clear()
    assert run("db", "upgrade", **environ).exit_code == 0
    result = run("worker", **environ)
    cli.platform.cache_clear()
    assert isinstance(result.exception, StartRefused)
    assert "VARDE_REDIS_URL is not set" in str(result.exception)


# --- as a program


@pytest.mark.program
def test_the_program_scores(tmp_path: Path) -> None:
    result = varde("score", "who-5", given=json.dumps(WHO_5).encode())
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout)["total"] == 60


@pytest.mark.program
@pytest.mark.parametrize(
    ("arguments", "given", "status", "said"),
    [
        (["score", "who-6"], b"{}", 2, "There is no instrument named “who-6” here."),
        (["score", "who-5"], b"\xe5", 2, "stdin is not UTF-8: byte 0 cannot be read."),
        (["score", "who-5"], b'{"q1": 7}', 2, "q1"),
        (["score", "who-5", "--csv", "gone.csv", "--out", "out.csv"], b"", 2, "gone.csv cannot be read: No such file"),
        (["screen", "lake"], b'{"shoe_size": 1}', 2, "shoe_size"),
        (["screen", "nowhere"], b"{}", 2, "There is no programme named “nowhere” here."),
        (["db", "check"], b"", 1, "Varde cannot start:\n- VARDE_"),
        (["nonsense"], b"", 2, "nonsense"),
    ],
)
def test_the_program_fails_in_a_sentence(arguments: list[str], given: bytes, status: int, said: str) -> None:
    result = varde(*arguments, given=given, VARDE_DATABASE_URL="")
    assert result.returncode == status
    assert said in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()


HUGE = "9" * 401


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (["score", "phq-9"], f'{{"q1": {HUGE}}}', "phq-9, item q1: the answer is 9999"),
        (["score", "guide-total"], f'{{"total": {HUGE}}}', "guide-total, item total: the answer is 9999"),
        (["score", "eq-5d-5l"], f'{{"vas": -{HUGE}}}', "eq-5d-5l, item vas: the answer is -9999"),
        (["score", "paces"], f'{{"days": [{{"wear_h": {HUGE}}}]}}', "paces, item days: the answer is"),
        (
            ["score", "who-5"],
            '{"q1": ' + "[" * 900 + "]" * 900 + "}",
            "stdin is not JSON that can be read: it is nested",
        ),
        (["score", "lane", "--context", f'{{"baseline_metres": {HUGE}}}'], "{}", "--context: baseline_metres is 9999"),
        (["score", "who-5", "--csv", "in.csv", "--out", "/"], "", "/ cannot be written: Is a directory."),
        (["score", "who-5", "--csv", "in.csv", "--out", "."], "", ". cannot be written: Is a directory."),
        (["score", "who-5", "--csv", "in.csv", "--out", "loop"], "", "loop cannot be written: Too many levels"),
        (["score", "who-5", "--csv", "loop", "--out", "o.csv"], "", "loop cannot be read: Too many levels"),
        (
            ["score", "who-5", "--csv", "in.csv", "--out", "o.csv", "--errors", "loop"],
            "",
            "loop cannot be written: Too",
        ),
        (["score", "who-5", "loop"], "", "loop cannot be read: Too many levels"),
        (["instruments", "export", "--all", "--folder", "loop"], "", "loop cannot be made: File exists"),
    ],
)
def test_what_is_beyond_all_measure_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], given: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    Path("in.csv").write_text("q1,q2,q3,q4,q5\n1,1,1,1,1\n")
    result = run(*words, given=given)
    told = result.exception.to("en") if isinstance(result.exception, VardeError) else result.stderr
    assert told.startswith(said)
    assert told.strip().count("\n") == 0
    assert isinstance(result.exception, VardeError | SystemExit)
    assert result.exit_code != 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "loop"]


@pytest.mark.program
def test_what_a_reader_stops_reading_is_no_fault() -> None:
    found = subprocess.run(
        f"'{PROGRAM}' instruments | head -c 1", shell=True, capture_output=True, timeout=60, check=False
    )
    assert found.stdout == b"["
    assert b"Traceback" not in found.stderr


HEAVY = (
    *("flask", "sqlalchemy", "dramatiq", "requests", "numpy", "alembic", "structlog", "redis"),
    *("joserfc", "marshmallow", "cryptography", "granian"),
)


@pytest.mark.program
@pytest.mark.parametrize(
    ("command", "most"),
    [(["--help"], 420), (["score", "who-5"], 780), (["screen", "lake"], 780), (["programmes"], 780)],
)
def test_a_command_imports_only_what_it_needs(command: list[str], most: int) -> None:
    """In a loop over a folder of responses, the start is most of the time. What it takes, the benchmark of starting measures."""
    program = (
        "import sys\nfrom varde.cli import main\n"
        f"sys.argv[1:] = {command!r}\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], len(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", program], input=b"{}", capture_output=True, timeout=60, check=False)
    heavy, _, count = result.stderr.decode().splitlines()[-1].rpartition(" ")
    assert (heavy, int(count) <= most) == ("[]", True), count


def test_json_is_never_mixed_with_words(capfd: pytest.CaptureFixture[str]) -> None:
    shown: list[Any] = [json.loads(run(*command).stdout) for command in (["programmes"], ["instruments"])]
    assert all(shown)
    assert capfd.readouterr() == ("", "")


# --- the agenda before there is one


def test_a_start_is_looked_at_before_anybody_starts(tmp_path: Path) -> None:
    """In lines and as a drawing; what cannot be looked at has one sentence."""
    lines = json.loads(run("agenda", "preview", "lake", "--start", "2026-12-01").stdout)
    assert {"day": "2026-12-01", "what": "opens", "key": "start", "note": None} in lines
    file = tmp_path / "lake.svg"
    assert run("agenda", "preview", "lake", "--start", "2026-12-01", "--svg", str(file)).exit_code == 0
    assert file.read_text().startswith("<svg")
    for arguments, fault in (
        (("lake", "--start", "2426-12-01"), "between 1990 and 2199"),
        (("lake", "--start", "2026-12-01", "--track", "x"), "has no tracks"),
        (("ridge", "--start", "2026-12-01"), "must be one of"),
        (("lake", "--start", "2026-12-01", "--svg", str(tmp_path / "no" / "x.svg")), "cannot be written"),
    ):
        result = run("agenda", "preview", *arguments)
        said = sentence(result) if isinstance(result.exception, VardeError) else result.stderr
        assert result.exit_code != 0, arguments
        assert fault in said, said
