"""The text of steps: Markdown files in the plugin's package, read and made safe once, at start."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml

from varde.kernel.errors import StartRefused
from varde.kernel.text import markdown
from varde.programmes.values import Programme

PATIENT_LANGUAGES = ("nb", "nn")


@dataclass(frozen=True, slots=True)
class StepText:
    """One step in one language. ``key`` is ``programme/module/step/language``; ``html`` is safe to show."""

    key: str
    lede: str
    html: str


def read_content(programme: Programme) -> list[StepText]:
    """Every step's text in bokmål and nynorsk.

    :raises StartRefused: one sentence for each file that is missing, has no ``lede``, or is not UTF-8.
    """
    texts, faults = [], []
    for module in programme.modules:
        for step in module.steps:
            for language in PATIENT_LANGUAGES:
                path = f"content/{language}/{module.key}/{step.key}.md"
                try:
                    source = (files(programme.package) / path).read_text(encoding="utf-8")
                    lede, body = _parts(source)
                except (OSError, ValueError, yaml.YAMLError) as fault:
                    faults.append(f"{programme.package}: {path} cannot be read ({type(fault).__name__}: {fault}).")
                    continue
                texts.append(StepText(f"{programme.key}/{module.key}/{step.key}/{language}", lede, markdown(body)))
    if faults:
        raise StartRefused(*faults)
    return texts


def text_key(programme: str, module: str, step: str, language: str) -> str:
    """The key of a step's text; the interface in English shows patient text in bokmål."""
    return f"{programme}/{module}/{step}/{language if language in PATIENT_LANGUAGES else 'nb'}"


def _parts(source: str) -> tuple[str, str]:
    if not source.startswith("---\n"):
        raise ValueError("there is no front matter")
    front, divider, body = source[4:].partition("\n---\n")
    values = yaml.safe_load(front) if divider else None
    if not isinstance(values, dict) or not str(values.get("lede", "")).strip():
        raise ValueError("the front matter has no lede")
    return str(values["lede"]).strip(), body
