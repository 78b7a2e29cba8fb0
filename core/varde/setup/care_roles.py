"""What an organisation calls the roles of its care teams: named, renamed and closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from varde.enrolments.models import TEAM_ROLES, CareRole
from varde.enrolments.team_words import RESPONSIBLE, TEAM_ROLE
from varde.identity.models import Organisation
from varde.kernel.characters import name as plain_name
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.setup import words
from varde.setup.changes import Editor, hold_place, must_be_open, must_stand, note
from varde.setup.errors import NoSuchSetUp, SetUpRefused
from varde.setup.rules import is_key

LONGEST_CARE_ROLE = 40


@dataclass(frozen=True, slots=True)
class CareRoleFacts:
    """What is said of a role: the role of the rules that it counts as, and what it is called by language."""

    counts_as: str
    words: Mapping[str, str]


def named_roles_of(work: Work, organisation_id: int) -> list[CareRole]:
    """The organisation's own open roles, the oldest first. One statement."""
    rows = select(CareRole).where(CareRole.organisation_id == organisation_id, CareRole.closed_at.is_(None))
    return list(work.session.scalars(rows.order_by(CareRole.id)))


def care_role_named(work: Work, organisation: Organisation, key: str) -> CareRole:
    """The open role with this key. :raises NoSuchSetUp"""
    for role in named_roles_of(work, organisation.id):
        if role.key == key:
            return role
    raise NoSuchSetUp(what=key[:LONGEST_CARE_ROLE])


def shown_of_care_role(role: CareRole) -> dict[str, object]:
    """What a form, or a command, was made from."""
    return {"counts_as": role.counts_as, **role.words}


def add_care_role(work: Work, editor: Editor, organisation: Organisation, key: str, facts: CareRoleFacts) -> CareRole:
    """A role that members of care teams here, and below, can have from now on; one that was closed comes back as what it was, for
    whoever has it still.

    :raises SetUpRefused: with a sentence for everything that is wrong. Nothing is stored.
    """
    hold_place(work, editor, organisation)
    must_be_open(organisation)
    faults = [] if is_key(key) else [words.KEY_RULE.filled(key=key[:60])]
    if any(role.key == key for role in named_roles_of(work, organisation.id)):
        faults.append(words.CARE_ROLE_TAKEN.filled(key=key))
    closed = _closed(work, organisation, key)
    if closed is not None and closed.counts_as != facts.counts_as:
        faults.append(words.CARE_ROLE_BACK.filled(key=key, role=TEAM_ROLE[closed.counts_as]))
    said = _read(work, organisation, facts, None, faults)
    row = closed or work.add(CareRole(organisation_id=organisation.id, key=key))
    row.counts_as, row.words, row.closed_at = facts.counts_as, said, None
    work.session.flush()
    note(work, editor, organisation.id, "care_role", key, None, shown_of_care_role(row))
    return row


def _closed(work: Work, organisation: Organisation, key: str) -> CareRole | None:
    same = CareRole.organisation_id == organisation.id, CareRole.key == key, CareRole.closed_at.is_not(None)
    return work.session.scalar(select(CareRole).where(*same))


def change_care_role(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    role: CareRole,
    facts: CareRoleFacts,
    *,
    seen: str | None = None,
) -> bool:
    """Other words, for whoever has the role too. What it counts as stays. Returns whether anything changed.

    :raises SetUpRefused, OvertakenBy, NotYours: nothing is stored.
    """
    hold_place(work, editor, organisation)
    work.session.refresh(role)
    before = shown_of_care_role(role)
    must_stand(work, organisation.id, ("care_role",), before, seen)
    faults = [words.CARE_ROLE_STAYS.filled(key=role.key)] if facts.counts_as != role.counts_as else []
    role.words = _read(work, organisation, facts, role, faults)
    work.session.flush()
    return note(work, editor, organisation.id, "care_role", role.key, before, shown_of_care_role(role))


def close_care_role(work: Work, editor: Editor, organisation: Organisation, role: CareRole) -> None:
    """Nobody new is given it; whoever has it keeps it."""
    hold_place(work, editor, organisation)
    role.closed_at = work.now
    note(work, editor, organisation.id, "care_role", role.key, shown_of_care_role(role), None)


def _read(
    work: Work, organisation: Organisation, facts: CareRoleFacts, role: CareRole | None, faults: list[Text]
) -> dict[str, str]:
    said = {language: plain_name(facts.words.get(language, "")) for language in LANGUAGES}
    for language, called in said.items():
        if not 1 <= len(called) <= LONGEST_CARE_ROLE:
            rule = {"language": words.IN_LANGUAGE[language], "most": LONGEST_CARE_ROLE, "length": len(called)}
            faults.append(words.CARE_ROLE_WORDS.filled(**rule))
    others = [each for each in named_roles_of(work, organisation.id) if role is None or each.id != role.id]
    if facts.counts_as not in TEAM_ROLES:
        faults.append(words.COUNTS_AS_RULE.filled(role=facts.counts_as[:40], known=", ".join(TEAM_ROLES)))
    elif facts.counts_as == RESPONSIBLE and any(each.counts_as == RESPONSIBLE for each in others):
        faults.append(words.ONE_RESPONSIBLE.filled(role=TEAM_ROLE[RESPONSIBLE]))
    if faults:
        raise SetUpRefused(*faults)
    return said
