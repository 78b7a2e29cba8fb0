"""The cards of how a programme is run: one finding, one drawing and what it is of, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from varde.alerts.values import SEVERITIES
from varde.benefits.counting.now import LONGEST_WEEKS, QUIET_DAYS, TherapistLoad, WaitsNow
from varde.benefits.figures.operation import MinutesSpent, ModuleStop, OperationFigures, PartOf, ReplyTimes
from varde.benefits.figures.suppression import hide, suppress
from varde.benefits.figures.voice import Voice
from varde.charts.charts import Bar, bars, shares
from varde.charts.shapes import Chart
from varde.charts.values import Hidden, Shown, Why
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.web.manager import operation_words as words


@dataclass(frozen=True, slots=True)
class RunCard:
    """One picture: ``chart`` is None of a number that is only said. ``steps`` are, by module, where in it people stopped. Without a
    ``finding`` no row of it is shown, and only its ``name`` is told."""

    id: str
    name: str
    finding: str
    note: str
    chart: Chart | None = None
    steps: Sequence[tuple[str, Sequence[tuple[str, str]]]] = field(default=())


def cards_of_run(
    figures: OperationFigures, now: WaitsNow, programme: Programme, voice: Voice, fewest: int
) -> list[RunCard]:
    """Every picture but that of who has how many, in the order of the page; what nothing has happened of is left out."""
    cards = [_waiting(now, voice, fewest), _deadlines(figures, voice), _replies(figures.replies, now, voice, fewest)]
    cards += [
        _alerts(figures.alerts, now, voice, fewest),
        _course(figures, now, programme, voice, fewest),
        _stops(figures.stops, figures.left, programme, voice),
    ]
    cards += [_missed(figures, voice), _minutes(figures.minutes, voice)]
    return [card for card in cards if card is not None]


def _waiting(now: WaitsNow, voice: Voice, fewest: int) -> RunCard | None:
    total = now.answer + now.start
    if not total:
        return None
    name = voice.say(words.WAITING_NAME)
    whole = hide(total, fewest)
    parts = suppress({"late": now.late, "rest": total - now.late}, threshold=fewest)
    kinds = suppress({"answer": now.answer, "start": now.start}, threshold=fewest)
    late = parts["late"]
    note = voice.say(words.WAITING_IS, late=voice.number(late), **{key: voice.number(n) for key, n in kinds.items()})
    if isinstance(whole, Hidden):
        return RunCard("waiting", name, "", note)
    said = words.WAITING_ONLY if isinstance(late, Hidden) else words.WAITING_SEEN if late else words.WAITING_IN_TIME
    weeks = suppress({week: now.weeks[week] for week in range(LONGEST_WEEKS + 1)}, threshold=fewest)
    drawn = [Bar(_week_in_words(week, voice), n) for week, n in weeks.items()]
    chart = bars(drawn, title=name, columns=[voice.say(words.WEEKS), voice.say(words.PEOPLE)])
    return RunCard("waiting", name, voice.say(said, n=voice.number(whole), late=voice.number(late)), note, chart)


def _week_in_words(week: int, voice: Voice) -> str:
    return voice.say(words.OVER_WEEKS, n=str(week)) if week == LONGEST_WEEKS else f"{week}–{week + 1}"


def _deadlines(figures: OperationFigures, voice: Voice) -> RunCard | None:
    if figures.answers is None and figures.starts is None:
        return None
    rows = [
        _row(voice.say(words.ANSWERED_LATE), figures.answers, voice, words.UNKNOWN),
        _row(voice.say(words.STARTED_LATE), figures.starts, voice, words.UNKNOWN),
    ]
    finding = _first_seen(voice, (figures.answers, words.ANSWERS_SEEN), (figures.starts, words.STARTS_SEEN))
    note = _note(words.DEADLINES_IS, voice, words.NO_PROMISE if figures.starts is None else None)
    return _card("deadlines", words.DEADLINES_NAME, finding, note, rows, voice)


def _replies(times: ReplyTimes | None, now: WaitsNow, voice: Voice, fewest: int) -> RunCard | None:
    if times is None and not now.unanswered:
        return None
    waits = suppress({"overdue": now.overdue, "rest": now.unanswered - now.overdue}, threshold=fewest)
    unanswered, overdue = (voice.number(n) for n in (hide(now.unanswered, fewest), waits["overdue"]))
    waiting = voice.say(words.REPLIES_NOW, unanswered=unanswered, overdue=overdue)
    wait = _waiting_now(now.unanswered, words.REPLIES_WAIT, voice, fewest)
    if times is None:
        return RunCard("replies", voice.say(words.REPLIES_NAME), wait, f"{voice.say(words.REPLIES_NONE)} {waiting}")
    note = voice.say(
        words.REPLIES_IS,
        times=voice.number(times.times),
        people=voice.number(times.people),
        median=voice.say(words.UNKNOWN) if times.median is None else voice.number(times.median, 1),
    )
    parts = ((words.SAME_DAY, times.same), (words.NEXT_DAY, times.next), (words.LATER, times.later))
    rows = [_row(voice.say(said), _of(part, times.times), voice, words.UNKNOWN) for said, part in parts]
    seen = ((times.same, words.SAME_SEEN), (times.next, words.NEXT_SEEN))
    finding = _first_seen(voice, *((_of(part, times.times), said) for part, said in seen)) or wait
    if isinstance(times.times, int) and isinstance(times.later, int):
        finding = voice.say(words.REPLIES_SEEN, share=voice.percent((times.times - times.later) / times.times))
    elif isinstance(times.median, float):
        finding = voice.say(words.REPLIES_MEDIAN, days=voice.number(times.median, 1))
    return _card("replies", words.REPLIES_NAME, finding, f"{note} {waiting}", rows, voice)


def _waiting_now(people: int, said: Text, voice: Voice, fewest: int) -> str:
    """A finding of what waits, where nothing that is counted can be shown; "" of nobody and of few."""
    n = hide(people, fewest)
    return voice.say(said, n=voice.number(n)) if isinstance(n, int) and n else ""


def _of(part: Shown, whole: Shown) -> PartOf:
    if isinstance(part, Hidden) or isinstance(whole, Hidden):
        return PartOf(part, whole, part if isinstance(part, Hidden) else whole if isinstance(whole, Hidden) else None)
    return PartOf(part, whole, part / whole if whole else None)


def _alerts(alerts: Mapping[str, PartOf], now: WaitsNow, voice: Voice, fewest: int) -> RunCard | None:
    people = sum(now.alerts.values())
    if not alerts and not people:
        return None
    gravest = [severity for severity in reversed(SEVERITIES) if severity in alerts]
    rows = [_row(voice.say(words.SEVERITY[severity]), alerts[severity], voice, words.NONE) for severity in gravest]
    waits = suppress({severity: now.alerts[severity] for severity in reversed(SEVERITIES)}, threshold=fewest)
    unopened = [f"{voice.say(words.SEVERITY[severity]).lower()} {voice.number(n)}" for severity, n in waits.items()]
    waiting = voice.say(words.ALERTS_NOW, open=", ".join(unopened))
    wait = _waiting_now(people, words.ALERTS_WAIT, voice, fewest)
    if not alerts:
        return RunCard("alerts", voice.say(words.ALERTS_NAME), wait, f"{voice.say(words.ALERTS_NONE)} {waiting}")
    shown = [severity for severity in gravest if isinstance(alerts[severity].share, float)]
    finding = wait
    if shown:
        finding = _seen(alerts[shown[0]], words.ALERTS_SEEN, voice, severity=voice.say(words.SEVERITY[shown[0]]))
    note = f"{voice.say(words.ALERTS_IS)} {waiting}"
    return _card("alerts", words.ALERTS_NAME, finding, note, rows, voice)


def _course(
    figures: OperationFigures, now: WaitsNow, programme: Programme, voice: Voice, fewest: int
) -> RunCard | None:
    if figures.completed is None:
        return None
    rows = [
        _row(voice.say(words.COMPLETED), figures.completed, voice, words.NONE),
        _row(voice.say(words.DOSE), figures.dose, voice, words.UNKNOWN),
        _row(voice.say(words.LEFT), figures.left, voice, words.NONE),
    ]
    finding = _first_seen(
        voice,
        (figures.completed, words.COURSE_SEEN),
        (figures.dose, words.DOSE_SEEN),
        (figures.left, _left_said(figures.left)),
    )
    optional = any(each.optional for each in programme.modules if each.key in programme.active_modules)
    why = words.NO_ACTIVE if figures.dose is None else words.OPTIONAL_ACTIVE if optional else None
    note = _note(words.COURSE_IS, voice, why)
    if now.active:
        note = f"{note} {_quiet_now(now, voice, fewest)}"
    return _card("course", words.COURSE_NAME, finding, note, rows, voice)


def _quiet_now(now: WaitsNow, voice: Voice, fewest: int) -> str:
    parts = suppress({"quiet": now.quiet, "rest": now.active - now.quiet}, threshold=fewest)
    quiet, active = (voice.number(n) for n in (parts["quiet"], hide(now.active, fewest)))
    return voice.say(words.QUIET_NOW, quiet=quiet, active=active, days=QUIET_DAYS)


def _left_said(left: PartOf | None) -> Text:
    return words.LEFT_NOBODY if left is not None and left.part == 0 else words.LEFT_SEEN


def _stops(stops: Sequence[ModuleStop], left: PartOf | None, programme: Programme, voice: Voice) -> RunCard | None:
    if not stops:
        return None
    modules = {module.key: module for module in programme.modules}
    titles = {key: voice.say(module.title) for key, module in modules.items()}
    rows = [_row(titles[stop.module], stop.stopped, voice, words.NONE) for stop in stops]
    most = most_stopped(stops, left)
    finding = ""
    if most is not None:
        said = words.STOPS_MOST if isinstance(most.stopped.whole, Hidden) else words.STOPS_SEEN
        n, whole = voice.number(most.stopped.part), voice.number(most.stopped.whole)
        finding = voice.say(said, n=n, whole=whole, module=titles[most.module])
    elif any(isinstance(stop.stopped.part, int) for stop in stops):
        finding = _seen(left, _left_said(left), voice)
    names = {
        key: {step.key: voice.say(step.title) for step in module.steps} | {"": voice.say(words.AFTER_LAST)}
        for key, module in modules.items()
    }
    steps = [
        (titles[stop.module], [(names[stop.module].get(key, key), voice.number(n)) for key, n in stop.steps.items()])
        for stop in stops
        if stop.steps
    ]
    card = _card("stops", words.STOPS_NAME, finding, words.STOPS_IS, rows, voice)
    return RunCard(card.id, card.name, card.finding, card.note, card.chart, steps)


def most_stopped(stops: Sequence[ModuleStop], left: PartOf | None) -> ModuleStop | None:
    """The module in which more stopped than in any other; None where two are alike, nobody stopped, or more may have in one that is
    hidden."""
    each = {stop.module: stop for stop in stops}
    shown = {module: stop.stopped.part for module, stop in each.items() if isinstance(stop.stopped.part, int)}
    if left is None or isinstance(left.part, Hidden) or not shown:
        return None
    most = max(shown, key=lambda module: shown[module])
    hidden = [stop.stopped.part for stop in each.values() if isinstance(stop.stopped.part, Hidden)]
    largest = left.part - sum(shown.values()) if any(part.why is Why.DERIVABLE for part in hidden) else 0
    unnamed = [n for module, n in shown.items() if module != most]
    return each[most] if shown[most] > max([largest, *unnamed]) else None


def _missed(figures: OperationFigures, voice: Voice) -> RunCard | None:
    if not figures.missed:
        return None
    kinds = {kind: voice.say(said) for kind, said in words.KIND.items() if kind in figures.missed}
    rows = [_row(said, figures.missed[kind], voice, words.NONE) for kind, said in kinds.items()]
    seen = [_seen(figures.missed[kind], words.MISSED_OF, voice, kind=said) for kind, said in kinds.items()]
    finding = next(filter(None, (_seen(figures.missed_in_all, words.MISSED_SEEN, voice), *seen)), "")
    outside = _said(figures.outside, voice, words.NONE)
    return _card("missed", words.MISSED_NAME, finding, voice.say(words.MISSED_IS, outside=outside), rows, voice)


def _minutes(spent: MinutesSpent | None, voice: Voice) -> RunCard | None:
    if spent is None:
        return None
    finding = ""
    if isinstance(spent.weekly, float):
        finding = voice.say(words.MINUTES_SEEN, weekly=voice.number(spent.weekly))
    elif isinstance(spent.mean, float):
        finding = voice.say(words.MINUTES_ONLY, mean=voice.number(spent.mean))
    note = voice.say(
        words.MINUTES_IS,
        mean=voice.number(spent.mean),
        people=voice.number(spent.people),
        ended=voice.number(spent.ended),
    )
    return RunCard("minutes", voice.say(words.MINUTES_NAME), finding, note)


def load_card(loads: Sequence[TherapistLoad], voice: Voice, fewest: int) -> RunCard | None:
    """Who has how many; None of nobody."""
    if not loads:
        return None
    named = [load for load in loads if load.name]
    finding = ""
    if len(named) > 1:
        said = words.LOAD_SEEN if len(named) == len(loads) else words.LOAD_AMONG
        finding = voice.say(said, few=str(fewest), low=str(named[-1].active), high=str(named[0].active))
    elif named:
        finding = voice.say(words.LOAD_SINGLE, name=named[0].name, n=str(named[0].active))
    longest = max(load.active for load in loads)
    rows = []
    for load in loads:
        label = load.name or voice.say(words.LOAD_OTHERS, n=str(load.of), few=str(fewest))
        n = voice.number(hide(load.active, fewest))
        length = 100 * load.active / longest if load.active >= fewest else None
        rows.append({"label": label, "words": n, "length": length, "low": None, "high": None, "cells": (label, n)})
    name = voice.say(words.LOAD_NAME)
    chart = shares(rows, title=name, columns=(name, f">{voice.say(words.PEOPLE)}"))
    return RunCard("load", name, finding, voice.say(words.LOAD_IS), chart)


def _card(
    id_: str, name: Text, finding: str, note: Text | str, rows: Sequence[Mapping[str, Any]], voice: Voice
) -> RunCard:
    title = voice.say(name)
    heads = tuple(voice.say(head) for head in (words.PART, words.NUMBER, words.INTERVAL))
    chart = shares(rows, title=title, columns=(heads[0], *(f">{head}" for head in heads[1:])))
    return RunCard(id_, title, finding, note if isinstance(note, str) else voice.say(note), chart)


def _note(text: Text, voice: Voice, unknown: Text | None) -> str:
    """What a picture is of, and why something in it is not known."""
    return " ".join(voice.say(each) for each in (text, unknown) if each is not None)


def _row(label: str, part: PartOf | None, voice: Voice, none: Text) -> dict[str, Any]:
    """A bar with its words; what is not known or may not be shown has words alone."""
    said = _said(part, voice, none)
    share = part.share if part is not None else None
    interval = part.interval if part is not None and isinstance(share, float) else None
    ends = f"{voice.number(100 * interval.low)}–{voice.number(100 * interval.high)} %" if interval else "–"
    return {
        "label": label,
        "words": said,
        "length": 100 * share if isinstance(share, float) else None,
        "low": 100 * interval.low if interval else None,
        "high": 100 * interval.high if interval else None,
        "cells": (label, said, ends),
    }


def _said(part: PartOf | None, voice: Voice, none: Text) -> str:
    if part is None:
        return voice.say(none)
    if isinstance(part.share, float):
        n, whole = voice.number(part.part), voice.number(part.whole)
        return voice.say(words.OF, n=n, whole=whole, share=voice.percent(part.share))
    if isinstance(part.share, Hidden) and isinstance(part.part, int):
        return voice.say(words.OF_HIDDEN, n=voice.number(part.part))
    return voice.say(words.HIDDEN) if part.share is not None else voice.say(none)


def _seen(part: PartOf | None, said: Text, voice: Voice, **values: str) -> str:
    """The finding of a share; "" where it is not shown."""
    if part is None or not isinstance(part.share, float):
        return ""
    return voice.say(said, n=voice.number(part.part), whole=voice.number(part.whole), **values)


def _first_seen(voice: Voice, *rows: tuple[PartOf | None, Text]) -> str:
    """The finding of the first row that is shown; "" where none is."""
    return next(filter(None, (_seen(part, said, voice) for part, said in rows)), "")


def said_of(cards: Sequence[RunCard]) -> tuple[list[RunCard], list[str]]:
    """The cards that say something, and the names of those of which no row is shown."""
    return [card for card in cards if card.finding], [card.name for card in cards if not card.finding]


def columns_of(cards: Sequence[RunCard]) -> Iterator[list[RunCard]]:
    """Two columns of about the same height, read down the first and then down the second."""
    heights = [card.chart.height + 150 if card.chart else 150 for card in cards]
    passed, cut = 0, len(cards)
    for number, height in enumerate(heights):
        if passed + height / 2 > sum(heights) / 2:
            cut = number
            break
        passed += height
    yield list(cards[:cut])
    yield list(cards[cut:])
