"""Files of answers from an earlier system, and everything that bringing one in may write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.assessments.models import Response
from varde.audit.models import AccessEntry
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment, Referral
from varde.exchange.csv.importing import ImportReport
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.scheduling.models import AgendaItem

if TYPE_CHECKING:
    from varde.testing.house import House

HEAD = "person,started,occasion,date,instrument,item,answer,track\n"


GOOD = "a,2024-01-08,start,2024-01-08,phq-9,q1,2,north\n"


Bring = Callable[..., ImportReport]


def rows_of(
    person: str, occasion: str, on: str, instrument: str, answers: dict[str, object], started: str = "2024-01-08"
) -> str:
    return "".join(
        f"{person},{started},{occasion},{on},{instrument},{item},{'' if answer is None else answer},north\n"
        for item, answer in answers.items()
    )


def phq(each: int, ninth: int | None = 0) -> dict[str, object]:
    return {**{f"q{number}": each for number in range(1, 9)}, "q9": ninth}


ROWS = (
    HEAD
    + rows_of("a", "start", "2024-01-08", "phq-9", phq(2, 3))
    + rows_of("a", "end", "2024-04-16", "phq-9", phq(0, None))
    + rows_of("a", "start", "2024-01-09", "gad-7", {"q1": 1})
    + rows_of("b", "start", "2024-02-05", "phq-9", phq(1), started="2024-02-01")
)


def everything(house: House) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables an import writes to, and of those it must not."""
    with house.work() as work:
        return {
            kind.__tablename__: [
                {c.key: getattr(row, c.key) for c in kind.__table__.columns if hasattr(row, c.key)}
                for row in work.session.scalars(select(kind))
            ]
            for kind in (
                Person,
                Enrolment,
                Referral,
                AgendaItem,
                Response,
                AccessEntry,
                RaisedAlert,
                Delivery,
                CaseloadRow,
            )
        }
