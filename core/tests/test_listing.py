"""Commands are listed without being imported: ours, those of other distributions, and those that cannot run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rich_click as click

from varde import cli
from varde.kernel.commands import Later
from varde.testing.forked import varde_forked
from varde.testing.house import environment

pytestmark = pytest.mark.usefixtures("samples_installed")
WHO_5 = json.dumps({f"q{n}": 3 for n in range(1, 6)})
PLUGINS = (
    "varde.plugin",
    "varde.instruments",
    "varde.programmes",
    "varde.rules",
    "varde.kernel.work",
    "varde_",
    "varde.testing",
)
HEAVY = ("flask", "sqlalchemy", "joserfc", "requests", "numpy", "marshmallow", "babel", "yaml", "markdown_it")


def distribution(
    folder: Path, name: str, summary: str, entry_points: str, required: str = "varde>=0.1", **modules: str
) -> None:
    """An installed distribution: its metadata, and its modules."""
    about = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    about.mkdir(parents=True)
    written = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nSummary: {summary}\nRequires-Dist: {required}\n"
    (about / "METADATA").write_text(written)
    (about / "entry_points.txt").write_text(entry_points)
    for module, text in modules.items():
        (folder / f"{module}.py").write_text(text)


def varde(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """The program on a machine where the distributions of ``folder`` are installed too."""
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    return varde_forked(*arguments, stdin=given, env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200"})


def every_later(group: click.Group, before: str = "varde") -> Iterator[tuple[str, Later]]:
    for name, command in group.commands.items():
        if isinstance(command, Later):
            yield f"{before} {name}", command
        elif isinstance(command, click.Group):
            yield from every_later(command, f"{before} {name}")


@pytest.mark.parametrize(("line", "command"), list(every_later(cli.varde)), ids=str)
def test_the_list_says_what_the_command_says_of_itself(line: str, command: Later) -> None:
    first_paragraph = " ".join((command.load().help or "").split("\n\n")[0].split())
    assert command.help == first_paragraph, line
    assert command.name == command.load().name


@pytest.mark.program
def test_the_list_is_made_without_importing_what_the_commands_need() -> None:
    program = (
        "import sys\nfrom varde.cli import main\nsys.argv[1:] = ['--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"names = [name for name in sys.modules if name.startswith({PLUGINS!r}) or name in {HEAVY!r}]\n"
        # A capability says which commands it has in its part, and that is all of it that the list reads.
        "names = [name for name in names if f'{name}.part' not in sys.modules and not name.endswith('.part')]\n"
        "print(names, file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert result.stderr.splitlines()[-1] == "[]"


# --- commands of other distributions


@pytest.mark.program
def test_another_distribution_brings_a_command(tmp_path: Path) -> None:
    said = "import click\n@click.command()\n@click.option('--port')\ndef greet(port):\n    print('Hei fra', port)\n"
    distribution(
        tmp_path, "varde-greeting", "Greets whoever asks.", "[varde.commands]\ngreet = greeting:greet\n", greeting=said
    )
    listed = varde(tmp_path, "--help")
    assert "greet" in listed.stdout
    assert "Greets whoever asks." in listed.stdout
    assert varde(tmp_path, "greet", "--port", "8000").stdout == "Hei fra 8000\n"
    assert "--port" in varde(tmp_path, "greet", "--help").stdout


@pytest.mark.program
def test_a_command_that_cannot_be_imported_stops_only_itself(tmp_path: Path) -> None:
    distribution(
        tmp_path,
        "varde-broken",
        "Does not work.",
        "[varde.commands]\nbroken = broken_command:broken\nnothing = broken_too:nothing\n",
        broken_command="import no_such_module_at_all\n",
        broken_too="nothing = 7\n",
    )
    assert "Does not work." in varde(tmp_path, "--help").stdout
    assert json.loads(varde(tmp_path, "score", "who-5", given=WHO_5).stdout)["total"] == 60
    asked = varde(tmp_path, "broken")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr == (
        "Varde cannot start:\n- The command broken (varde-broken) cannot be imported: ModuleNotFoundError: "
        "No module named 'no_such_module_at_all'\n"
    )
    assert varde(tmp_path, "nothing").stderr == (
        "Varde cannot start:\n- The command nothing (varde-broken) leads to 7, which is no command.\n"
    )


@pytest.mark.program
def test_two_who_bring_one_command_are_both_named(tmp_path: Path) -> None:
    for name in ("varde-b", "varde-a"):
        distribution(tmp_path, name, name, f"[varde.commands]\ngreet = {name[-1]}_greeting:greet\n")
    assert "Cannot run: brought by varde-a and by varde-b." in varde(tmp_path, "--help").stdout
    asked = varde(tmp_path, "greet")
    assert asked.returncode == 1
    assert asked.stderr == "Varde cannot start:\n- The command greet is brought twice: by varde-a and by varde-b.\n"


@pytest.mark.program
def test_nobody_takes_the_name_of_ours(tmp_path: Path) -> None:
    distribution(tmp_path, "varde-thief", "Stolen.", "[varde.commands]\nscore = thief:score\n", thief="score = 7\n")
    assert "Stolen." not in varde(tmp_path, "--help").stdout
    assert json.loads(varde(tmp_path, "score", "who-5", given=WHO_5).stdout)["total"] == 60


# --- a plugin that does not work


@pytest.fixture
def broken_plugin(tmp_path: Path) -> Path:
    distribution(
        tmp_path,
        "varde-ill",
        "An ill plugin.",
        "[varde]\nill = ill_plugin\n",
        ill_plugin="raise RuntimeError('no rest')\n",
    )
    return tmp_path


@pytest.mark.program
@pytest.mark.parametrize("command", [["score", "who-5"], ["screen", "lake"], ["programmes"], ["instruments"]])
def test_a_broken_plugin_is_named_and_the_others_work(broken_plugin: Path, command: list[str]) -> None:
    ran = varde(broken_plugin, *command, given=WHO_5 if command[0] == "score" else "{}")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)
    line = f"{broken_plugin / 'ill_plugin.py'}:1"
    assert ran.stderr == f"The plugin ill (varde-ill) cannot be imported: RuntimeError: no rest ({line})\n"


@pytest.mark.program
def test_what_is_decided_about_the_instrument_of_a_broken_plugin_waits(
    broken_plugin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = broken_plugin / "rules.toml"
    rules.write_text('[ill-7]\ndecided_by = "Kari Nordmann"\ndecided_on = 2026-03-01\nconfirmed = ["items"]\n')
    monkeypatch.setenv("VARDE_RULES", str(rules))
    assert varde(broken_plugin, "score", "who-5", given=WHO_5).returncode == 0
    (broken_plugin / "ill_plugin.py").write_text(
        "from varde.plugin import Part, hookimpl\n@hookimpl\ndef varde_part():\n    return Part(key='ill')\n"
    )
    refused = varde(broken_plugin, "score", "who-5", given=WHO_5)
    assert refused.returncode == 1
    assert "rules.toml: there is no instrument ill-7" in refused.stderr


@pytest.mark.program
def test_a_broken_plugin_is_no_part_of_the_list_of_commands(broken_plugin: Path) -> None:
    listed = varde(broken_plugin, "--help")
    assert (listed.returncode, listed.stderr) == (0, "")


@pytest.mark.program
def test_the_check_fails_on_a_broken_plugin(broken_plugin: Path) -> None:
    ran = varde(broken_plugin, "plugin", "check")
    assert ran.returncode == 1
    assert "The plugin ill (varde-ill) cannot be imported: RuntimeError: no rest" in ran.stderr


# --- a part that does not hold together


def ill(folder: Path, body: str) -> Path:
    """A plugin whose hook has this body; returns its file, in which the body begins on the fourth line."""
    text = f"from varde.plugin import Part, Tables, hookimpl\n@hookimpl\ndef varde_part():\n    {body}\n"
    distribution(folder, "varde-ill", "An ill plugin.", "[varde]\nill = ill_plugin\n", ill_plugin=text)
    return folder / "ill_plugin.py"


@pytest.mark.program
@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            "return Part(key='ill', tables=lambda: Tables(()))",
            "The part ill ({line}) has tables and no personal_data: it must say of each table whom it is about.",
        ),
        ("return Part(key='lake')", "The plugin ill hands over a part with the key lake ({line}); it must be ill."),
        ("raise RuntimeError('no rest')", "The plugin ill fails in varde_part: RuntimeError: no rest ({line})"),
    ],
)
def test_it_is_one_sentence_with_file_and_line_and_stops_no_scoring(tmp_path: Path, body: str, fault: str) -> None:
    line = f"{ill(tmp_path, body)}:4"
    checked = varde(tmp_path, "plugin", "check")
    assert checked.returncode == 1
    assert checked.stderr == f"Varde cannot start:\n- {fault.format(line=line)}\n"
    (said,) = json.loads(checked.stdout)["faults"]
    assert (said["stops"], said["times"], fault.format(line=line).endswith(said["rule"])) == (True, 1, True)
    scored = varde(tmp_path, "score", "who-5", given=WHO_5)
    assert json.loads(scored.stdout)["total"] == 60
    assert scored.stderr == f"{fault.format(line=line)}\n"


@pytest.mark.program
def test_a_plugin_for_another_varde_is_refused_and_not_imported(tmp_path: Path) -> None:
    entry_points = "[varde]\nill = ill_plugin\n"
    distribution(tmp_path, "varde-ill", "Ill.", entry_points, "varde<0.1,>=0.0.3", ill_plugin="raise SystemExit(3)\n")
    fault = (
        "The plugin ill (varde-ill) is made for Varde >=0.0.3 and <0.1, and this is Varde 0.1.0: install a version of it "
        "that is made for this one."
    )
    assert varde(tmp_path, "plugin", "check").stderr == f"Varde cannot start:\n- {fault}\n"
    scored = varde(tmp_path, "score", "who-5", given=WHO_5)
    assert (scored.returncode, scored.stderr) == (0, f"{fault}\n")
    assert json.loads(scored.stdout)["total"] == 60


@pytest.mark.program
def test_a_plugin_that_does_not_say_which_varde_is_asked_to(tmp_path: Path) -> None:
    text = "from varde.plugin import Part, hookimpl\n@hookimpl\ndef varde_part():\n    return Part(key='mild')\n"
    distribution(tmp_path, "varde-mild", "Mild.", "[varde]\nmild = mild_plugin\n", "pluggy", mild_plugin=text)
    checked = varde(tmp_path, "plugin", "check")
    assert checked.returncode == 1
    assert checked.stderr.splitlines()[1:] == [
        f"- {tmp_path / 'mild_plugin.py'}:4: mild: its distribution does not say which Varde it is made for, as in "
        'dependencies = ["varde>=0.1,<0.2"]'
    ]


@pytest.mark.program
def test_two_parts_with_one_key_name_both_files(tmp_path: Path) -> None:
    text = "from varde.plugin import Part, hookimpl\n@hookimpl\ndef varde_part():\n    return Part(key='alerts')\n"
    distribution(tmp_path, "varde-alerts", "Alerts.", "[varde]\nalerts = more_alerts\n", more_alerts=text)
    checked = varde(tmp_path, "plugin", "check")
    assert checked.returncode == 1
    assert checked.stderr.startswith("Varde cannot start:\n- Two parts have the key alerts: ")
    assert f"{tmp_path / 'more_alerts.py'}:4" in checked.stderr
    assert "alerts/part.py:" in checked.stderr
    assert checked.stderr.count("\n") == 2


@pytest.mark.program
@pytest.mark.parametrize("program", ["serve", "worker", "clock"])
def test_what_runs_does_not_start(tmp_path: Path, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment(f"sqlite:///{tmp_path / 'varde.sqlite'}").items():
        monkeypatch.setenv(name, value)
    assert varde(tmp_path, "db", "upgrade").returncode == 0
    file = ill(tmp_path, "raise RuntimeError('no rest')")
    ran = varde(tmp_path, program)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"Varde cannot start:\n- The plugin ill fails in varde_part: RuntimeError: no rest ({file}:4)\n"
    )
