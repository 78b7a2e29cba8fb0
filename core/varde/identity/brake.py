"""How often somebody may do what costs us, or what a machine could guess by: counted in the database, which all processes share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from varde.identity.models import RateCount
from varde.identity.sessions import hashed
from varde.kernel.adding import add_up
from varde.kernel.errors import VardeError
from varde.kernel.words import Text
from varde.kernel.work import Work

KEPT = timedelta(hours=1)


class TooManyRequests(VardeError):
    """429: one account or one address did more of this within a minute than people do. ``seconds`` until it may again."""

    sentence = Text(
        "Det kom uvanlig mange forespørsler på kort tid. Prøv igjen om {seconds} sekunder.",
        "Det kom uvanleg mange førespurnader på kort tid. Prøv igjen om {seconds} sekund.",
        "Unusually many requests came in a short time. Try again in {seconds} seconds.",
    )
    advice = Text(
        "Vent litt, gå tilbake og prøv igjen. Det du har skrevet, er ikke borte. Haster det, ring oss.",
        "Vent litt, gå tilbake og prøv igjen. Det du har skrive, er ikkje borte. Hastar det, ring oss.",
        "Wait a little, go back and try again. What you have written is not lost. If it is urgent, call us.",
    )

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most ``most`` in each minute of the clock for one account; with ``by_address``, for one network address where nobody is
    signed in."""

    key: str
    most: int
    by_address: bool = False


LIMITS = {
    limit.key: limit
    for limit in (
        # A whole hospital may sit behind one address, and its people come at eight o'clock.
        RateLimit("sign_in", 120, by_address=True),
        RateLimit("door", 600, by_address=True),
        RateLimit("search", 60),
        RateLimit("upload", 60),  # a phone that is on line again sends what waited
    )
}
"""Proposed figures. Each key of a machine has a limit of its own beside that of ``door`` (``Door.per_minute``)."""


def count_once(work: Work, limit: RateLimit, counted_as: str) -> None:
    """Count one more of ``counted_as``. Give it a unit of work of its own, which is kept when it refuses too. Two statements.

    :raises TooManyRequests: it is one too many.
    """
    minute = int(work.now.timestamp() // 60)
    name = hashed(f"{limit.key}:{counted_as}")
    row = {"name": name, "minute": minute, "times": 1, "at": work.now}
    add_up(work.session, RateCount, ("name", "minute"), ("times",), [row])
    query = select(RateCount.times).where(RateCount.name == name, RateCount.minute == minute)
    if work.session.scalars(query).one() > limit.most:
        raise TooManyRequests(60 - int(work.now.timestamp() % 60))


def forget_old_counts(work: Work) -> None:
    """Remove what no limit asks for."""
    work.session.execute(delete(RateCount).where(RateCount.at < work.now - KEPT))
