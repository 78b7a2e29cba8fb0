"""Legal holds: while one stands, nothing of the person is erased, whoever has decided it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.events import Listener
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.erasure_models import LegalHold
from varde.privacy.events import ToBeErased

SHORTEST_WHY, LONGEST_WHY = 10, 500


class OnHold(Conflict):
    """Nothing of hers goes while it stands."""

    sentence = Text(
        "Det er satt sperre mot sletting av denne personen, og ingenting slettes før den er opphevet.",
        "Det er sett sperre mot sletting av denne personen, og ingenting blir sletta før ho er oppheva.",
        "There is a legal hold on this person, and nothing is erased until it is lifted.",
    )


class HoldNeedsReason(BadInput):
    sentence = Text(
        "Skriv med minst ti tegn hvorfor ingenting skal slettes, og velg en dag som ikke er forbi.",
        "Skriv med minst ti teikn kvifor ingenting skal slettast, og vel ein dag som ikkje er forbi.",
        "Write in at least ten characters why nothing must be erased, and choose a day that is not over.",
    )


class NoSuchHold(NotFound):
    sentence = Text("Vi finner ikke denne sperren.", "Vi finn ikkje denne sperra.", "We cannot find this hold.")


def _stands(today: date) -> ColumnElement[bool]:
    return LegalHold.lifted_at.is_(None) & or_(LegalHold.until.is_(None), LegalHold.until >= today)


def is_on_hold(work: Work, numbers: Collection[int]) -> bool:
    """Whether something forbids that whoever has these numbers is erased. One statement."""
    standing = select(LegalHold.id).where(LegalHold.person_id.in_(numbers), _stands(work.today))
    return work.session.scalar(standing.limit(1)) is not None


def on_hold(work: Work, people: Collection[int]) -> set[int]:
    """Who of these may not be erased. One statement."""
    standing = select(LegalHold.person_id).where(LegalHold.person_id.in_(people), _stands(work.today))
    return set(work.session.scalars(standing))


def holds_at(work: Work, organisation_ids: Collection[int]) -> list[LegalHold]:
    """Those that stand at these organisations, the newest first. One statement."""
    standing = select(LegalHold).where(LegalHold.organisation_id.in_(organisation_ids), _stands(work.today))
    return list(work.session.scalars(standing.order_by(LegalHold.id.desc())))


def hold(
    work: Work, person_id: int, organisation_id: int, by_id: int, why: str, until: date | None = None
) -> LegalHold:
    """Let nothing of hers be erased, up to and with a day. :raises HoldNeedsReason"""
    said = " ".join(why.split())
    if not SHORTEST_WHY <= len(said) <= LONGEST_WHY or (until is not None and until < work.today):
        raise HoldNeedsReason()
    row = LegalHold(person_id=person_id, organisation_id=organisation_id, until=until, set_at=work.now, set_by_id=by_id)
    row.why = said
    work.add(row)
    work.session.flush()
    return row


def lift(work: Work, hold_id: int, organisation_ids: Collection[int], by_id: int) -> LegalHold:
    """It holds no longer. :raises NoSuchHold: it stands at none of these organisations."""
    row = work.session.get(LegalHold, hold_id, with_for_update=True)
    if row is None or row.organisation_id not in organisation_ids or row.lifted_at is not None:
        raise NoSuchHold()
    row.lifted_at, row.lifted_by_id = work.now, by_id
    return row


def on_to_be_erased(work: Work, event: ToBeErased) -> None:
    """:raises OnHold"""
    if is_on_hold(work, [event.person_id]):
        raise OnHold()


LISTENERS = (Listener(ToBeErased, on_to_be_erased),)
