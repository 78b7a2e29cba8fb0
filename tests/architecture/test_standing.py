"""One answer to each clinical question: only ``standing`` works it out, and what did so before is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

STANDING = "core/varde/standing"
GONE = {
    "BASELINE",
    "INACTIVE_AFTER",
    "IS_RISK",
    "RISK",
    "_first_of",
    "_first_totals",
    "_inactive",
    "_something_waits",
    "_week",
    "holds_risk",
    "is_risk",
    "margin_of",
    "mark_inactive",
    "verdict_of",
    "worse_since_start",
}
"""Names of rules that stood in several rooms; a sentence on a page may keep its name."""
MAY_KEEP = {("core/varde/web/staff/alert_lines.py", "_inactive")}
ANSWERS = {
    "change.py": {
        "change",
        "gain",
        "is_worse",
        "limit_for",
        "limit_of",
        "meets",
        "moved_between",
        "points_better",
        "reliably",
        "responds",
        "shown_total",
        "verdict",
        "way_of",
        "worse_limit_of",
    },
    "deterioration.py": {
        "check_worsening",
        "deterioration_of",
        "is_worse_than_before",
        "plan_ends",
        "plan_holds",
        "worse_against",
        "worse_answers",
    },
    "danger.py": {"holds_danger", "is_danger"},
    "diary.py": {"diaries_of"},
    "locks.py": {
        "calls_for_care",
        "held_lock",
        "closed_rows",
        "held_by",
        "is_finished",
        "judged_by",
        "locked_steps",
        "may_open_lock",
        "next_open_step",
        "safety_from",
        "steps_behind",
    },
    "next_thing.py": {"next_thing"},
    "on_track.py": {"first_reason", "reasons_to_list"},
    "path.py": {"deeds_for", "may_switch", "newer_than", "turned_by"},
    "replies.py": {"due_by", "is_left_unanswered", "reply_due"},
    "silence.py": {"days_of", "listed_at", "silence_at", "waits_since"},
    "start.py": {"comparable", "is_start", "since_start", "start_of"},
    "weeks.py": {"week_of"},
    "words.py": {
        "change_figure",
        "difference",
        "figure",
        "limit_in_words",
        "meaning",
        "movement",
        "signed",
        "total_figure",
        "total_heading",
        "verdict_in_words",
        "worse_in_words",
    },
}
SHARED = {"change", "difference", "figure", "limit_in_words", "signed"}
"""Words that others use of other things: numbers in charts, the limits of an instrument, cells, two means."""
LIMITS = {"reliable_change", "responder", "worsening"}
"""What an instrument or a measure declares; whoever reads its numbers compares two totals."""
MAY_READ = {
    # They show, check, decide and document what was declared; none of them holds a total against it.
    "core/varde/benefits/values.py",
    "core/varde/benefits/plan/reading.py",
    "core/varde/instruments/authoring.py",
    "core/varde/instruments/decisions.py",
    "core/varde/instruments/soundness.py",
    "core/varde/instruments/values.py",
    "core/varde/record/trajectory.py",
    "core/varde/web/staff/instrument_lines.py",
    # They hand the rule of a measure to standing.
    "core/varde/benefits/counting/cells.py",
    "core/varde/benefits/counting/commands.py",
    "core/varde/benefits/counting/recoveries.py",
    "core/varde/benefits/figures/change.py",
    "core/varde/benefits/figures/export.py",
    "core/varde/benefits/figures/people.py",
    "core/varde/benefits/figures/recovery_card.py",
    "core/varde/benefits/figures/share_cards.py",
    "core/varde/benefits/figures/figures.py",
    # It holds a mean against how much one person's response is, and says which is less.
    "core/varde/benefits/report/sentences.py",
}


def files(repository: Path, *names: str) -> Iterator[tuple[str, ast.Module]]:
    """Each installed file that has one of these names in it at all; only those need be read closely."""
    named = re.compile("|".join(names))
    for folder in ("core/varde", *(f"plugins/{name}" for name in ("ibs", "emeistring", "frisklivs")), "demo"):
        for path in sorted((repository / folder).rglob("*.py")):
            if "tests" not in path.parts and named.search(text := path.read_text()):
                yield path.relative_to(repository).as_posix(), ast.parse(text)


def functions(tree: ast.AST) -> Iterator[str]:
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def constants(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_what_answered_before_is_gone(repository: Path) -> None:
    left = [
        f"{path}: {name}"
        for path, tree in files(repository, *GONE)
        for name in (*functions(tree), *constants(tree))
        if path.startswith("core/") and name in GONE and (path, name) not in MAY_KEEP
    ]
    assert not left, "\n".join(left)


def test_each_answer_is_one_function(repository: Path) -> None:
    every = set().union(*ANSWERS.values()) - SHARED
    elsewhere = [
        f"{path}: {name}"
        for path, tree in files(repository, *every)
        if not path.startswith(STANDING)
        for name in functions(tree)
        if name in every
    ]
    assert not elsewhere, "\n".join(elsewhere)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_standing_has_the_answers_and_no_others(repository: Path, name: str) -> None:
    tree = ast.parse((repository / STANDING / name).read_text())
    public = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}
    assert public - {"points_in_words"} == ANSWERS[name]


def test_every_file_of_standing_is_listed(repository: Path) -> None:
    assert {path.name for path in (repository / STANDING).glob("*.py")} == {"__init__.py", *ANSWERS}


def test_nobody_else_holds_totals_against_a_limit(repository: Path) -> None:
    readers = {
        path
        for path, tree in files(repository, *LIMITS)
        if path.startswith("core/") and not path.startswith((STANDING, "core/varde/instruments/library"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in LIMITS
    }
    assert readers <= MAY_READ, sorted(readers - MAY_READ)


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("waiting_since", {"core/varde/dialogue"}),
        ("inactive_since", {"core/varde/caseload"}),
        ("steps_from", {"core/varde/modules", "core/varde/caseload", "core/varde/alerts"}),
    ],
)
def test_pages_do_not_work_it_out_themselves(repository: Path, fact: str, says: set[str]) -> None:
    """Whoever holds such a fact gives it to standing, and compares it with nothing."""
    compared = [
        f"{path}:{node.lineno}"
        for path, tree in files(repository, fact)
        if not path.startswith((STANDING, *says))
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare | ast.BinOp)
        and any(isinstance(part, ast.Attribute) and part.attr == fact for part in ast.walk(node))
    ]
    assert not compared, "\n".join(compared)


def test_no_template_compares_an_answer_with_a_deadline(repository: Path) -> None:
    late = [
        f"{path.relative_to(repository)}: {line.strip()[:80]}"
        for path in sorted((repository / "core" / "varde" / "web").rglob("*.html"))
        for line in path.read_text().splitlines()
        if re.search(r"(answer_by|waiting|due_by)\s*(<|>|>=|<=)\s*now", line)
    ]
    assert not late, "\n".join(late)
