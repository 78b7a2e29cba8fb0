"""Settings as facts: what an organisation has decided about a programme, for the rules that ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from varde.kernel.declared import Setting, declared
from varde.kernel.part import LevelSettings
from varde.rules.facts import Fact, Kind, right_type

PREFIX = "setting:"


def decided(name: str) -> str:
    """The key of a fact, to be put in a rule: ``is_true(decided("detour_for_all"))``."""
    return PREFIX + name


def setting_named(name: str, levels: Iterable[LevelSettings], programme: str | None) -> Fact | str:
    """The fact of that name that a rule of this programme may speak of, or what is wrong with it in one sentence: yes or no, and
    whole numbers, that the offering or its organisation decides. Without a programme it may be of any."""
    own = name.removeprefix(PREFIX)
    for level in levels:
        if (programme is None or level.programme in ("", programme)) and (
            setting := _readable(level).get(own)
        ) is not None:
            return (
                _fact(name, setting) or f"fact '{name}': {own} is a text, and no rule compares texts of an organisation"
            )
    return f"fact '{name}': nothing called {own} is decided for {programme or 'any programme'}"


def _readable(level: LevelSettings) -> Mapping[str, Setting]:
    """None of a dataclass that is not made as it must be, of which the start has its own sentence."""
    try:
        return declared(level.kind)
    except TypeError:
        return {}


def fact_of(kind: type, name: str) -> Fact:
    """One setting of a dataclass as a fact of the eligibility, under its own name and with its own default.

    :raises KeyError: it has no such setting. :raises TypeError: the setting is neither yes or no nor a whole number.
    """
    fact = _fact(name, declared(kind)[name])
    if fact is None:
        raise TypeError(f"{kind.__name__}.{name} is a text, and no rule compares texts of an organisation")
    return fact


def _fact(key: str, setting: Setting) -> Fact | None:
    kind: Kind = "boolean" if bool in setting.kinds else "count"
    if not {bool, int} & set(setting.kinds):
        return None
    low, high = (None, None) if kind == "boolean" else (setting.low, setting.high)
    default = setting.default if right_type(kind, setting.default) else None
    return Fact(key, kind, setting.words, low=low, high=high, source="setting", default=default)


def decided_by(
    levels: Iterable[LevelSettings], programme: str, stored: Mapping[str, Mapping[str, object]], names: Iterable[str]
) -> dict[str, object]:
    """The facts with these names: as they are stored for each level, else the default; unknown where there is neither."""
    wanted = {name.removeprefix(PREFIX) for name in names}
    facts: dict[str, object] = {}
    for level in levels:
        if level.programme in ("", programme):
            for name, setting in declared(level.kind).items():
                if name in wanted:
                    value = stored.get(level.level, {}).get(name)
                    facts[PREFIX + name] = setting.default if value is None else value
    return facts
