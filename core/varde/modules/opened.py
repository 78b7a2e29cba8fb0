"""What a patient has opened of her modules and may read now, with the words that she reads: to print, and to read offline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from varde.content.archive import editions_at
from varde.content.models import ContentStep
from varde.content.texts import StepText, as_text, shipped, text_of
from varde.content.values import StepKey
from varde.enrolments.models import Enrolment
from varde.kernel.work import Work
from varde.modules.models import StepPin, StepSeen
from varde.modules.path_rules import ModuleView, Path
from varde.modules.reading import keep_seen
from varde.programmes.values import Step


@dataclass(frozen=True, slots=True)
class OpenedStep:
    """A step that she has opened, and its words in her language, or in bokmål as ``text.language`` says then."""

    key: StepKey
    step: Step
    text: StepText


@dataclass(frozen=True, slots=True)
class OpenedModule:
    """A module with the steps of it that she has opened."""

    view: ModuleView
    steps: tuple[OpenedStep, ...]


@dataclass
class _Pinned:
    """Which edition of a step she reads, the number of the step, and when she was shown which words last."""

    edition: str
    number: int
    seen: dict[str, datetime]


def opened_modules(work: Work, enrolment: Enrolment, path: Path, language: str, module: str = "") -> list[OpenedModule]:
    """The modules on her way with what she has opened of them, or one of them; those without are left out. What is locked or
    hidden is not there, though she has read it. All of it counts as shown to her now. At most four statements, however much."""
    pinned = _pinned(work, enrolment)
    views = [view for view in (*path.modules, *path.extras) if module in ("", view.module.key)]
    places = [
        (view, step, StepKey(enrolment.programme, view.module.key, step.key))
        for view in views
        for step in view.readable
    ]
    known = [(view, step, key, pinned[key]) for view, step, key in places if key in pinned]
    texts = _texts(work, {key: pin.edition for _, _, key, pin in known}, language)
    digests = [(pin, texts[key].digest) for _, _, key, pin in known]
    keep_seen(work, enrolment.id, [(pin.number, digest, pin.seen.get(digest)) for pin, digest in digests])
    by_view: dict[str, list[OpenedStep]] = defaultdict(list)
    for view, step, key, _pin in known:
        by_view[view.module.key].append(OpenedStep(key, step, texts[key]))
    return [OpenedModule(view, tuple(by_view[view.module.key])) for view in views if view.module.key in by_view]


def _pinned(work: Work, enrolment: Enrolment) -> dict[StepKey, _Pinned]:
    rows = work.session.execute(
        select(ContentStep, StepPin.edition, StepSeen.digest, StepSeen.last_at)
        .join(ContentStep, ContentStep.id == StepPin.step_id)
        .join(StepSeen, and_(StepSeen.enrolment_id == StepPin.enrolment_id, StepSeen.step_id == StepPin.step_id))
        .where(StepPin.enrolment_id == enrolment.id)
    )
    pinned: dict[StepKey, _Pinned] = {}
    for step, edition, digest, last_at in rows:
        pinned.setdefault(step.key, _Pinned(edition, step.id, {})).seen[digest] = last_at
    return pinned


def _texts(work: Work, editions: Mapping[StepKey, str], language: str) -> dict[StepKey, StepText]:
    """The words of each step: the plugin's where they are of the edition that it ships, else those that were kept."""
    now_shipped = {key: edition.digest for key in editions if (edition := shipped(work.catalogue, key)) is not None}
    rewritten = {key: digest for key, digest in editions.items() if digest != now_shipped.get(key)}
    kept = editions_at(work, set(rewritten.values()))
    texts = {key: text_of(work.catalogue, key, language) for key in editions if key not in rewritten}
    for key, digest in rewritten.items():
        words = dict(kept[digest].texts)
        chosen = language if language in words else "nb"
        texts[key] = as_text(key, chosen, words[chosen])
    return texts
