"""What an organisation says and decides about itself: its texts, its telephone, and the name its text messages come from."""

from __future__ import annotations

from collections.abc import Mapping

from varde.identity.models import Organisation
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.setup import words
from varde.setup.changes import Editor, hold_place, must_stand, note
from varde.setup.errors import SetUpRefused
from varde.setup.rules import changed_names
from varde.setup.settings import TEXTS, faults_of_texts, new_faults, plain_texts, settings_declared, texts_of


def set_texts(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    name: str,
    texts: Mapping[str, str],
    *,
    seen: str | None = None,
) -> bool:
    """One of :data:`varde.setup.settings.TEXTS`, in every language at once; a front-page text that is empty in all three is
    taken away. Returns whether anything changed.

    :raises SetUpRefused: with a sentence for each language whose text is missing, too short or too long. Nothing is stored.
    """
    hold_place(work, editor, organisation)
    before = texts_of(organisation, name)
    must_stand(work, organisation.id, ("text",), before, seen)
    said = plain_texts(texts)
    empty = name == "front" and not any(said.values())
    if not empty and (faults := faults_of_texts(name, said)):
        raise SetUpRefused(*faults)
    for code in sorted(said):
        note(work, editor, organisation.id, "text", f"{name}.{code}", before[code] or None, said[code] or None)
    kept = dict(organisation.details)
    kept.pop(name, None)
    organisation.details = kept if empty else {**kept, name: said}
    return before != said


def change_settings(
    work: Work, editor: Editor, organisation: Organisation, decided: Mapping[str, object], *, seen: str | None = None
) -> list[str]:
    """Decide settings of an organisation; None takes one back, so that its default holds. Returns the names that changed.

    :raises SetUpRefused: nobody reads a setting of that name, a value cannot be what it is, a text of :data:`TEXTS` is among them,
        or nothing is stored to take back. Nothing is stored.
    """
    hold_place(work, editor, organisation)
    before = dict(organisation.details)
    must_stand(work, organisation.id, ("text",), before, seen)
    decided = {name: _as_declared(work, organisation, name, value) for name, value in decided.items()}
    faults: list[Text] = [words.TEXT_ELSEWHERE.filled(name=name) for name in decided if name in TEXTS]
    after = decided_over(before, decided)
    faults += [] if faults else new_faults(work, organisation, before, after)
    if faults:
        raise SetUpRefused(*faults)
    names = changed_names(before, after)
    for name in names:
        note(work, editor, organisation.id, "text", name, before.get(name), after.get(name))
    organisation.details = after
    return names


def _as_declared(work: Work, organisation: Organisation, name: str, value: object) -> object:
    """A text that reads as a whole number, as a telephone number does, is a text."""
    setting = settings_declared(work, organisation).get(name)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if setting and is_number and str in setting.kinds and int not in setting.kinds else value


def decided_over(before: Mapping[str, object], decided: Mapping[str, object]) -> dict[str, object]:
    """The settings as they are when these are decided, None taking one back. :raises SetUpRefused: it is not set."""
    missing = [name for name, value in decided.items() if value is None and name not in before]
    if missing:
        raise SetUpRefused(*(words.NOT_SET.filled(name=name) for name in missing))
    after = {name: value for name, value in before.items() if name not in decided}
    return after | {name: value for name, value in decided.items() if value is not None}
