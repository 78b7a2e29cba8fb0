"""Which modules must notice every slip, and by which tests: the only list of them there is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "core"


@dataclass(frozen=True)
class Target:
    """A module, and the tests that judge it: files or folders from the top of the repository."""

    module: str
    tests: tuple[str, ...]

    @property
    def file(self) -> Path:
        """Where it is written."""
        return CODE / Path(*self.module.split(".")).with_suffix(".py")


RULES = ("core/tests/rules", "core/tests/programmes/test_check.py", "core/tests/referrals/test_screening.py")
STANDING = "core/tests/standing"
WORDING = ("words_by_hand", "files_by_hand", "rules")

TARGETS = (
    Target("varde.alerts.rules", ("core/tests/alerts/test_rules.py",)),
    Target("varde.alerts.watch_rules", ("core/tests/alerts/test_watch_rules.py",)),
    Target("varde.audit.rules", ("core/tests/audit/test_rules.py",)),
    Target(
        "varde.benefits.figures.change", ("core/tests/benefits/figures/test_change.py", "tests/spec/test_metrics.py")
    ),
    Target(
        "varde.benefits.figures.figures",
        tuple(f"core/tests/benefits/figures/test_{name}.py" for name in ("figures", "figures_hidden", "tracks")),
    ),
    Target("varde.benefits.figures.periods", ("core/tests/benefits/figures/test_periods.py",)),
    Target(
        "varde.benefits.figures.rules",
        ("core/tests/benefits/figures/test_rules.py", "core/tests/benefits/figures/test_suppression.py"),
    ),
    Target(
        "varde.benefits.figures.statistics",
        (
            "core/tests/benefits/figures/test_statistics.py",
            "core/tests/benefits/figures/test_statistics_by_hand.py",
            "core/tests/benefits/figures/test_statistics_at_the_edges.py",
            "tests/spec/test_metrics.py",
        ),
    ),
    Target("varde.benefits.figures.suppression", ("core/tests/benefits/figures/test_suppression.py",)),
    Target("varde.instruments.rules", ("core/tests/instruments/test_scoring.py",)),
    Target("varde.notifications.service", ("core/tests/notifications",)),
    Target("varde.programmes.release", ("core/tests/modules/test_release.py", "core/tests/modules/test_open_from.py")),
    Target("varde.rules.facts", RULES),
    Target("varde.rules.language", RULES),
    Target("varde.scheduling.rules", ("core/tests/scheduling/test_dates.py",)),
    Target("varde.scoring_many.rules", ("core/tests/scoring_many",)),
    Target("varde.standing.change", (f"{STANDING}/test_change_rules.py", f"{STANDING}/test_start.py")),
    Target("varde.standing.danger", (f"{STANDING}/test_danger_and_replies.py",)),
    Target("varde.standing.next_thing", (f"{STANDING}/test_next_thing.py",)),
    Target("varde.standing.replies", (f"{STANDING}/test_danger_and_replies.py",)),
    Target("varde.standing.silence", (f"{STANDING}/test_silence.py",)),
    Target("varde.standing.start", (f"{STANDING}/test_start.py",)),
    Target("varde.standing.weeks", (f"{STANDING}/test_weeks.py",)),
    Target("varde.standing.words", (f"{STANDING}/test_words.py",)),
    Target("varde.wording.rules", tuple(f"core/tests/wording/test_{name}.py" for name in WORDING)),
)


FIGURES = ("change", "figures", "periods", "statistics", "suppression")


def missing() -> list[str]:
    """Modules of rules, figures, standing or notices that nobody has put on the list."""
    patterns = ("**/rules.py", "**/*_rules.py", "rules/*.py", "standing/*.py", "**/notifications/service.py")
    figures = [CODE / "varde/benefits/figures" / f"{name}.py" for name in FIGURES]
    files = {path for pattern in patterns for path in (CODE / "varde").glob(pattern)} | {*figures}
    files = {path for path in files if path.name != "__init__.py"}
    return sorted(str(path.relative_to(ROOT)) for path in files - {target.file for target in TARGETS})
