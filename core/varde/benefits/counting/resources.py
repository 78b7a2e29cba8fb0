"""Waiting times and deadlines."""

from __future__ import annotations

from datetime import date


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
