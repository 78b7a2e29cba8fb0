"""Why an alert was raised, under the names that facts have now: what was noted then is never edited, also when an item, a series or
an instrument is renamed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.series.values import Series

ABOUT_ITEMS = ("answer", "unanswered", "unweighed", "before", "fell")
"""What an alert's own facts about an item of its instrument begin with."""


def under_present_names(because: Mapping[str, Any], catalogue: Catalogue, instrument: str) -> dict[str, Any]:
    """The same values by the names of today; ``instrument`` is the key of what the alert is about."""
    return {present_name(name, catalogue, instrument): value for name, value in because.items()}


def present_name(name: str, catalogue: Catalogue, instrument: str) -> str:
    """``answer:old`` is ``answer:new`` when the item was renamed, and so on."""
    source, _, of_source = name.partition(":")
    match source:
        case "series":
            series, _, asked_of_it = of_source.partition(":")
            return f"series:{_present(series, catalogue.all(Series).values())}:{asked_of_it}"
        case "score":
            asked, _, figure = of_source.partition(":")
            now = _present(asked, catalogue.all(Instrument).values())
            begins, dot, item = figure.partition(".")
            of = _item(item, catalogue.all(Instrument).get(now)) if begins == "answer" else item
            return f"score:{now}:{begins}{dot}{of}"
        case about if about in ABOUT_ITEMS and of_source:
            return f"{about}:{_item(of_source, catalogue.all(Instrument).get(instrument))}"
    return name


def _item(key: str, instrument: Instrument | None) -> str:
    return _present(key, instrument.items if instrument else ())


def _present(key: str, values: Iterable[Any]) -> str:
    """The key that what once had this one has now."""
    return next((each.key for each in values if key in each.renamed_from), key)
