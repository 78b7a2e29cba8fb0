"""What a clinical owner has decided about the rules that instruments only propose, read from a TOML file.

A table for each instrument, with only rules that the instrument marks as proposed::

    [pswq]
    decided_by = "Kari Nordmann, fagsjef"
    decided_on = 2026-03-01
    confirmed = ["items"]
    max_missing = 2

    [pswq.reliable_change]
    points = 9
    basis = "Fagrådets vedtak 12/26"

``confirmed`` lets a rule stand as it is declared. ``max_missing`` is a whole number for the total, or a table with one for
each scale. ``[[pswq.bands]]`` (key, low, high, open_low, open_high) lists every band; the words stay as declared. A table of
one rule may have a ``decided_by`` and ``decided_on`` of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from varde.instruments.decision_tables import DecisionTable, suggestion
from varde.instruments.soundness import check_instrument
from varde.instruments.values import Band, Instrument, Limit, ReliableChange, Responder, Scale, Worsening
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused

SETTABLE = {
    "max_missing": "missing",
    "bands": "bands",
    "responder": "responder",
    "reliable_change": "reliable_change",
    "worsening": "worsening",
    "caseness": "caseness",
}
"""What the file can set, and the proposed rule (see :data:`varde.instruments.values.PROPOSABLE`) it decides."""
SIGNED = ("decided_by", "decided_on")
OPERATORS = (">=", ">", "<=", "<")
_InPoints = TypeVar("_InPoints", ReliableChange, Worsening)


@dataclass(frozen=True, slots=True)
class Decided:
    """One rule that somebody has decided; ``confirmed``: it stands as the instrument declares it."""

    rule: str
    by: str
    on: date
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything decided about the instrument ``key``. A rule that is None or empty is not changed.

    ``max_missing`` pairs scale keys (``total`` or a subscale) with how many answers may be missing.
    """

    key: str
    decided: tuple[Decided, ...]
    max_missing: tuple[tuple[str, int], ...] = ()
    bands: tuple[Band, ...] = ()
    responder: Responder | None = None
    reliable_change: ReliableChange | None = None
    worsening: Worsening | None = None
    caseness: Limit | None = None

    def of(self, rule: str) -> Decided | None:
        """Who decided this rule; None when nobody has."""
        return next((each for each in self.decided if each.rule == rule), None)


def decide(instrument: Instrument, decision: Decision) -> Instrument:
    """The instrument with the decided rules in place of the proposed ones, which are no longer proposed."""
    decided = {each.rule for each in decision.decided}
    missing = dict(decision.max_missing)
    flags = instrument.flags
    if decision.caseness is not None:
        limit = decision.caseness
        # A flag that says who is a case may bear its source in its name; it is known by the limit it had.
        flags = tuple(
            replace(flag, limit=limit) if flag.key == "caseness" or flag.limit == instrument.caseness else flag
            for flag in flags
        )
    return replace(
        instrument,
        total=_allowing(instrument.total, missing) if instrument.total else None,
        subscales=tuple(_allowing(scale, missing) for scale in instrument.subscales),
        bands=decision.bands or instrument.bands,
        responder=decision.responder or instrument.responder,
        reliable_change=decision.reliable_change or instrument.reliable_change,
        worsening=decision.worsening or instrument.worsening,
        caseness=decision.caseness or instrument.caseness,
        flags=flags,
        proposed=tuple(rule for rule in instrument.proposed if rule not in decided),
    )


def _allowing(scale: Scale, missing: Mapping[str, int]) -> Scale:
    return replace(scale, max_missing=missing.get(scale.key, scale.max_missing))


def with_decisions(catalogue: Catalogue, file: Path | None, *, complete: bool = True) -> Catalogue:
    """The catalogue with decided instruments, and the decisions themselves; as it is when there is no file.

    :param complete: False when a plugin is left out: what is decided about an instrument that is not there is not read.
    :raises StartRefused: with one sentence for each fault in the file.
    """
    if file is None:
        return catalogue
    instruments = catalogue.all(Instrument)
    tables = {key: table for key, table in _tables(file).items() if complete or key in instruments}
    decisions, faults = read_decisions(tables, instruments)
    decided = [decide(instruments[decision.key], decision) for decision in decisions]
    faults += [fault for instrument in decided for fault in check_instrument(instrument)]
    if faults:
        raise StartRefused(*(f"{file.name}: {fault}" for fault in faults))
    return catalogue.with_values(Instrument, decided).with_values(Decision, decisions)


def _tables(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise StartRefused(f"VARDE_RULES is {file}, which cannot be read: {fault.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise StartRefused(f"VARDE_RULES is {file}, which is not TOML: {fault}.") from None
    except RecursionError:
        raise StartRefused(f"VARDE_RULES is {file}, which is nested too deep to be read.") from None
    except ValueError:
        raise StartRefused(f"VARDE_RULES is {file}, in which a number has too many digits to be read.") from None


def read_decisions(
    tables: Mapping[str, Any], instruments: Mapping[str, Instrument]
) -> tuple[list[Decision], list[str]]:
    """The decisions in a parsed file, and one sentence for each fault."""
    decisions, faults = [], []
    for key, entries in tables.items():
        if key not in instruments:
            faults.append(f"there is no instrument {key}{suggestion(key, instruments)}.")
        elif not isinstance(entries, Mapping):
            faults.append(f"{key} must be a table, such as [{key}].")
        else:
            table = DecisionTable(key, entries, faults)
            before = len(faults)
            decision = _read(instruments[key], table)
            if len(faults) == before:
                decisions.append(decision)
    return decisions, faults


def _read(instrument: Instrument, table: DecisionTable) -> Decision:
    table.only((*SIGNED, "confirmed", *SETTABLE))
    decided: list[Decided] = []
    names = [name for name in SETTABLE if name in table.entries and _may_be_set(instrument, table, name)]
    for name in names:
        _sign(decided, table, SETTABLE[name], table.entries[name])
    for rule in table.names("confirmed"):
        if rule in (SETTABLE[name] for name in names):
            table.fault(f"{rule} is both set and confirmed; leave out one of them")
        elif _is_proposed(instrument, table, rule, rule):
            _sign(decided, table, rule, None, confirmed=True)
    if not set(table.entries) - set(SIGNED):
        table.fault("nothing is decided; set a rule or list those that are confirmed")
    inner = {
        name: table.inner(name) for name in ("responder", "reliable_change", "worsening", "caseness") if name in names
    }
    return Decision(
        instrument.key,
        tuple(decided),
        max_missing=_max_missing(instrument, table) if "max_missing" in names else (),
        bands=_bands(instrument, table) if "bands" in names else (),
        responder=_responder(instrument, inner.get("responder")),
        reliable_change=_in_points(ReliableChange, inner.get("reliable_change")),
        worsening=_in_points(Worsening, inner.get("worsening")),
        caseness=_caseness(inner.get("caseness")),
    )


def _is_proposed(instrument: Instrument, table: DecisionTable, name: str, rule: str) -> bool:
    if rule in instrument.proposed:
        return True
    proposed = ", ".join(instrument.proposed) or "nothing"
    table.fault(
        f"{name} is not a rule that {instrument.key} proposes, so it cannot be decided here; it proposes {proposed}"
    )
    return False


def _may_be_set(instrument: Instrument, table: DecisionTable, name: str) -> bool:
    if not _is_proposed(instrument, table, name, SETTABLE[name]):
        return False
    if instrument.custom is not None and name in ("max_missing", "bands"):
        table.fault(f"{name} is part of how {instrument.key} is counted and cannot be set; it can be confirmed")
        return False
    return True


def _sign(decided: list[Decided], table: DecisionTable, rule: str, entry: object, *, confirmed: bool = False) -> None:
    own = entry if isinstance(entry, Mapping) else {}
    by = own.get("decided_by", table.entries.get("decided_by"))
    on = own.get("decided_on", table.entries.get("decided_on"))
    if not isinstance(by, str) or not by.strip():
        table.fault(f"decided_by must say who decided {rule}")
    elif type(on) is not date:
        table.fault(f"decided_on must be the day {rule} was decided, such as 2026-03-01 without quotation marks")
    else:
        decided.append(Decided(rule, by.strip(), on, confirmed))


def _max_missing(instrument: Instrument, table: DecisionTable) -> tuple[tuple[str, int], ...]:
    scales = [scale.key for scale in (instrument.total, *instrument.subscales) if scale is not None]
    limits = table.entries["max_missing"]
    if isinstance(limits, Mapping):
        inner = DecisionTable(f"{table.place}.max_missing", limits, table.faults)
        inner.only((*scales, *SIGNED))
        return tuple((key, inner.whole(key)) for key in limits if key in scales)
    if instrument.total is None:
        table.fault(f"max_missing must be a table with a number for each scale: {', '.join(scales)}")
        return ()
    return ((instrument.total.key, table.whole("max_missing")),)


def _bands(instrument: Instrument, table: DecisionTable) -> tuple[Band, ...]:
    declared = {band.key: band for band in instrument.bands}
    bands = []
    for part in table.parts("bands"):
        part.only(("key", "low", "high", "open_low", "open_high"))
        key = part.word("key", tuple(declared))
        low, high = part.number("low"), part.number("high")
        if key in declared:
            open_low, open_high = part.yes_no("open_low"), part.yes_no("open_high")
            bands.append(Band(key, declared[key].label, low, high, open_low=open_low, open_high=open_high))
    return tuple(bands)


def _responder(instrument: Instrument, table: DecisionTable | None) -> Responder | None:
    if table is None:
        return None
    table.only(("measure", "amount", "operator", *SIGNED))
    measure = table.word("measure", ("points", "percent"))
    amount = table.above_zero("amount")
    if measure == "percent" and amount > 100:
        table.fault(f"amount is {amount:g} and must be at most 100 percent")
    direction = instrument.responder.direction if instrument.responder else ""
    return Responder(measure, amount, table.word("operator", (">=", ">"), ">="), direction)  # type: ignore[arg-type]


def _in_points(kind: type[_InPoints], table: DecisionTable | None) -> _InPoints | None:
    if table is None:
        return None
    table.only(("points", "basis", "operator", *SIGNED))
    return kind(
        table.above_zero("points"),
        table.words("basis"),
        table.word("operator", (">=", ">"), ">="),  # type: ignore[arg-type]
    )


def _caseness(table: DecisionTable | None) -> Limit | None:
    if table is None:
        return None
    table.only(("operator", "value", *SIGNED))
    return Limit(table.word("operator", OPERATORS), table.number("value"))  # type: ignore[arg-type]
