"""The text of each step is there in both languages of patients, under its key."""

from __future__ import annotations

import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from varde.content.texts import StepText, read_content, text_of
from varde.content.values import StepKey
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.testing.sample import PROGRAMME


@pytest.mark.parametrize(
    ("step", "language", "read"),
    [
        ("the-trail", "nb", ("nb", "Du ser hvor løypa går.")),
        ("the-trail", "nn", ("nn", "Du ser kvar løypa går.")),
        ("the-trail", "en", ("en", "You see where the trail goes.")),
        ("the-trail", "se", ("nb", "Du ser hvor løypa går.")),
        ("packing", "en", ("nb", "Du pakker det du trenger.")),
    ],
)
def test_a_language_that_is_not_there_is_read_in_bokmaal(step: str, language: str, read: tuple[str, str]) -> None:
    catalogue = Catalogue().with_values(StepText, read_content(PROGRAMME))
    text = text_of(catalogue, StepKey("sample", "first-steps", step), language)
    assert (text.language, text.lede) == read


def test_every_step_has_its_text_in_both_languages_and_one_in_english_too() -> None:
    texts = read_content(PROGRAMME)
    steps = [(module.key, step.key) for module in PROGRAMME.modules for step in module.steps]
    assert steps
    assert [text.key for text in texts] == [
        f"sample/{module}/{step}/{language}"
        for module, step in steps
        for language in ("nb", "nn", *(["en"] if step == "the-trail" else []))
    ]
    assert all(text.lede and text.html.startswith("<") for text in texts)


def test_every_file_that_is_missing_is_named() -> None:
    module, *others = PROGRAMME.modules
    step, *more = module.steps
    lost = replace(module, steps=(replace(step, key="lost"), *more))
    with pytest.raises(StartRefused) as refused:
        read_content(replace(PROGRAMME, modules=(lost, *others)))
    assert [fault.split(" (")[0] for fault in refused.value.faults] == [
        f"{PROGRAMME.package}: content/{language}/{module.key}/lost.md cannot be read" for language in ("nb", "nn")
    ]


def test_a_word_that_cannot_stand_above_a_text_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "misspelt"
    shutil.copytree(Path(str(files(PROGRAMME.package))), package)
    module, step = PROGRAMME.modules[0].key, PROGRAMME.modules[0].steps[0].key
    text = package / "content" / "nn" / module / f"{step}.md"
    text.write_text(text.read_text("utf-8").replace("lede:", "led:", 1), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(StartRefused) as refused:
        read_content(replace(PROGRAMME, package="misspelt"))
    assert refused.value.faults == (
        f"misspelt: content/nn/{module}/{step}.md cannot be read, line 2: led cannot stand here, only lede and basis: "
        "locks, scoring and rules are the programme's.",
    )
