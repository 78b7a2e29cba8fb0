"""The comparison of two programmes, places or periods as pictures, lists and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from varde.benefits.figures import compare_words as words
from varde.benefits.figures import words as figure_words
from varde.benefits.figures.comparison import Comparison, Difference
from varde.benefits.figures.figures import Report
from varde.benefits.figures.picture import PictureCard
from varde.benefits.figures.rules import Proportion
from varde.benefits.figures.voice import Voice, decimals_of
from varde.benefits.values import Measure
from varde.charts.forest import ForestRow, Mark, forest
from varde.charts.shapes import Table, ticks
from varde.charts.values import Hidden
from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """What the two are called, and how they are spoken of."""

    first: str
    second: str
    voice: Voice
    beside: words.Beside = "programmes"

    @property
    def placed(self) -> dict[str, str]:
        """Both, and both as they stand in a sentence: “i Mage-tarmskolen”, “ved Fjordvest sykehus”."""
        named = {"first": self.first, "second": self.second}
        return named | {f"in_{which}": self.within(name) for which, name in named.items()}

    def within(self, name: str) -> str:
        return self.voice.say(words.IN[self.beside], name=name)


def compare_cards(of: Comparison, names: ComparedWords) -> list[PictureCard]:
    """The difference, the shares, and how the two groups differed at the start; what is hidden is left out."""
    return [card for card in (_difference(of, names), _shares(of, names), _at_start(of, names)) if card is not None]


def _signed(value: float, decimals: int, voice: Voice) -> str:
    """A change with its sign."""
    return f"{'+' if round(value, decimals) > 0 else ''}{voice.number(value, decimals)}"


def _between(of: Difference, decimals: int, voice: Voice) -> dict[str, str]:
    return {name: _signed(getattr(of, name), decimals, voice) for name in ("value", "low", "high")}


def _best(of: Comparison) -> tuple[Difference | None, Text]:
    """The difference that is spoken of: adjusted where that can be."""
    return (of.adjusted, words.ADJUSTED_HOW) if of.adjusted is not None else (of.plain, words.PLAIN_HOW)


def _difference(of: Comparison, names: ComparedWords) -> PictureCard | None:
    voice, measure = names.voice, of.measure
    spoken_of, how = _best(of)
    if spoken_of is None:
        return None
    decimals, unit, margin = decimals_of(measure), voice.unit(measure), measure.margin
    rows = []
    for difference, name, kind in ((of.plain, words.PLAIN_HOW, "m"), (of.adjusted, words.ADJUSTED_HOW, "a")):
        if difference is not None:
            said = voice.say(words.FROM_TO, **_between(difference, decimals, voice))
            rows.append(
                ForestRow(
                    voice.say(name),
                    said,
                    difference.value,
                    difference.low,
                    difference.high,
                    "a" if kind == "a" else "m",
                )
            )
    reach = max([abs(end) for row in rows for end in (row.low or 0.0, row.high or 0.0)] + [margin or 0.0])
    title = voice.say(words.DIFFERENCE, measure=voice.title(measure), first=names.first, second=names.second)
    table = Table(
        title,
        (voice.say(words.WAY_HEAD), f">{voice.say(words.DIFFERENCE_HEAD)}"),
        tuple((r.label, r.words) for r in rows),
    )
    chart = forest(
        rows,
        marks=_around_zero(reach, voice),
        title=title,
        table=table,
        reference=Mark(0, ""),
        band=(-margin, margin) if margin is not None else None,
        unit=voice.say(words.PLUS_IS, unit=unit, **names.placed),
        key=(("zone", voice.say(words.MARGIN_KEY, margin=voice.number(margin), unit=unit)),)
        if margin is not None
        else (),
    )
    verdict = spoken_of.against(margin)
    text = {"alike": words.ALIKE, "unclear": words.UNCLEAR}.get(verdict, words.MORE)
    finding = voice.say(
        text, how=voice.say(how), in_name=names.within(names.second if verdict == "more" else names.first)
    )
    said_margin = words.NO_MARGIN if margin is None else words.MARGIN
    note = voice.say(
        words.DIFFERENCE_NOTE,
        measure=voice.title(measure),
        **names.placed,
        then=voice.when(measure.follow_up[0]),
        n=voice.number(of.first.change.n if of.first.change else None),
        m=voice.number(of.second.change.n if of.second.change else None),
        margin=voice.say(said_margin, margin=voice.number(margin), unit=unit),
    )
    return PictureCard("difference", finding, chart, note)


def _around_zero(reach: float, voice: Voice) -> list[Mark]:
    top = ticks(0, max(reach, 1e-9), 3)
    decimals = 0 if all(float(value).is_integer() for value in top) else 1
    return [Mark(value, _signed(value, decimals, voice)) for value in (*(-mark for mark in reversed(top[1:])), *top)]


def _shares(of: Comparison, names: ComparedWords) -> PictureCard | None:
    voice = names.voice
    if of.of_paired is None:
        return None
    sides = [(names.first, of.first.rates[0]), (names.second, of.second.rates[0])]
    rows = []
    of_started = ((figure_words.OF_STARTED, "of_started"),) if not of.undue else ()
    for heading, key in ((figure_words.OF_ANSWERED, "of_paired"), *of_started):
        for place, (name, rate) in enumerate(sides):
            rows.append(
                _share_row(
                    name, getattr(rate, key), "a" if not place else "m", "" if place else voice.say(heading), voice
                )
            )
    title = voice.say(words.SHARES)
    headed = []
    heading_now = ""
    for row in rows:
        heading_now = row.heading or heading_now
        headed.append((heading_now, row.label, row.words))
    columns = (voice.say(figure_words.GROUP_HEAD), voice.say(words.WAY_HEAD), f">{voice.say(figure_words.SHARE)}")
    marks = [Mark(value, f"{value}\u00a0%") for value in (0, 25, 50, 75, 100)]
    chart = forest(rows, marks=marks, title=title, table=Table(title, columns, tuple(headed)))
    verdict = of.of_paired.against(None)
    finding = words.SHARES_OVERLAP if verdict == "unclear" else words.SHARES_DIFFER
    points = Difference(*(100 * value for value in (of.of_paired.value, of.of_paired.low, of.of_paired.high)))
    between = _between(points, 0, voice)
    note = voice.say(
        words.SHARES_NOTE,
        measure=voice.title(of.measure),
        then=voice.when(of.measure.follow_up[0]),
        **names.placed,
        difference=between["value"],
        low=between["low"],
        high=between["high"],
    )
    return PictureCard(
        "shares",
        voice.say(finding, in_name=names.within(names.second if verdict == "more" else names.first)),
        chart,
        note,
    )


def _share_row(name: str, share: Proportion, kind: str, heading: str, voice: Voice) -> ForestRow:
    if not isinstance(share.share, float) or share.interval is None:
        return ForestRow(name, voice.percent(share.share), kind="unknown", heading=heading)
    said = _of_how_many(share, voice)
    low, high = 100 * share.interval.low, 100 * share.interval.high
    return ForestRow(name, said, 100 * share.share, low, high, "a" if kind == "a" else "m", heading)


def _of_how_many(share: Proportion, voice: Voice) -> str:
    """“33 % (10 av 30)”."""
    k, n = voice.number(share.numerator), voice.number(share.denominator)
    return voice.say(words.SHARE_OF, share=voice.percent(share.share), k=k, n=n)


def _at_start(of: Comparison, names: ComparedWords) -> PictureCard | None:
    voice = names.voice
    if not of.at_start:
        return None
    rows = []
    for each in of.at_start:
        decimals = decimals_of(each.measure)
        said = voice.say(
            words.AGAINST, first=voice.number(each.first, decimals), second=voice.number(each.second, decimals)
        )
        label = voice.say(words.AT_START_ROW, measure=voice.title(each.measure))
        rows.append(ForestRow(label, said, each.standardised, kind="n" if each.unequal else "m"))
    title = voice.say(words.AT_START)
    cells = tuple((row.label, row.words, _signed(row.at or 0.0, 2, voice)) for row in rows)
    table = Table(title, (voice.say(words.MEASURED_HEAD), f">{voice.say(figure_words.MEAN)}", f">{title}"), cells)
    marks = [Mark(value, _signed(value, 1, voice)) for value in (-0.6, -0.3, 0.0, 0.3, 0.6)]
    key = (("zone", voice.say(words.SMALL_KEY)), ("dot n", voice.say(words.UNEQUAL_KEY)))
    chart = forest(
        rows,
        marks=marks,
        title=title,
        table=table,
        reference=Mark(0, ""),
        band=(-0.1, 0.1),
        unit=voice.say(words.PLUS_HIGHER, **names.placed),
        key=key,
    )
    finding = words.START_UNEQUAL if any(each.unequal for each in of.at_start) else words.START_ALIKE
    return PictureCard(
        "at-start",
        voice.say(finding),
        chart,
        voice.say(words.AT_START_NOTE, differ=voice.say(words.MAY_DIFFER[names.beside]), **names.placed),
    )


def can_say(of: Comparison, names: ComparedWords) -> Iterator[str]:
    """What the numbers bear."""
    voice, measure = names.voice, of.measure
    tests = [figures.change.test for figures in (of.first, of.second) if figures.change is not None]
    sign = -1 if measure.direction == "lower_better" else 1
    ends = [min(sign * test.ci95.low, sign * test.ci95.high) for test in tests if test is not None]
    if len(ends) == 2 and min(ends) > 0:
        yield voice.say(words.CAN_BOTH_BETTER, measure=voice.title(measure))
    difference, how = _best(of)
    if difference is not None:
        between = _between(difference, decimals_of(measure), voice)
        yield voice.say(words.CAN_DIFFERENCE, how=voice.say(how), unit=voice.unit(measure), **names.placed, **between)
    if of.of_started is not None:
        first, second = (_of_how_many(figures.rates[0].of_started, voice) for figures in (of.first, of.second))
        yield voice.say(words.CAN_SHARES, first=first, second=second)


def cannot_say(of: Comparison, names: ComparedWords) -> Iterator[str]:
    """What they do not."""
    voice = names.voice
    yield voice.say(words.NOT_CAUSE[names.beside])
    yield voice.say(words.NOT_ONE_PERSON[names.beside])
    silent = [
        _silent(figures.rates[0].of_started, figures.rates[0].of_paired)
        for figures in (of.first, of.second)
        if figures.rates
    ]
    if of.undue:
        yield voice.say(words.UNDUE, then=voice.when(of.measure.follow_up[0]))
    if len(silent) == 2 and silent[0] is not None and silent[1] is not None:
        text = words.NOT_SILENT_YET if of.undue else words.NOT_SILENT
        yield voice.say(text, first=voice.number(silent[0]), second=voice.number(silent[1]))
    else:
        yield voice.say(words.NOT_SILENT_HIDDEN)


def _silent(started: Proportion, answered: Proportion) -> int | None:
    n, of = started.denominator, answered.denominator
    return n - of if isinstance(n, int) and isinstance(of, int) else None


def tells_who_left(reports: Sequence[Report]) -> bool:
    """Whether each says how many left before the time: that is counted only where all its months are looked at."""
    return all(report.exits is not None for report in reports)


def _left_early(report: Report, voice: Voice) -> str:
    after = report.exits.after if report.exits is not None else ()
    left = next((group.share for group in after if group.way == "discontinued"), None)
    if left is None:
        return "–"
    return _of_how_many(left, voice) if isinstance(left.share, float) else voice.percent(left.share)


def _satisfied(reports: Sequence[Report]) -> Iterator[tuple[Measure, list[float | Hidden | None]]]:
    """What each was asked about afterwards only, where both were asked it on one scale; the first such."""
    mine, theirs = ([(m.measure, m.satisfaction) for m in report.measures if m.satisfaction] for report in reports)
    for measure, figure in mine:
        for measure_beside, beside in theirs:
            if (measure.scale, measure.low, measure.high) == (
                measure_beside.scale,
                measure_beside.low,
                measure_beside.high,
            ):
                yield measure, [figure.everyone.mean, beside.everyone.mean]
                return


def compared_table(of: Comparison, reports: Sequence[Report], names: ComparedWords) -> Table:
    """The two in figures, each as its own page says it."""
    voice, measure = names.voice, of.measure
    rows = []
    started = [next((s.share.numerator for s in report.flow if s.milestone == "started"), None) for report in reports]
    rows.append((voice.say(words.STARTED), *(voice.number(n) for n in started)))
    sides = (of.first, of.second)
    rows.append((voice.say(words.ANSWERED), *(voice.number(m.change.n if m.change else None) for m in sides)))
    decimals = decimals_of(measure)
    changes = [m.change.test for m in sides if m.change is not None]
    said = [_signed(test.mean_difference, decimals, voice) if test is not None else "–" for test in changes]
    if len(said) == 2:
        rows.append((voice.say(words.MEAN_CHANGE, measure=voice.title(measure)), *said))
    for asked, means in _satisfied(reports):
        rows.append((voice.title(asked), *(voice.number(mean, 1) for mean in means)))
    if tells_who_left(reports):
        rows.append((voice.say(words.LEFT), *(_left_early(report, voice) for report in reports)))
    title = voice.say(words.TABLE[names.beside])
    return Table(title, (voice.say(words.MEASURED_HEAD), f">{names.first}", f">{names.second}"), tuple(rows))
