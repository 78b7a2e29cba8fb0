"""The page of one instrument: what is declared, where it is from, and every example it is held to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from varde.instruments.values import Band, Instrument, Item, Limit, Scale
from varde.standing.change import worse_limit_of

from . import (
    examples,
    reference,
    test_bands,
    test_limits,
    test_own_instruments,
    test_response,
    test_rules_of_their_own,
    test_worsening,
)
from .examples import Example
from .markdown import PROPOSED, SYMBOLS, certain, code, listed, number, section, table, words_of
from .notation import compact, flat, shown

MARKS = {
    "free": "free to use",
    "permission": "needs permission before the official wording is shown",
    "fee": "needs a licence and a fee before the official wording is shown",
    "own": "our own",
}
DIRECTIONS = {"lower_better": "lower is better", "higher_better": "higher is better", "": "depends on the person"}


def page(instrument: Instrument, used_by: Sequence[str]) -> str:
    """The whole page."""
    facts = reference.FACTS.get(instrument.key, {})
    parts = [
        _head(instrument, facts, used_by),
        section("Scoring", *_scoring(instrument, facts), _subscales(instrument)),
        section("What may be missing", _mark(instrument, "missing"), *_missing(instrument)),
        section("Bands", _mark(instrument, "bands"), *_bands(instrument)),
        section("Flags and caseness", _mark(instrument, "flags"), *_flags(instrument), _caseness(instrument)),
        section("Change", *_change(instrument)),
        section("Items", _mark(instrument, "items"), _items(instrument)),
        section("Codes", _mark(instrument, "codes"), _codes(instrument)),
        section("Not confirmed yet", _proposed(instrument)),
        section("Sources", *_sources(facts)),
        section("Worked examples", *_vectors(instrument.key)),
        section("At the limits", *_limits(instrument.key)),
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts if part)


def _head(instrument: Instrument, facts: Mapping[str, Any], used_by: Sequence[str]) -> str:
    scored = sum(item.scored for item in instrument.items)
    count = f"{len(instrument.items)}, of which {scored} are scored" if scored != len(instrument.items) else str(scored)
    low, high = instrument.total_range or (None, None)
    licence = instrument.licence
    rows = [
        ("Key", code(instrument.key)),
        ("Full name", facts.get("full_name", "")),
        ("Used by", ", ".join(used_by) or "no programme that is installed"),
        ("Licence", f"{MARKS[licence.mark]}; {licence.holder}. {licence.note}"),
        ("Recall period", instrument.recall.to("en") if instrument.recall else ""),
        ("Items", count if instrument.items else "none: only the total is known"),
        ("Range", f"{number(low)} to {number(high)}" if low is not None and high is not None else "no total"),
        ("Direction", DIRECTIONS[instrument.direction]),
        ("Also needs", ", ".join(map(code, instrument.needs))),
    ]
    return f"# {instrument.title.to('en')}\n\n" + table(("", ""), [row for row in rows if row[1]])


def _mark(instrument: Instrument, rule: str) -> str:
    return PROPOSED if rule in instrument.proposed else ""


# --- scoring ----------------------------------------------------------------------------------------------------------


def _scoring(instrument: Instrument, facts: Mapping[str, Any]) -> Iterator[str]:
    yield _mark(instrument, "scoring")
    own = (instrument.prepare, instrument.custom, instrument.marks)
    words = facts.get("scoring", {}).get("formula_words", "").removesuffix("; plus one open question").rstrip(".")
    if (instrument.prepare or instrument.custom) and certain([words]):
        yield f"In short: {words.replace('*', ' × ')}."
    if instrument.kind == "score_only":
        yield "The total is taken as it is given; there are no items."
    for rule in own:
        if rule is not None and words_of(rule):
            yield words_of(rule)
    if instrument.total is not None:
        yield f"The total is {_in_words(instrument.total)}."
    elif instrument.sum_of:
        yield f"The total is {' plus '.join(map(code, instrument.sum_of))}."
    yield " ".join(_item_rules(instrument))
    if instrument.whole:
        yield "Bands and flags read the total rounded half up to a whole number; the total itself is not rounded."


def _in_words(scale: Scale) -> str:
    size = f"{len(scale.items)} items ({listed(scale.items)})" if len(scale.items) > 1 else code(scale.items[0])
    if scale.method == "percent":
        zero, hundred = (number(end) for end in scale.ends)
        return f"the mean of {size} on a line where {zero} is 0 and {hundred} is 100"
    if len(scale.items) == 1:
        return f"{size} as it is counted"
    times = f", times {scale.factor}" if scale.factor != 1 else ""
    return f"the {scale.method} of {size}{times}"


def _item_rules(instrument: Instrument) -> Iterator[str]:
    if turned := [item for item in instrument.items if item.reverse]:
        yield f"Turned round, so that lowest plus highest minus the answer counts: {listed([i.key for i in turned])}."
    for item in instrument.items:
        if item.multiplier != 1:
            yield f"{code(item.key)} counts {item.multiplier} times."
    if moved := [item for item in instrument.items if item.offset]:
        offsets = {f"{item.offset:+}" for item in moved}
        yield f"Then added to each of {listed([item.key for item in moved])}: {', '.join(sorted(offsets))}."
    if not instrument.custom:
        for item in instrument.items:
            if item.gate:
                yield f"{code(item.key)} counts 0 when {code(item.gate)} is answered no."


def _subscales(instrument: Instrument) -> str:
    rows = [
        (code(scale.key), scale.label.to("en") if scale.label else "", _in_words(scale), scale.max_missing)
        for scale in instrument.subscales
    ]
    return table(("Subscale", "Name", "What it is", "May be missing"), rows)


def _missing(instrument: Instrument) -> Iterator[str]:
    scale = instrument.total
    if scale is not None:
        yield _may_miss(scale.max_missing, len(scale.items), scale.method)
    elif instrument.sum_of:
        yield "The total is given when each of its parts is; how much a part may miss stands in the table above."
    elif instrument.subscales:
        yield "There is no total. The form counts as scored when at least one subscale is."
    if instrument.custom:
        yield "What is needed follows from the rule under Scoring."
    if instrument.safety_items:
        keys = listed([item.key for item in instrument.safety_items])
        yield f"Left unanswered, these are unknown to every alert, never none, also when a total is made good: {keys}."


def _may_miss(most: int, size: int, method: str) -> str:
    if not most:
        return f"Nothing: all {size} must be answered, or there is no total." if size > 1 else "It must be answered."
    made_good = "the total is then the mean of the answered items"
    times = f" times {size}, and is not rounded" if method == "sum" else ""
    return f"At most {most} of {size}: {made_good}{times}. With more missing there is no total."


# --- bands, flags, change -----------------------------------------------------------------------------------------------


def _bands(instrument: Instrument) -> Iterator[str]:
    heads = ("Band", "Name", "Total")
    yield table(heads, [(code(b.key), b.label.to("en"), _limits_of(b)) for b in instrument.bands])
    for special in instrument.band_sets:
        yield f"When `{special.key}` is {shown(special.value)}:"
        yield table(heads, [(code(b.key), b.label.to("en"), _limits_of(b)) for b in special.bands])


def _limits_of(band: Band) -> str:
    if band.low is None or band.high is None:
        return "given by the rule"
    low, high = ("<" if band.open_low else "≤"), ("<" if band.open_high else "≤")
    return f"{number(band.low)} {low} total {high} {number(band.high)}"


def _flags(instrument: Instrument) -> Iterator[str]:
    rows = [(code(flag.key), f"{flag.of or 'total'} {_limit(flag.limit)}") for flag in instrument.flags]
    yield table(("Flag", "True when"), rows)
    seen = [e.expected["flags"] for e in examples.vectors() if e.instrument == instrument.key]
    others = dict.fromkeys(name for flags in seen for name in flags if name not in {f.key for f in instrument.flags})
    if others:
        yield f"Given by the rule under Scoring: {', '.join(map(code, others))}."


def _caseness(instrument: Instrument) -> str:
    if instrument.caseness is None:
        return ""
    mark = f" {PROPOSED}" if "caseness" in instrument.proposed else ""
    return f"Caseness: {_limit(instrument.caseness)}.{mark}"


def _limit(limit: Limit) -> str:
    return f"{SYMBOLS[limit.operator]} {number(limit.value)}"


def _change(instrument: Instrument) -> Iterator[str]:
    if rule := instrument.responder:
        way = rule.direction or instrument.direction
        what = "gain" if not way else "fall" if way == "lower_better" else "rise"
        unit = "points" if rule.measure == "points" else "per cent of the total before"
        edge = "exactly that much counts" if rule.operator == ">=" else "exactly that much does not count"
        mark = f" {PROPOSED}" if "responder" in instrument.proposed else ""
        yield f"Responder: a {what} {SYMBOLS[rule.operator]} {number(rule.amount)} {unit}; {edge}.{mark}"
    if instrument.smallest_change is not None:
        mark = f" {PROPOSED}" if "smallest_change" in instrument.proposed else ""
        yield f"Smallest change that matters: {number(instrument.smallest_change)} points.{mark}"
    if reliable := instrument.reliable_change:
        mark = f" {PROPOSED}" if "reliable_change" in instrument.proposed else ""
        basis = ", ".join(certain(reliable.basis.split(", "))) or "no source yet"
        points = f"{SYMBOLS[reliable.operator]} {number(reliable.points)} points"
        yield f"Reliable change: {points} either way. Basis: {basis}.{mark}"
    if worse := worse_limit_of(instrument):
        mark = f" {PROPOSED}" if worse.proposed else ""
        yield f"Worse: a loss {SYMBOLS[worse.operator]} {number(worse.points)} points, since the start or the answer before.{mark}"
    if given := instrument.jacobson_truax:
        norm = "no norm"
        if given.functional_mean is not None and given.functional_sd is not None:
            norm = f"functional mean {number(given.functional_mean)} and SD {number(given.functional_sd)}"
        mark = PROPOSED if "scoring" in instrument.proposed else ""
        yield f"Jacobson-Truax: reliability {number(given.reliability)}, {norm}, cut-off {given.cutoff}. {mark}"


# --- items, codes, sources ----------------------------------------------------------------------------------------------


def _items(instrument: Instrument) -> str:
    rows = [(code(item.key), _label(item), _answers(item), _notes(item)) for item in instrument.items]
    return table(("Item", "Our own label", "Answers", ""), rows)


def _label(item: Item) -> str:
    return f"{item.heading.to('en')}: {item.label.to('en')}" if item.heading else item.label.to("en")


def _answers(item: Item) -> str:
    if item.kind == "boolean":
        return "yes or no"
    if item.kind == "days":
        return f"days, each with steps {number(item.low)}-{number(item.high)} and hours worn"
    codes = [answer for answer, _ in item.choices]
    if codes and codes != list(range(codes[0], codes[0] + len(codes))):
        return ", ".join(map(str, codes))
    kind = {"vas": ", decimals too", "number": ", decimals too"}.get(str(item.kind), "")
    step = f", in steps of {item.step}" if item.step else ""
    return f"{number(item.low)}-{number(item.high)}{kind}{step}"


def _notes(item: Item) -> str:
    notes = [("not scored", not item.scored), ("turned round", item.reverse), ("safety", item.safety)]
    return ", ".join(word for word, holds in notes if holds)


def _codes(instrument: Instrument) -> str:
    names = {"loinc": "LOINC", "snomed": "SNOMED CT"}
    return table(("System", "Of", "Code"), [(names[c.system], code(c.of), c.code) for c in instrument.codes])


def _proposed(instrument: Instrument) -> str:
    if not instrument.proposed:
        return ""
    rules = ", ".join(rule.replace("_", " ") for rule in instrument.proposed)
    return f"{PROPOSED} These rules await a clinical owner: {rules}."


def _sources(facts: Mapping[str, Any]) -> Iterator[str]:
    known = [source for source in facts.get("sources", []) if source["status"] == "sourced"]
    kept = [source for source in known if certain([f"{source['fact']} {source['source']}"])]
    if kept:
        yield "\n".join(f"- {source['fact']}: {source['source']}" for source in kept)


# --- examples -----------------------------------------------------------------------------------------------------------


def _vectors(key: str) -> Iterator[str]:
    found = [example for example in examples.vectors() if example.instrument == key]
    if found:
        yield "Computed by an independent implementation, and run as tests. A dash is unanswered."
        yield table(("Example", "What", "Answers", "Context", "Must give"), [_row(example) for example in found])
    by_hand = [*test_rules_of_their_own.WRITTEN, *test_own_instruments.WRITTEN]
    if mine := [example for example in by_hand if example.instrument == key]:
        yield "Worked by hand:"
        heads = ("Why", "Answers", "Context", "Must give")
        yield table(heads, [(one.what, *_row(one)[2:]) for one in mine])


def _row(example: Example) -> tuple[str, ...]:
    outcome = flat({name: value for name, value in example.expected.items() if name != "instrument"})
    context = " ".join(f"{name}={shown(value)}" for name, value in example.context.items())
    given = " ".join(f"{name}={shown(value)}" for name, value in outcome.items())
    return example.id, example.what, code(compact(example.answers)), code(context), code(given)


def _limits(key: str) -> Iterator[str]:
    bands = dict.fromkeys([*test_bands.from_the_facts(), *test_bands.ROWS])
    mine = sorted({(row[3], float(row[1]), row[2]) for row in bands if row[0] == key})
    if mine:
        yield f"{test_bands.title}:"
        yield table(("Total", "Band", "Context"), [(number(total), code(band), code(c)) for c, total, band in mine])
    rows = [row for row in test_limits.ROWS if row[0] == key]
    rows += [(*row, "") for row in test_limits.CASE_ROWS if row[0] == key]
    if rows:
        yield f"{test_limits.title}:"
        yield table(("Total", "A case", "Flags"), [(row[1], row[2], code(row[3])) for row in rows])
    changes = [row for row in test_response.ROWS if row[0] == key and row[3:] != ("-", "-")]
    if changes:
        yield f"{test_response.title}:"
        heads = ("Before", "After", "Responded", "Reliable change")
        yield table(heads, [(_short(row[1]), _short(row[2]), *row[3:]) for row in changes])
    losses = [row for row in test_worsening.ROWS if row[0] == key and row[3] != "-"]
    if losses:
        yield f"{test_worsening.title}:"
        yield table(("Before", "After", "Worse"), [(_short(row[1]), _short(row[2]), row[3]) for row in losses])
    made = reference.examples(key)
    if made:
        yield (
            f"{len(made)} more examples follow from the facts and are run as tests: each item just outside its range"
            + (
                ", each alone at its highest, and each limit for what may be missing."
                if key in reference.REGULAR
                else "."
            )
        )


def _short(text: str) -> str:
    return f"{float(text):.4f}".rstrip("0").rstrip(".") if len(text) > 8 else text
