"""The view of a place as pictures with their findings."""

from __future__ import annotations

from collections.abc import Sequence

from varde.benefits.counting.dimensions import AGE
from varde.benefits.figures import place_words as words
from varde.benefits.figures.between_shares import Funnel, limits
from varde.benefits.figures.equity import UNKNOWN, Equity, EquityGroup, stands_out
from varde.benefits.figures.picture import PictureCard
from varde.benefits.figures.place_view import PlaceFigures, PlaceView
from varde.benefits.figures.roll_out import RegionRollOut
from varde.benefits.figures.rules import Proportion, ResponderRate
from varde.benefits.figures.voice import Voice
from varde.benefits.values import Measure
from varde.charts import places as drawn
from varde.charts.forest import ForestRow, Mark, forest
from varde.charts.shapes import Chart, Table
from varde.kernel.words import Text

CURVE = 48
"""Of how many pieces a limit is drawn."""


def funnel_card(view: PlaceView, voice: Voice) -> PictureCard | None:
    """The places under this one around their common share; None where there are too few to say how they differ."""
    figure, measure = view.funnel, view.measure
    if figure is None or measure is None:
        return None
    names = {each.organisation.id: each.organisation.name for each in view.compared}
    outside = [names[each.place] for each in figure.outside]
    alike_or_outside = words.FUNNEL_OUTSIDE if outside else words.FUNNEL_ALIKE
    finding = words.FUNNEL_DIFFERS if figure.differ else alike_or_outside
    most = max(each.n for each in figure.places)
    points = sorted({max(1, round(most * 1.05 * (part / CURVE) ** 2)) for part in range(1, CURVE + 1)})
    dots = [
        drawn.FunnelDot(
            each.n,
            each.point.share,
            "n" if each in figure.outside else "m",
            names[each.place] if each in figure.outside else "",
        )
        for each in figure.places
    ]
    curves = [
        drawn.FunnelLimit(n, (point.limits95.low, point.limits95.high), (point.limits998.low, point.limits998.high))
        for n, point in zip(points, limits(figure, points), strict=True)
    ]
    title = voice.say(words.FUNNEL, measure=voice.title(measure), n=len(figure.places))
    chart = drawn.funnel(
        dots,
        curves,
        figure.target,
        title=title,
        table=places_table(view, voice, title),
        target_words=voice.say(words.ALL_OF_THEM, share=voice.percent(figure.target)),
        axis_words=voice.say(words.ANSWERED_AXIS, occasion=voice.when(measure.follow_up[0])),
        key=(("dot m", voice.say(words.INSIDE)), ("dot n", voice.say(words.OUTSIDE))),
    )
    return PictureCard(
        "funnel", voice.say(finding, names=_listed(outside, voice)), chart, _funnel_note(view, figure, voice)
    )


def _funnel_note(view: PlaceView, figure: Funnel, voice: Voice) -> str:
    widened = words.SPREAD_WIDENED if figure.differ else words.SPREAD_A_LITTLE
    spread = widened if figure.phi > 1 else words.SPREAD_AS_EXPECTED
    return voice.say(
        words.FUNNEL_NOTE,
        n=len(figure.places),
        inside=voice.say(words.INSIDE_DIFFERS if figure.differ else words.INSIDE_ALIKE),
        expected=voice.number(figure.expected_outside, 0 if figure.expected_outside >= 1 else 1),
        outside=len(figure.outside),
        spread=voice.say(spread, phi=voice.number(figure.phi, 1)),
        fewest=view.place.fewest,
    )


def places_table(view: PlaceView, voice: Voice, caption: str) -> Table:
    """Every place under this one in the order of the alphabet: this is no league table."""
    heads = (words.STARTED_HEAD, words.ANSWERED_HEAD, words.RESPONDED_HEAD)
    columns = (voice.say(words.PLACE_HEAD), *(f">{voice.say(head)}" for head in heads))
    return Table(caption, columns, tuple(_place_row(each, voice) for each in view.compared))


def _place_row(figures: PlaceFigures, voice: Voice) -> tuple[str, ...]:
    return (figures.organisation.name, *rate_cells(figures.rate, voice))


def rate_cells(rate: ResponderRate | None, voice: Voice) -> tuple[str, str, str]:
    """How many started and answered, and the share of responders with its interval."""
    if rate is None:
        return (voice.say(words.HELD_BACK),) * 3
    started, answered = rate.of_started.denominator, rate.of_paired.denominator
    return voice.number(started), voice.number(answered), share_in_words(rate.of_paired, voice)


def share_in_words(share: Proportion, voice: Voice) -> str:
    """“43 % (38–49 %)”, or that it is hidden."""
    if share.interval is None:
        return voice.percent(share.share)
    low, high = (voice.number(100 * end) for end in (share.interval.low, share.interval.high))
    return voice.say(words.INTERVAL_OF, share=voice.percent(share.share), low=low, high=high)


def equity_card(view: PlaceView, voice: Voice) -> PictureCard | None:
    """Who is reached and how it goes with them; None where nobody can be parted in any way."""
    measure, own = view.measure, view.own
    if measure is None or own is None or own.rate is None or not any(each.groups for each in view.equity):
        return None
    everyone = own.rate.of_paired
    groups = [(each.dimension, group) for each in view.equity for group in each.groups]
    apart = [value_name(dimension, group, voice) for dimension, group in groups if stands_out(group, everyone)]
    said = [pair for pair in groups if pair[1].share.interval is not None]
    note = voice.say(
        words.EQUITY_NOTE,
        occasion=voice.when(measure.follow_up[0]),
        measure=voice.title(measure),
        n=len(said),
        expected=voice.number(0.05 * len(said), 1),
        merged=voice.say(words.MERGED) if any(each.merged for each in view.equity) else "",
    )
    finding = words.EQUITY_DIFFERS if apart else words.EQUITY_ALIKE
    return PictureCard(
        "equity", voice.say(finding, names=_listed(apart, voice)), _equity_chart(view, measure, everyone, voice), note
    )


def _equity_chart(view: PlaceView, measure: Measure, everyone: Proportion, voice: Voice) -> Chart:
    rows = []
    cells = []
    for figure in view.equity:
        heading = voice.say(words.DIMENSION[figure.dimension])
        if not figure.groups:
            rows.append(ForestRow("", voice.say(words.NOT_PARTED), kind="unknown", heading=heading))
        for group in figure.groups:
            rows.append(_equity_row(figure, group, everyone, heading, voice))
            heading = ""
            started = "–" if measure.tracks else voice.number(group.started)
            answered = voice.number(group.share.denominator)
            cells.append((rows[-1].label, started, answered, share_in_words(group.share, voice)))
    heads = (words.STARTED_HEAD, words.ANSWERED_HEAD, words.RESPONDED_HEAD)
    title = voice.say(words.EQUITY)
    table = Table(title, (voice.say(words.PLACE_GROUP), *(f">{voice.say(head)}" for head in heads)), tuple(cells))
    share = everyone.share
    reference = (
        Mark(100 * share, voice.say(words.EVERYONE_HERE, share=voice.percent(share)))
        if isinstance(share, float)
        else None
    )
    return forest(rows, marks=PERCENT, title=title, table=table, reference=reference)


PERCENT = tuple(Mark(value, f"{value}\u00a0%") for value in (0, 25, 50, 75, 100))


def _equity_row(figure: Equity, group: EquityGroup, everyone: Proportion, heading: str, voice: Voice) -> ForestRow:
    label, share = value_name(figure.dimension, group, voice), group.share
    if not isinstance(share.share, float) or share.interval is None:
        return ForestRow(label, voice.percent(share.share), kind="unknown", heading=heading)
    return ForestRow(
        label,
        voice.say(words.OF_PEOPLE, share=voice.percent(share.share), n=voice.number(share.denominator)),
        100 * share.share,
        100 * share.interval.low,
        100 * share.interval.high,
        "n" if stands_out(group, everyone) else "a",
        heading,
    )


def value_name(dimension: str, group: EquityGroup, voice: Voice) -> str:
    """What those of a group are called; neighbours that are put together have one name."""
    if group.values == (UNKNOWN,):
        return voice.say(words.UNKNOWN)
    if dimension != AGE:
        return voice.say(words.VALUE[dimension, group.values[0]])
    low, high = group.values[0].split("-")[0], group.values[-1].split("-")[1]
    if not high:
        return voice.say(words.OLDEST, low=low)
    return voice.say(words.YOUNGEST, high=int(high) + 1) if low == "0" else f"{low}–{high}"


def unknown_card(voice: Voice) -> PictureCard:
    """What nobody has asked or counted, drawn as long as the people it stands for."""
    rows = [ForestRow(voice.say(name), voice.say(why), kind="unknown") for name, why in words.NOT_MEASURED]
    title = voice.say(words.UNKNOWN_FINDING)
    table = Table(
        title,
        (voice.say(words.PLACE_GROUP), voice.say(words.ANSWERED_HEAD)),
        tuple((row.label, row.words) for row in rows),
    )
    return PictureCard(
        "unknown",
        title,
        drawn.unknown_bars([(row.label, row.words) for row in rows], title=title, table=table),
        voice.say(words.UNKNOWN_NOTE),
    )


def roll_out_card(regions: Sequence[RegionRollOut], owner: str, voice: Voice) -> PictureCard | None:
    """How far the programme has come; None where nobody could offer it."""
    if not regions:
        return None
    on, n = sum(region.on for region in regions), sum(region.of for region in regions)
    unknown = sum(region.unknown for region in regions)
    finding = voice.say(words.ROLLED_OUT[owner], on=on, n=n)
    first = regions[0]
    most = max(((region.on + region.unknown) / region.of for region in regions[1:]), default=1.0)
    if first.name and first.on / first.of > most:
        finding = voice.say(words.ROLLED_OUT_FURTHEST, finding=finding, name=first.name)
    if unknown:
        finding = voice.say(words.ROLLED_OUT_UNKNOWN, finding=finding, unknown=unknown)
    stones = [
        drawn.RegionStones(
            region.name or voice.say(words.NO_REGION),
            voice.say(words.ON_OF, on=region.on, n=region.of),
            region.on,
            region.closed,
            region.unknown,
            region.none,
        )
        for region in regions
    ]
    heads: Sequence[Text] = (words.RUNS, words.STOPPED, words.STATE_UNKNOWN, words.NOT_AGREED)
    title = voice.say(words.ROLL_OUT)
    columns = (voice.say(words.REGION_HEAD), *(f">{voice.say(head).capitalize()}" for head in heads))
    rows = tuple((stone.name, stone.words, str(stone.closed), str(stone.unknown), str(stone.none)) for stone in stones)
    kinds = ("st-on", "st-closed", "st-unknown", "st-none")
    key = tuple(
        (kind, voice.say(head)) for kind, head in zip(kinds, heads, strict=True) if unknown or kind != "st-unknown"
    )
    chart = drawn.roll_out(stones, title=title, table=Table(title, columns, rows), key=key)
    notes = (words.ROLL_OUT_NOTE, *([words.ROLL_OUT_UNKNOWN_NOTE] if unknown else []))
    return PictureCard("roll-out", finding, chart, " ".join(map(voice.say, notes)))


def _listed(names: Sequence[str], voice: Voice) -> str:
    """“Østlia og Dalstranda”."""
    return voice.say(words.AND, first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)
