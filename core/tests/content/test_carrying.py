"""Words are carried out as files, translated, and taken in again; what is wrong is said with the file and the line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from varde.content.approving import approve
from varde.content.commands import content_group
from varde.content.editing import draft_of, save_draft
from varde.content.values import StepKey, StepWords, tidy
from varde.content.word_files import FileFault, WordFile, path_of, read_folder, read_word_file, source_of
from varde.kernel.console import Console
from varde.kernel.errors import BadUsage

from .desk import KEY, Desk

NN, NB = path_of(KEY, "nn"), path_of(KEY, "nb")
WORDS = StepWords("Les: «dette».", "## Pust\n\nGå  \nut.\n\n---\n\n[telefon: klinikk]")


def test_a_file_says_what_it_was_written_from() -> None:
    for language in ("nb", "nn", "en"):
        file = read_word_file(path_of(KEY, language), source_of(WORDS, language).encode())
        assert (file.key, file.language, file.words) == (KEY, language, WORDS)
        assert file.basis == WORDS.digest(language)


def test_a_line_of_the_body_is_known_by_its_line_in_the_file() -> None:
    source = "---\nlede: Les.\n---\n\n\nEn.\n\n\n\nTo.\nTre.\n"
    file = read_word_file(NB, source.replace("\n", "\r\n").encode("utf-8-sig"))
    assert file.words == tidy("Les.", "En.\n\nTo.\nTre.")
    assert file.lines[:4] == (6, 7, 10, 11)


def whole(front: str = "lede: Les.", body: str = "Gå.") -> bytes:
    return f"---\n{front}\n---\n\n{body}\n".encode()


NO_WORDS = "this is no file of words: they stand in <programme>/<language>/<module>/<step>.md."
NO_FRONT = "the file begins with front matter: ---, a line with lede:, and --- again."
ONLY_WORDS = "cannot stand here, only lede and basis: locks, scoring and rules are the programme's."
# The path, the file, and what is said of it.
UNREAD: list[tuple[str, bytes, tuple[int, str]]] = [
    ("sample/programme.toml", b"", (1, NO_WORDS)),
    ("sample/nb/first-steps/the-trail.txt", whole(), (1, NO_WORDS)),
    ("sample/sv/first-steps/the-trail.md", whole(), (1, "there is no language sv: choose one of nb, nn, en.")),
    (NB, b"Les.\n", (1, NO_FRONT)),
    (NB, b"---\nlede: Les.\n", (1, NO_FRONT)),
    (NB, whole("lede: Les.\nlocks: [risk]"), (3, f"locks {ONLY_WORDS}")),
    (NB, whole("lede: Les.\nbasis: x\nscoring: 3"), (4, f"scoring {ONLY_WORDS}")),
    (NB, whole("lede: [Les]"), (2, "lede is said once, in words.")),
    (NB, whole("lede: Les.\nlede: Les."), (3, "lede is said once, in words.")),
    (NB, whole("- Les."), (2, "the front matter is lines of a name, a colon and words.")),
    (NB, whole('lede: Les.\nbasis: "x'), (3, "the front matter is not YAML: found unexpected end of stream.")),
    (NB, b"---\nlede: Les.\n---\n\nG\xe5.\n", (5, "the file is not UTF-8.")),
    (NB, whole(body="x" * 200_001), (1, "the file is larger than 200000 bytes.")),
]  # fmt: skip


def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path) -> None:
    for number, (path, raw, said) in enumerate(UNREAD):
        folder = tmp_path / str(number)
        put(folder, {path: raw, ".git/config": b"x"})
        files, faults = read_folder(folder)
        assert (files, faults) == ([], [FileFault(path, *said)]), path
    put(tmp_path / "calm", {NB: whole()})
    assert read_folder(tmp_path / "calm") == ([WordFile(NB, KEY, "nb", StepWords("Les.", "Gå."), (5, 6))], [])


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, raw in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)


class Terminal:
    """Somebody who runs ``varde content``."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder

    def run(self, *words: str) -> Result:
        platform = self.desk.house.platform
        console = Console(lambda: platform.catalogue, lambda: platform)
        return CliRunner().invoke(content_group, [*words, "--organisation", "klinikken"], obj=console)

    def done(self, *words: str) -> Any:
        result = self.run(*words)
        assert result.exit_code == 0, (words, result.output, result.exception)
        return json.loads(result.stdout)

    def refused(self, *words: str) -> list[str]:
        result = self.run(*words)
        if isinstance(result.exception, BadUsage):
            return list(result.exception.faults)
        assert result.exit_code == 2, (words, result.output, result.exception)
        assert result.stderr.splitlines()[-1] == "Nothing was stored."
        return [line.replace(str(self.folder), "FOLDER") for line in result.stderr.splitlines()[:-1]]

    def exported(self) -> dict[str, str]:
        """What stands, as files by their paths."""
        self.done("export", str(self.folder), "--replace")
        return {str(path.relative_to(self.folder)): path.read_text() for path in self.folder.rglob("*.md")}

    def write(self, path: str, old: str, new: str) -> None:
        source = (self.folder / path).read_text()
        assert old in source, (path, old)
        (self.folder / path).write_text(source.replace(old, new))


@pytest.fixture
def terminal(desk: Desk, tmp_path: Path) -> Terminal:
    return Terminal(desk, tmp_path / "ord")


def test_out_translated_and_in_again_as_a_version_that_waits(desk: Desk, terminal: Terminal) -> None:
    desk.published("Gå ut.")
    files = terminal.exported()
    with desk.house.work() as work:
        steps = sum(len(module.steps) for module in desk.house.programme("sample").modules)
        assert draft_of(work, desk.clinic.id, KEY) is None
    assert len(files) >= 2 * steps
    assert files[NN].startswith("---\nlede: Kort.\nbasis: ")
    assert files[NN].endswith("---\n\nGå ut. no\n")
    assert terminal.run("import", str(terminal.folder)).stderr == "Nothing differs from what is shown.\n"
    terminal.write(NN, "Gå ut. no", "Gå ut no.")
    seen = terminal.run("diff", str(terminal.folder)).stdout
    assert f"--- a/{NN}\n+++ b/{NN}\n" in seen
    assert "\n-Gå ut. no\n+Gå ut no.\n" in seen
    step = {"step": str(KEY), "languages": ["nn"], "version": None}
    assert terminal.done("import", str(terminal.folder), "--dry-run") == {
        "organisation": "klinikken",
        "steps": [step],
        "stored": False,
    }
    assert terminal.run("diff", "--step", str(KEY), "--version", "2").exception is not None
    taken = terminal.done("import", str(terminal.folder), "--from", str(desk.today()), "--note", "Omsett")
    assert taken == {"organisation": "klinikken", "steps": [{**step, "version": 2}], "stored": True}
    assert "+Gå ut no.\n" in terminal.run("diff", "--step", str(KEY), "--version", "2").stdout
    assert terminal.exported()[NN] == files[NN], "nothing is shown before another has approved it"
    desk.do("siri", approve, 2)
    assert "Gå ut no." in terminal.exported()[NN]
    assert "Gå ut no." in terminal.run("diff", "--programme", "sample").stdout


# What is done with the files before they are taken in, and what is said of it.
def _overtaken(desk: Desk, terminal: Terminal) -> None:
    terminal.write(NN, "Gå ut. no", "Gå no.")
    desk.published("Gå heim.")


def _being_written(desk: Desk, terminal: Terminal) -> None:
    terminal.write(NN, "Gå ut. no", "Gå no.")
    desk.do("kari", save_draft, desk.clinic, KEY, desk.words("Kari skriver."))


def _waiting(desk: Desk, terminal: Terminal) -> None:
    terminal.write(NN, "Gå ut. no", "Gå no.")
    desk.sent("kari", "Kari sendte.")


def _unfit(_desk: Desk, terminal: Terminal) -> None:
    terminal.write(NN, "Gå ut. no", "Gå ut. no\n\n\n<b>Ring</b> [oss](tel:12).")


def _fewer(_desk: Desk, terminal: Terminal) -> None:
    terminal.write(NB, "Gå ut.", "Gå ut.\n\nPust.")


def _without_nynorsk(_desk: Desk, terminal: Terminal) -> None:
    put(terminal.folder, {NN: b"---\nlede: ''\n---\n"})


def _unknown(_desk: Desk, terminal: Terminal) -> None:
    put(terminal.folder, {path_of(StepKey("sample", "first-steps", "none"), "nb"): whole()})


CASES = {
    "overtaken": (
        _overtaken,
        [f"{NN}, line 3: the words were changed here after the file was written out: write them out again, and put yours in."],
    ),
    "being written": (_being_written, [f"{NN}, line 1: Kari Lie is writing this step: send or throw away that draft first."]),
    "waiting": (_waiting, [f"{NN}, line 1: version 2 waits for approval: it must be decided or withdrawn first."]),
    "unfit": (
        _unfit,
        [
            f"{NN}, line 9: Line 9 in nynorsk, “<b>Ring</b> [oss](tel:12).”, is not shown so. Use headings with ##, lists, "
            "emphasis and links to https: or tel:.",
            f"{NN}, line 9: Line 9 in nynorsk, “<b>Ring</b> [oss](tel:12).”: after tel: stands a number of 3 to 15 digits without "
            "blanks.",
        ],
    ),
    "fewer": (
        _fewer,
        [
            f"{NN}, line 1: The nynorsk text lacks 1 paragraphs that are there in bokmål. The step cannot be published before "
            "both are whole."
        ],
    ),
    "without nynorsk": (
        _without_nynorsk,
        [f"{NN}, line 1: The step has no text in nynorsk, and cannot be published before it is there."],
    ),
    "unknown": (_unknown, ["sample/nb/first-steps/none.md, line 1: no installed programme has the step sample/first-steps/none."]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_taken_in_is_said_and_nothing_is_stored(desk: Desk, terminal: Terminal, case: str) -> None:
    spoil, said = CASES[case]
    desk.published("Gå ut.")
    terminal.exported()
    spoil(desk, terminal)
    before = terminal.run("diff", "--step", str(KEY)).stdout
    for dry in ([], ["--dry-run"]):
        faults = terminal.refused("import", str(terminal.folder), *dry)
        assert [fault.removeprefix("FOLDER/") for fault in faults] == said
    assert terminal.run("diff", "--step", str(KEY)).stdout == before


def test_bad_usage_is_one_sentence(desk: Desk, terminal: Terminal) -> None:
    desk.published("Gå ut.")
    terminal.exported()
    folder = str(terminal.folder)
    terminal.write(NN, "Gå ut. no", "Gå no.")
    cases: list[tuple[list[str], str]] = [
        (
            ["export", folder],
            f"{folder}/{NB} is there already: write into an empty folder, or --replace what is there.",
        ),
        (["export", f"{folder}/{NB}/x"], f"{folder}/{NB}/x cannot be written: Not a directory."),
        (["export", folder, "--programme", "none"], "There is no programme none: choose one of sample."),
        (["import", f"{folder}/none"], f"{folder}/none cannot be read: No such file or directory."),
        (["import", folder, "--from", "i morgen"], "--from i morgen is no day: write it as 2026-12-01."),
        (["import", folder, "--from", "2020-01-01"], "Choose a day from today and at most a year ahead."),
        (["import", folder, "--note", "x" * 201], "What is changed is said in at most 200 characters."),
        (["diff", "--version", "1"], "--version is of one step: say which with --step, and no folder."),
        (["diff", "--step", str(KEY), "--version", "9"], f"klinikken has no version 9 of {KEY}."),
        (
            ["diff", "--step", "sample/none"],
            "There is no step sample/none: write it as programme/module/step, as in the folders of an export.",
        ),
    ]
    for words, sentence in cases:
        assert terminal.refused(*words) == [sentence], words
