"""Time, travel and utility: what a course saves or costs outside the scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


def waiting_days(received: date, started: date | None) -> int | None:
    """Calendar days from the referral was received to the first health care; None while the patient still waits.

    :raises ValueError: care started before the referral was received.
    """
    if started is None:
        return None
    if started < received:
        raise ValueError(f"Care cannot start on {started}, before the referral was received on {received}.")
    return (started - received).days


def deadline_breached(deadline: date | None, started: date | None, today: date) -> bool | None:
    """Whether the patient's own legal deadline was broken; None without a deadline. Starting on the day is in time."""
    if deadline is None:
        return None
    return (started or today) > deadline


@dataclass(frozen=True, slots=True)
class Travel:
    """Travel that did not take place: kilometres, hours, kg CO2 equivalents and NOK."""

    km: float
    hours: float
    kg_co2e: float
    travel_cost_nok: float
    time_cost_nok: float


def travel(
    visits_avoided: float,
    km_one_way: float,
    hours_one_way: float,
    share_car: float = 1.0,
    kg_per_km: float = 0.12,
    nok_per_km: float = 3.0,
    nok_per_hour: float = 0.0,
) -> Travel:
    """What ``visits_avoided`` return trips would have taken.

    ``kg_per_km`` and the two prices are assumptions that the trust sets with a source and a year; 3.00 NOK is the
    patient transport rate from 1 January 2024 for trips under 300 km each way, and 0.12 kg only a placeholder.

    :raises ValueError: a negative amount, or a car share outside 0 to 1.
    """
    amounts = (visits_avoided, km_one_way, hours_one_way, kg_per_km, nok_per_km, nok_per_hour)
    if min(amounts) < 0 or not 0 <= share_car <= 1:
        raise ValueError("Avoided travel needs amounts of 0 or more and a car share from 0 to 1.")
    km, hours = visits_avoided * 2 * km_one_way, visits_avoided * 2 * hours_one_way
    return Travel(km, hours, km * share_car * kg_per_km, km * nok_per_km, hours * nok_per_hour)


def qaly(points: Sequence[tuple[float, float]]) -> float:
    """Quality-adjusted life years: the area under (years, utility) points, straight lines between them.

    Without a comparator a difference over time is a change in utility, not QALYs gained.

    :raises ValueError: the years do not rise.
    """
    if any(later[0] <= earlier[0] for earlier, later in pairwise(points)):
        raise ValueError("The points of a utility curve must have rising times.")
    return sum((t2 - t1) * (u1 + u2) / 2 for (t1, u1), (t2, u2) in pairwise(points))
