"""What an operator sees: does the store agree with the rows, and what is hers in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from varde import cli
from varde.files.part import unscanned
from varde.files.stores import FolderStore
from varde.kernel.errors import BadUsage, StartRefused
from varde.platform import refuse_if_unsound
from varde.testing.house import environment

from . import samples_of_files as samples
from .conftest import Kept

Run = Callable[..., Result]
pytestmark = pytest.mark.usefixtures("samples_installed")


@pytest.fixture
def run(kept: Kept) -> Run:
    url = str(kept.house.platform.engine.url)

    def command(*words: str, files: str = str(kept.folder)) -> Result:
        cli.platform.cache_clear()
        try:
            return CliRunner().invoke(cli.varde, words, env=environment(url, VARDE_FILES=files))
        finally:
            cli.platform.cache_clear()

    return command


def test_a_store_that_agrees_is_no_news(run: Run, kept: Kept) -> None:
    kept.add(used="entry/1")
    done = run("files", "check")
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"files": 1, "leaving": 0, "dangling": [], "orphans": []})


def test_what_does_not_agree_is_said_and_ends_with_1(run: Run, kept: Kept) -> None:
    key = kept.add(used="entry/1")
    FolderStore(kept.folder).remove(key)
    FolderStore(kept.folder).put("e" * 32, [b"x"])
    done = run("files", "check")
    assert (done.exit_code, json.loads(done.stdout)["dangling"]) == (1, [key])
    assert done.stderr == ("1 files cannot be read: the store does not have them whole.\n1 blobs belong to no file.\n")
    assert kept.blobs() == ["e" * 32]
    done = run("files", "check", "--remove-orphans")
    assert (done.exit_code, kept.blobs()) == (1, [])
    assert "1 blobs belong to no file and were removed." in done.stderr


def test_without_a_store_there_is_nothing_to_check(run: Run) -> None:
    done = run("files", "check", files="")
    assert isinstance(done.exception, BadUsage)
    assert str(done.exception) == "VARDE_FILES is not set, so there are no files."


def test_what_is_hers_is_written_into_a_folder(run: Run, kept: Kept, tmp_path: Path) -> None:
    picture, film = kept.add(used="entry/1"), kept.add(samples.MP4, "film", used="entry/2")
    done = run("privacy", "export", str(kept.ingrid.id), "--files", str(tmp_path / "out"))
    lines = json.loads(done.stdout)["files"]
    assert {line["file"]: line["medium"] for line in lines} == {f"{picture}.jpg": "picture", f"{film}.mp4": "film"}
    assert (tmp_path / "out" / f"{film}.mp4").read_bytes() == samples.MP4
    assert samples.opened_picture((tmp_path / "out" / f"{picture}.jpg").read_bytes()).size == (640, 480)
    again = run("privacy", "export", str(kept.ingrid.id), "--files", str(tmp_path / "out"))
    assert str(again.exception) == f"The folder {tmp_path / 'out'} cannot be made: File exists."


def test_a_file_that_is_gone_from_the_store_is_not_left_out_in_silence(run: Run, kept: Kept, tmp_path: Path) -> None:
    key = kept.add(used="entry/1")
    FolderStore(kept.folder).remove(key)
    done = run("privacy", "export", str(kept.ingrid.id), "--files", str(tmp_path / "out"))
    assert str(done.exception) == f"The file {key} is damaged or gone from the store; see varde files check."


# --- the start


def test_what_cannot_keep_or_look_stops_the_start(kept: Kept) -> None:
    refuse_if_unsound(kept.house.platform)
    object.__setattr__(kept.house.platform.settings, "files", f"{kept.folder}/no")
    object.__setattr__(kept.house.platform.settings, "scanner", "/no/scanner")
    with pytest.raises(StartRefused) as refused:
        refuse_if_unsound(kept.house.platform)
    assert refused.value.faults == (
        f"VARDE_FILES is {kept.folder}/no, and there is no such folder.",
        "VARDE_SCANNER begins with /no/scanner, and there is no such program.",
    )


@pytest.mark.parametrize(
    ("environment", "scanner", "warned"),
    [("production", None, True), ("production", "true", False), ("demo", None, False)],
)
def test_files_that_nobody_looks_at_are_warned_of_in_production(
    kept: Kept, environment: str, scanner: str | None, warned: bool
) -> None:
    object.__setattr__(kept.house.platform.settings, "environment", environment)
    object.__setattr__(kept.house.platform.settings, "scanner", scanner)
    with kept.house.work() as work:
        sentence = "VARDE_SCANNER is not set: files are taken in, and nobody looks for viruses in them."
        assert unscanned(work) == ([sentence] if warned else [])
