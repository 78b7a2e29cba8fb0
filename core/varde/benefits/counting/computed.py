"""What computed measures come to for one enrolment, and on which days they are looked at. Reading is in :mod:`.known`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from varde.benefits.counting.cells import ScoreFact
from varde.benefits.values import Computed, Measure, Moment, is_on_grid
from varde.rules.facts import shown
from varde.scheduling.rules import at_wall_time

log = structlog.get_logger("varde.benefits")


def looked_at(moment: Moment, started: date | None, ended: datetime | None, zone: ZoneInfo) -> datetime | None:
    """As of when a moment is looked at: the last instant of its day, or when the course ended; None when that does not come. A
    day after the end does not: nobody is followed then."""
    if started is None:
        return None
    if moment.day == 0:
        return ended
    after = at_wall_time(started + timedelta(days=moment.day), time(), zone)
    instant = after - timedelta(microseconds=1)
    return instant if ended is None or instant <= ended else None


def next_change(
    measures: Iterable[Measure], started: date | None, ended: datetime | None, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """When what an enrolment adds is next another by time alone; None when it stays."""
    instants = (looked_at(moment, started, ended, zone) for measure in measures for moment in moments_of(measure))
    return min((instant for instant in instants if instant is not None and instant > now), default=None)


def moments_of(measure: Measure) -> tuple[Moment, ...]:
    return measure.computed.moments if measure.computed else ()


def worked_out(measure: Measure, moment: Moment, known: Mapping[str, object]) -> ScoreFact | None:
    """The score of a measure at one moment; None when it is unknown, or cannot be: a function that fails is said in the log, and
    holds up nobody's counting."""
    computed = measure.computed
    if computed is None:
        return None
    try:
        value = computed.work_out({name: known.get(name) for name in computed.reads})
    except Exception:
        log.exception("measure_failed", measure=measure.key)
        return None
    if value is None:
        return None
    if fault := fault_of(measure, computed, value):
        log.error("measure_out_of_bounds", measure=measure.key, fault=fault)
        return None
    return ScoreFact(measure.scale, moment.key, round(value / computed.resolution) * computed.resolution)


def fault_of(measure: Measure, computed: Computed, value: object) -> str:
    """What is wrong with a value that a function gave; empty when it is one."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or (isinstance(value, float) and not math.isfinite(value))
    ):
        return f"gives {value!r:.40} and must give a number or None"
    if not measure.low <= value <= measure.high:
        return f"gives {shown(value)}, which is not from {measure.low:g} to {measure.high:g}"
    if not is_on_grid(value, computed.resolution):
        return f"gives {value:.6g}, which is finer than {computed.resolution:g}"
    return ""
