"""What each module must hold and which step holds it, its sources, and what a clinical owner must sign, track by track.

A track is a file of ``content/``: for each module what the therapist is to ``look_for``, and what it ``holds``,
as rows of what, the step, and words of the bokmål text that say it. The statements are those of the programme.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from varde.content.statements import Statement, statements_of
from varde.content.texts import StepText
from varde.programmes.values import Module, Programme
from varde.testing.texts import WrittenProgramme

from .declared import locked, opens
from .installed import CATALOGUE
from .markdown import section, table

FOLDER = Path(__file__).parent / "content"
URGENT = "## Når det hast"
"""What every module ends with is written once, and is not counted among the words of each."""


@dataclass(frozen=True)
class ContentTrack:
    """One file: the modules of a programme that are written to be signed."""

    name: str
    title: str
    written: WrittenProgramme
    modules: tuple[dict[str, Any], ...]
    statements: tuple[Statement, ...]

    def module(self, key: str) -> Module:
        return self.written.programme.module(key)

    def text(self, module: str, step: str) -> StepText:
        """What a step says in bokmål."""
        return self.written.text(self.module(module), step, "nb")


def tracks() -> list[ContentTrack]:
    """Every file, in the order of their ``order``."""
    read = [(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]
    return [
        ContentTrack(
            name,
            file["title"],
            WrittenProgramme(CATALOGUE.one(Programme, file["programme"]), CATALOGUE.all(StepText)),
            tuple(file["module"]),
            tuple(
                each
                for each in statements_of(CATALOGUE, [CATALOGUE.one(Programme, file["programme"])])
                if each.step.module in {module["key"] for module in file["module"]}
            ),
        )
        for name, file in sorted(read, key=lambda each: (each[1]["order"], each[0]))
    ]


def content() -> str:
    """The page."""
    return (
        "# What the modules hold\n\n"
        "Made from what is declared and tested, by `python tests/docs/generated.py`.\n\n"
        "Each module, what it must hold and the step that holds it. A statement is *proposed* until a clinical owner of\n"
        "the place has signed it, at `/innhold`: `varde content statements --organisation KEY` says who has.\n\n"
        "Words and LIX are of a module's own text, without where to turn when it is urgent, which is written once.\n\n"
        + "\n".join(section(track.title, _track(track)) for track in tracks())
    )


def _track(track: ContentTrack) -> str:
    rows = [_row(track, module["key"]) for module in track.modules]
    held = [
        [track.module(module["key"]).title.to("en"), what, f"`{step}`"]
        for module in track.modules
        for what, step, _ in module["holds"]
    ]
    declared = [
        [
            module.title.to("en"),
            opens(track.written.programme, module.release),
            "hers" if module.optional else "",
            locked(module),
        ]
        for module in (track.module(each["key"]) for each in track.modules)
    ]
    signed = [[each.says.en, each.ground.en, f"`{each.step.module}/{each.step.step}`"] for each in track.statements]
    looked = [[track.module(each["key"]).title.to("en"), each["look_for"]] for each in track.modules]
    sources = [
        f"- {track.module(each['key']).title.to('en')}: {'; '.join(track.module(each['key']).sources)}."
        for each in track.modules
    ]
    return "\n\n".join(
        (
            table(["Module", "Key", "Steps", "Words nb / nn", "LIX nb / nn"], rows),
            "Sources:\n\n" + "\n".join(sources),
            table(["Module", "Opens", "Choice", "Locks"], declared),
            table(["Module", "Must hold", "Step"], held),
            table(["Module", "What the therapist looks for in the homework"], looked),
            "Statements that a clinical owner must sign. They are read again after 12 months.",
            table(["Statement", "Ground", "Stands in"], signed),
        )
    )


def _row(track: ContentTrack, key: str) -> list[str]:
    module = track.module(key)
    nb, nn = (track.written.of_module(module, language, URGENT) for language in ("nb", "nn"))
    steps = str(len(module.steps))
    return [module.title.to("en"), f"`{key}`", steps, f"{nb.words} / {nn.words}", f"{nb.lix} / {nn.lix}"]
