"""``varde plugin check`` says one sentence for each mistake, with its file and line, and nothing of a plugin that is sound."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from varde.checking import would_run
from varde.instruments.library import INSTRUMENTS
from varde.instruments.values import NEEDS, Instrument
from varde.kernel.assembly import taken
from varde.kernel.shape import field_types
from varde.kernel.words import Text
from varde.parts import PARTS
from varde.plugin.inspection.findings import Finding, Fold, folded
from varde.plugin.inspection.scoring import CONTEXTS, faults_in_scoring
from varde.plugin.inspection.texts import faults_of_texts, same_words
from varde.plugin.inspection.whole import inspected
from varde.plugin.registry import Plugins
from varde.plugin.scaffold import new_plugin
from varde.testing import sample
from varde.testing.samples import lake, ridge, village

from .mistakes import MISTAKES
from .mistakes.table import Mistake

OTHER = """from varde.plugin import Part, hookimpl


@hookimpl
def varde_part():
    return Part(key="other")
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "oops"
    new_plugin("oops", "Oops", folder)
    other = folder.parent / "other_plugin"
    other.mkdir()
    (other / "__init__.py").write_text("")
    (other / "rules.py").write_text(OTHER)
    return folder


@pytest.fixture
def oops(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a sound plugin, in which one stands; it may be spoilt."""
    folder = tmp_path / "oops"
    shutil.copytree(sound, folder)
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(sound.parent))
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] in ("varde_oops", "other_plugin")]:
        del sys.modules[name]


def plugins() -> Plugins:
    modules = {"oops": "varde_oops.plugin", "other": "other_plugin.rules"}
    return {key: (EntryPoint(key, name, "varde").load, f"varde-{key}", "0") for key, name in modules.items()}


def checked() -> list[Fold]:
    return folded(inspected(PARTS, plugins(), would_run))


def test_a_sound_plugin_is_sound(oops: Path) -> None:
    assert checked() == []


def spoil(mistake: Mistake) -> None:
    file = Path(mistake.file)
    if mistake.old == "*":
        file.unlink()
    elif mistake.old:
        text = file.read_text(encoding="utf-8")
        assert mistake.old in text
        file.write_text(text.replace(mistake.old, mistake.new, 1), encoding="utf-8")
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + mistake.new, encoding="utf-8")


def line_of(file: str, words: str) -> str:
    """Where these words first stand."""
    *other, words = words.split("//", 1)
    file = other[0] if other else file
    text = Path(file).read_text(encoding="utf-8")
    assert words in text
    return f"{file}:{text[: text.index(words)].count(chr(10)) + 1}"


@pytest.mark.usefixtures("oops")
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.file}: {mistake.name}")
def test_each_mistake_is_one_sentence(mistake: Mistake) -> None:
    spoil(mistake)
    folds = checked()
    at = line_of(mistake.file, mistake.at) if mistake.at else ""
    says = mistake.says.replace("{at}", at)
    if "{this}" in says:
        says = says.replace("{this}", line_of(mistake.file, "# this"))
    if at and at not in says:
        says = f"{at}: {says}"
    said = [(fold.first.stops, str(fold)) for fold in folds]
    if says.endswith("…"):
        said = [(stops, sentence[: len(says) - 1] + "…") for stops, sentence in said]
    assert said == [(mistake.stops, says)]


def test_only_what_stops_the_start_is_said_of_plugins_nobody_asked_about(oops: Path) -> None:
    mild = next(each for each in MISTAKES if not each.stops and each.old and each.old != "*")
    spoil(mild)
    assert folded(inspected(PARTS, plugins(), would_run, ["other"])) == []
    assert folded(inspected(PARTS, plugins(), would_run, ["oops"])) == checked() != []
    stopping = next(each for each in MISTAKES if each.stops and each.old == "*")
    spoil(stopping)
    assert [fold.first.stops for fold in folded(inspected(PARTS, plugins(), would_run, ["other"]))] == [True]


def test_there_are_mistakes_enough() -> None:
    assert len({(mistake.file, mistake.old, mistake.new) for mistake in MISTAKES}) == len(MISTAKES) >= 52


# --- it cries no wolf


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda instrument: instrument.key)
def test_what_the_library_scores_is_sound(instrument: Instrument) -> None:
    assert [*faults_in_scoring(instrument)] == []
    assert [*faults_of_texts(instrument)] == []


@pytest.mark.parametrize("sample", [sample, lake, village, ridge], ids=lambda module: module.__name__)
def test_the_samples_are_sound(sample: ModuleType) -> None:
    key = sample.varde_part().key
    assert inspected(PARTS, {key: (lambda: sample, f"varde-{key}", "0")}, would_run) == []


def test_everything_that_scoring_reads_is_tried() -> None:
    assert set(CONTEXTS) == set(NEEDS)


@pytest.mark.parametrize(
    ("nb", "nn", "copied"),
    [
        ("Du må være 18 år.", "Du må være 18 år.", True),
        ("Ikke nå", "Ikkje no", False),
        ("Løypa er for deg som er 18 år eller eldre.", "Løypa er for deg som er 18 år eller eldre.", False),
        ("Grovt brød og andre grove kornvarer om dagen", "Grovt brød og andre grove kornvarer om dagen", False),
        ("Vi ser fram til å møte deg. " * 5, "Vi ser fram til å møte deg. " * 5, True),
        ("Vi ser fram til å møte deg. " * 5, "Vi ser fram til å treffe deg. " * 5, False),
    ],
)
def test_nynorsk_that_is_bokmal(nb: str, nn: str, copied: bool) -> None:
    assert same_words(Text(nb, nn)) is copied


# --- how it is said


def test_the_same_is_said_once_with_every_place(oops: Path) -> None:
    for step in ("welcome", "try-it"):
        for language in ("nb", "nn"):
            file = Path(f"varde_oops/content/{language}/first-steps/{step}.md")
            file.write_text(file.read_text(encoding="utf-8") + "\n# Stort\n", encoding="utf-8")
    (fold,) = checked()
    lines = {finding.at for finding in (fold.first, *fold.repeated)}
    assert len(lines) == 4
    assert str(fold).startswith("varde_oops/content/nb/first-steps/try-it.md:")
    assert ": a heading of the first level is not shown. The same 3 times more: varde_oops/content/" in str(fold)
    assert fold.as_json()["times"] == 4
    assert {place["at"] for place in fold.as_json()["places"]} == lines


def test_what_stops_the_start_comes_first() -> None:
    later = Finding("oops", "page about", "its body is empty")
    first = Finding("", "oops, measure oops.week", "there is no occasion 9w.", stops=True)
    assert [fold.first for fold in folded([later, first, later])] == [first, later]


def test_the_constructors_are_as_before(oops: Path) -> None:
    made = [each.__init__ for each in (Instrument, Text, Finding)]
    checked()
    assert [each.__init__ for each in (Instrument, Text, Finding)] == made


def test_every_declared_type_can_be_read() -> None:
    kinds = [kind for part in PARTS for kind in taken(part, "kinds", [])]
    assert kinds
    for kind in kinds:
        assert set(field_types(kind.type)) == {each.name for each in fields(kind.type) if each.init}
