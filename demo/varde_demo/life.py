"""One invented person's time: deeds, and what the clock and the worker would have done in between, in order, up to now.

A person is simulated whole in one unit of work. She is there with everything that happened to her, or not at all.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, event, select

from varde.alerts.models import RaisedAlert
from varde.kernel.jobs import Job, Outbox, run_row
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.sending import pretend_to_send
from varde.notifications.service import DISPATCH
from varde.scheduling.agenda import AgendaHandler
from varde.scheduling.models import AgendaItem

Deed = Callable[[Work], None]
AT_ONCE = DISPATCH
"""The job that is done when it is asked for. What is only counted is counted once, when the person's time is over."""
NEXT_ITEM = (
    select(AgendaItem)
    .where(AgendaItem.enrolment_id == bindparam("of"), AgendaItem.act_at <= bindparam("until"))
    .order_by(AgendaItem.act_at, AgendaItem.id)
    .limit(1)
    # A statement may have moved it since it was loaded.
    .execution_options(populate_existing=True)
)
"""Put together once, since it is asked a hundred times of each person."""


@dataclass
class Life:
    """A person's time up to ``until``. ``raised`` is told of each alert about her."""

    until: datetime
    enrolment_id: int = 0
    raised: Callable[[Work, RaisedAlert], None] = lambda _work, _alert: None
    _deeds: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=itertools.count)
    _outbox: list[Outbox] = field(default_factory=list)
    _rows: dict[int, object] = field(default_factory=dict)
    _looks: set[datetime] = field(default_factory=set)

    def at(self, moment: datetime, deed: Deed) -> None:
        """Plan a deed; what lies after the end is never done."""
        if moment <= self.until:
            heapq.heappush(self._deeds, (moment, next(self._order), deed))

    def live(self, work: Work, jobs: dict[str, Job]) -> None:
        """Do everything in the order of time. Nothing is dated after ``until``."""
        for moment in ("loaded_as_persistent", "pending_to_persistent"):
            event.listen(work.session, moment, lambda _session, row: self._note(work, row))
        while self._step(work):
            work.session.flush()
            self._perform(work, jobs, only=AT_ONCE)
        work.now = self.until
        self._perform(work, jobs)
        work.session.flush()
        # They are done, so there is nothing for a worker to fetch.
        work.enqueued.clear()
        self._rows.clear()

    def _note(self, work: Work, row: Any) -> None:
        """Hold on to every row, so that meeting it again costs no statement."""
        if id(row) in self._rows:
            return
        self._rows[id(row)] = row
        if isinstance(row, Outbox):
            self._outbox.append(row)
        elif isinstance(row, RaisedAlert):
            self.raised(work, row)

    def _step(self, work: Work) -> bool:
        """The next deed, or what the clock does next; False when there is nothing more to do before the end."""
        item = self._next_item(work)
        planned = self._deeds[0][0] if self._deeds else None
        if item is not None and item.act_at is not None and (planned is None or item.act_at <= planned):
            work.now = max(item.act_at, work.now)
            # Without the savepoint that keeps one bad item from the others: here a fault is a fault of ours.
            item.act_at = work.catalogue.one(AgendaHandler, item.kind).act(work, item)
            return True
        if planned is None:
            return False
        _, _, deed = heapq.heappop(self._deeds)
        work.now = max(planned, work.now)
        deed(work)
        return True

    def _next_item(self, work: Work) -> AgendaItem | None:
        return work.session.scalar(NEXT_ITEM, {"of": self.enrolment_id, "until": self.until})

    def _send(self, work: Work) -> None:
        """Send what is due, and look again when the first of what waits, as for the morning, is."""
        pretend_to_send(work)
        planned = [row.next_at for row in self._rows.values() if isinstance(row, Delivery) and row.next_at is not None]
        waiting = min((moment for moment in planned if moment > work.now), default=None)
        if waiting is not None and waiting not in self._looks:
            self._looks.add(waiting)
            self.at(waiting, self._send)

    def _perform(self, work: Work, jobs: dict[str, Job], only: str = "") -> None:
        """Perform what this unit wrote down. The same job about the same enrolment is done once: nothing changes in
        between."""
        seen: set[tuple[str, str]] = set()
        while waiting := [row for row in self._outbox if row.run_after <= work.now and only in ("", row.job)]:
            for row in waiting:
                self._outbox.remove(row)
                if row.job == DISPATCH:
                    self._send(work)
                    # It says nothing of anybody, and what is written down already is not written down again.
                    work.enqueued.remove(row)
                    work.session.delete(row)
                    continue
                same = (row.job, str(row.arguments.get("enrolment_id", row.arguments)))
                if same in seen:
                    row.done_at = work.now
                else:
                    seen.add(same)
                    run_row(work, row, jobs)
            work.session.flush()
