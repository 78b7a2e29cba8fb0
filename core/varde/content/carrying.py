"""Words of an organisation carried out as files, and taken in again as versions that wait for approval."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from varde.content.editing import ContentEditor, PublishingPlan, placed_faults_in, save_draft, send, standing_among
from varde.content.overview import StepStanding, standing_of
from varde.content.texts import shipped
from varde.content.values import StepEdition, StepKey, StepWords
from varde.content.word_files import FileFault, WordFile, path_of, source_of
from varde.identity.models import Organisation
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.programmes.values import Programme

Editions = Mapping[StepKey, StepEdition]


def as_files(editions: Editions) -> Iterator[tuple[str, str]]:
    """The path and the source of each step in each of its languages."""
    for key, edition in editions.items():
        for language, words in edition.texts:
            yield path_of(key, language), source_of(words, language)


def differences(before: Editions, after: Editions) -> Iterator[str]:
    """What another says of each step, as a unified diff of the files; nothing where both say the same."""
    for key in dict.fromkeys((*before, *after)):
        for language in LANGUAGES:
            old, new = (each[key].words(language) if key in each else None for each in (before, after))
            if old != new:
                path = path_of(key, language)
                yield from unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}", lineterm="")


def _lines(words: StepWords | None) -> list[str]:
    return [words.lede, "", *words.body.split("\n")] if words is not None else []


def with_files(standing: Editions, files: Iterable[WordFile]) -> dict[StepKey, StepEdition]:
    """What the steps among ``standing`` that a file has changed would say. What no file has changed stays."""
    texts: dict[StepKey, dict[str, StepWords]] = {}
    for file in files:
        if file.touched and file.key in standing:
            texts.setdefault(file.key, dict(standing[file.key].texts))[file.language] = file.words
    return {key: StepEdition.of(of_step) for key, of_step in texts.items()}


@dataclass(frozen=True, slots=True)
class CarriedStep:
    """A step of which other words come: what it would say, and in which languages that is something else."""

    key: StepKey
    edition: StepEdition
    languages: tuple[str, ...]


def judged(
    work: Work, organisation: Organisation, files: Collection[WordFile]
) -> tuple[list[CarriedStep], list[FileFault]]:
    """The steps that would say something else, and everything that keeps them from it. What no file has changed
    stays."""
    by_key: dict[StepKey, list[WordFile]] = {}
    faults = list[FileFault]()
    for file in files:
        if shipped(work.catalogue, file.key) is None:
            faults.append(FileFault(file.path, 1, f"no installed programme has the step {file.key}."))
        elif file.touched:
            by_key.setdefault(file.key, []).append(file)
    standing = standing_among(work, organisation.id, by_key)
    programmes = work.catalogue.all(Programme)
    desks = standing_of(work, organisation, [programmes[key] for key in dict.fromkeys(k.programme for k in by_key)])
    steps = list[CarriedStep]()
    for key, edition in with_files(standing, files).items():
        mine = by_key[key]
        if edition != standing[key]:
            faults += [
                *_overtaken(standing[key], mine),
                *_busy(desks[key], mine),
                *_unfit(work, organisation, edition, mine),
            ]
            changed = [
                file.language for file in mine if file.words != (standing[key].words(file.language) or StepWords())
            ]
            steps.append(CarriedStep(key, edition, tuple(changed)))
    return steps, faults


def _overtaken(standing: StepEdition, files: Iterable[WordFile]) -> Iterator[FileFault]:
    """Words that were changed here after they were written out."""
    for file in files:
        now = standing.words(file.language) or StepWords()
        if file.basis and file.basis != now.digest(file.language) and file.words != now:
            yield FileFault(
                file.path,
                file.basis_line,
                "the words were changed here after the file was written out: write them out again, and put yours in.",
            )


def _busy(desk: StepStanding, files: Sequence[WordFile]) -> Iterator[FileFault]:
    if desk.draft_by:
        yield FileFault(files[0].path, 1, f"{desk.draft_by} is writing this step: send or throw away that draft first.")
    if desk.waits is not None:
        yield FileFault(
            files[0].path, 1, f"version {desk.waits} waits for approval: it must be decided or withdrawn first."
        )


def _unfit(
    work: Work, organisation: Organisation, edition: StepEdition, files: Sequence[WordFile]
) -> Iterator[FileFault]:
    key, lines = files[0].key, {file.language: file.lines for file in files if file.lines}
    for language, faults in placed_faults_in(work, organisation, key, dict(edition.texts), lines).items():
        for fault in faults:
            yield FileFault(path_of(key, language), fault.line or 1, fault.sentence.to("en"))


def take_in_words(
    work: Work,
    editor: ContentEditor,
    organisation: Organisation,
    steps: Iterable[CarriedStep],
    plan: PublishingPlan,
    note: str,
) -> list[int]:
    """Each step gets a version that waits for another to approve it; their numbers. What came was :func:`judged`.

    :raises ContentRefused: the day or the note breaks a rule. Nothing is stored.
    """
    numbers = []
    for step in steps:
        save_draft(work, editor, organisation, step.key, dict(step.edition.texts), note)
        numbers.append(send(work, editor, organisation, step.key, plan).number)
    return numbers
