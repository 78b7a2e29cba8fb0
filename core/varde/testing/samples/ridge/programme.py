"""The programme of the ridge: fourteen weeks, a form each week, three tracks."""

from __future__ import annotations

from varde.plugin.kinds import Field, LongText, RatingScale
from varde.plugin.programmes import (
    Exercise,
    IntendedUse,
    Module,
    Occasion,
    Programme,
    Reading,
    Text,
    any_of,
    at_start,
    is_true,
    when,
)
from varde.testing.samples.ridge.eligibility import ELIGIBILITY
from varde.testing.samples.ridge.tracks import NORTH, SOUTH, TRACKS, WEST

WEEKS = 14

MY_CIRCLE = (
    Field("situation", LongText(), Text("Hvor var du?", "Kvar var du?", "Where were you?")),
    Field("thoughts", LongText(), Text("Hva tenkte du?", "Kva tenkte du?", "What did you think?")),
    Field(
        "distress",
        RatingScale(0, 10, Text("flatt", "flatt", "flat"), Text("loddrett", "loddrett", "sheer")),
        Text("Hvor bratt var det?", "Kor bratt var det?", "How steep was it?"),
    ),
)


def _first(track: str, title: Text) -> Module:
    """The first module of a track."""
    return Module(
        key=f"understanding-{track}",
        number=1,
        title=title,
        summary=Text("Hvor eggen går.", "Kvar eggen går.", "Where the ridge goes."),
        release=at_start(),
        steps=(
            Reading("what-it-is", Text("Hva er en egg?", "Kva er ein egg?", "What is a ridge?"), 3),
            Exercise("my-circle", Text("Min runde", "Runden min", "My round"), 10, MY_CIRCLE),
            Reading("summary", Text("Oppsummering", "Oppsummering", "Summary"), 2),
        ),
        tracks=(track,),
    )


MODULES = (
    _first(SOUTH, Text("Forstå sørsiden", "Forstå sørsida", "Understanding the south side")),
    _first(WEST, Text("Forstå vestsiden", "Forstå vestsida", "Understanding the west side")),
    _first(NORTH, Text("Forstå nordsiden", "Forstå nordsida", "Understanding the north side")),
)


def _weekly(number: int) -> Occasion:
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
    return Occasion(
        f"after-{module.key}",
        Text("Skjema om turen", "Skjema om turen", "Questionnaire about the walk"),
        ("ceq", "wai-sr"),
        minutes=5,
        closes_after=14,
        after_module=module.key,
        tracks=module.tracks,
        postpone_days=7,
    )


OWN_SCALES = (
    (SOUTH, ("dizziness", "wsas", "eq-5d-5l")),
    (WEST, ("heights", "wsas", "eq-5d-5l")),
    (NORTH, ("madrs-s", "wsas", "eq-5d-5l")),
)

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
    *(_weekly(number) for number in range(1, WEEKS)),
    Occasion(
        "end",
        Text("Spørreskjema, slutt", "Spørjeskjema, slutt", "Questionnaire, end"),
        ("phq-9", "gad-7", "who-5", "csq-8", "neq"),
        minutes=25,
        days=7 * WEEKS,
        opens_before=2,
        for_track=OWN_SCALES,
        postpone_days=7,
        asked_after="completion",
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
    *(_after_first(module) for module in MODULES),
)

PROGRAMME = Programme(
    key="ridge",
    title=Text("Eggen", "Eggen", "The ridge"),
    summary=Text("Gå langs eggen.", "Gå langs eggen.", "Walk along the ridge."),
    for_whom=(Text("vil høyt", "vil høgt", "want to go high"),),
    duration=Text("Omtrent 14 uker", "Om lag 14 veker", "About 14 weeks"),
    guide=Text("Fjellfører", "Fjellførar", "Mountain guide"),
    effort=Text("Omtrent én time de fleste dager", "Om lag éin time dei fleste dagar", "An hour on most days"),
    eligibility=ELIGIBILITY,
    modules=MODULES,
    occasions=OCCASIONS,
    package="varde.testing.samples.ridge",
    access_days=365,
    weeks=WEEKS,
    tracks=TRACKS,
    main_instruments=((SOUTH, "gad-7"), (WEST, "gad-7"), (NORTH, "phq-9")),
    intended=IntendedUse(
        Text("Laget for prøver på eggen.", "Laga for prøver på eggen.", "Made for tests on the ridge."),
        (Text("akutt hjelp", "akutt hjelp", "help in an emergency"),),
        "1.0",
    ),
)
