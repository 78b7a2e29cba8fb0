"""Every page of docs/clinical, made from what is declared and what is tested. ``python tests/docs/generated.py``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from varde.alerts.values import SEVERITIES, Alert
from varde.plugin.registry import Plugin
from varde.programmes.values import Programme
from varde.rules.language import AllOf, AnyOf, Compare, Not, OneOf, Ref, Rule

from . import page_content, page_instrument
from .examples import VECTORS, figure_expected
from .installed import CATALOGUE, INSTRUMENTS
from .markdown import SYMBOLS, code, number, section, table
from .notation import compact, shown

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "clinical"
SCREENING = json.loads((ROOT / "facts" / "eligibility.json").read_text(encoding="utf-8"))
GENERATED = "Made from what is declared and tested, by `python tests/docs/generated.py`.\n"
METRICS = {
    "rci": "Reliable change index",
    "csc_cutoffs": "Cut-offs between unwell and well",
    "csc_class": "Classes of clinically significant change",
    "nhs_talking_therapies": "Recovery and reliable change by the NHS Talking Therapies definitions",
    "responder": "Response",
    "paired": "Before and after in the same persons",
    "welch": "Two groups",
    "welch_summary": "Two groups, from means and SDs",
    "wilson": "Shares and their interval",
    "funnel": "Funnel plot",
    "suppression": "Small numbers hidden",
    "locf": "Last observation carried forward",
    "waiting_days": "Waiting time",
    "fristbrudd": "Breach of the deadline for treatment",
    "travel": "Travel saved",
}


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    made = {f"{key}.md": page_instrument.page(found, used_by(key)) for key, found in INSTRUMENTS.items()}
    others = {
        "README.md": index(),
        "benefit-figures.md": benefit_figures(),
        "eligibility.md": eligibility(),
        "alerts.md": alerts(),
        "content.md": page_content.content(),
    }
    return {name: re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n" for name, text in sorted((made | others).items())}


def write() -> None:
    """Write every page, and take away those that nothing makes any more."""
    made = pages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def used_by(key: str) -> list[str]:
    """The titles of the programmes that ask for the instrument."""
    programmes = CATALOGUE.all(Programme).values()
    return [one.title.to("en") for one in programmes if any(key in o.every_instrument for o in one.occasions)]


# --- the index --------------------------------------------------------------------------------------------------------


def index() -> str:
    """Every instrument, by who brings it, and the other pages."""
    plugins = CATALOGUE.all(Plugin).values()
    brought = {key for plugin in plugins for key in plugin.instruments}
    parts = [
        section("For any programme", _instruments([key for key in INSTRUMENTS if key not in brought])),
        *(section(_name(plugin), _instruments(plugin.instruments)) for plugin in plugins if plugin.instruments),
    ]
    return (
        "# How Varde scores\n\n"
        + GENERATED
        + "\nEvery rule below is a table that is tested. A rule marked *proposed* has no confirmed source and awaits a"
        "\nclinical owner. Nothing here is a diagnosis.\n\n"
        "- [Benefit figures](benefit-figures.md): change, response, shares and their uncertainty, worked.\n"
        "- [Eligibility](eligibility.md): who is screened in, out, or to a clinician, worked.\n"
        "- [Alerts](alerts.md): when a clinician must look, and how soon.\n"
        "- [Content](content.md): what each module holds, and what a clinical owner must sign.\n\n" + "\n".join(parts)
    )


def _name(plugin: Plugin) -> str:
    titles = [CATALOGUE.one(Programme, key).title.to("en") for key in plugin.programmes]
    return ", ".join(titles) or plugin.key


def _instruments(keys: Any) -> str:
    rows = []
    for key in sorted(keys):
        one = INSTRUMENTS[key]
        limits = f"{number(one.total_range[0])}-{number(one.total_range[1])}" if one.total_range else ""
        bands = ", ".join(band.key for band in one.bands)
        proposed = ", ".join(rule.replace("_", " ") for rule in one.proposed)
        title = f"[{one.title.to('en')}]({key}.md)"
        rows.append((title, code(key), len(one.items) or "total only", limits, bands, one.licence.mark, proposed))
    return table(("Instrument", "Key", "Items", "Range", "Bands", "Licence", "Proposed"), rows)


# --- benefit figures ------------------------------------------------------------------------------------------------------


def benefit_figures() -> str:
    """The worked examples of every figure."""
    parts = []
    for metric in dict.fromkeys(example["metric"] for example in VECTORS["metrics"] if example["metric"] in METRICS):
        mine = [example for example in VECTORS["metrics"] if example["metric"] == metric]
        rows = [(one["id"], one["description"], _given(one["input"]), _given(figure_expected(one))) for one in mine]
        parts.append(section(METRICS[metric], table(("Example", "What", "Given", "Must give"), rows)))
    head = "# Benefit figures\n\n" + GENERATED + "\nEach example is run as a test, to eight figures.\n\n"
    return head + "\n".join(parts)


def _given(values: Mapping[str, Any]) -> str:
    return code(" ".join(f"{name}={_plain(value)}" for name, value in values.items()))


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + " ".join(f"{name}:{_plain(inner)}" for name, inner in value.items()) + "}"
    return "[" + " ".join(map(_plain, value)) + "]" if isinstance(value, list) else shown(value)


# --- eligibility --------------------------------------------------------------------------------------------------------


def eligibility() -> str:
    """The worked examples of screening, by programme."""
    parts = []
    for programme in CATALOGUE.all(Programme).values():
        mine = [example for example in SCREENING["examples"] if example["programme"] == programme.key]
        rows = [
            (
                number(place),
                code(compact(one["facts"])),
                one["expected"]["outcome"].replace("_", " "),
                ", ".join(map(code, one["expected"]["because"])),
            )
            for place, one in enumerate(mine, start=1)
        ]
        asked = [
            (code(criterion.fact), kind, _in_words(criterion.rule))
            for kind, criteria in (
                ("required", programme.eligibility.require),
                ("looked at", programme.eligibility.review),
            )
            for criterion in criteria
        ]
        examples = table(("Example", "Facts", "Outcome", "Because"), rows)
        parts.append(section(programme.title.to("en"), table(("Fact", "", "Rule"), asked), examples))
    return (
        "# Eligibility\n\n"
        + GENERATED
        + "\n*Not eligible* when a requirement is false. Else *incomplete* when a requirement is unknown. Else *review*"
        "\nwhen something a clinician must look at holds. Else *incomplete* when anything is unknown. Else *eligible*."
        "\nA dash is unknown.\n\n" + "\n".join(parts)
    )


# --- alerts ---------------------------------------------------------------------------------------------------------------

HOW_SOON = {
    "amber": "within one working day",
    "red": "the same day: by 16, or within two hours when it comes after 14",
    "critical": "within half an hour",
}
FACTS = {
    "total": "the total",
    "band": "the band",
    "worse": "clearly worse than at the start",
    "new_band": "the band is another than last time",
    "days_inactive": "days without activity",
    "days_overdue": "days past the deadline",
    "unanswered_in_row": "forms in a row without an answer",
    "missed_appointments": "appointments in a row missed",
}
ABOUT = {
    "answer": "the answer to {}",
    "flag": "the flag {}",
    "unanswered": "{} is left unanswered",
    "before": "the answer to {} last time",
    "fell": "the fall in {} since last time",
}


def alerts() -> str:
    """Every declared alert, the gravest first, by programme."""
    found = list(CATALOGUE.all(Alert).values())
    parts = []
    for programme in sorted({alert.programme for alert in found}):
        mine = [alert for alert in found if alert.programme == programme]
        mine.sort(key=lambda alert: (alert.instrument, -SEVERITIES.index(alert.severity), alert.key))
        rows = [
            (
                code(alert.key),
                f"[{alert.instrument}]({alert.instrument}.md)" if alert.instrument else "",
                _in_words(alert.rule),
                alert.severity,
                HOW_SOON[alert.severity],
                "yes" if alert.crisis else "",
            )
            for alert in mine
        ]
        name = CATALOGUE.one(Programme, programme).title.to("en") if programme else "Every programme"
        parts.append(section(name, table(("Alert", "Instrument", "When", "Severity", "Look", "Crisis text"), rows)))
    return (
        "# Alerts\n\n"
        + GENERATED
        + "\nThis is a proposal: the limits, the levels and the times must be signed by each clinic's own governance before"
        "\nthey are used. What is not known raises no alert that says otherwise: an unanswered item is unknown, never no."
        "\n*Clearly worse*: by the reliable change or more, or, where there is none, by the responder limit in points."
        "\n*Crisis text*: the patient sees the clinic's own crisis text on the next page.\n\n" + "\n".join(parts)
    )


def _in_words(rule: Rule, *, inside: bool = False) -> str:
    """A rule in plain words."""
    match rule:
        case AllOf() | AnyOf():
            joint = " and " if isinstance(rule, AllOf) else " or "
            words = joint.join(_in_words(part, inside=True) for part in rule.rules)
            return f"({words})" if inside and len(rule.rules) > 1 else words or "always"
        case Not():
            return f"not ({_in_words(rule.rule)})"
        case OneOf():
            return f"{_fact(rule.fact)} is one of {', '.join(map(shown, rule.values))}"
        case Compare():
            if isinstance(rule.value, bool) and rule.operator in ("==", "!="):
                return _fact(rule.fact) if rule.value is (rule.operator == "==") else f"not: {_fact(rule.fact)}"
            value = _fact(rule.value.fact) if isinstance(rule.value, Ref) else shown(rule.value)
            return f"{_fact(rule.fact)} {SYMBOLS[rule.operator]} {value}"


def _fact(name: str) -> str:
    kind, _, of = name.partition(":")
    return ABOUT.get(kind, kind + " {}").format(code(of)) if of else FACTS.get(name, code(name))
