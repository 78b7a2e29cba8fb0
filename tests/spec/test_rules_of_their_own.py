"""Rules that only one instrument has, where the worked examples do not reach their limits."""

from __future__ import annotations

import pytest

from varde.instruments.values import Instrument

from . import examples
from .examples import Example, written

title = "Rules of their own"

# instrument | answers | context | must give | why
EXAMPLES = """
    phq-9 | q1=2 q2-q8=0 q9=1 | | total=3 dsm_algorithm=other | item 9 counts as a symptom from 1
    phq-9 | q1=2 q2-q9=0 | | total=2 dsm_algorithm=none | one symptom is too few
    phq-9 | q1-q4=2 q5-q9=0 | | total=8 dsm_algorithm=other | four symptoms
    phq-9 | q1-q5=2 q6-q9=0 | | total=10 dsm_algorithm=major | five symptoms
    phq-9 | q1-q3=2 q4-q8=0 q9=2 | | total=8 dsm_algorithm=other | item 9 counts once
    phq-9 | q1=2 q2-q7=0 q8=1 q9=0 | | total=3 dsm_algorithm=none | the other items count from 2
    phq-9 | q1=2 q2=1 q3-q9=0 | | total=3 dsm_algorithm=none | the other items count from 2
    phq-9 | q1=0 q2-q3=2 q4-q9=0 | | total=4 dsm_algorithm=other | item 2 opens for the pattern as item 1 does
    phq-9 | q1=2 q2-q7=0 q8=2 q9=0 | | total=4 dsm_algorithm=other | item 8 is one of the symptoms
    phq-9 | q1-q2=1 q3-q9=3 | | total=23 dsm_algorithm=none | without item 1 or 2 there is no pattern
    phq-9 | q1-q8=- q9=3 \
        | | status=not_scored item9_alert=red item9_answered=yes n_missing=8 | item 9 alerts without a total
    madrs-s | q9=6 \
        | | status=not_scored item9_alert=critical item9_answered=yes n_missing=8 | item 9 alerts without a total
    suicide-alert | plan=yes intent=no | | status=scored band=critical same_day=yes within_1_working_day=no | a plan
    suicide-alert | plan=no intent=yes | | status=scored band=critical same_day=yes within_1_working_day=no | an intent
    suicide-alert | phq9_q9=0 madrs_q9=6 | | band=critical same_day=yes | the higher of the two
    suicide-alert | phq9_q9=1 madrs_q9=4 | | band=red same_day=yes within_1_working_day=no | the higher of the two
    suicide-alert | plan=no intent=no | | status=not_scored band=unknown n_missing=2 | a no says nothing about the items
    audit | q1=0 q9=4 q10=0 \
        | | status=scored total=4 consumption=0 dependence=0 harm=4 n_missing=0 | never drinks: only the last two are asked
    audit | q1=0 q2=1 q9=0 q10=0 | | status=scored total=1 n_missing=0 | an answer that was given stands
    audit | q1=1 q2=0 q3=0 q9=0 q10=2 | | status=scored total=3 n_missing=0 | little at a time: 4 to 8 are skipped
    audit | q1=1 q2=0 q3=1 q9=0 q10=0 | | status=not_scored total=- n_missing=5 | item 3 above 0 asks for the rest
    audit | q1=1 q2=1 q3=0 q9=0 q10=0 | | status=not_scored total=- n_missing=5 | item 2 above 0 asks for the rest
    audit | q1=0 | | status=not_scored n_missing=2 | the last two look further back
    audit-c | q1=1 q2=1 q3=0 | sex=female | total=2 positive=no | women from 3
    audit-c | q1=1 q2=1 q3=1 | sex=female | total=3 positive=yes | women from 3
    audit-c | q1=1 q2=1 q3=1 | sex=male | total=3 positive=no | men from 4
    audit-c | q1=2 q2=1 q3=1 | sex=male | total=4 positive=yes | men from 4
    audit-c | q1=4 q2=4 q3=4 | sex=other | total=12 positive=- | no limit for anyone else
    audit-c | q1=0 | sex=female | status=scored total=0 positive=no n_missing=0 | never drinks
    ceq | q1-q3=9 q4=100 q5=9 q6=100 | | total=54 credibility=27 expectancy=27 | the highest
    ceq | q1=- q2-q3=5 q4=50 q5=5 q6=50 \
        | | status=not_scored total=- credibility=- expectancy=15 n_missing=1 | 50 per cent is 5
    ceq | q1-q3=5 q4=- q5=5 q6=50 \
        | | status=not_scored total=- credibility=15 expectancy=- n_missing=1 | each factor needs all three
    ceq | q1-q3=5 q4=55 q5=5 q6=50 | | status=invalid | whole tens only
    ceq | q1-q3=5 q4=50 q5=5 q6=55 | | status=invalid | whole tens only
    ceq | q4=-10 | | status=invalid | below 0 per cent
    ceq | q6=-10 | | status=invalid | below 0 per cent
    ceq | q4=110 | | status=invalid | above 100 per cent
    ceq | q6=110 | | status=invalid | above 100 per cent
    neq | o1-o26=0 | | status=scored n_effects=0 any_treatment_effect=no n_missing=6 | six may be unanswered
    neq | o1-o25=0 | | status=not_scored n_effects=0 any_treatment_effect=absent n_missing=7 | seven may not
    neq | o1=1 i1=2 t1=1 o2-o25=0 | | status=not_scored n_treatment=1 any_treatment_effect=yes n_missing=7 | one is enough
    neq | o1=1 i1=2 o2=1 i2=2 t2=0 o3-o32=0 | | status=scored n_other=1 any_treatment_effect=absent | one cause not known
    neq | o1=1 i1=2 o2=1 i2=2 t2=1 o3-o32=0 | | status=scored n_treatment=1 any_treatment_effect=yes | the other one is
    neq | o1=1 i1=3 t1=0 o2-o32=0 i2=4 t2=1 \
        | | n_effects=1 n_treatment=0 n_other=1 mean_impact=3 sum_impact=3 | what did not happen is not weighed
    lsas-sr | f1-f14=2 f15=1 f16-f24=0 a1-a24=0 \
        | | total=29 band=below_threshold sad_ge30=no generalised_ge60=no | just below
    lsas-sr | f1-f15=2 f16-f24=0 a1-a24=0 | | total=30 band=mild sad_ge30=yes generalised_ge60=no | at 30
    lsas-sr | f1-f24=2 a1-a5=2 a6=1 a7-a24=0 | | total=59 band=moderate sad_ge30=yes generalised_ge60=no | just below
    lsas-sr | f1-f24=2 a1-a6=2 a7-a24=0 | | total=60 band=moderate sad_ge30=yes generalised_ge60=yes | at 60
    mia | al1-al7=3 al8-al24=2 \
        | | alone=2.2917 accompanied=- caseness_alone_gt_2_3=no n_missing=27 | 55 over 24 situations
    mia | al1-al8=3 al9-al26=2 \
        | | alone=2.3077 accompanied=- caseness_alone_gt_2_3=yes n_missing=25 | 60 over 26 situations
    mia | al1-al15=2 al16-al25=1 | | alone=1.6 alt_cutoff_alone_ge_1_61=no | 40 over 25 situations
    mia | al1-al16=2 al17-al26=1 | | alone=1.6154 alt_cutoff_alone_ge_1_61=yes | 42 over 26 situations
    sps | q1-q5=4 q6=3 q7-q18=0 \
        | | total=25.5556 cutoff_ge24=yes alt_cutoff_ge26=yes n_missing=2 | flags see the total rounded half up
    sias | q1-q11=4 q12-q19=0 \
        | | total=33.6842 cutoff_ge34=yes alt_cutoff_ge36=no n_missing=1 | flags see the total rounded half up
    coop-wonca | fitness=3 feelings=4 daily=5 social=1 \
        | | status=scored worst_charts=["feelings","daily"] n_missing=2 | 4 and 5 are the worst
    stages | | | status=not_scored band=- n_missing=1 | nothing answered
    stages | meets_goal_now=yes | | status=not_scored band=- n_missing=1 | how long is not known
    stages | meets_goal_now=yes months_at_goal=5 | | band=action n_missing=0 | under six months
    stages | meets_goal_now=yes months_at_goal=6 | | band=maintenance n_missing=0 | six months
    stages | meets_goal_now=no intends_6m=yes | | status=not_scored n_missing=1 | the nearer intention is not known
    stages | meets_goal_now=no intends_30d=yes | | band=preparation n_missing=0 | the nearer intention is enough
    6mwt | metres=430 \
        | baseline_metres=400 | total=430 change=30 improved_ge30m=yes worse_ge30m=no | 30 metres are a gain
    6mwt | metres=429 | baseline_metres=400 | total=429 change=29 improved_ge30m=no worse_ge30m=no | 29 are not
    6mwt | metres=370 \
        | baseline_metres=400 | total=370 change=-30 improved_ge30m=no worse_ge30m=yes | 30 metres are a loss
    6mwt | metres=371 | baseline_metres=400 | total=371 change=-29 improved_ge30m=no worse_ge30m=no | 29 are not
    6mwt | metres=371 | baseline_metres=yes | total=371 change=- improved_ge30m=absent | a yes is not a distance
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=93 | sex=male | total=24.6914 waist_risk=low | men from 94 and 102
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=94 | sex=male | waist_risk=increased | men from 94 and 102
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=101 | sex=male | waist_risk=increased | men from 94 and 102
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=102 \
        | sex=male | waist_risk=substantially_increased | men from 94 and 102
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=79 | sex=female | waist_risk=low | women from 80 and 88
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=80 | sex=female | waist_risk=increased | women from 80 and 88
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=87 | sex=female | waist_risk=increased | women from 80 and 88
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=88 \
        | sex=female | waist_risk=substantially_increased | women from 80 and 88
    bmi-waist | weight_kg=80 height_cm=180 waist_cm=94 | | waist_risk=- | no risk without a sex
    ipaq-sf | vig_days=1 vig_min=960 mod_days=0 walk_days=0 \
        | | status=scored total=1440 truncated=["vig"] | 960 minutes in all are let through, and cut to 180
    ipaq-sf | vig_days=1 vig_min=961 mod_days=0 walk_days=0 \
        | | status=excluded reason=sum_minutes_gt_960 n_missing=0 | 961 are not
    ipaq-sf | vig_days=1 vig_min=180 mod_days=0 walk_days=0 | | total=1440 truncated=[] | 180 is not cut
    ipaq-sf | vig_days=1 vig_min=- mod_days=0 walk_days=0 \
        | | status=excluded reason=missing_or_dont_know n_missing=1 | minutes are not known
    ipaq-sf | vig_days=3 vig_min=10 mod_days=0 walk_days=0 | | total=240 band=low | ten minutes count
    ipaq-sf | vig_days=3 vig_min=9 mod_days=0 walk_days=0 | | total=0 band=low | nine do not
    ipaq-sf | vig_days=7 vig_min=9 mod_days=0 walk_days=4 walk_min=100 \
        | | total=1320 band=low | days of under ten minutes are dropped too
    ipaq-sf | vig_days=0 mod_days=0 walk_days=7 walk_min=30 | | total=693 band=moderate | half an hour a day
    ipaq-sf | vig_days=3 vig_min=50 mod_days=3 mod_min=25 walk_days=0 \
        | | total=1500 band=high | vigorous on three days and 1500
    ipaq-sf | vig_days=3 vig_min=50 mod_days=1 mod_min=65 walk_days=1 walk_min=12 \
        | | total=1499.6 band=moderate | just under 1500
    ipaq-sf | vig_days=2 vig_min=100 mod_days=0 walk_days=0 | | total=1600 band=low | vigorous on two days only
    ipaq-sf | vig_days=2 vig_min=100 mod_days=5 mod_min=70 walk_days=0 | | total=3000 band=high | seven days and 3000
    ipaq-sf | vig_days=2 vig_min=100 mod_days=4 mod_min=85 walk_days=1 walk_min=12 \
        | | total=2999.6 band=moderate | just under 3000
    ipaq-sf | vig_days=2 vig_min=150 mod_days=4 mod_min=40 walk_days=0 | | total=3040 band=moderate | six days only
    ipaq-sf | vig_days=3 vig_min=20 mod_days=0 walk_days=0 \
        | | total=480 band=moderate | twenty vigorous minutes on three days
    ipaq-sf | vig_days=3 vig_min=19 mod_days=0 walk_days=0 | | total=456 band=low | nineteen are too few
    ipaq-sf | vig_days=0 mod_days=5 mod_min=30 walk_days=0 | | total=600 band=moderate | half an hour on five days
    ipaq-sf | vig_days=0 mod_days=4 mod_min=30 walk_days=0 | | total=480 band=low | on four days only
    ipaq-sf | vig_days=2 vig_min=30 mod_days=3 mod_min=10 walk_days=0 | | total=600 band=moderate | five days and 600
    ipaq-sf | vig_days=2 vig_min=20 mod_days=2 mod_min=30 walk_days=1 walk_min=12 \
        | | total=599.6 band=low | just under 600
    ipaq-sf | vig_days=2 vig_min=40 mod_days=0 walk_days=2 walk_min=10 | | total=706 band=low | four days only
    steps | days=8000@10,8000@10,8000@10,500@- \
        | | status=scored total=6125 band=low_active valid_days=4 n_missing=3 | four valid days
    steps | days=8000@10,8000@10,8000@10,499@- \
        | | status=not_scored valid_days=3 n_missing=4 | under 500 steps, and the hours not known
    steps | days=8000@10,8000@10,8000@10,8000@9.9 \
        | | status=not_scored valid_days=3 n_missing=4 | worn for under ten hours
    steps | days=9000@10,9000@10,9000@10,9000@10,9000@10,9000@10,9000@10,9000@10 \
        | | total=9000 valid_days=8 n_missing=0 | eight days
    steps | days=-1@10 | | status=invalid | fewer than none
    steps | days=100001@10 | | status=invalid | above 100 000
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=yes assoc_form=no \
        onset_months=6 pct_hard=25 pct_loose=25 \
        | | meets_rome4=yes band=IBS-U n_associations=2 | a quarter is not above a quarter
    rome-iv-ibs | pain_days_week=0.9 assoc_defecation=yes assoc_frequency=yes assoc_form=no \
        onset_months=6 pct_hard=25 pct_loose=25 \
        | | meets_rome4=no band=- | pain less than weekly
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=yes assoc_form=no \
        onset_months=5 pct_hard=25 pct_loose=25 \
        | | meets_rome4=no band=- | five months
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=no assoc_form=no onset_months=6 pct_hard=25 pct_loose=25 \
        | | meets_rome4=no band=- n_associations=1 | one association
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=yes assoc_form=no \
        onset_months=6 pct_hard=25.5 pct_loose=25 \
        | | band=IBS-C | hard above a quarter
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=yes assoc_form=no \
        onset_months=6 pct_hard=25 pct_loose=25.5 \
        | | band=IBS-D | loose above a quarter
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=yes assoc_form=no \
        onset_months=6 pct_hard=25.5 pct_loose=25.5 \
        | | band=IBS-M | both above a quarter
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=yes assoc_form=no onset_months=6 pct_hard=- pct_loose=30 \
        | | meets_rome4=yes band=- | no subtype without both
    rome-iv-ibs | assoc_defecation=yes assoc_frequency=yes assoc_form=no onset_months=6 \
        | | status=not_scored n_missing=1 | all five are needed
    rome-iv-ibs | pain_days_week=1 assoc_frequency=yes assoc_form=yes onset_months=6 \
        | | status=not_scored n_associations=- n_missing=1 | all five are needed
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_form=yes onset_months=6 \
        | | status=not_scored n_associations=- n_missing=1 | all five are needed
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=yes onset_months=6 \
        | | status=not_scored n_associations=- n_missing=1 | all five are needed
    rome-iv-ibs | pain_days_week=1 assoc_defecation=yes assoc_frequency=yes assoc_form=no \
        | | status=not_scored n_associations=2 n_missing=1 | all five are needed
    ibs-redflags | new_onset_ge50=no \
        | | status=scored band=incomplete n_positive=0 clinician_review=yes n_missing=13 | an unanswered one is looked at
    sts-30 | reps=20 used_arms=yes | sex=male age=70 | total=0 band=below_average | none count when the arms helped
    sts-30 | reps=11 used_arms=no | sex=male age=59 | total=11 band=- | no norm below 60
    sts-30 | reps=11 used_arms=no | sex=male age=95 | total=11 band=- | no norm from 95
    sts-30 | reps=11 used_arms=no | age=70 | total=11 band=- | no norm without a sex
    sts-30 | reps=11 used_arms=no | sex=male | total=11 band=- | no norm without an age
    sts-30 | reps=11 used_arms=no | sex=male age=sixty | total=11 band=- | an age in words is not read
    bdi-ii-total | total=63 | | status=scored total=63 band=- n_missing=0 | the highest
    bdi-ii-total | total=64 | | status=invalid | above the highest
    bdi-ii-total | total=-1 | | status=invalid | below the lowest
    bdi-ii-total | total=- | | status=not_scored total=- n_missing=1 | no total
    ham-d-total | total=0 | | status=scored total=0 band=remission | the lowest
    ham-d-total | total=7 | | status=scored total=7 band=remission | to and with 7
    ham-d-total | total=7.4 | | status=scored band=remission | a total that was made up for is read as a whole one
    ham-d-total | total=7.5 | | status=scored band=symptoms | also above 7
    ham-d-total | total=8 | | status=scored total=8 band=symptoms | above 7
    ham-d-total | total=52 | | status=scored total=52 band=symptoms n_missing=0 | the highest
    ham-d-total | total=53 | | status=invalid | above the highest
    shaps-total | total=14 | | status=scored total=14 n_missing=0 | the highest
    shaps-total | total=2.5 | | status=scored total=2.5 abnormal_ge3=no | not abnormal halfway, where a total was made up for
    shaps-total | total=15 | | status=invalid | above the highest
    who-5-raw | total=25 | | status=scored total=25 n_missing=0 | the highest
    who-5-raw | total=26 | | status=invalid | above the highest
"""

# Chair stands below which a person is below average, for ages 60-64, 65-69 and so on up to 90-94.
NORMS = {"male": (14, 12, 12, 11, 10, 8, 7), "female": (12, 11, 10, 10, 9, 8, 4)}


def chair_stands() -> list[Example]:
    """Both sides of every limit, at the youngest and the oldest of its age group."""
    made = []
    for sex, limits in NORMS.items():
        for youngest, limit in zip(range(60, 95, 5), limits, strict=True):
            for age in (youngest, youngest + 4):
                for stands, band in ((limit - 1, "below_average"), (limit, "average_or_above")):
                    row = f"sts-30 | reps={stands} used_arms=no | sex={sex} age={age} | total={stands} band={band}"
                    made += written(f"{row} | limit {limit}")
    return made


WRITTEN = [*written(EXAMPLES), *chair_stands()]


@pytest.mark.parametrize("example", WRITTEN, ids=lambda one: f"{one.id} {one.context}")
def test_example(example: Example, instruments: dict[str, Instrument]) -> None:
    assert examples.disagreement(example, instruments[example.instrument]) is None
