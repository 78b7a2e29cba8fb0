"""One way to speak: words, days, times and numbers as one person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from varde.kernel import text
from varde.kernel.words import Counted, Text, said_in

TODAY = Text("i dag", "i dag", "today")
YESTERDAY = Text("i går", "i går", "yesterday")
DAYS_AGO = Text("for {n} dager siden", "for {n} dagar sidan", "{n} days ago")


@dataclass(frozen=True, slots=True)
class Speech:
    """Whom we speak to: her ``language`` (nb, nn or en), the ``zone`` of her clock on the wall, and ``now``, in UTC.

    A face makes it once for each request, a job from the person it writes to; whatever speaks is handed it.
    """

    language: str
    zone: ZoneInfo
    now: datetime

    def say(self, words: Text, /, **values: object) -> str:
        """``words``, each ``{name}`` filled with ``values``; a :class:`Text` among them is said in the same language."""
        template = words.to(self.language)
        return template.format(**said_in(self.language, values)) if values else template

    def count(self, words: Counted, n: float, /, **values: object) -> str:
        """The words for one or for many. ``n=`` is what stands for ``{n}`` where that is not the plain number."""
        return self.say(words.of(n), **{"n": n, **values})

    def local(self, at: datetime) -> datetime:
        """A moment on the wall where the person is."""
        return at.astimezone(self.zone)

    def date_of(self, at: datetime | date) -> date:
        """The day a moment falls on where the person is; a day stays a day."""
        return self.local(at).date() if isinstance(at, datetime) else at

    @property
    def today(self) -> date:
        return self.date_of(self.now)

    def day(self, at: datetime | date, *, year: bool = False) -> str:
        """“17. november”, with the year when asked."""
        return text.day(self.date_of(at), self.language, year=year)

    def near_day(self, at: datetime | date) -> str:
        """The day, with the year only when that is another than this year."""
        return self.day(at, year=self.date_of(at).year != self.today.year)

    def weekday(self, at: datetime | date) -> str:
        """“torsdag 19. november”."""
        return text.weekday_day(self.date_of(at), self.language)

    def clock(self, at: datetime) -> str:
        """“kl. 10.42”."""
        return text.clock_time(self.local(at), self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        """“1 234,5”."""
        return text.number(value, decimals, self.language)

    def ago(self, at: datetime | date) -> str:
        """“i dag kl. 10.42”, “i går”, “for 3 dager siden”, or the day. Of a day that is today only “i dag”."""
        on = self.date_of(at)
        days = (self.today - on).days
        if days <= 0:
            return f"{self.say(TODAY)} {self.clock(at)}" if isinstance(at, datetime) else self.say(TODAY)
        if days == 1:
            return self.say(YESTERDAY)
        return self.say(DAYS_AGO, n=days) if days < 7 else self.near_day(on)
