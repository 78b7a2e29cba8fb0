"""Files are whole or not there, and two that belong together take their places together."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from varde.kernel.errors import BadUsage
from varde.kernel.files import place_of_file, whole_file, whole_files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_its_place_when_the_block_ends_well(tmp_path: Path) -> None:
    out = tmp_path / "ut.csv"
    out.write_text("from yesterday")
    with whole_file(out) as file:
        file.write("å\n")
        assert out.read_text() == "from yesterday"
    assert out.read_bytes() == "å\n".encode()
    assert out.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["ut.csv"]


def test_nothing_is_left_when_the_block_fails(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("kept")
    with pytest.raises(RuntimeError), whole_files(tmp_path / "a", tmp_path / "b") as [one, _]:
        one.write("half")
        raise RuntimeError
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text() == "kept"


@pytest.mark.parametrize("wrong", [0, 1])
def test_the_places_are_looked_at_before_anything_is_done(tmp_path: Path, wrong: int) -> None:
    (tmp_path / "folder").mkdir()
    paths = [tmp_path / "a", tmp_path / "a"]
    paths[wrong] = tmp_path / "folder"
    with pytest.raises(BadUsage, match="folder cannot be written: Is a directory"), whole_files(*paths):
        pytest.fail("the block began")
    assert names(tmp_path) == ["folder"]


@pytest.mark.parametrize("there", [True, False])
def test_the_first_is_put_back_when_the_second_cannot_be_moved(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "a").write_text("from yesterday")
    with pytest.raises(BadUsage, match="b cannot be written"), whole_files(tmp_path / "a", tmp_path / "b") as [one, _]:
        one.write("today")
        # Somebody makes a folder of that name meanwhile.
        (tmp_path / "b").mkdir()
    assert names(tmp_path) == (["a", "b"] if there else ["b"])
    if there:
        assert (tmp_path / "a").read_text() == "from yesterday"


def test_both_replace_what_was_there(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text("from yesterday")
    with whole_files(tmp_path / "a", tmp_path / "b") as files:
        for file in files:
            file.write("today")
    assert names(tmp_path) == ["a", "b"]
    assert {(tmp_path / name).read_text() for name in "ab"} == {"today"}


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    with whole_file(tmp_path / "link") as file:
        file.write("x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("/", "Is a directory"),
        ("/dev/null", "It is not a file"),
        ("no/such/file", "No such file or directory"),
        ("loop", "Too many levels of symbolic links"),
        ("a\0b", "embedded null byte"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_place_that_takes_no_file_is_named(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(BadUsage) as caught:
        place_of_file(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name} cannot be written: {why}."


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(BadUsage, match=r"a and .*b cannot be written: No space left"),
        whole_files(tmp_path / "a", tmp_path / "b"),
    ):
        raise OSError(28, os.strerror(28))
    assert names(tmp_path) == []
