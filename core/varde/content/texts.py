"""The text of steps: Markdown files in the plugin's package, read and made safe once, at start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import yaml

from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.text import markdown
from varde.programmes.values import Programme

REQUIRED = ("nb", "nn")
OPTIONAL = ("en",)


@dataclass(frozen=True, slots=True)
class StepText:
    """One step in one language. ``key`` is ``programme/module/step/language``; ``html`` is safe to show."""

    key: str
    lede: str
    html: str
    language: str


def read_content(programme: Programme) -> list[StepText]:
    """Every step's text in bokmål and nynorsk, and in English where there is one.

    :raises StartRefused: one sentence for each file that is missing, has no ``lede``, or is not UTF-8.
    """
    texts, faults = [], []
    for module, step, language in _files(programme):
        path = f"content/{language}/{module}/{step}.md"
        try:
            source = (files(programme.package) / path).read_text(encoding="utf-8")
            lede, body = _parts(source)
        except (OSError, ValueError, yaml.YAMLError) as fault:
            faults.append(f"{programme.package}: {path} cannot be read ({type(fault).__name__}: {fault}).")
            continue
        texts.append(StepText(f"{programme.key}/{module}/{step}/{language}", lede, markdown(body), language))
    if faults:
        raise StartRefused(*faults)
    return texts


def text_of(catalogue: Catalogue, programme: str, module: str, step: str, language: str) -> StepText:
    """A step's text in this language; in bokmål where it has none, and then ``StepText.language`` says so."""
    texts, place = catalogue.all(StepText), f"{programme}/{module}/{step}"
    return texts.get(f"{place}/{language}") or texts[f"{place}/nb"]


def _files(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """Module, step and language of each file that must be there, and of each that may be and is."""
    for module in programme.modules:
        for step in module.steps:
            yield from ((module.key, step.key, language) for language in REQUIRED)
            for language in OPTIONAL:
                if (files(programme.package) / "content" / language / module.key / f"{step.key}.md").is_file():
                    yield module.key, step.key, language


def _parts(source: str) -> tuple[str, str]:
    if not source.startswith("---\n"):
        raise ValueError("there is no front matter")
    front, divider, body = source[4:].partition("\n---\n")
    values = yaml.safe_load(front) if divider else None
    if not isinstance(values, dict) or not str(values.get("lede", "")).strip():
        raise ValueError("the front matter has no lede")
    return str(values["lede"]).strip(), body
