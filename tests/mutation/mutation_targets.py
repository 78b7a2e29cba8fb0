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


KINDS = tuple(f"core/tests/kinds/test_{name}.py" for name in ("refusals", "by_hand", "controls", "edges", "asking"))
RULES = ("core/tests/rules", "core/tests/programmes/test_check.py", "core/tests/referrals/test_screening.py")
STANDING = "core/tests/standing"
WORDING = ("words_by_hand", "files_by_hand", "rules")

TARGETS = (
    Target("varde.alerts.call_in_rules", ("core/tests/alerts/test_call_in_rules.py",)),
    Target("varde.alerts.correction_rules", ("core/tests/alerts/test_correction_rules.py",)),
    Target("varde.alerts.note_rules", ("core/tests/alerts/test_note_rules.py",)),
    Target("varde.alerts.referral_rules", ("core/tests/alerts/test_referral_rules.py",)),
    Target(
        "varde.alerts.rules",
        tuple(f"core/tests/alerts/test_{name}.py" for name in ("rules", "judged", "note_rules", "call_in_rules")),
    ),
    Target("varde.alerts.watch_rules", ("core/tests/alerts/test_watch_rules.py",)),
    Target(
        "varde.appointments.rules",
        tuple(f"core/tests/appointments/test_{name}.py" for name in ("rules", "rules_at_the_edges")),
    ),
    Target("varde.assessments.reopening_rules", ("core/tests/assessments/test_reopening_rules.py",)),
    Target("varde.audit.rules", ("core/tests/audit/test_rules.py",)),
    Target(
        "varde.benefits.counting.computed",
        ("core/tests/benefits/counting/test_computed.py", "core/tests/plugin/test_computed_measures.py"),
    ),
    Target("varde.benefits.figures.attendance", ("core/tests/benefits/test_attendance.py",)),
    Target(
        "varde.benefits.figures.between_places",
        tuple(f"core/tests/benefits/figures/test_{name}.py" for name in ("units_of_places", "between_places")),
    ),
    Target(
        "varde.benefits.figures.change", ("core/tests/benefits/figures/test_change.py", "tests/spec/test_metrics.py")
    ),
    Target(
        "varde.benefits.figures.figures",
        tuple(
            f"core/tests/benefits/figures/test_{name}.py" for name in ("figures", "figures_hidden", "tracks", "exits")
        ),
    ),
    Target("varde.benefits.figures.between_shares", ("core/tests/benefits/figures/test_between_shares.py",)),
    Target("varde.benefits.figures.comparison", ("core/tests/benefits/figures/test_comparison.py",)),
    Target("varde.benefits.figures.course", ("core/tests/benefits/figures/test_course.py",)),
    Target("varde.benefits.figures.mixed_model", ("core/tests/benefits/figures/test_mixed_model.py",)),
    Target("varde.benefits.figures.recovery", ("core/tests/benefits/figures/test_recovery.py",)),
    Target("varde.benefits.figures.equity", ("core/tests/benefits/figures/test_equity.py",)),
    Target("varde.benefits.figures.exits", ("core/tests/benefits/figures/test_exits.py",)),
    Target("varde.benefits.figures.operation", ("core/tests/benefits/figures/test_operation.py",)),
    Target("varde.benefits.figures.later_changes", ("core/tests/benefits/figures/test_later_changes.py",)),
    Target("varde.benefits.figures.people", ("core/tests/benefits/figures/test_people.py",)),
    *(
        Target(f"varde.benefits.figures.{name}", ("core/tests/benefits/figures/test_periods.py",))
        for name in ("periods", "monthly_people")
    ),
    Target(
        "varde.benefits.figures.rules",
        ("core/tests/benefits/figures/test_rules.py", "core/tests/benefits/figures/test_suppression.py"),
    ),
    *(
        Target(f"varde.benefits.figures.{name}", (f"core/tests/benefits/figures/test_{name}.py",))
        for name in ("started", "started_beside")
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
    Target("varde.benefits.plan.estimates", ("core/tests/benefits/plan/test_estimates.py",)),
    Target("varde.benefits.plan.rules", ("core/tests/benefits/plan/test_rules.py",)),
    Target("varde.benefits.figures.waiting", ("core/tests/benefits/figures/test_waiting.py",)),
    Target("varde.benefits.figures.units", ("core/tests/benefits/figures/test_units.py",)),
    Target(
        "varde.benefits.figures.unit_numbers",
        ("core/tests/benefits/figures/test_units_of_places.py", "core/tests/benefits/figures/test_recovery.py"),
    ),
    Target("varde.content.rules", ("core/tests/content/test_rules.py", "core/tests/content/test_drawings.py")),
    Target("varde.content.slot_rules", ("core/tests/content/test_slot_rules.py",)),
    Target("varde.dialogue.rules", ("core/tests/dialogue/test_who_writes.py", "core/tests/dialogue/test_topics.py")),
    Target(
        "varde.enrolments.break_glass_rules",
        tuple(f"core/tests/enrolments/test_break_glass{end}.py" for end in ("", "_review")),
    ),
    Target("varde.privacy.flag_rules", ("core/tests/privacy/test_flag_rules.py",)),
    Target("varde.enrolments.reason_rules", ("core/tests/enrolments/test_reasons.py",)),
    Target("varde.enrolments.rules", ("core/tests/enrolments/test_rules.py",)),
    Target("varde.exercises.exposure_rules", ("core/tests/exercises/test_exposure_rules.py",)),
    Target("varde.exercises.fodmap_rules", ("core/tests/exercises/test_fodmap_rules.py",)),
    Target("varde.exercises.sleep_rules", ("core/tests/exercises/test_sleep_rules.py",)),
    Target("varde.groups.rules", ("core/tests/groups/test_group_rules.py",)),
    Target("varde.instruments.rules", ("core/tests/instruments/test_scoring.py",)),
    *(Target(f"varde.kinds.{name}", KINDS) for name in ("asking", "choices", "moments", "numbers", "tables", "texts")),
    Target("varde.minutes.rules", ("core/tests/minutes/test_minutes_rules.py",)),
    Target("varde.modules.helped_rules", ("core/tests/modules/test_helped_rules.py",)),
    Target("varde.modules.next_rules", ("core/tests/modules/test_next_rules.py",)),
    Target("varde.modules.pace_rules", ("core/tests/modules/test_pace_rules.py",)),
    Target(
        "varde.modules.path_rules", tuple(f"core/tests/modules/test_path_{name}.py" for name in ("rules", "reasons"))
    ),
    Target("varde.modules.reach_rules", ("core/tests/modules/test_path_rules.py",)),
    Target("varde.modules.rules", ("core/tests/modules/test_rules.py",)),
    Target("varde.modules.switch_rules", ("core/tests/modules/test_path_rules.py",)),
    Target("varde.files.rules", ("core/tests/files/test_rules.py", "core/tests/files/test_boxes.py")),
    Target(
        "varde.notifications.absences",
        tuple(f"core/tests/notifications/test_{name}.py" for name in ("who_is_told", "leaving", "handing_on")),
    ),
    Target("varde.notifications.choices", ("core/tests/notifications/test_choices.py",)),
    Target("varde.notifications.deadlines", ("core/tests/notifications/test_deadlines.py",)),
    Target(
        "varde.notifications.deciding",
        (
            *(
                f"core/tests/notifications/test_{name}.py"
                for name in ("together", "sending", "ways", "choices", "duty")
            ),
            *(f"core/tests/notifications/test_{name}.py" for name in ("deciding", "senders", "by_register", "forms")),
        ),
    ),
    Target(
        "varde.notifications.forms",
        tuple(f"core/tests/notifications/test_{name}.py" for name in ("forms", "who_is_told")),
    ),
    Target("varde.notifications.handing_over", ("core/tests/notifications/test_handing_over.py",)),
    Target("varde.notifications.asking_again", ("core/tests/notifications/test_asking_again.py",)),
    Target("varde.notifications.nudges", ("core/tests/notifications/test_nudges.py",)),
    Target(
        "varde.notifications.planned", ("core/tests/scheduling/test_subjects.py", "core/tests/groups/test_missing.py")
    ),
    Target(
        "varde.notifications.rules",
        tuple(f"core/tests/notifications/test_{name}.py" for name in ("rules", "nudges", "asking_again")),
    ),
    Target(
        "varde.notifications.service",
        tuple(f"core/tests/notifications/test_{name}.py" for name in ("sending", "ways", "handing_on")),
    ),
    Target(
        "varde.notifications.who_is_told",
        tuple(f"core/tests/notifications/test_{name}.py" for name in ("who_is_told", "leaving", "handing_on")),
    ),
    Target("varde.people.rules", ("core/tests/people/test_rules.py",)),
    Target("varde.people.register.rules", ("core/tests/people/test_register_rules.py",)),
    Target("varde.privacy.rules", ("core/tests/privacy/test_known_as.py",)),
    Target("varde.programmes.guide_rules", ("core/tests/programmes/test_guide_rules.py",)),
    Target(
        "varde.programmes.release",
        tuple(f"core/tests/modules/test_{name}.py" for name in ("release", "open_from", "path_rules", "path_reasons")),
    ),
    Target("varde.rules.facts", RULES),
    Target("varde.rules.language", RULES),
    Target("varde.rules.tree", RULES),
    Target("varde.rules.worked_out", ("core/tests/rules/test_worked_out.py",)),
    Target(
        "varde.scheduling.rules",
        tuple(f"core/tests/scheduling/test_{name}.py" for name in ("dates", "slots", "in_a_row")),
    ),
    Target("varde.scoring_many.rules", ("core/tests/scoring_many",)),
    Target("varde.series.rules", ("core/tests/series/test_rules.py",)),
    Target("varde.setup.rules", ("core/tests/setup/test_set_up_rules.py",)),
    Target("varde.staffing.rules", ("core/tests/staffing/test_rules.py",)),
    Target(
        "varde.standing.change",
        tuple(f"{STANDING}/test_{name}.py" for name in ("change_rules", "start", "deterioration")),
    ),
    Target("varde.standing.danger", (f"{STANDING}/test_danger_and_replies.py",)),
    Target("varde.standing.deterioration", (f"{STANDING}/test_deterioration.py",)),
    Target("varde.standing.diary", (f"{STANDING}/test_diary.py",)),
    Target("varde.standing.locks", (f"{STANDING}/test_locks.py",)),
    Target("varde.standing.next_thing", (f"{STANDING}/test_next_thing.py",)),
    Target("varde.standing.path", (f"{STANDING}/test_path.py",)),
    Target("varde.standing.on_track", (f"{STANDING}/test_on_track.py",)),
    Target("varde.standing.replies", (f"{STANDING}/test_danger_and_replies.py",)),
    Target("varde.standing.silence", (f"{STANDING}/test_silence.py",)),
    Target("varde.standing.start", (f"{STANDING}/test_start.py",)),
    Target("varde.standing.weeks", (f"{STANDING}/test_weeks.py",)),
    Target("varde.standing.words", (f"{STANDING}/test_words.py", "core/tests/instruments/test_unit_of_total.py")),
    Target("varde.wording.rules", tuple(f"core/tests/wording/test_{name}.py" for name in WORDING)),
)


LEFT_OUT = {
    "benefits/figures": {
        *("card", "cards", "mean_cards", "share_cards", "headline", "voice", "words"),  # the words of a page
        *("recovery_card", "recovery_words"),
        "export",  # the same figures in columns
        *(
            "course_reading",
            "decided",
            "deciding",
            "looking",
            "models",
            "overview",
            "places",
            "seen",
            "place_view",
            "roll_out",
        ),  # read who may look where, and what is there
        *("picture", "place_cards", "place_words", "compare_cards", "compare_words"),  # words and drawings of views
    },
    "notifications": {
        *("models", "notices", "part"),  # tables, words, and what the house is handed
        *(
            "access",
            "addresses",
            "asking",
            "of_break_glass",
            "of_consents",
            "of_sign_in",
            "recurring",
            "ring_list",
        ),  # statements of tables
        *(
            "attached",
            "channels",
            "gateway",
            "machines",
            "mail",
            "receipts",
            "sending",
            "settling",
        ),  # machines, and what they answer
        *("commands", "operating", "sound", "values"),  # what is shown and declared
    },
}
"""By folder, whose other modules are all judged: those that decide no figure and no notice."""


def missing() -> list[str]:
    """Modules of rules, figures, standing or notices that nobody has put on the list."""
    patterns = ("**/rules.py", "**/*_rules.py", "rules/*.py", "standing/*.py")
    files = {path for pattern in patterns for path in (CODE / "varde").glob(pattern)}
    for folder, left_out in LEFT_OUT.items():
        files |= {path for path in (CODE / "varde" / folder).glob("*.py") if path.stem not in left_out}
    files = {path for path in files if path.name != "__init__.py"}
    return sorted(str(path.relative_to(ROOT)) for path in files - {target.file for target in TARGETS})
