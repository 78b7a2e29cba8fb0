"""Writing the words of a step at an organisation: the draft that its editors share, and sending it for approval."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select

from varde.content import words
from varde.content.archive import editions_at, keep_edition, step_id
from varde.content.errors import ContentRefused, DraftClash, NotYourContent
from varde.content.media import figures_of, media_of
from varde.content.models import ContentDeed, ContentDraft, ContentVersion
from varde.content.published import in_force, is_undecided, published
from varde.content.rules import PlacedFault, placed_faults
from varde.content.texts import shipped
from varde.content.values import StepEdition, StepKey, StepWords, tidy
from varde.identity.acting import name_at_the_machine
from varde.identity.models import Organisation
from varde.identity.rights import roles_with
from varde.identity.service import Actor, line_of, nearest_first, under
from varde.kernel.merging import Merged, merge
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work

LONGEST_NOTE, LONGEST_REASON, SHORTEST_REASON = 200, 500, 5
FARTHEST = timedelta(days=365)
"""How far ahead words may be published."""
Texts = Mapping[str, StepWords]
CONTROLS = tuple(f"{part}-{language}" for language in LANGUAGES for part in ("lede", "body"))
"""The words of a form, by the name of each control."""


@dataclass(frozen=True, slots=True)
class ContentEditor:
    """Whoever writes or approves words, or signs what they state: where she may do it (None: everywhere, at the machine), and for
    which programmes there (None: all). Nobody signs at the machine, where nobody knows who it is."""

    person_id: int | None
    name: str
    writes: Mapping[int, frozenset[str] | None] | None = None
    approves: Mapping[int, frozenset[str] | None] | None = None
    signs: Mapping[int, frozenset[str] | None] = field(default_factory=dict)

    def may_write(self, organisation_id: int, programme: str) -> bool:
        return self.writes is None or _reaches(self.writes, organisation_id, programme)

    def may_approve(self, organisation_id: int, programme: str) -> bool:
        return self.approves is None or _reaches(self.approves, organisation_id, programme)

    def may_sign(self, organisation_id: int, programme: str) -> bool:
        return _reaches(self.signs, organisation_id, programme)


def _reaches(places: Mapping[int, frozenset[str] | None], organisation_id: int, programme: str) -> bool:
    if organisation_id not in places:
        return False
    of = places[organisation_id]
    return of is None or programme in of


def editor_signed_in(work: Work, actor: Actor) -> ContentEditor:
    """The editor who is signed in, with all that she reaches. A statement for each place where she has a role."""
    rights = [roles_with(right) for right in ("edit_content", "approve_content", "sign_statements")]
    at = {held.organisation_id for held in actor.roles if any(held.role in roles for roles in rights)}
    below = {place: under(work, [place]) for place in sorted(at)}
    return ContentEditor(actor.person_id, actor.signature, *(_places(actor, roles, below) for roles in rights))


def _places(
    actor: Actor, roles: Collection[str], below: Mapping[int, Sequence[int]]
) -> dict[int, frozenset[str] | None]:
    places: dict[int, frozenset[str] | None] = {}
    for held in actor.roles:
        if held.role not in roles:
            continue
        for place in below[held.organisation_id]:
            known = places.get(place, frozenset())
            places[place] = None if held.programme is None or known is None else known | {held.programme}
    return places


def editor_at_the_machine() -> ContentEditor:
    """Whoever runs a command."""
    return ContentEditor(None, name_at_the_machine())


def must_write(editor: ContentEditor, organisation: Organisation, key: StepKey) -> None:
    """:raises NotYourContent"""
    if not editor.may_write(organisation.id, key.programme):
        raise NotYourContent()


def must_say_why(reason: str, rule: Text, control: str = "reason") -> str:
    """The reason without what surrounds it. :raises ContentRefused: it is too short or too long, with the ``rule``."""
    said = reason.strip()
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise ContentRefused(of={control: rule.filled(least=SHORTEST_REASON, most=LONGEST_REASON)})
    return said


def standing_words(work: Work, organisation_id: int, key: StepKey) -> StepEdition:
    """What whoever begins at this organisation reads today. :raises KeyError: no installed plugin has the step."""
    return standing_among(work, organisation_id, [key])[key]


def standing_among(work: Work, organisation_id: int, keys: Collection[StepKey]) -> dict[StepKey, StepEdition]:
    """The same of several steps. Three statements. :raises KeyError"""
    line = line_of(work, organisation_id)
    own = in_force(published(work, line, *(keys if len(keys) == 1 else ())), line, work.today)
    kept = editions_at(work, {deed.edition for key, deed in own.items() if key in keys and deed.edition})
    standing: dict[StepKey, StepEdition] = {}
    for key in keys:
        deed = own.get(key)
        edition = kept[deed.edition] if deed is not None and deed.edition else shipped(work.catalogue, key)
        if edition is None:
            raise KeyError(str(key))
        standing[key] = edition
    return standing


def draft_of(work: Work, organisation_id: int, key: StepKey) -> ContentDraft | None:
    """What is being written; None when nothing is. Three statements at the most."""
    return work.session.get(ContentDraft, (organisation_id, step_id(work, key)))


def texts_of(draft: ContentDraft) -> dict[str, StepWords]:
    """The words of a draft by language."""
    return {language: StepWords(said["lede"], said["body"]) for language, said in draft.texts.items()}


def in_controls(texts: Texts) -> dict[str, str]:
    """The words as they stand in a form."""
    filled: dict[str, str] = {}
    for language in LANGUAGES:
        said = texts.get(language, StepWords())
        filled |= {f"lede-{language}": said.lede, f"body-{language}": said.body}
    return filled


def from_controls(form: Mapping[str, str]) -> dict[str, StepWords]:
    """The words that stand in a form; a language without any is left out."""
    read = {
        language: tidy(form.get(f"lede-{language}", ""), form.get(f"body-{language}", "")) for language in LANGUAGES
    }
    return {language: said for language, said in read.items() if said.lede or said.body}


def save_draft(
    work: Work,
    editor: ContentEditor,
    organisation: Organisation,
    key: StepKey,
    texts: Texts,
    note: str = "",
    base: Mapping[str, str] | None = None,
) -> tuple[ContentDraft, Merged]:
    """Keep what is written so far, joined with what another editor saved since the page was made from ``base`` (None: nobody
    claims to have looked).

    :raises NotYourContent: it is not hers to write.
    :raises DraftClash: both have changed the same words. Nothing is stored.
    :raises ContentRefused: the note is too long.
    """
    must_write(editor, organisation, key)
    if len(note) > LONGEST_NOTE:
        raise ContentRefused(of={"note": words.LONG_NOTE.filled(most=LONGEST_NOTE)})
    draft = draft_of(work, organisation.id, key)
    stored = in_controls(texts_of(draft) if draft else dict(standing_words(work, organisation.id, key).texts))
    typed = in_controls(texts)
    merged = merge(stored if base is None else base, typed, stored, CONTROLS)
    if merged.clashes:
        name = draft.saved_by_name if draft else organisation.name
        saved_at = (draft.saved_at if draft else work.now).astimezone(work.zone).strftime("%d.%m. %H.%M")
        raise DraftClash(draft, merged, name, saved_at)
    if draft is None:
        present = shipped(work.catalogue, key)
        assert present is not None
        draft = ContentDraft(
            organisation_id=organisation.id, step_id=step_id(work, key), shipped=keep_edition(work, present)
        )
        work.add(draft)
    kept = from_controls(merged.answers)
    draft.texts = {language: {"lede": said.lede, "body": said.body} for language, said in kept.items()}
    draft.note = note
    draft.saved_at, draft.saved_by_id, draft.saved_by_name = work.now, editor.person_id, editor.name
    work.session.flush()
    return draft, merged


def throw_away(work: Work, editor: ContentEditor, organisation: Organisation, key: StepKey) -> bool:
    """The draft is not wanted any more. Returns whether there was one. :raises NotYourContent"""
    must_write(editor, organisation, key)
    draft = draft_of(work, organisation.id, key)
    if draft is not None:
        work.session.delete(draft)
        work.session.flush()
    return draft is not None


def faults_in(work: Work, organisation: Organisation, key: StepKey, texts: Texts) -> dict[str, list[Text]]:
    """As :func:`varde.content.rules.faults_of`, with what the organisation has, and the figures of the programme."""
    placed = placed_faults_in(work, organisation, key, texts, {})
    return {language: [fault.sentence for fault in faults] for language, faults in placed.items()}


def placed_faults_in(
    work: Work, organisation: Organisation, key: StepKey, texts: Texts, lines: Mapping[str, Sequence[int]]
) -> dict[str, list[PlacedFault]]:
    """The same with the line of each, as :func:`varde.content.rules.placed_faults`."""
    media = {**figures_of(work.catalogue, key.programme), **media_of(work, organisation.id)}
    return placed_faults(texts, media, has_number=bool(number_of(work, organisation.id)), lines=lines)


def number_of(work: Work, organisation_id: int) -> str:
    """The telephone number that patients of an organisation are given, its own or the nearest above; "" when none has one. Two
    statements."""
    return next((each.settings.phone for each in nearest_first(work, organisation_id) if each.settings.phone), "")


@dataclass(frozen=True, slots=True)
class PublishingPlan:
    """What is asked for when words are sent for approval: from which day, whether all who read older words are moved to them,
    and then why."""

    from_day: date
    for_all: bool = False
    reason: str = ""


def send(
    work: Work, editor: ContentEditor, organisation: Organisation, key: StepKey, plan: PublishingPlan
) -> ContentVersion:
    """The draft becomes a version that waits for another to approve it.

    :raises NotYourContent: it is not hers to write.
    :raises ContentRefused: there is no draft, it is whole in no two languages, breaks a rule, is what stands already, another
        version waits, or the plan cannot be. Nothing is stored.
    """
    must_write(editor, organisation, key)
    draft = draft_of(work, organisation.id, key)
    if draft is None:
        raise ContentRefused(words.NO_DRAFT)
    texts = texts_of(draft)
    refused = {
        f"body-{language}": _together(faults) for language, faults in faults_in(work, organisation, key, texts).items()
    }
    refused |= _faults_of_plan(work, plan)
    if refused:
        raise ContentRefused(of=refused)
    edition = StepEdition.of(dict(texts))
    if edition == standing_words(work, organisation.id, key):
        raise ContentRefused(words.NOTHING_CHANGED)
    if waiting := waiting_version(work, organisation.id, key):
        raise ContentRefused(words.ONE_WAITS.filled(number=waiting.number, name=waiting.written_by_name))
    version = ContentVersion(
        organisation_id=organisation.id,
        step_id=draft.step_id,
        number=_next_number(work, organisation.id, draft.step_id),
        edition=keep_edition(work, edition),
        shipped=draft.shipped,
        note=draft.note,
        written_at=work.now,
        written_by_id=editor.person_id,
        written_by_name=editor.name,
        from_day=plan.from_day,
        for_all=plan.for_all,
        reason=plan.reason.strip(),
    )
    work.add(version)
    work.session.delete(draft)
    work.session.flush()
    note(work, editor, organisation.id, version.step_id, "sent", version)
    return version


def _faults_of_plan(work: Work, plan: PublishingPlan) -> dict[str, Text]:
    faults: dict[str, Text] = {}
    if not work.today <= plan.from_day <= work.today + FARTHEST:
        faults["from_day"] = words.DAY_OUTSIDE
    if plan.for_all and not SHORTEST_REASON <= len(plan.reason.strip()) <= LONGEST_REASON:
        faults["reason"] = words.WHY_ALL.filled(least=SHORTEST_REASON, most=LONGEST_REASON)
    return faults


def _together(faults: Sequence[Text]) -> Text:
    """Several sentences as one text."""
    return Text(*(" ".join(fault.to(language) for fault in faults) for language in LANGUAGES))


def waiting_version(work: Work, organisation_id: int, key: StepKey) -> ContentVersion | None:
    """The version of a step that is sent and that nobody has decided on. Three statements at the most."""
    at_place = (ContentVersion.organisation_id == organisation_id, ContentVersion.step_id == step_id(work, key))
    return work.session.scalars(select(ContentVersion).where(*at_place, is_undecided())).one_or_none()


def _next_number(work: Work, organisation_id: int, number: int) -> int:
    last = select(func.max(ContentVersion.number)).where(
        ContentVersion.organisation_id == organisation_id, ContentVersion.step_id == number
    )
    return 1 + (work.session.scalar(last) or 0)


def note(
    work: Work,
    editor: ContentEditor,
    organisation_id: int,
    number: int,
    kind: str,
    version: ContentVersion | None,
    *,
    from_day: date | None = None,
    for_all: bool = False,
    reason: str = "",
    shipped_edition: str | None = None,
) -> ContentDeed:
    """Keep what was done with the words of a step, for its history."""
    deed = ContentDeed(
        organisation_id=organisation_id,
        step_id=number,
        version_id=version.id if version else None,
        kind=kind,
        at=work.now,
        by_id=editor.person_id,
        by_name=editor.name,
        from_day=from_day,
        for_all=for_all,
        reason=reason,
        shipped=shipped_edition,
    )
    work.add(deed)
    work.session.flush()
    return deed
