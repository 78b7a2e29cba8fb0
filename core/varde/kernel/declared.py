"""Settings as values: a frozen dataclass declares them, each with its type, default, bounds and words, for one level.

The installation's come from the environment (:mod:`varde.kernel.settings`). An organisation's and an offering's are stored
as JSON and read through :func:`read`, so that a misspelt name or an impossible value is a fault with a sentence and never a
default that nobody chose. Whoever declares a dataclass names its one reader in its docstring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from varde.kernel.errors import Unavailable
from varde.kernel.words import LANGUAGES, Text

S = TypeVar("S")
_UNFIT = Text(
    "{name} er {value} og må være {rule}.",
    "{name} er {value} og må vere {rule}.",
    "{name} is {value} and must be {rule}.",
)
_NO_SETTING = Text("{name} er ikke en innstilling.", "{name} er ikkje ei innstilling.", "{name} is no setting.")
_NO_SETTING_NEAR = Text(
    "{name} er ikke en innstilling; mente du {near}?",
    "{name} er ikkje ei innstilling; meinte du {near}?",
    "{name} is no setting; did you mean {near}?",
)
_BOOLEAN = Text("ja eller nei", "ja eller nei", "true or false")
_WHOLE = Text(
    "et helt tall fra {low} til {high}", "eit heilt tal frå {low} til {high}", "a whole number from {low} to {high}"
)
_SHORT = Text("tekst på høyst {most} tegn", "tekst på høgst {most} teikn", "text of at most {most} characters")
_TEXTS = Text("en tekst på hvert språk", "ein tekst på kvart språk", f"a text for each of {', '.join(LANGUAGES)}")
_NOTHING = Text("tomt", "tomt", "null")
_OR = Text(" eller ", " eller ", " or ")
Texts = Mapping[str, str]
"""One text in each language."""


class WrongSettings(Unavailable):
    """What somebody has decided cannot be read; ``faults`` has a sentence for each."""

    sentence = Text(
        nb="Noe er satt opp feil her, og vi må rette det før siden virker. Ring oss gjerne.",
        nn="Noko er sett opp feil her, og vi må rette det før sida verkar. Ring oss gjerne.",
        en="Something is set up wrongly here, and we must mend it before the page works. Please call us.",
    )

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__(faults=" ".join(faults))

    def __str__(self) -> str:
        return " ".join(self.faults)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is declared about one setting. ``kinds`` are the types a value may have; numbers lie in ``low``-``high``."""

    words: Text
    low: int = 0
    high: int = 0
    longest: int = 0
    kinds: tuple[Any, ...] = ()
    default: Any = None

    def fits(self, value: object) -> bool:
        """Whether it can be this."""
        if value is None:
            return NoneType in self.kinds
        if isinstance(value, bool):
            return bool in self.kinds
        if isinstance(value, int):
            return int in self.kinds and self.low <= value <= self.high
        if isinstance(value, str):
            return str in self.kinds and len(value) <= self.longest
        if isinstance(value, Mapping) and Texts in self.kinds:
            return set(value) <= set(LANGUAGES) and all(isinstance(text, str) for text in value.values())
        return False

    def rule(self) -> Text:
        """What a value must be."""
        rules = {
            bool: _BOOLEAN,
            int: _WHOLE.filled(low=self.low, high=self.high),
            str: _SHORT.filled(most=self.longest),
            Texts: _TEXTS,
            NoneType: _NOTHING,
        }
        return Text(*(_OR.to(code).join(rules[kind].to(code) for kind in self.kinds) for code in LANGUAGES))


def setting(default: Any, words: Text, *, low: int = 0, high: int = 0, longest: int = 0) -> Any:
    """A field of a dataclass of settings. ``words`` say what it decides, to whoever may change it."""
    return field(default=default, metadata={"setting": Setting(words, low, high, longest)})


@cache
def declared(kind: type) -> dict[str, Setting]:
    """The settings that a dataclass declares, by name.

    :raises TypeError: a field was not made by :func:`setting`, or its own default breaks its rule.
    """
    types = get_type_hints(kind)
    settings: dict[str, Setting] = {}
    for each in fields(kind):
        said = each.metadata.get("setting")
        if not isinstance(said, Setting) or each.default is MISSING:
            raise TypeError(f"{kind.__name__}.{each.name} is no setting(...)")
        kinds = (types[each.name],) if types[each.name] == Texts else get_args(types[each.name]) or (types[each.name],)
        settings[each.name] = Setting(said.words, said.low, said.high, said.longest, kinds, each.default)
        if not settings[each.name].fits(each.default):
            raise TypeError(f"the default of {kind.__name__}.{each.name} must be {settings[each.name].rule().en}")
    return settings


def declared_by(kinds: Iterable[type]) -> dict[str, Setting]:
    """The settings of several dataclasses, by name."""
    return {name: of_name for kind in kinds for name, of_name in declared(kind).items()}


def faults_of(kinds: Iterable[type], stored: Mapping[str, object], read_elsewhere: Iterable[str] = ()) -> list[Text]:
    """One sentence for each stored name that nobody reads and each value that cannot be; ``read_elsewhere`` are not judged."""
    known, read_elsewhere = declared_by(kinds), set(read_elsewhere)
    faults = []
    for name, value in stored.items():
        if name in known and not known[name].fits(value):
            label = Text(f"«{known[name].words.nb}»", f"«{known[name].words.nn}»", name)
            faults.append(_UNFIT.filled(name=label, value=_shown(value), rule=known[name].rule()))
        elif name not in known and name not in read_elsewhere:
            near = get_close_matches(name, sorted({*known, *read_elsewhere}), n=1)
            faults.append((_NO_SETTING_NEAR if near else _NO_SETTING).filled(name=name, near="".join(near)))
    return faults


def read(kind: type[S], stored: Mapping[str, object], **defaults: object) -> S:
    """The settings as a typed value, with ``defaults`` where nothing is stored, else the declared ones.

    Names that this dataclass does not declare may be another's, and are left to :func:`faults_of` at start.

    :raises WrongSettings: a value cannot be what it is.
    """
    dataclass: type = kind
    mine = {name: stored[name] for name in declared(dataclass) if name in stored}
    if faults := faults_of((dataclass,), mine):
        raise WrongSettings(*(fault.to("en") for fault in faults))
    return kind(**{**defaults, **{name: value for name, value in mine.items() if value is not None}})


def nearest(name: str, known: Iterable[str], prefix: str = "") -> str:
    """How the sentence about an unknown name ends: “; did you mean waiting_weeks?”, or “.” when no known name is like it.

    :param prefix: what all of them begin with; it is left out of the comparison, or any name would be like every other.
    """
    close = get_close_matches(name.removeprefix(prefix), sorted(each.removeprefix(prefix) for each in known), n=1)
    return f"; did you mean {prefix}{close[0]}?" if close else "."


def _shown(value: object) -> str:
    said = repr(value)
    return said if len(said) <= 60 else said[:59] + "…"
