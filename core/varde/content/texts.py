"""The text of steps: Markdown files in the plugin's package, read and made safe once, at start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from varde.content.values import OPTIONAL, REQUIRED, StepEdition, StepKey, StepWords, tidy
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.text import markdown
from varde.programmes.values import Programme


@dataclass(frozen=True, slots=True)
class StepText:
    """One step in one language. ``key`` is ``programme/module/step/language``; ``html`` is safe to show. ``words`` are what it is
    made of, and ``digest`` says which words these are."""

    key: str
    lede: str
    html: str
    language: str
    words: StepWords
    digest: str


def read_content(programme: Programme) -> list[StepText]:
    """Every step's text in bokmål and nynorsk, and in English where there is one.

    :raises StartRefused: one sentence for each file that is missing, has no ``lede``, or is not UTF-8.
    """
    texts, faults = [], []
    for module, step, language in _files(programme):
        path = f"content/{language}/{module}/{step}.md"
        try:
            source = (files(programme.package) / path).read_text(encoding="utf-8")
            words = read_words(source)
        except (OSError, ValueError, yaml.YAMLError) as fault:
            faults.append(f"{programme.package}: {path} cannot be read ({type(fault).__name__}: {fault}).")
            continue
        texts.append(as_text(StepKey(programme.key, module, step), language, words))
    if faults:
        raise StartRefused(*faults)
    return texts


def as_text(key: StepKey, language: str, words: StepWords) -> StepText:
    """These words as they are shown."""
    return StepText(f"{key}/{language}", words.lede, _html(words.body), language, words, words.digest(language))


@lru_cache(maxsize=1000)
def _html(body: str) -> str:
    """What a step says does not change, so that it is made safe once however many read it."""
    return markdown(body)


def text_of(catalogue: Catalogue, key: StepKey, language: str) -> StepText:
    """A step's text as its plugin ships it; in bokmål where it has none in this language, as ``StepText.language`` says then."""
    texts = catalogue.all(StepText)
    return texts.get(f"{key}/{language}") or texts[f"{key}/nb"]


def shipped(catalogue: Catalogue, key: StepKey) -> StepEdition | None:
    """What the plugin ships of a step, in every language; None of a step that no installed plugin has."""
    texts = catalogue.all(StepText)
    known = {language: texts.get(f"{key}/{language}") for language in (*REQUIRED, *OPTIONAL)}
    return StepEdition.of({language: text.words for language, text in known.items() if text}) if known["nb"] else None


def read_words(source: str) -> StepWords:
    """The words of a Markdown file with its ``lede`` in front matter. :raises ValueError, yaml.YAMLError: it has none."""
    source = source.replace("\r\n", "\n")
    if not source.startswith("---\n"):
        raise ValueError("there is no front matter")
    front, divider, body = source[4:].partition("\n---\n")
    values = yaml.safe_load(front) if divider else None
    if not isinstance(values, dict) or not str(values.get("lede", "")).strip():
        raise ValueError("the front matter has no lede")
    return tidy(str(values["lede"]), body)


def written_words(words: StepWords) -> str:
    """The file that :func:`read_words` reads these words from."""
    front = yaml.safe_dump({"lede": words.lede}, allow_unicode=True, width=10_000)
    return f"---\n{front}---\n\n{words.body}\n"


def _files(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """Module, step and language of each file that must be there, and of each that may be and is."""
    for module in programme.modules:
        for step in module.steps:
            yield from ((module.key, step.key, language) for language in REQUIRED)
            for language in OPTIONAL:
                if (files(programme.package) / "content" / language / module.key / f"{step.key}.md").is_file():
                    yield module.key, step.key, language
