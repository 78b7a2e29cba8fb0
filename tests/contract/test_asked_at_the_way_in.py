"""What eMeistring asks of whoever refers herself: PHQ-9 and what is dangerous of everybody, and the scale of the problem she names
where the organisation shows its official words. Written by hand."""

from __future__ import annotations

import pytest

from varde.web.shell.referral_form import questions_of
from varde_emeistring.instruments.panic import PDSS_SR
from varde_emeistring.instruments.social import LSAS_SR
from varde_emeistring.programme import PROGRAMME

PHQ9 = {f"phq9_q{number}" for number in range(1, 9)} | {"phq9_item9"}
SAFETY = {"phq9_item9", "madrs_item9", "psychosis", "bipolar"}
TOTALS = {"phq9_total", "audit_total", "pdss_sr_total", "lsas_sr_total"}
SCALES = {"pdss_sr": PDSS_SR, "lsas_sr": LSAS_SR}
# The main problem, whose official words the organisation shows, and the scale that is asked of her.
ASKED = [
    ("panic", (), ""),
    ("panic", ("pdss_sr",), "pdss_sr"),
    ("panic", ("lsas_sr",), ""),
    ("panic", ("pdss_sr", "lsas_sr"), "pdss_sr"),
    ("social_anxiety", (), ""),
    ("social_anxiety", ("pdss_sr",), ""),
    ("social_anxiety", ("pdss_sr", "lsas_sr"), "lsas_sr"),
    ("depression", ("pdss_sr", "lsas_sr"), ""),
    (None, ("pdss_sr", "lsas_sr"), ""),
]


def asked_of_her(problem: str | None, shown: tuple[str, ...]) -> set[str]:
    wordings = {SCALES[prefix].key: SCALES[prefix] for prefix in shown}
    answers = {"main_problem": problem} if problem else {}
    questions = questions_of(PROGRAMME, clinician=False, wordings=wordings, answers=answers)
    return {fact.key for question in questions for fact in question.facts}


@pytest.mark.parametrize(("problem", "shown", "scale"), ASKED)
def test_the_scale_of_the_named_problem_where_its_words_may_be_shown(
    problem: str | None, shown: tuple[str, ...], scale: str
) -> None:
    asked = asked_of_her(problem, shown)
    assert asked >= PHQ9 | SAFETY, "of everybody"
    assert not asked & TOTALS, "nobody adds up her own answers"
    for prefix, instrument in SCALES.items():
        items = {f"{prefix}_{item.key}" for item in instrument.items}
        assert bool(asked & items) is (prefix == scale), prefix
        if prefix == scale and instrument.total:
            assert asked >= {f"{prefix}_{key}" for key in instrument.total.items}
