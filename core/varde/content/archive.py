"""Words kept under their digests, and read again by them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select

from varde.content.models import ContentEdition, ContentStep, ContentText
from varde.content.values import StepEdition, StepKey, StepWords
from varde.kernel.db import add_missing
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work


def step_id(work: Work, key: StepKey) -> int:
    """The number that a step is kept under; it gets one when it has none. Two statements, or one."""
    known = _step_id(work, key)
    if known is None:
        row = {"programme": key.programme, "module": key.module, "step": key.step}
        add_missing(work.session, ContentStep, [row])
        known = _step_id(work, key)
    assert known is not None
    return known


def _step_id(work: Work, key: StepKey) -> int | None:
    return work.session.scalar(select(ContentStep.id).where(ContentStep.has(key)))


def keep_edition(work: Work, edition: StepEdition) -> str:
    """Keep what these words are, if nobody has; returns the digest. Two statements."""
    texts = [
        {
            "digest": words.digest(language),
            "language": language,
            "lede": words.lede,
            "body": words.body,
            "kept_at": work.now,
        }
        for language, words in edition.texts
    ]
    add_missing(work.session, ContentText, texts)
    digests = {str(text["language"]): text["digest"] for text in texts}
    by_language = {language: digests.get(language) for language in LANGUAGES}
    add_missing(work.session, ContentEdition, [{"digest": edition.digest, **by_language, "kept_at": work.now}])
    return edition.digest


def words_at(work: Work, edition: str, language: str) -> tuple[str, StepWords]:
    """What a kept edition says in this language, or in bokmål where it says nothing there; and which it is. One statement."""
    wanted = getattr(ContentEdition, language) if language in LANGUAGES else ContentEdition.nb
    row = work.session.execute(
        select(ContentText.language, ContentText.lede, ContentText.body)
        .join(ContentEdition, ContentText.digest == func.coalesce(wanted, ContentEdition.nb))
        .where(ContentEdition.digest == edition)
    ).one()
    return row[0], StepWords(row[1], row[2])


def editions_at(work: Work, digests: Collection[str]) -> dict[str, StepEdition]:
    """The kept editions with these digests. One statement, none without digests."""
    if not digests:
        return {}
    in_edition = or_(*(ContentText.digest == getattr(ContentEdition, each) for each in LANGUAGES))
    rows = work.session.execute(
        select(ContentEdition.digest, ContentText.language, ContentText.lede, ContentText.body)
        .join(ContentText, in_edition)
        .where(ContentEdition.digest.in_(digests))
    )
    texts: dict[str, dict[str, StepWords]] = {}
    for digest, language, lede, body in rows:
        texts.setdefault(digest, {})[language] = StepWords(lede, body)
    return {digest: StepEdition.of(each) for digest, each in texts.items()}


def text_at(work: Work, digest: str) -> tuple[str, StepWords] | None:
    """The language and the words under this digest; None when nobody ever read them. One statement."""
    row = work.session.get(ContentText, digest)
    return (row.language, StepWords(row.lede, row.body)) if row else None
