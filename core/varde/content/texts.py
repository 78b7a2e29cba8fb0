"""The text of steps: Markdown files in the plugin's package, read at start, and made safe once, when somebody reads it.

What several steps say in the same words is written once, in ``content/<language>/_shared/<name>.md``. It stands where
``[del: name]`` is alone on a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files

from varde.content.blocks import CODE, Piece, media_in, pieces_of
from varde.content.drawings import SHORTEST_ALT, Figure, fault_of_drawing, fault_of_use, read_figures
from varde.content.values import StepEdition, StepKey, StepWords, tidy
from varde.content.word_files import WordsRefused, read_front
from varde.content.words import IN
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.words import LANGUAGES, PATIENT_LANGUAGES
from varde.programmes.values import Programme

SHARED_PART = re.compile(rf"^\[del: ?({CODE})\][ \t]*$", re.ASCII | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class StepText:
    """One step in one language. ``key`` is ``programme/module/step/language``. ``words`` are what it is made of, and ``digest``
    says which words these are."""

    key: str
    lede: str
    language: str
    words: StepWords
    digest: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is shown below the ``lede``."""
        programme = self.key.partition("/")[0]
        return tuple(
            replace(piece, code=f"{programme}/{piece.code}") if piece.kind == "figure" else piece
            for piece in pieces_of(self.words.body)
        )

    @property
    def html(self) -> str:
        """The running text, safe to show."""
        return "".join(piece.html for piece in self.pieces)


def read_content(programme: Programme) -> list[StepText]:
    """Every step's text in bokmål and nynorsk, and in English where there is one.

    :raises StartRefused: one sentence for each file that is missing, has no ``lede``, or is not UTF-8, and for each drawing that is
        not sound, is not there, or has no words.
    """
    texts = list[StepText]()
    figures = {figure.key: figure for figure in read_figures(programme)}
    faults = [
        f"{programme.package}: figures/{key.split('/', 1)[1]}.svg {fault}."
        for key, figure in figures.items()
        if (fault := fault_of_drawing(figure))
    ]
    for key, language, path in _files(programme):
        try:
            source = (files(programme.package) / path).read_text(encoding="utf-8")
            words = read_words(with_shared(source, programme.package, language))
        except WordsRefused as fault:
            faults.append(f"{programme.package}: {path} cannot be read, line {fault.line}: {fault.sentence}")
            continue
        except (OSError, ValueError) as fault:
            faults.append(f"{programme.package}: {path} cannot be read ({type(fault).__name__}: {fault}).")
            continue
        faults += [
            f"{programme.package}: {path}: {fault}" for fault in _faults_of_media(programme, words, figures, language)
        ]
        texts.append(as_text(key, language, words))
    if faults:
        raise StartRefused(*faults)
    return texts


def _faults_of_media(
    programme: Programme, words: StepWords, figures: Mapping[str, Figure], language: str
) -> Iterator[str]:
    for piece in media_in(words.body):
        figure = figures.get(f"{programme.key}/{piece.code}")
        if piece.kind == "figure" and figure is None:
            yield f"there is no drawing {piece.code}."
        elif piece.kind in SHORTEST_ALT and (fault := fault_of_use(piece, figure.labels if figure else 0)):
            yield fault[0].filled(language=IN[language], **fault[1]).to("en")


def with_shared(source: str, package: str, language: str) -> str:
    """The source of a step with what it shares with others in its place.

    :raises OSError: there is no such part.
    :raises ValueError: a part names another, which would be read as it stands.
    """
    folder = files(package) / "content" / language / "_shared"
    whole = SHARED_PART.sub(lambda part: (folder / f"{part[1]}.md").read_text(encoding="utf-8").strip(), source)
    if left := SHARED_PART.search(whole):
        raise ValueError(f"the part {left[1]} is named inside a part")
    return whole


def as_text(key: StepKey, language: str, words: StepWords) -> StepText:
    """These words as they are shown."""
    return StepText(f"{key}/{language}", words.lede, language, words, words.digest(language))


def text_of(catalogue: Catalogue, key: StepKey, language: str) -> StepText:
    """A step's text as its plugin ships it; in bokmål where it has none in this language, as ``StepText.language`` says then."""
    texts = catalogue.all(StepText)
    return texts.get(f"{key}/{language}") or texts[f"{key}/nb"]


def shipped(catalogue: Catalogue, key: StepKey) -> StepEdition | None:
    """What the plugin ships of a step, in every language; None of a step that no installed plugin has."""
    texts = catalogue.all(StepText)
    known = {language: texts.get(f"{key}/{language}") for language in LANGUAGES}
    return StepEdition.of({language: text.words for language, text in known.items() if text}) if known["nb"] else None


def read_words(source: str) -> StepWords:
    """The words of a Markdown file with its ``lede`` in front matter. :raises ValueError: it has none, or is no such file."""
    read = read_front(source.replace("\r\n", "\n"))
    if not read.lede.strip():
        raise ValueError("the front matter has no lede")
    return tidy(read.lede, read.body)


def keys_of(programmes: Iterable[Programme]) -> list[StepKey]:
    """Every step of these programmes, in their order."""
    return [
        StepKey(programme.key, module.key, step.key)
        for programme in programmes
        for module in programme.modules
        for step in module.steps
    ]


def _files(programme: Programme) -> Iterator[tuple[StepKey, str, str]]:
    """Step, language and path of each file that must be there, and of each that may be and is."""
    for key in keys_of([programme]):
        for language in LANGUAGES:
            path = f"content/{language}/{key.module}/{key.step}.md"
            if language in PATIENT_LANGUAGES or (files(programme.package) / path).is_file():
                yield key, language, path
