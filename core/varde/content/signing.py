"""Signing clinical statements: who answers for which, in which words of the step that says it, and which wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from varde.content import words
from varde.content.archive import keep_edition, step_id
from varde.content.editing import ContentEditor, standing_among
from varde.content.errors import ContentRefused, NoSuchContent, NotYourContent
from varde.content.models import ContentSignature, ContentStep
from varde.content.statements import Statement, statements_of
from varde.content.values import StepEdition, StepKey
from varde.identity.models import Organisation
from varde.identity.service import line_of
from varde.kernel.work import Work
from varde.programmes.values import Programme

Signed = Mapping[int, frozenset[str]]
"""By organisation the digests of the statements that are signed there."""


@dataclass(frozen=True, slots=True)
class StatementStanding:
    """One statement as whoever begins at an organisation reads it: ``edition`` are the words of its step, ``digest`` is what is
    signed. ``signature`` holds for these words, here or above (None: nobody has signed them); ``before`` is the newest of other
    words."""

    statement: Statement
    edition: StepEdition
    digest: str
    signature: ContentSignature | None
    before: ContentSignature | None = None


def statements_at(work: Work, organisation: Organisation, programmes: Iterable[Programme]) -> list[StatementStanding]:
    """How each statement of these programmes stands at an organisation, in the order of the steps. Five statements."""
    asked = statements_of(work.catalogue, programmes)
    if not asked:
        return []
    standing = standing_among(work, organisation.id, {each.step for each in asked})
    line = line_of(work, organisation.id)
    rows = _by_statement(work, line)
    lines = []
    for statement in asked:
        edition = standing[statement.step]
        digest = statement.digest(edition.digest)
        hers = rows.get((statement.step, statement.name), [])
        newest = _in_force([row for row in hers if row.digest == digest], line)
        before = next((row for row in reversed(hers) if row.digest != digest and row.signed), None)
        lines.append(StatementStanding(statement, edition, digest, newest, before))
    return lines


def statement_at(work: Work, organisation: Organisation, programme: Programme, key: str) -> StatementStanding:
    """The same of one. :raises NoSuchContent: the programme has no such statement."""
    for each in statements_at(work, organisation, [programme]):
        if each.statement.key == key:
            return each
    raise NoSuchContent()


def sign(
    work: Work, owner: ContentEditor, organisation: Organisation, programme: Programme, key: str, seen: str
) -> ContentSignature:
    """She answers for the statement as it stands; ``seen`` is the digest of what her page showed.

    :raises NotYourContent: it is not hers to sign. :raises NoSuchContent
    :raises ContentRefused: the words are others than she saw, or they are signed here already. Nothing is stored.
    """
    standing = _to_decide(work, owner, organisation, programme, key, seen)
    if standing.signature is not None and standing.signature.organisation_id == organisation.id:
        raise ContentRefused(words.SIGNED_ALREADY.filled(name=standing.signature.by_name))
    return _note(work, owner, organisation, standing, signed=True)


def take_back(
    work: Work, owner: ContentEditor, organisation: Organisation, programme: Programme, key: str, seen: str
) -> ContentSignature:
    """The statement is not answered for any more at this organisation; one signed above it is not shown here either.

    :raises NotYourContent, NoSuchContent, ContentRefused: nothing is stored.
    """
    standing = _to_decide(work, owner, organisation, programme, key, seen)
    if standing.signature is None:
        raise ContentRefused(words.NOT_SIGNED)
    return _note(work, owner, organisation, standing, signed=False)


def _to_decide(
    work: Work, owner: ContentEditor, organisation: Organisation, programme: Programme, key: str, seen: str
) -> StatementStanding:
    if not owner.may_sign(organisation.id, programme.key):
        raise NotYourContent()
    standing = statement_at(work, organisation, programme, key)
    if standing.digest != seen:
        raise ContentRefused(words.SAYS_SOMETHING_ELSE)
    return standing


def _note(
    work: Work, owner: ContentEditor, organisation: Organisation, standing: StatementStanding, *, signed: bool
) -> ContentSignature:
    return work.add(
        ContentSignature(
            organisation_id=organisation.id,
            step_id=step_id(work, standing.statement.step),
            name=standing.statement.name,
            says=standing.statement.says.nb,
            ground=standing.statement.ground.nb,
            edition=keep_edition(work, standing.edition),
            digest=standing.digest,
            signed=signed,
            at=work.now,
            by_id=owner.person_id,
            by_name=owner.name,
        )
    )


def _by_statement(work: Work, organisation_ids: Collection[int]) -> dict[tuple[StepKey, str], list[ContentSignature]]:
    """Everything that was signed or taken back at these organisations, the oldest first, by statement. One statement."""
    rows = work.session.execute(
        select(ContentSignature, ContentStep)
        .join(ContentStep, ContentStep.id == ContentSignature.step_id)
        .where(ContentSignature.organisation_id.in_(organisation_ids))
        .order_by(ContentSignature.id)
    )
    by_statement: dict[tuple[StepKey, str], list[ContentSignature]] = {}
    for signature, step in rows:
        by_statement.setdefault((step.key, signature.name), []).append(signature)
    return by_statement


def _in_force(rows: Sequence[ContentSignature], line: Sequence[int]) -> ContentSignature | None:
    """Of the signatures of the same words the newest at the nearest place; None where that was taken back, or nobody signed."""
    for place in line:
        of_place = [row for row in rows if row.organisation_id == place]
        if of_place:
            return of_place[-1] if of_place[-1].signed else None
    return None


def signed_at(work: Work, lines: Mapping[int, Sequence[int]]) -> Signed:
    """By organisation the digests that hold there; ``lines`` go from each upwards, nearest first. One statement."""
    places = {place for line in lines.values() for place in line}
    rows = select(ContentSignature).where(ContentSignature.organisation_id.in_(places)).order_by(ContentSignature.id)
    by_digest: dict[str, list[ContentSignature]] = {}
    for row in work.session.scalars(rows):
        by_digest.setdefault(row.digest, []).append(row)
    return {
        organisation: frozenset(digest for digest, same in by_digest.items() if _in_force(same, line))
        for organisation, line in lines.items()
    }


def unsigned_steps(
    statements: Iterable[Statement], editions: Mapping[StepKey, str], signed: Collection[str]
) -> frozenset[StepKey]:
    """The steps among these that say something nobody has signed in the edition that is read. Pure."""
    return frozenset(
        each.step for each in statements if each.step in editions and each.digest(editions[each.step]) not in signed
    )
