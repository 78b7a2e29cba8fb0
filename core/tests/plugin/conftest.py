"""Small plugins that are made for the occasion, sound until a test spoils them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from varde.benefits.values import Measure
from varde.instruments.authoring import bands, choice_items, choices, total_of
from varde.instruments.values import Instrument, Licence, Worsening
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.words import Text
from varde.parts import build_catalogue
from varde.plugin import Page, Part, hookimpl
from varde.plugin.registry import Plugins
from varde.programmes.intended_use import IntendedUse
from varde.programmes.release import at_start, completed
from varde.programmes.values import Module, Occasion, Programme, Reading
from varde.rules.facts import Fact
from varde.rules.language import Criterion, Eligibility, when

DECLARED = ("programmes", "instruments", "measures", "alerts")
WORD = ("ord", "ord", "word")
ITEMS = choice_items(choices(0, WORD, WORD, WORD), {"q1": WORD, "q2": WORD})
INSTRUMENT = Instrument(
    key="calm-2",
    title=Text("Ro", "Ro", "Calm"),
    licence=Licence("own", "Varde"),
    items=ITEMS,
    total=total_of(ITEMS),
    total_range=(0, 4),
    whole=True,
    bands=bands(("low", 0, 1, WORD), ("high", 2, 4, WORD)),
    worsening=Worsening(2, "test"),
)


def same(words: str) -> Text:
    """The words in every language."""
    return Text(words, words, words)


AGE = Fact("age", "count", same("Alder"), same("Hvor gammel er du?"), low=0, high=120)
ELIGIBILITY = Eligibility((AGE,), (Criterion("age", when("age", ">=", 18), same("Du må være 18 år.")),))


def module(number: int, release: Any) -> Module:
    """A module with one step."""
    return Module(f"m{number}", number, same("Tittel"), same("Om"), release, (Reading("read", same("Les"), 3),))


def programme(made_in: str, **changes: Any) -> Programme:
    """A sound programme, changed."""
    found = Programme(
        "calm",
        same("Ro"),
        same("Om ro"),
        (same("Deg"),),
        same("Ti uker"),
        same("En veileder"),
        same("Litt hver dag"),
        ELIGIBILITY,
        (module(1, at_start()), module(2, completed("m1"))),
        (Occasion("start", same("Start"), ("calm-2",), 5),),
        made_in,
        access_days=100,
        weeks=10,
        intended=IntendedUse(same("Laget for prøver."), (same("noe annet"),), "1.0"),
        main_instruments=(("", "calm-2"),),
    )
    return replace(found, **changes)


MEASURE = Measure(
    key="calm",
    programme="calm",
    title=same("Ro"),
    instrument="calm-2",
    scale="calm-2",
    start_occasion="start",
    follow_up=("start",),
    direction="lower_better",
    low=0,
    high=4,
)
PAGE = Page("about", same("Om"), "public", lambda visit: f"Hei på {visit.speech.language}")


@dataclass
class Workshop:
    """Where plugins are made: ``package`` holds the content that the programmes name."""

    folder: Path
    package: str

    def plugin(self, **answers: Any) -> ModuleType:
        """A module that hands over a part: ``programmes``, ``instruments``, ``measures`` and ``alerts`` are what it declares,
        and the others are fields of the part. Its key is set by whoever installs it (:func:`build`)."""
        made = ModuleType("made")
        declared = tuple(value for name in DECLARED for value in answers.pop(name, ()))

        @hookimpl
        def varde_part() -> Part:
            return Part(**{"key": made.installed_as, "declares": declared, **answers})

        made.varde_part = varde_part  # type: ignore[attr-defined]
        return made

    def sound(self, **changes: Any) -> ModuleType:
        """A plugin that contributes one of everything; ``changes`` replace what it hands over."""
        answers = {
            "programmes": [programme(self.package)],
            "instruments": [INSTRUMENT],
            "measures": [MEASURE],
            "pages": [PAGE],
        }
        return self.plugin(**{**answers, **changes})


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    package = tmp_path / "made_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for language in ("nb", "nn"):
        for key in ("m1", "m2"):
            folder = package / "content" / language / key
            folder.mkdir(parents=True)
            (folder / "read.md").write_text("---\nlede: Kort.\n---\nTekst.\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "made_package", raising=False)
    return Workshop(tmp_path, "made_package")


def packed(**plugins: Any) -> Plugins:
    """These plugins as if they were installed; a function is its plugin's loader."""
    for key, made in plugins.items():
        if isinstance(made, ModuleType):
            made.installed_as = key  # type: ignore[attr-defined]
    return {key: (_loader(made), f"varde-{key}", "1.0") for key, made in plugins.items()}


def _loader(made: Any) -> Callable[[], Any]:
    return (lambda: made) if isinstance(made, ModuleType) else made


def build(**plugins: Any) -> Catalogue:
    """Start with these plugins."""
    return build_catalogue(packed(**plugins))


def faults_of(**plugins: Any) -> tuple[str, ...]:
    """Everything the start is refused for."""
    with pytest.raises(StartRefused) as refused:
        build(**plugins)
    return refused.value.faults
