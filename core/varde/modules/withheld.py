"""The steps that an organisation does not show before a clinical owner has signed what they say (``demands_signatures``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from varde.content.models import ContentStep
from varde.content.published import in_force, lines_of, published
from varde.content.signing import signed_at, statements_at, unsigned_steps
from varde.content.statements import statements_of
from varde.content.texts import shipped
from varde.content.values import StepKey
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.stored_settings import DEMANDS_SIGNATURES
from varde.identity.models import Organisation
from varde.kernel.work import Work
from varde.modules.models import StepPin
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme, locks_on
from varde.standing.path import Place

NOTHING: frozenset[Place] = frozenset()


def withheld_from(work: Work, enrolments: Collection[Enrolment]) -> dict[int, frozenset[Place]]:
    """By enrolment the steps, as module and step, that are not shown to her: those that say something nobody has signed in the
    words that she reads, which are those she began on, and what rests on them (:func:`with_what_rests_on`). Four statements,
    whoever they are; none without enrolments."""
    if not enrolments:
        return {}
    lines = lines_of(work, {each.organisation_id for each in enrolments})
    signed = signed_at(work, lines)
    deeds = published(work, {place for line in lines.values() for place in line})
    standing = {place: in_force(deeds, line, work.today) for place, line in lines.items()}
    pins = _pins(work, [each.id for each in enrolments])
    programmes = {each.programme: programme_of(work, each.programme) for each in enrolments}
    stated = {key: statements_of(work.catalogue, [programme]) for key, programme in programmes.items()}
    ours = _shipped(work, {each.step for statements in stated.values() for each in statements})
    withheld = {}
    for enrolment in enrolments:
        statements, of_place = stated[enrolment.programme], standing[enrolment.organisation_id]
        editions = {}
        for key in {each.step for each in statements}:
            deed = of_place.get(key)
            editions[key] = pins.get((enrolment.id, key)) or (deed.edition if deed else None) or ours[key]
        unsigned = unsigned_steps(statements, editions, signed[enrolment.organisation_id])
        places = frozenset((key.module, key.step) for key in unsigned)
        withheld[enrolment.id] = with_what_rests_on(programmes[enrolment.programme], places)
    return withheld


def with_what_rests_on(programme: Programme, unsigned: frozenset[Place]) -> frozenset[Place]:
    """These steps, and each that may harm some (it has a lock, or rows with one) and comes after one of them in its module: nobody
    is to do what she has not been warned of. Pure."""
    kept = set(unsigned)
    for module in programme.modules:
        keys = [(module.key, step.key) for step in module.steps]
        first = next((number for number, key in enumerate(keys) if key in unsigned), len(keys))
        kept |= {key for key, step in zip(keys[first:], module.steps[first:], strict=True) if locks_on(step)}
    return frozenset(kept)


def _shipped(work: Work, keys: Collection[StepKey]) -> dict[StepKey, str]:
    editions = {key: shipped(work.catalogue, key) for key in keys}
    return {key: edition.digest if edition else "" for key, edition in editions.items()}


def _pins(work: Work, enrolment_ids: Collection[int]) -> Mapping[tuple[int, StepKey], str]:
    rows = work.session.execute(
        select(StepPin.enrolment_id, ContentStep.programme, ContentStep.module, ContentStep.step, StepPin.edition)
        .join(ContentStep, ContentStep.id == StepPin.step_id)
        .where(StepPin.enrolment_id.in_(enrolment_ids))
    )
    return {(row[0], StepKey(row[1], row[2], row[3])): row[4] for row in rows}


def offerings_unsigned(work: Work) -> list[str]:
    """A sentence for each open offering that demands signatures and has statements that nobody has signed. One statement, and five
    for each of these."""
    demanding = (
        select(Offering)
        .join(Offering.organisation)
        .where(Offering.state != "closed", DEMANDS_SIGNATURES)
        .order_by(Organisation.key, Offering.programme)
    )
    sentences = []
    for offering in work.session.scalars(demanding).all():
        declared = work.catalogue.all(Programme).get(offering.programme)
        standing = statements_at(work, offering.organisation, [declared] if declared else [])
        waiting = sum(1 for each in standing if each.signature is None)
        if waiting:
            sentences.append(
                f"Organisation {offering.organisation.key}, programme {offering.programme}: {waiting} clinical statements are not "
                "signed, and the steps with them are shown to no patient; varde content statements lists them."
            )
    return sentences
