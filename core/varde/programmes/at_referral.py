"""A questionnaire at the way in: a person answers its items, and the total is worked out for her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from varde.instruments.rules import score
from varde.instruments.values import Instrument, Item
from varde.kernel.words import LANGUAGES, Text
from varde.rules.facts import Fact, Value
from varde.rules.language import Rule
from varde.rules.worked_out import WorkedOut


def asked_as_items(
    instrument: Instrument,
    total: str,
    prefix: str,
    *,
    known: Mapping[str, str] | None = None,
    licensed: bool = False,
    only_if: Rule | None = None,
) -> tuple[tuple[Fact, ...], WorkedOut]:
    """The items that the total of this instrument counts as facts (``<prefix>_<item>``), and how the fact ``total`` follows: the
    instrument is scored, by its own rule for what is missing.

    :param known: items that are facts of the programme already, by item: those are not asked twice.
    :param licensed: only where the organisation has the official words. :param only_if: only of those of whom this holds.
    """
    named = dict(known or {})
    summed = [scale.items for scale in instrument.subscales if scale.key in instrument.sum_of]
    keys = {key for items in (summed or [instrument.total.items if instrument.total else ()]) for key in items}
    counted = [item for item in instrument.items if item.key in keys]
    of = {item.key: named.get(item.key, f"{prefix}_{item.key}") for item in counted}
    asked = [item for item in counted if item.key not in named]
    facts = tuple(_fact(of[item.key], item, _before(instrument) if item is asked[0] else None) for item in asked)

    def how(values: Mapping[str, Value]) -> Value | None:
        answers = {item: int(values[fact]) for item, fact in of.items() if fact in values}
        scored = score(instrument, answers) if answers else None
        return None if scored is None or scored.total is None else int(scored.total)

    title = instrument.title
    said = Text(
        f"{title.nb}: poengsummen av svarene, regnet slik skjemaet selv gjør det.",
        f"{title.nn}: poengsummen av svara, rekna slik skjemaet sjølv gjer det.",
        f"{title.to('en')}: the total of the answers, worked out as the questionnaire itself does.",
    )
    items = tuple((fact, item) for item, fact in of.items())
    return facts, WorkedOut(
        total, tuple(of.values()), how, said, instrument=instrument.key, items=items, licensed=licensed, only_if=only_if
    )


def _fact(key: str, item: Item, hint: Text | None) -> Fact:
    choices = tuple((str(code), words) for code, words in item.choices)
    return Fact(key, "choice", item.label, item.label, hint, choices, source="score")


def _before(instrument: Instrument) -> Text | None:
    """The period and what is asked of each item, said once, with the first."""
    said = [text for text in (instrument.recall, instrument.question) if text is not None]
    if not said:
        return None
    return Text(*(" ".join(_as_sentence(text.to(language)) for text in said) for language in LANGUAGES))


def _as_sentence(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."


def worded_fact(fact: Fact, instrument: Instrument, item_key: str) -> Fact:
    """The fact in the words of an item of ``instrument``, as an organisation shows it; as declared when there is no such item."""
    item = next((item for item in instrument.items if item.key == item_key), None)
    if item is None:
        return fact
    choices = tuple((str(code), words) for code, words in item.choices)
    return replace(fact, question=item.label, choices=choices or fact.choices)
