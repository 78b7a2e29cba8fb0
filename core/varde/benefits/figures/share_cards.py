"""The cards of how many: the flow, the response, the severity and the classes of change."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from varde.benefits.figures import words
from varde.benefits.figures.card import Card, id_of, listed, points_in_words, share_labels, share_row, version_in_words
from varde.benefits.figures.change import ChangeClass, class_rule
from varde.benefits.figures.exits import OPEN, ExitGroup, Exits
from varde.benefits.figures.figures import Report
from varde.benefits.figures.rules import ClinicalSignificance, Proportion, ResponderRate, SeverityShift
from varde.benefits.figures.voice import Voice
from varde.benefits.values import Measure
from varde.enrolments.words import END_REASON, WAY
from varde.kernel.words import Text


def flow_card(report: Report, voice: Voice) -> Card:
    """How many reached each step, from the referral on."""
    names = {}
    for step in report.flow:
        kind, _, occasion = step.milestone.partition(":")
        names[step.milestone] = voice.say(words.MILESTONE[kind], occasion=voice.when(occasion))
    counts = {step.milestone: step.share.numerator for step in report.flow}
    seen = all(isinstance(counts[name], int) for name in ("referred", "started"))
    finding = voice.say(words.FLOW_SEEN, **counts) if seen else voice.say(words.FLOW)
    labels = {
        "title": voice.say(words.FLOW),
        "names": names,
        "columns": [voice.say(words.STEP), voice.say(words.PEOPLE), voice.say(words.OF_REFERRED)],
    }
    return Card(
        "flow",
        "flow",
        finding,
        voice.say(words.FLOW_IS),
        f"{voice.number(counts['referred'])}",
        voice.say(words.POPULATION["referred"]),
        report.flow,
        labels,
        52 * len(report.flow) + 190,
    )


def exits_card(figure: Exits, voice: Voice) -> Card:
    """How people left: what became of those who never started, and of those who did."""
    parts = [
        (
            voice.say(words.NOT_STARTED),
            voice.say(words.OF_REFERRED),
            _exit_rows(figure.before, voice, words.OPEN_BEFORE),
        ),
        (voice.say(words.WHO_STARTED), voice.say(words.OF_STARTED), _exit_rows(figure.after, voice, words.OPEN_AFTER)),
    ]
    left = next(group.share for group in figure.after if group.way == "discontinued")
    seen = isinstance(left.numerator, int) and isinstance(left.denominator, int) and left.denominator
    finding = (
        voice.say(words.EXITS_SEEN, left=voice.number(left.numerator), started=voice.number(left.denominator))
        if seen
        else voice.say(words.EXITS)
    )
    passed_on = voice.say(words.PASSED_ON, n=voice.number(figure.passed_on)) if figure.passed_on != 0 else ""
    labels = {
        "title": voice.say(words.EXITS),
        "parts": parts,
        "passed_on": passed_on,
        "people": voice.say(words.PEOPLE),
    }
    populations = [voice.say(words.POPULATION[population]) for population in ("referred", "started")]
    rows = sum(len(rows) for _, _, rows in parts)
    return Card(
        "exits",
        "exits",
        finding,
        voice.say(words.EXITS_IS),
        "",
        "; ".join(populations),
        figure,
        labels,
        34 * rows + 260,
    )


def _exit_rows(
    groups: Sequence[ExitGroup], voice: Voice, still_open: Text
) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """A row for each way: what it is, how many, their share, and its reasons; nobody's ways and hidden reasons are left out."""
    return [
        (
            voice.say(still_open if group.way == OPEN else WAY[group.way]),
            voice.number(group.share.numerator),
            voice.percent(group.share.share),
            [(voice.say(END_REASON[reason]), voice.number(n)) for reason, n in group.reasons if n != 0]
            if any(isinstance(n, int) for _, n in group.reasons)
            else [],
        )
        for group in groups
        if group.share.numerator != 0
    ]


def rate_card(rates: Sequence[ResponderRate], voice: Voice, undue: Collection[str] = ()) -> Card:
    """How many responded, of those who answered and of those who started. ``undue`` are occasions that some have not had time to
    answer: they have not yet failed to."""
    measure, first = rates[0].measure, rates[0]
    rows = []
    for rate in rates:
        for name, share in ((words.OF_ANSWERED, rate.of_paired), (words.OF_STARTED, rate.of_started)):
            label = f"{voice.say(name)} ({voice.when(rate.occasion)})"
            rows.append(share_row(label, share, voice))
        rows[-1]["unknown"] = _percent_unknown(rate)
    labels = share_labels(voice.say(words.RATE, measure=voice.title(measure)), rows, voice)
    if silent := [rate.occasion for rate in rates if _percent_unknown(rate)]:
        labels["key"] = (("unknown", _unknown_in_words(silent, undue, voice)),)
    return Card(
        f"rate-{id_of(measure)}",
        "rate",
        _rate_finding(first, voice, undue),
        _rate_definition(measure, voice),
        listed([voice.number(rate.of_paired.denominator) for rate in rates]),
        f"{voice.say(words.POPULATION['paired'])}; {voice.say(words.POPULATION['started'])}",
        tuple(rates),
        labels,
        52 * len(rows) + 270,
        any(row["length"] is not None for row in rows),
    )


def _unknown_in_words(silent: Sequence[str], undue: Collection[str], voice: Voice) -> str:
    """What the hatched part is of bars at these occasions."""
    late = [voice.when(occasion) for occasion in silent if occasion in undue]
    if not late:
        return voice.say(words.UNKNOWN_KEY)
    if len(late) == len(silent):
        return voice.say(words.UNDUE_KEY)
    return voice.say(words.UNKNOWN_OR_UNDUE_KEY, then=", ".join(late))


def _percent_unknown(rate: ResponderRate) -> float:
    """How many of 100 who started did not answer, where both numbers are shown."""
    answered, started = rate.of_paired.denominator, rate.of_started.denominator
    if not isinstance(answered, int) or not isinstance(started, int) or not _is_shown(rate.of_started):
        return 0.0
    return 100 * (started - answered) / started if started > answered else 0.0


def _rate_finding(rate: ResponderRate, voice: Voice, undue: Collection[str]) -> str:
    """Everyone who started before those who answered; whoever did not is said to be unknown."""
    of_all, answered, occasion = rate.of_started, rate.of_paired, voice.when(rate.occasion)
    k, n = of_all.numerator, of_all.denominator
    if isinstance(of_all.share, float) and isinstance(k, int) and isinstance(n, int):
        seen = voice.say(words.RATE_OF_ALL, k=voice.number(k), n=voice.number(n), occasion=occasion)
        unknown = n - answered.denominator if isinstance(answered.denominator, int) else 0
        said = words.RATE_UNDUE if rate.occasion in undue else words.RATE_UNKNOWN
        return voice.say(said, seen=seen, unknown=voice.number(unknown)) if unknown > 0 else seen
    if isinstance(answered.share, float):
        return voice.say(words.RATE_SEEN, share=voice.percent(answered.share), occasion=occasion)
    return voice.say(words.RATE_FEW)


def _rate_definition(measure: Measure, voice: Voice) -> str:
    said = voice.say(words.RATE_IS, rule=response_rule(measure, voice), measure=voice.title(measure))
    return f"{said} {version_in_words(measure, voice)}"


def response_rule(measure: Measure, voice: Voice) -> str:
    """How much better is a response, and whether exactly that much is one: “minst 50 poeng” or “mer enn 50 poeng”."""
    rule = measure.responder
    assert rule is not None
    amount = points_in_words(rule.amount, voice)
    said = f"{amount} {voice.unit(measure)}" if rule.measure == "points" else f"{amount}\u00a0%"
    return voice.say(words.RULE_AT_LEAST if rule.operator == ">=" else words.RULE_MORE_THAN, rule=said)


def severity_card(shift: SeverityShift, voice: Voice) -> Card:
    """How many stood at each severity step before and after."""
    measure, among = shift.measure, voice.say(words.AMONG[shift.group])
    heaviest, then = shift.levels[-1], voice.when(shift.occasion)
    if isinstance(heaviest.start.share, float) and isinstance(heaviest.later.share, float):
        finding = voice.say(
            words.SEVERITY_SEEN,
            level=voice.say(heaviest.title),
            start=voice.percent(heaviest.start.share),
            later=voice.percent(heaviest.later.share),
            among=among,
        )
    else:
        finding = voice.say(words.SEVERITY, among=among, measure=voice.title(measure))
    labels = {
        "title": voice.say(words.SEVERITY, among=among, measure=voice.title(measure)),
        "start": voice.say(words.START).capitalize(),
        "later": then.capitalize(),
        "language": voice.language,
        "heading": voice.say(words.LEVEL_HEAD),
        "hidden": voice.say(words.HIDDEN),
    }
    definition = (
        f"{voice.say(words.SEVERITY_IS, measure=voice.title(measure), then=then)} {version_in_words(measure, voice)}"
    )
    return Card(
        f"severity-{shift.group}-{id_of(measure)}",
        "severity",
        finding,
        definition,
        voice.number(shift.n),
        voice.say(words.POPULATION["paired"]) + among,
        shift,
        labels,
        370,
        # That nobody is at a step says nothing while the other steps are hidden.
        any(share.share for level in shift.levels for share in (level.start, level.later) if _is_shown(share)),
    )


def _is_shown(share: Proportion) -> bool:
    return isinstance(share.share, float)


def classes_card(figure: ClinicalSignificance, voice: Voice) -> Card:
    """How many recovered, improved, stayed and got worse."""
    measure = figure.measure
    rule = class_rule(measure)
    assert rule is not None
    limit, cutoff = rule
    rows = [row for row in figure.rows if cutoff is not None or row.change is not ChangeClass.RECOVERED]
    named = [share_row(voice.say(words.CHANGE[row.change]), row.of_paired, voice) for row in rows]
    for row, drawn in zip(rows, named, strict=True):
        drawn["cells"] = (*drawn["cells"][:3], voice.percent(row.of_started.share))
    best = rows[0]
    title = voice.say(words.CLASSES, measure=voice.title(measure))
    finding = title
    if isinstance(best.of_paired.numerator, int) and isinstance(figure.n, int):
        change = voice.say(words.CHANGE[best.change]).lower()
        finding = voice.say(words.CLASSES_SEEN, k=best.of_paired.numerator, n=figure.n, change=change)
    labels = share_labels(title, named, voice)
    labels["columns"][3] = f">{voice.say(words.OF_STARTED)}"
    amount = words.AT_LEAST if limit.operator == ">=" else words.MORE_THAN
    said = voice.say(
        words.CLASSES_IS,
        measure=voice.title(measure),
        then=voice.when(figure.occasion),
        limit=voice.say(amount, n=points_in_words(limit.points, voice), unit=voice.unit(measure)),
        cutoff=voice.say(words.CUTOFF, n=points_in_words(cutoff, voice)) if cutoff is not None else "",
        source=limit.basis,
    )
    rules = f"{voice.say(words.POPULATION['paired'])}; {voice.say(words.POPULATION['started'])}"
    return Card(
        f"classes-{id_of(measure)}",
        "classes",
        finding,
        f"{said} {version_in_words(measure, voice)}",
        voice.number(figure.n),
        rules,
        figure,
        labels,
        52 * len(named) + 270,
        any(row["length"] is not None for row in named),
    )
