"""Erasure by decision of two: who may ask and decide, what stands in the way, what the queue does, and what is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from varde.alerts.models import RaisedAlert, RiskNote
from varde.audit.models import AccessEntry
from varde.dialogue.service import write
from varde.enrolments.errors import StillUnderWay
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.identity.service import Actor
from varde.kernel.errors import Conflict, VardeError
from varde.kernel.jobs import Outbox
from varde.notifications.models import Delivery
from varde.privacy.certificates import as_document, holds
from varde.privacy.deciding import (
    AnotherDecides,
    ElsewhereToo,
    ErasureAsked,
    GroundNeeded,
    NobodyToErase,
    NoSuchErasure,
    ask,
    decide,
    erasures_at,
    lift_hold,
    offices_of,
    one_erasure,
    set_hold,
    withdraw,
)
from varde.privacy.erasure_models import Erasure, ErasureCertificate, LegalHold
from varde.privacy.holds import HoldNeedsReason, NoSuchHold, OnHold
from varde.privacy.kin import declare_by_name

from .conftest import Pair

GROUND = "Statsforvalteren, sak 2026/14"


class Office:
    """Gro guards privacy at the trust, Elin leads the clinic. Ingrid's enrolment is over, Tor's goes on."""

    def __init__(self, pair: Pair) -> None:
        self.pair, self.house = pair, pair.house
        self.gro = self.house.person("Gro", "Nes", ("privacy_officer", self.house.trust))
        self.elin = self.house.person("Elin", "Sande", ("head", self.house.clinic))
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, pair.ingrids)
            write(work, self.house.actor(pair.maren, ("therapist", self.house.clinic)), enrolment, "Hei", once="answer")
            end(work, pair.maren.id, enrolment, "completed")
        self.house.platform.drain()

    def acts(self, person: Person, role: str, at: Organisation | None = None) -> Actor:
        return self.house.actor(person, (role, at or self.house.clinic))

    @property
    def officer(self) -> Actor:
        return self.acts(self.gro, "privacy_officer", self.house.trust)

    @property
    def head(self) -> Actor:
        return self.acts(self.elin, "head")

    def asked(self, actor: Actor | None = None, *, whole: bool = True, ground: str = GROUND) -> int:
        with self.house.work() as work:
            person = work.session.get_one(Person, self.pair.ingrid.id)
            return ask(work, actor or self.officer, person, ground, whole=whole).id

    def decided(self, erasure_id: int, actor: Actor | None = None, *, confirmed: bool = True) -> None:
        with self.house.work() as work:
            decide(work, actor or self.head, erasure_id, confirmed=confirmed)
        self.house.platform.drain()

    def row(self, erasure_id: int) -> Erasure:
        with self.house.work() as work:
            return work.session.get_one(Erasure, erasure_id)

    def name(self) -> str:
        with self.house.work() as work:
            return work.session.get_one(Person, self.pair.ingrid.id).name


@pytest.fixture
def office(pair: Pair) -> Office:
    return Office(pair)


def test_two_decide_and_the_queue_carries_it_out(office: Office) -> None:
    number = office.asked()
    assert office.name() == "Ingrid Solheim"
    office.decided(number)
    row = office.row(number)
    assert (row.outcome, row.stopped_at, row.asked_by_id, row.decided_by_id) == (
        "confirmed",
        None,
        office.gro.id,
        office.elin.id,
    )
    assert row.done_at is not None
    assert office.name() == ""
    with office.house.work() as work:
        assert work.session.get(Enrolment, office.pair.ingrids) is None
        assert work.session.get_one(Erasure, number).ground is None
        entries = work.session.scalars(
            select(AccessEntry).where(AccessEntry.what == "erasure").order_by(AccessEntry.id)
        )
        assert [(entry.actor_name, entry.role, entry.basis) for entry in entries] == [
            ("Gro Nes", "privacy_officer", "erasure_asked"),
            ("Elin Sande", "head", "erasure_decided"),
            ("Varde", "system", "erasure_carried_out"),
        ]


def test_the_certificate_counts_and_names_nobody(office: Office) -> None:
    office.decided(office.asked())
    with office.house.work() as work:
        row = work.session.scalars(select(ErasureCertificate)).one()
        document = as_document(row)
    assert (document["rule"], document["people"], document["organisation"]) == ("decision", 1, office.house.clinic.id)
    rows: Any = document["rows"]
    assert rows["record"] > 0
    assert rows["dialogue"] == 3, "her thread, and what each of them wrote"
    assert rows["account"] > 0
    assert holds(document)
    for name, value in {"rule": "list", "people": 2, "rows": {**rows, "dialogue": 2}, "at": "2026-01-01"}.items():
        assert not holds({**document, name: value})
    said = str(document)
    assert all(word not in said for word in ("Ingrid", "Solheim", "Gro", "Elin", GROUND))
    with pytest.raises(DBAPIError, match="never edited"), office.house.work() as work:
        work.session.get_one(ErasureCertificate, row.id).people = 2


def test_the_health_record_stays_unless_it_was_decided_too(office: Office) -> None:
    with office.house.work() as work:
        sent = work.session.scalars(select(Delivery.id).where(Delivery.person_id == office.pair.ingrid.id)).all()
        assert sent
    office.decided(office.asked(whole=False))
    with office.house.work() as work:
        assert work.session.get_one(Person, office.pair.ingrid.id).name == "Ingrid Solheim"
        assert work.session.get_one(Enrolment, office.pair.ingrids).state != ""
        assert work.session.scalars(select(Delivery).where(Delivery.person_id == office.pair.ingrid.id)).all() == []
        assert work.session.scalars(select(Delivery).where(Delivery.person_id == office.pair.tor.id)).all() != []
        certificate = work.session.scalars(select(ErasureCertificate)).one()
        assert certificate.rule == "decision_beside"
        assert set(certificate.counts) <= {"drafts", "notices"}


# --- who may


WHO: list[tuple[str, Callable[[Office], Actor], type[VardeError] | None]] = [
    ("the privacy officer above", lambda office: office.officer, None),
    ("the privacy officer there", lambda office: office.acts(office.gro, "privacy_officer"), None),
    ("one elsewhere", lambda office: office.acts(office.gro, "privacy_officer", office.house.elsewhere), NobodyToErase),
    ("the head", lambda office: office.head, NobodyToErase),
    ("a therapist", lambda office: office.acts(office.pair.maren, "therapist"), NobodyToErase),
    ("an administrator", lambda office: office.acts(office.gro, "trust_administrator"), NobodyToErase),
    ("herself", lambda office: office.acts(office.pair.ingrid, "privacy_officer"), NobodyToErase),
]


@pytest.mark.parametrize(("who", "actor", "refused"), WHO, ids=[each[0] for each in WHO])
def test_who_asks(office: Office, who: str, actor: Callable[[Office], Actor], refused: type[VardeError] | None) -> None:
    if refused is None:
        assert office.row(office.asked(actor(office))).outcome is None, who
        return
    with pytest.raises(refused):
        office.asked(actor(office))


DECIDING: list[tuple[str, Callable[[Office], Actor], type[VardeError] | None]] = [
    ("the head", lambda office: office.head, None),
    ("the head above", lambda office: office.acts(office.elin, "head", office.house.trust), None),
    ("the head elsewhere", lambda office: office.acts(office.elin, "head", office.house.elsewhere), NoSuchErasure),
    ("another privacy officer", lambda office: office.acts(office.elin, "privacy_officer"), NoSuchErasure),
    ("whoever asked, as head", lambda office: office.acts(office.gro, "head"), AnotherDecides),
    ("herself", lambda office: office.acts(office.pair.ingrid, "head"), NoSuchErasure),
]


@pytest.mark.parametrize(("who", "actor", "refused"), DECIDING, ids=[each[0] for each in DECIDING])
def test_who_decides(
    office: Office, who: str, actor: Callable[[Office], Actor], refused: type[VardeError] | None
) -> None:
    number = office.asked()
    if refused is None:
        office.decided(number, actor(office))
        assert office.name() == "", who
        return
    with pytest.raises(refused):
        office.decided(number, actor(office))
    assert office.row(number).outcome is None
    assert office.name() == "Ingrid Solheim"


def test_nobody_asks_for_or_decides_about_her_own_people(office: Office) -> None:
    number = office.asked()
    with office.house.work() as work:
        born = work.session.get_one(Person, office.pair.ingrid.id).birth_date
        assert born is not None
        for each in (office.gro, office.elin):
            declare_by_name(work, each.id, "Ingrid Solheim", born)
    with pytest.raises(NoSuchErasure):
        office.decided(number)
    with office.house.work() as work:
        withdraw(work, office.officer, number)
    with pytest.raises(NobodyToErase):
        office.asked()


def test_what_another_organisation_keeps_is_not_theirs_to_erase(office: Office) -> None:
    there = office.acts(office.gro, "privacy_officer", office.house.clinic)
    with office.house.work() as work:
        enrolment = work.session.get_one(Enrolment, office.pair.ingrids)
        values = {column.key: getattr(enrolment, column.key) for column in Enrolment.__table__.columns}
        del values["id"]
        work.add(Enrolment(**values | {"organisation_id": office.house.elsewhere.id, "programme": "another"}))
    with pytest.raises(ElsewhereToo):
        office.asked(there)


@pytest.mark.parametrize("ground", ["", "   ", "kort", "x" * 501])
def test_where_the_decision_stands_is_written(office: Office, ground: str) -> None:
    with pytest.raises(GroundNeeded):
        office.asked(ground=ground)


def test_it_is_asked_for_once(office: Office) -> None:
    number = office.asked()
    with pytest.raises(ErasureAsked):
        office.asked()
    with office.house.work() as work:
        withdraw(work, office.officer, number)
    with pytest.raises(NoSuchErasure):
        office.decided(number)
    assert office.row(office.asked()).outcome is None


def test_a_refusal_leaves_everything(office: Office) -> None:
    number = office.asked()
    office.decided(number, confirmed=False)
    assert (office.row(number).outcome, office.name()) == ("refused", "Ingrid Solheim")
    with pytest.raises(NoSuchErasure):
        office.decided(number)


# --- what stands in the way


def alerted(office: Office) -> None:
    with office.house.work() as work:
        note = RiskNote(
            person_id=office.pair.ingrid.id,
            organisation_id=office.house.clinic.id,
            programme="sample",
            source="referral",
            form="own",
            refused="closed",
            at=work.now,
            digest="x",
        )
        note.answers = "{}"
        work.add(note)
        work.session.flush()
        work.add(
            RaisedAlert(
                person_id=office.pair.ingrid.id,
                organisation_id=office.house.clinic.id,
                note_id=note.id,
                alert="sample.thoughts",
                cause="note:1",
                severity="red",
                crisis=True,
                state="raised",
                raised_at=work.now,
                open_by=work.now,
            )
        )


def put_on_hold(office: Office, days: int | None = None, why: str = "Tilsynssak ved Statsforvalteren") -> None:
    with office.house.work() as work:
        person = work.session.get_one(Person, office.pair.ingrid.id)
        set_hold(work, office.officer, person, why, days)


WAYS: list[tuple[str, Callable[[Office], None], str]] = [
    ("an open alert", alerted, "There is an open alert about the person"),
    ("a legal hold", put_on_hold, "There is a legal hold on this person"),
]


@pytest.mark.parametrize(("way", "happens", "sentence"), WAYS, ids=[each[0] for each in WAYS])
@pytest.mark.parametrize("moment", ["before it is asked", "before it is decided", "before it is carried out"])
def test_it_stops_with_one_sentence(
    office: Office, way: str, happens: Callable[[Office], None], sentence: str, moment: str
) -> None:
    if moment == "before it is asked":
        happens(office)
        with pytest.raises(Conflict, match=sentence):
            office.asked()
        return
    number = office.asked()
    if moment == "before it is decided":
        happens(office)
        with pytest.raises(Conflict, match=sentence):
            office.decided(number)
        assert office.row(number).outcome is None
    else:
        with office.house.work() as work:
            decide(work, office.head, number, confirmed=True)
        happens(office)
        office.house.platform.drain()
        row = office.row(number)
        assert (row.outcome, row.done_at, row.stopped_at is not None) == ("confirmed", None, True)
        with office.house.work() as work:
            (listed,) = erasures_at(work, offices_of(work, office.head))
            shown, ahead = one_erasure(work, offices_of(work, office.head), number)
            assert ahead.in_the_way is not None
            assert sentence in ahead.in_the_way.to("en")
            assert (shown.may_decide, shown.may_withdraw, shown) == (True, False, listed)
            assert work.session.scalars(select(Outbox).where(Outbox.failed_at.is_not(None))).all() == []
    assert office.name() == "Ingrid Solheim", way


def test_an_open_enrolment_stops_it(office: Office) -> None:
    with office.house.work() as work, pytest.raises(StillUnderWay):
        ask(work, office.officer, work.session.get_one(Person, office.pair.tor.id), GROUND, whole=True)


def test_what_was_stopped_is_decided_again(office: Office) -> None:
    number = office.asked()
    with office.house.work() as work:
        decide(work, office.head, number, confirmed=True)
    put_on_hold(office)
    office.house.platform.drain()
    with office.house.work() as work:
        hold = work.session.scalars(select(LegalHold)).one()
        lift_hold(work, office.officer, hold.id)
    office.decided(number)
    assert (office.name(), office.row(number).done_at is not None) == ("", True)


@pytest.mark.parametrize(
    ("days", "later", "stands"), [(0, 0, True), (0, 1, False), (3, 3, True), (3, 4, False), (None, 900, True)]
)
def test_until_when_a_hold_stands(office: Office, days: int | None, later: int, stands: bool) -> None:
    put_on_hold(office, days)
    office.house.clock.move(days=later)
    if stands:
        with pytest.raises(OnHold):
            office.asked()
    else:
        assert office.asked() > 0


@pytest.mark.parametrize(
    ("days", "why"), [(None, ""), (None, "ni tegn.."[:9]), (-1, "Tilsynssak 2026"), (3, "x" * 501)]
)
def test_a_hold_says_why_and_until_a_day_to_come(office: Office, days: int | None, why: str) -> None:
    with pytest.raises(HoldNeedsReason):
        put_on_hold(office, days, why)


def test_a_hold_is_lifted_once_and_by_its_own(office: Office) -> None:
    put_on_hold(office)
    with office.house.work() as work:
        hold = work.session.scalars(select(LegalHold)).one()
        assert hold.why == "Tilsynssak ved Statsforvalteren"
    for actor in (office.head, office.acts(office.gro, "privacy_officer", office.house.elsewhere)):
        with pytest.raises(NoSuchHold), office.house.work() as work:
            lift_hold(work, actor, hold.id)
    with office.house.work() as work:
        lift_hold(work, office.officer, hold.id)
    with pytest.raises(NoSuchHold), office.house.work() as work:
        lift_hold(work, office.officer, hold.id)


def test_a_hold_stands_for_both_numbers_of_one_who_was_joined(office: Office) -> None:
    """Whoever is joined keeps the hold of either number."""
    put_on_hold(office)
    with office.house.work() as work:
        work.session.get_one(Person, office.pair.ingrid.id).joined_into_id = office.pair.tor.id
    with office.house.work() as work, pytest.raises(Conflict):
        ask(work, office.officer, work.session.get_one(Person, office.pair.tor.id), GROUND, whole=True)
