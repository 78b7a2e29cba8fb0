"""The repository stands alone, installs what it pins, and keeps its files short enough to read."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

# Joined here, so that this file does not itself name what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("cdnjs", "cloudflare"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("anaconda", "org"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("debian", "org"),
        ("ubuntu", "com"),
        ("proxy", "golang"),
    ]
]
ELSEWHERE = re.compile(rf"/{'work'}/|(?<![\w/.-])(?:\.\.?/)*{'shared'}/|{'HOUSE'}\.md")
ADDRESS = re.compile(r'"resolved"|--(extra-)?index-url|--find-links|\w:/')
LOCKS = re.compile(
    r".*(constraints|requirements).*\.txt|.*\.lock|.*pylock.*\.toml|.*-lock\.(json|ya?ml)|.*shrinkwrap.*"
)

LONGEST = 400
READ_BY_PEOPLE = {".py", ".html", ".css", ".js", ".mjs", ".md", ".sh", ".toml", ".ini", ".yml", ".yaml", ""}
MIGRATIONS = ("migrations", "versions")
MAY_BE_LONGER: dict[str, str] = {  # the file, and why it is better whole
    "docs/plugin-author/part.md": "the whole reference of what a plugin may say, generated",
    "docs/plugin-author/reference.md": "every name that a plugin may import, generated",
    "docs/clinical/content.md": "what every module holds and what waits for a signature, generated",
    "docs/plugin-author/hospital-at-home.md": "one afternoon, whose steps are begun at by number",
    "core/tests/web/staff/test_patient.py": "one page, and everything that can be done on it",
    "core/tests/alerts/test_watch.py": "one clock, and everything it notices",
}


def lines_that_match(texts: dict[Path, str], pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern stands, as ``file:line: text``."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_package_registry_is_named(repository_texts: dict[Path, str]) -> None:
    named = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
    assert not lines_that_match(repository_texts, named)


def test_nothing_outside_the_repository_is_named(repository_texts: dict[Path, str]) -> None:
    assert not lines_that_match(repository_texts, ELSEWHERE)


def test_lock_files_say_what_but_not_where_from(repository_texts: dict[Path, str]) -> None:
    locks = {path: text for path, text in repository_texts.items() if LOCKS.fullmatch(str(path))}
    python = {Path("requirements") / f"{name}.txt" for name in ("runtime", "pdf", "s3", "test", "dev")}
    npm = {path.with_name("package-lock.json") for path in repository_texts if path.name == "package.json"}
    assert python | npm == locks.keys()
    assert not lines_that_match(locks, ADDRESS)


def test_everything_from_npm_is_pinned_with_a_digest(repository: Path) -> None:
    locks = [json.loads(path.read_text()) for path in repository.glob("tests/**/package-lock.json")]
    pinned = {name: package for lock in locks for name, package in lock["packages"].items() if name}
    # What stands inside another package's archive is covered by the digest of that.
    assert not [
        name for name, package in pinned.items() if not package.get("integrity") and not package.get("inBundle")
    ]
    assert {"node_modules/oidc-provider", "node_modules/fhir"} <= pinned.keys()


def test_the_search_finds_what_it_is_for() -> None:
    bad = {
        Path("a"): f"see ../{'shared'}/notes\nsee /{'work'}/x\n--index-url x\nhost://a/b-1.0.whl\n",
        Path("b"): "core/varde/web/static/shared/icons.svg\na network/of shared things\n",
    }
    assert lines_that_match(bad, ELSEWHERE) == [f"a:1: see ../{'shared'}/notes", f"a:2: see /{'work'}/x"]
    assert len(lines_that_match(bad, ADDRESS)) == 2


def test_files_are_short_enough_to_read(repository_texts: dict[Path, str]) -> None:
    read = {path: text for path, text in repository_texts.items() if path.suffix in READ_BY_PEOPLE}
    # Alembic writes a migration and a person reads it once, when it is new.
    length = {str(path): text.count("\n") for path, text in read.items() if path.parent.parts[-2:] != MIGRATIONS}
    long = {path: lines for path, lines in length.items() if lines > LONGEST}
    assert not {path: lines for path, lines in long.items() if path not in MAY_BE_LONGER}
    assert not MAY_BE_LONGER.keys() - long.keys(), "these are short again: take them off the list"


def test_no_module_is_named_after_nothing(repository_files: list[Path]) -> None:
    empty_words = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}
    assert not [str(path) for path in repository_files if path.suffix == ".py" and path.stem in empty_words]


def test_what_the_documents_tell_one_to_make_can_be_made(repository: Path, repository_texts: dict[Path, str]) -> None:
    targets = set(re.findall(r"^([a-z]+):", (repository / "Makefile").read_text(), re.M))
    told = {
        (str(path), target)
        for path, text in repository_texts.items()
        if path.suffix == ".md"
        for target in re.findall(r"(?:`|^\s*\$?\s*)make ([a-z]+)", text, re.M)
    }
    assert not {(path, target) for path, target in told if target not in targets}


def test_the_gate_can_be_run(repository: Path) -> None:
    assert os.access(repository / ".ci" / "run", os.X_OK)
