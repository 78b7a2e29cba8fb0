"""A whole trust from a document: what it says is done by the same verbs as by hand, all of it or nothing.

What the document does not name stays as it is; nothing is closed by leaving it out. A second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from varde.enrolments.stored_settings import find_offering
from varde.identity.errors import NoSuchOrganisation
from varde.identity.models import Organisation, Person
from varde.identity.service import organisation_by_key
from varde.kernel.errors import BadInput, VardeError
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.setup import words
from varde.setup.care_roles import CareRoleFacts, add_care_role, change_care_role, named_roles_of
from varde.setup.changes import Editor
from varde.setup.document import Place, TrustDocument, faults_of_document
from varde.setup.errors import NoSuchStaff, SetUpRefused
from varde.setup.held import staff_member
from varde.setup.models import SetUpChange
from varde.setup.offerings import change_offering, offer
from varde.setup.organisations import add_place, change_place
from varde.setup.places import RoomFacts, add_room, change_room, close_days, closed_days_of, rooms_of, set_week
from varde.setup.presence import may_stand_in, set_presence
from varde.setup.reading import read_days_present
from varde.setup.rules import read_hpr, weekdays_in
from varde.setup.settings import TEXTS
from varde.setup.staff import (
    ADMINISTRATOR,
    StaffFacts,
    Term,
    change_facts,
    change_term,
    find_grant,
    give_role,
    is_asked_for,
    meet_staff,
    read_number,
)
from varde.setup.texts import change_settings, set_texts


@dataclass
class TrustImport:
    """What came of a document: the faults with their lines, and each change it makes, in order."""

    faults: list[tuple[int, str]] = field(default_factory=list)
    changes: list[SetUpChange] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    """Keys of organisations that could not be made: what is said of them is not judged."""


def take_in(work: Work, editor: Editor, document: TrustDocument) -> TrustImport:
    """Do all that the document says, and collect every fault. The caller undoes it when there is any, or to look only."""
    outcome = TrustImport([(document.line(place), sentence) for place, sentence in faults_of_document(document)])
    if outcome.faults:
        return outcome
    last = work.session.scalar(select(func.max(SetUpChange.id))) or 0
    taking = _Taking(work, editor, document, outcome)
    organisations = document.values.get("organisation", [])
    for number, row in enumerate(organisations):
        taking.organisation(("organisation", number), row)
    for number, row in enumerate(organisations):
        if row["key"] not in outcome.missing:
            taking.what_it_has(("organisation", number), row)
    staff = list(enumerate(document.values.get("staff", [])))
    for number, row in staff:
        taking.member(("staff", number), row)
    for number, row in staff:  # whoever answers for another may stand after her
        taking.presence(("staff", number), row)
    work.session.flush()
    outcome.changes = list(
        work.session.scalars(select(SetUpChange).where(SetUpChange.id > last).order_by(SetUpChange.id))
    )
    outcome.faults.sort()
    return outcome


@dataclass
class _Taking:
    work: Work
    editor: Editor
    document: TrustDocument
    outcome: TrustImport
    people: dict[Place, Person] = field(default_factory=dict)
    """Whom each table of the staff is about; one that could not be told is left out."""

    @contextmanager
    def _at(self, place: Place) -> Iterator[None]:
        """What is refused inside is a fault at this place, and undone alone, so that every other is found too."""
        try:
            with self.work.apart():
                yield
        except BadInput as fault:
            line = self.document.line(place)
            self.outcome.faults += [(line, sentence) for sentence in fault.each("en")]
        except VardeError as fault:
            self.outcome.faults.append((self.document.line(place), fault.to("en")))

    def organisation(self, place: Place, row: Mapping[str, Any]) -> None:
        before = len(self.outcome.faults)
        with self._at(place):
            known = self._find(row["key"])
            if known is None:
                add_place(self.work, self.editor, row["key"], row["kind"], row["name"], row.get("under"))
            elif known.kind != row["kind"]:
                raise SetUpRefused(words.KIND_STAYS.filled(key=row["key"], kind=known.kind))
            else:
                change_place(self.work, self.editor, known, name=row["name"], above=row.get("under"))
        if len(self.outcome.faults) > before:
            self.outcome.missing.add(row["key"])

    def _find(self, key: str) -> Organisation | None:
        try:
            return organisation_by_key(self.work, key)
        except NoSuchOrganisation:
            return None

    def what_it_has(self, place: Place, row: Mapping[str, Any]) -> None:
        organisation = organisation_by_key(self.work, row["key"])
        if settings := row.get("settings"):
            with self._at((*place, "settings")):
                change_settings(self.work, self.editor, organisation, settings)
        for name in TEXTS:
            if name in row:
                with self._at((*place, name)):
                    set_texts(
                        self.work, self.editor, organisation, name, {key: str(text) for key, text in row[name].items()}
                    )
        if "hours" in row:
            with self._at((*place, "hours")):
                set_week(self.work, self.editor, organisation, _hours_of_week(row["hours"]))
        rows: tuple[tuple[str, Callable[[Organisation, Mapping[str, Any]], None]], ...] = (
            ("closed", self._closed),
            ("room", self._room),
            ("care_role", self._care_role),
            ("offering", self._offering),
        )
        for name, take in rows:
            for number, inner in enumerate(row.get(name, [])):
                with self._at((*place, name, number)):
                    take(organisation, inner)

    def _closed(self, organisation: Organisation, row: Mapping[str, Any]) -> None:
        known = {(each.first_day, each.last_day) for each in closed_days_of(self.work, organisation.id)}
        if (row["first"], row["last"]) not in known and row["last"] >= self.work.today:
            close_days(self.work, self.editor, organisation, row["first"], row["last"], row["why"])

    def _room(self, organisation: Organisation, row: Mapping[str, Any]) -> None:
        facts = RoomFacts(row["name"], row.get("seats"), row["purpose"])
        known = next((each for each in rooms_of(self.work, organisation.id) if each.name == row["name"]), None)
        if known is None:
            add_room(self.work, self.editor, organisation, facts)
        else:
            change_room(self.work, self.editor, organisation, known, facts)

    def _care_role(self, organisation: Organisation, row: Mapping[str, Any]) -> None:
        facts = CareRoleFacts(row["counts_as"], {language: row[language] for language in LANGUAGES})
        known = next((each for each in named_roles_of(self.work, organisation.id) if each.key == row["key"]), None)
        if known is None:
            add_care_role(self.work, self.editor, organisation, row["key"], facts)
        else:
            change_care_role(self.work, self.editor, organisation, known, facts)

    def _offering(self, organisation: Organisation, row: Mapping[str, Any]) -> None:
        known, decided = find_offering(self.work, organisation.id, row["programme"]), row.get("settings", {})
        if known is None:
            offer(self.work, self.editor, organisation, row["programme"], row.get("state", "open"), decided)
        else:
            change_offering(self.work, self.editor, organisation, known, state=row.get("state"), decided=decided)

    def member(self, place: Place, row: Mapping[str, Any]) -> None:
        with self._at(place):
            self.people[place] = self._person(row)
        if (person := self.people.get(place)) is not None:
            for number, role in enumerate(row["role"]):
                if role["at"] not in self.outcome.missing:
                    with self._at((*place, "role", number)):
                        self._role(person, row, role)

    def presence(self, place: Place, row: Mapping[str, Any]) -> None:
        person = self.people.get(place)
        works_at = [known for role in row["role"] if (known := self._find(role["at"])) is not None]
        if person is None or not works_at or "present" not in row:
            return
        with self._at((*place, "present")):
            weekdays, substitute = read_days_present(row["present"]), self._substitute(row)
            able = [each for each in works_at if substitute in may_stand_in(self.work, each, person)]
            substitute_id = substitute.id if substitute is not None else None
            set_presence(self.work, self.editor, (able or works_at)[0], person, weekdays, substitute_id)

    def _substitute(self, row: Mapping[str, Any]) -> Person | None:
        if "substitute_person" in row:
            return staff_member(self.work, self.editor, row["substitute_person"])
        return self._by_hpr(row["substitute"]) if "substitute" in row else None

    def _by_hpr(self, written: str) -> Person:
        number = read_hpr(written)
        known = self.work.session.scalar(select(Person).where(Person.hpr == number)) if number else None
        if known is None:
            raise NoSuchStaff() if number else SetUpRefused(words.WHO_IS_IT)
        return known

    def _person(self, row: Mapping[str, Any]) -> Person:
        facts = StaffFacts(
            row.get("given_name", ""), row.get("family_name", ""), row.get("title", ""), row.get("hpr", "")
        )
        if "nin" in row:
            return meet_staff(self.work, facts, read_number(self.work, row["nin"]))
        if "person" in row:
            return staff_member(self.work, self.editor, row["person"])
        return self._by_hpr(row.get("hpr", ""))

    def _role(self, person: Person, row: Mapping[str, Any], role: Mapping[str, Any]) -> None:
        organisation = organisation_by_key(self.work, role["at"])
        title, hpr = row.get("title", person.title), row.get("hpr", person.hpr or "")
        change_facts(self.work, self.editor, organisation, person, title, hpr)
        term, programme = Term(role.get("from"), role.get("to")), role.get("programme")
        held = find_grant(self.work, person.id, role["role"], organisation.id, programme)
        if held is not None and not held.has_ended(self.work.now):
            change_term(self.work, self.editor, held, term)
        elif role["role"] != ADMINISTRATOR or not is_asked_for(self.work, person, organisation):
            give_role(self.work, self.editor, person, role["role"], organisation, programme, term)


def _hours_of_week(written: Mapping[str, Any]) -> dict[int, tuple[str, str]]:
    """``{"1-4" = "08.00-15.30"}`` by weekday. :raises SetUpRefused: weekdays that are none; times are judged with the week."""
    week: dict[int, tuple[str, str]] = {}
    for named, times in written.items():
        weekdays = weekdays_in(named)
        if not weekdays:
            raise SetUpRefused(words.WEEKDAY_RULE.filled(weekday=named[:20]))
        opens, _, closes = str(times).replace("–", "-").partition("-")
        week |= dict.fromkeys(weekdays, (opens, closes))
    return week
