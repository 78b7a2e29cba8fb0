"""The programme of the village: twelve weeks of small walks."""

from __future__ import annotations

from varde.plugin.kinds import Field, LongText
from varde.plugin.programmes import (
    Exercise,
    GroupKind,
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
from varde.testing.samples.village.eligibility import ELIGIBILITY

WEEKS = 12
OUTCOMES = ("who-5", "gse")

FIRST_TALK = Module(
    key="first-talk",
    number=1,
    title=Text("En prat på tunet", "Ein prat på tunet", "A talk in the yard"),
    summary=Text("Hvor du er, og hvor du vil.", "Kvar du er, og kvar du vil.", "Where you are and want to go."),
    release=at_start(),
    steps=(
        Reading("where-you-are", Text("Der du er nå", "Der du er no", "Where you are now"), 3),
        Exercise(
            "walking-plan",
            Text("Lag din egen plan", "Lag din eigen plan", "Make your own plan"),
            10,
            (
                Field("goal", LongText(), Text("Hva er målet ditt?", "Kva er målet ditt?", "What is your goal?")),
                Field("when", LongText(), Text("Når går du?", "Når går du?", "When do you walk?")),
            ),
        ),
        Reading("summary", Text("Oppsummering", "Oppsummering", "Summary"), 2),
    ),
)


def _weekly(number: int) -> Occasion:
    """The weekly log: open from the day before until four days after, so that two are never open at once."""
    return Occasion(
        f"week-{number}",
        Text(f"Ukens logg, uke {number}", f"Logg for veka, veke {number}", f"Weekly log, week {number}"),
        ("week-log",),
        minutes=2,
        days=7 * number,
        opens_before=1,
        closes_after=4,
        remind=(2,),
    )


# Four is positive for a woman and for a man, so also for whoever has not said.
AUDIT_TOO = any_of(is_true("audit-c:flag:positive"), when("audit-c:total", ">=", 4))

OCCASIONS = (
    Occasion(
        "start",
        Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"),
        (*OUTCOMES, "audit-c", "audit"),
        minutes=12,
        conditions=(("audit", AUDIT_TOO),),
        postpone_days=7,
    ),
    *(_weekly(number) for number in range(1, WEEKS + 1)),
    Occasion(
        "12w",
        Text("Spørreskjema, 12 uker", "Spørjeskjema, 12 veker", "Questionnaire, 12 weeks"),
        OUTCOMES,
        minutes=10,
        days=7 * WEEKS,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "6m",
        Text("Spørreskjema, 6 måneder", "Spørjeskjema, 6 månader", "Questionnaire, 6 months"),
        OUTCOMES,
        minutes=10,
        months=6,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "measurements",
        Text("Målinger sammen med veilederen", "Målingar saman med rettleiaren", "Measurements with the guide"),
        ("lane", "stones", "pack"),
        minutes=15,
        on_demand="therapist",
        remind=(),
    ),
    Occasion(
        "sleep",
        Text("Skjema om søvn", "Skjema om søvn", "Questionnaire about sleep"),
        ("isi",),
        minutes=2,
        on_demand="therapist",
    ),
)

PROGRAMME = Programme(
    key="village",
    title=Text("Bygdetunet", "Bygdetunet", "The village"),
    summary=Text("Små turer hjemme.", "Små turar heime.", "Small walks at home."),
    for_whom=(Text("vil ut litt hver dag", "vil ut litt kvar dag", "want to get out a little every day"),),
    duration=Text("12 uker, kan forlenges", "12 veker, kan forlengjast", "12 weeks, can be extended"),
    guide=Text("Tunveileder", "Tunrettleiar", "Village guide"),
    effort=Text("Litt hver uke", "Litt kvar veke", "A little every week"),
    eligibility=ELIGIBILITY,
    modules=(FIRST_TALK,),
    occasions=OCCASIONS,
    package="varde.testing.samples.village",
    access_days=365,
    weeks=WEEKS,
    owner="municipality",
    main_instruments=(("", "who-5"),),
    groups=(GroupKind("walk", Text("Tur", "Tur", "Walk"), "activity", minutes=60, seats=8, drop_in=True),),
    intended=IntendedUse(
        Text("Laget for prøver i bygda.", "Laga for prøver i bygda.", "Made for tests in the village."),
        (Text("akutt hjelp", "akutt hjelp", "help in an emergency"),),
        "1.0",
    ),
)
