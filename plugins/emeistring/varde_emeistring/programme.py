"""eMeistring: guided treatment online over 14 weeks, on one of three tracks."""

from __future__ import annotations

from varde.plugin.exercises import activity_plan, problem_solving, sleep_diary, worry_time
from varde.plugin.programmes import (
    USUAL_TEMPLATES,
    IntendedUse,
    Meeting,
    Module,
    Occasion,
    Programme,
    StaffMinutes,
    Text,
    any_of,
    is_true,
    library,
    when,
)
from varde_emeistring import depression, panic, social_anxiety
from varde_emeistring.eligibility import ELIGIBILITY
from varde_emeistring.tracks import DEPRESSION, PANIC, SOCIAL_ANXIETY, TRACKS

WEEKS = 14


MODULES = (*panic.MODULES, *social_anxiety.MODULES, *depression.MODULES)

MORE_EXERCISES = library(
    "more-exercises",
    Text("Flere øvelser", "Fleire øvingar", "More exercises"),
    Text(
        "Øvelser som behandleren legger til for én om gangen, når de trengs.",
        "Øvingar som behandlaren legg til for éin om gongen, når dei trengst.",
        "Exercises that the therapist adds for one at a time, when they are needed.",
    ),
    (sleep_diary(), worry_time(), problem_solving(), activity_plan()),
)
"""For whoever sleeps badly, worries or stands fast, whichever track she is on. That they are of use to all is proposed."""


def _week(number: int) -> Occasion:
    """The weekly form: open from the day before until four days after, so that two are never open at once."""
    return Occasion(
        f"week-{number}",
        Text(f"Ukens skjema, uke {number}", f"Skjemaet for veka, veke {number}", f"Weekly form, week {number}"),
        ("phq-9", "gad-7"),
        minutes=5,
        days=7 * number,
        opens_before=1,
        closes_after=4,
        remind=(2,),
    )


def _after_first(module: Module) -> Occasion:
    """Whether the treatment is believed in, and how the two work together: asked once the first module is known."""
    return Occasion(
        f"after-{module.key}",
        Text("Skjema om behandlingen", "Skjema om behandlinga", "Questionnaire about the treatment"),
        ("ceq", "wai-sr"),
        minutes=5,
        closes_after=14,
        after_module=module.key,
        tracks=module.tracks,
        postpone_days=7,
    )


OWN_SCALES = (
    (PANIC, ("pdss-sr", "wsas", "eq-5d-5l")),
    (SOCIAL_ANXIETY, ("lsas-sr", "wsas", "eq-5d-5l")),
    (DEPRESSION, ("madrs-s", "wsas", "eq-5d-5l")),
)
"""The track's own scale, function and health, at the start, the end and six months after."""

# Four is positive for a woman and for a man, so also for whoever has not said.
AUDIT_TOO = any_of(is_true("audit-c:flag:positive"), when("audit-c:total", ">=", 4))

OCCASIONS = (
    Occasion(
        "start",
        Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"),
        ("phq-9", "gad-7", "who-5", "audit-c", "audit"),
        minutes=17,
        closes_after=5,
        for_track=OWN_SCALES,
        conditions=(("audit", AUDIT_TOO),),
        postpone_days=3,
    ),
    *(_week(number) for number in range(1, WEEKS)),
    Occasion(
        "end",
        Text("Spørreskjema, slutt", "Spørjeskjema, slutt", "Questionnaire, end"),
        ("phq-9", "gad-7", "who-5", "csq-8", "neq"),
        minutes=25,
        days=7 * WEEKS,
        opens_before=2,
        for_track=OWN_SCALES,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "6m",
        Text("Spørreskjema, 6 måneder etter", "Spørjeskjema, 6 månader etter", "Questionnaire, 6 months after"),
        ("phq-9", "gad-7", "who-5"),
        minutes=15,
        months=6,
        days=7 * WEEKS,
        for_track=OWN_SCALES,
        postpone_days=7,
        asked_after="exit",
    ),
    *(_after_first(module) for module in MODULES if module.number == 1),
    # Whether the track's own scale is sent every three or four weeks besides is for each clinic's owner to decide.
    Occasion(
        "own-scale",
        Text("Ekstra skjema om plagene", "Ekstra skjema om plagene", "Extra questionnaire about the problem"),
        (),
        minutes=10,
        closes_after=7,
        remind=(3,),
        for_track=tuple((track, scales[:1]) for track, scales in OWN_SCALES),
        on_demand="therapist",
        postpone_days=3,
    ),
    # On the way for depression the module about sleep opens by it: varde_emeistring.depression.
    Occasion(
        "sleep",
        Text("Skjema om søvn", "Skjema om søvn", "Questionnaire about sleep"),
        ("isi",),
        minutes=3,
        closes_after=7,
        remind=(3,),
        on_demand="therapist",
        postpone_days=3,
    ),
)

# Lengths and limits are our own, proposed.
MEETINGS = (
    Meeting(
        "intake", Text("Startsamtale", "Startsamtale", "Intake meeting"), 45, gate="start", buffer=15, decides=True
    ),
    Meeting("talk", Text("Samtale", "Samtale", "Talk"), 30, ways=("phone", "video"), buffer=15, self_booked=True),
    Meeting("end", Text("Sluttsamtale", "Sluttsamtale", "End meeting"), 45, gate="end", buffer=15, closes=True),
)

PROGRAMME = Programme(
    key="emeistring",
    title=Text("eMeistring", "eMeistring", "eMeistring"),
    summary=Text(
        "Veiledet nettbehandling for panikkangst, sosial angst eller depresjon. En behandler følger deg hver uke.",
        "Rettleidd nettbehandling for panikkangst, sosial angst eller depresjon. Ein behandlar følgjer deg kvar veke.",
        "Guided treatment online for panic, social anxiety or depression. A therapist follows you every week.",
    ),
    for_whom=(
        Text(
            "kjenner deg igjen i én av de tre plagene",
            "kjenner deg igjen i éi av dei tre plagene",
            "recognise yourself in one of the three problems",
        ),
        Text("er 18 år eller eldre", "er 18 år eller eldre", "are 18 years or older"),
        Text(
            "kan sette av omtrent én time de fleste dager",
            "kan setje av om lag éin time dei fleste dagar",
            "can set aside about an hour on most days",
        ),
    ),
    duration=Text("Omtrent 14 uker", "Om lag 14 veker", "About 14 weeks"),
    guide=Text("Psykolog eller terapeut", "Psykolog eller terapeut", "Psychologist or therapist"),
    effort=Text("Omtrent én time de fleste dager", "Om lag éin time dei fleste dagar", "About an hour on most days"),
    eligibility=ELIGIBILITY,
    modules=(*MODULES, MORE_EXERCISES),
    occasions=OCCASIONS,
    package="varde_emeistring",
    access_days=365,
    weeks=WEEKS,
    active_modules=("panic-going-out", "social-going-out", "depression-small-steps"),
    referrers=("doctor",),
    staff_minutes=StaffMinutes(weekly=(10, 20), source="Five clinics in routine care, Bergen among them: PMC6112100"),
    meetings=MEETINGS,
    templates=USUAL_TEMPLATES,
    tracks=TRACKS,
    main_instruments=((PANIC, "gad-7"), (SOCIAL_ANXIETY, "gad-7"), (DEPRESSION, "phq-9")),
    intended=IntendedUse(
        Text(
            "eMeistring er laget for voksne med panikkangst, sosial angst eller mild til moderat depresjon. "
            "Programmet gir kunnskap, øvelser og spørreskjemaer mellom kontaktene med en behandler. Behandleren "
            "vurderer og svarer, og bestemmer sammen med deg hva som passer.",
            "eMeistring er laga for vaksne med panikkangst, sosial angst eller mild til moderat depresjon. "
            "Programmet gjev kunnskap, øvingar og spørjeskjema mellom kontaktane med ein behandlar. Behandlaren "
            "vurderer og svarer, og avgjer saman med deg kva som passar.",
            "eMeistring is made for adults with panic, social anxiety, or mild to moderate depression. It gives "
            "knowledge, exercises and questionnaires between the contacts with a therapist. The therapist assesses "
            "and answers, and decides together with you what suits you.",
        ),
        (
            Text("akutt hjelp eller fare for liv", "akutt hjelp eller fare for liv", "an emergency or danger to life"),
            Text(
                "psykose, mani, alvorlig rusavhengighet eller alvorlig spiseforstyrrelse",
                "psykose, mani, alvorleg rusavhengigheit eller alvorleg eteforstyrring",
                "psychosis, mania, severe substance dependence or a severe eating disorder",
            ),
            Text("å stille en diagnose", "å stille ein diagnose", "making a diagnosis"),
            Text("behandling uten en behandler", "behandling utan ein behandlar", "treatment without a therapist"),
        ),
        "1.0",
    ),
)
