"""The text of each step is there in both languages of patients, under its key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.content.texts import read_content, text_key
from varde.kernel.errors import StartRefused
from varde.testing.sample import PROGRAMME


@pytest.mark.parametrize(("language", "read"), [("nb", "nb"), ("nn", "nn"), ("en", "nb"), ("se", "nb")])
def test_other_languages_read_bokmaal(language: str, read: str) -> None:
    assert text_key("sleep", "first", "rest", language) == f"sleep/first/rest/{read}"


def test_every_step_has_its_text_in_both_languages() -> None:
    texts = read_content(PROGRAMME)
    steps = [(module.key, step.key) for module in PROGRAMME.modules for step in module.steps]
    assert steps
    assert [text.key for text in texts] == [
        text_key(PROGRAMME.key, module, step, language) for module, step in steps for language in ("nb", "nn")
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
