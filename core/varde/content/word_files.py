"""Words of steps as files, for whoever translates or reviews them: Markdown under ``<programme>/<language>/<module>/<step>.md``, as
a plugin ships them, with what they were when they were written out (``basis``)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from varde.content.values import StepKey, StepWords, kept_lines, tidy
from varde.kernel.words import LANGUAGES

MOST_BYTES = 200_000
KEYS = ("lede", "basis")
_DIVIDER = "---"


@dataclass(frozen=True, slots=True)
class WordFile:
    """The words of one step in one language. ``lines`` says which line of the file each line of the body is, ``basis`` the digest
    of the words that the file was made from ("" when it does not say), on the line ``basis_line``."""

    path: str
    key: StepKey
    language: str
    words: StepWords
    lines: tuple[int, ...] = ()
    basis: str = ""
    basis_line: int = 1

    @property
    def touched(self) -> bool:
        """Whether it says something else than when it was written out."""
        return self.words.digest(self.language) != self.basis


class FileFault(NamedTuple):
    """What is wrong with a file, and on which line of it."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.sentence}"


class WordsRefused(ValueError):
    """Something in a file cannot be read: on which line, and why."""

    def __init__(self, line: int, sentence: str) -> None:
        self.line, self.sentence = line, sentence
        super().__init__(sentence)


def path_of(key: StepKey, language: str) -> str:
    """Where the words of a step in one language stand."""
    return f"{key.programme}/{language}/{key.module}/{key.step}.md"


def source_of(words: StepWords, language: str) -> str:
    """The file that :func:`read_word_file` reads these words from."""
    front = yaml.safe_dump(
        {"lede": words.lede, "basis": words.digest(language)}, allow_unicode=True, width=10_000, sort_keys=False
    )
    return f"{_DIVIDER}\n{front}{_DIVIDER}\n\n{words.body}\n"


def read_folder(folder: Path) -> tuple[list[WordFile], list[FileFault]]:
    """Every file of words in a folder and below, and all that is wrong with them. What begins with a full stop is passed over.

    :raises OSError: the folder or a file cannot be read.
    """
    files, faults = list[WordFile](), list[FileFault]()
    for path, raw in _raw_files(folder):
        try:
            files.append(read_word_file(path, raw))
        except WordsRefused as refused:
            faults.append(FileFault(path, refused.line, refused.sentence))
    return files, faults


def _raw_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    next(folder.iterdir(), None)  # says so when there is no folder
    for path in sorted(folder.rglob("*")):
        named = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in named.parts):
            with path.open("rb") as file:
                yield named.as_posix(), file.read(MOST_BYTES + 1)


def read_word_file(path: str, raw: bytes) -> WordFile:
    """The words of a file. :raises ValueError: with the line and the rule."""
    key, language = _key_of(path)
    if len(raw) > MOST_BYTES:
        raise WordsRefused(1, f"the file is larger than {MOST_BYTES} bytes.")
    try:
        source = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        raise WordsRefused(raw[: fault.start].count(b"\n") + 1, "the file is not UTF-8.") from None
    read = read_front(source)
    lines = tuple(read.after + number for number, _ in kept_lines(read.body))
    return WordFile(path, key, language, tidy(read.lede, read.body), lines, read.basis, read.basis_line)


class Fronted(NamedTuple):
    """A Markdown file taken apart: what its front matter says ("" where it says nothing), and its body, ``after`` so many lines."""

    lede: str
    basis: str
    basis_line: int
    after: int
    body: str


def read_front(source: str) -> Fronted:
    """:raises ValueError: with the rule; there is no front matter, or it is not lines of a name, a colon and words."""
    front, after, body = _parts(source)
    values = _front_matter(front)
    basis, line = values.get("basis", ("", 1))
    return Fronted(values.get("lede", ("", 1))[0], basis, line, after, body)


def _key_of(path: str) -> tuple[StepKey, str]:
    parts = path.split("/")
    if len(parts) != 4 or not parts[3].endswith(".md"):
        raise WordsRefused(1, "this is no file of words: they stand in <programme>/<language>/<module>/<step>.md.")
    programme, language, module, step = parts
    if language not in LANGUAGES:
        raise WordsRefused(1, f"there is no language {language}: choose one of {', '.join(LANGUAGES)}.")
    return StepKey(programme, module, step.removesuffix(".md")), language


def _parts(source: str) -> tuple[str, int, str]:
    """The front matter, how many lines come before the body, and the body."""
    lines = source.split("\n")
    if lines[0] != _DIVIDER or _DIVIDER not in lines[1:]:
        raise WordsRefused(1, "the file begins with front matter: ---, a line with lede:, and --- again.")
    end = lines.index(_DIVIDER, 1)
    return "\n".join(lines[1:end]), end + 1, "\n".join(lines[end + 1 :])


def _composed(front: str) -> yaml.Node | None:
    """As libyaml reads it, in a tenth of the time; what it refuses is refused in PyYAML's words, as where there is no libyaml."""
    if yaml.__with_libyaml__:
        with suppress(yaml.YAMLError):
            return yaml.compose(front, Loader=yaml.CSafeLoader)
    return yaml.compose(front, Loader=yaml.SafeLoader)


def _front_matter(front: str) -> dict[str, tuple[str, int]]:
    """Each value with the line it stands on."""
    try:
        node = _composed(front)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise WordsRefused((mark.line if mark else 0) + 2, f"the front matter is not YAML: {fault.problem}.") from None
    except yaml.YAMLError as fault:
        raise WordsRefused(2, f"the front matter is not YAML: {fault}.") from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise WordsRefused(2, "the front matter is lines of a name, a colon and words.")
    values: dict[str, tuple[str, int]] = {}
    for name, value in node.value:
        line, called = name.start_mark.line + 2, str(name.value)
        if called not in KEYS:
            raise WordsRefused(
                line,
                f"{called} cannot stand here, only {' and '.join(KEYS)}: locks, scoring and rules are the programme's.",
            )
        if not isinstance(value, yaml.ScalarNode) or called in values:
            raise WordsRefused(line, f"{called} is said once, in words.")
        values[called] = (value.value, line)
    return values
