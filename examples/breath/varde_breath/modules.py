"""The three modules of Pusten hjemme, and what is written in them. When each opens is proposed."""

from __future__ import annotations

from varde.plugin.kinds import Field, GrowingTable, LongText, Picture, RatingScale, ShortText, YesNo
from varde.plugin.programmes import (
    DatedEntries,
    Exercise,
    Module,
    Reading,
    Text,
    all_of,
    any_of,
    at_start,
    completed,
    opened_by_therapist,
    when,
)
from varde_breath.series import MEASURED_IN_A_WEEK, YELLOW_DAYS

PLAN = (
    Field(
        "photo",
        Picture(),
        Text("Bilde av planen din", "Bilete av planen din", "A picture of your plan"),
        Text(
            "Da har du den med deg på telefonen.", "Då har du han med deg på telefonen.", "Then you have it with you."
        ),
    ),
    Field(
        "where",
        ShortText(),
        Text("Hvor ligger planen hjemme?", "Kvar ligg planen heime?", "Where is the plan at home?"),
    ),
)

DAY = (
    Field(
        "heavy",
        RatingScale(
            0, 10, Text("helt lett", "heilt lett", "quite easy"), Text("svært tungt", "svært tungt", "very heavy")
        ),
        Text("Hvordan var pusten i dag?", "Korleis var pusten i dag?", "How was your breath today?"),
    ),
    Field("woke", YesNo(), Text("Vekket pusten deg i natt?", "Vekte pusten deg i natt?", "Did your breath wake you?")),
    Field(
        "words",
        LongText(),
        Text("Vil du si noe om dagen?", "Vil du seie noko om dagen?", "Will you say something about the day?"),
        Text("Noen få ord er nok.", "Nokre få ord er nok.", "A few words are enough."),
    ),
)

TRIGGERS = (
    Field(
        "triggers",
        GrowingTable(
            (
                Field("what", ShortText(80), Text("Hva var det?", "Kva var det?", "What was it?")),
                Field(
                    "strength",
                    RatingScale(0, 5, Text("litt", "litt", "a little"), Text("mye", "mykje", "much")),
                    Text("Hvor mye merket du det?", "Kor mykje merka du det?", "How much did you notice it?"),
                ),
                Field("helped", ShortText(80), Text("Hva hjalp?", "Kva hjelpte?", "What helped?")),
            ),
            Text("Noe som gjorde det tyngre", "Noko som gjorde det tyngre", "Something that made it heavier"),
            most=10,
        ),
        Text("Det du har lagt merke til", "Det du har lagt merke til", "What you have noticed"),
    ),
)

GETTING_STARTED = Module(
    key="getting-started",
    number=1,
    title=Text("Kom i gang", "Kom i gang", "Getting started"),
    summary=Text(
        "Hva programmet er, planen din, og en liten dagbok.",
        "Kva programmet er, planen din, og ei lita dagbok.",
        "What the programme is, your plan, and a small diary.",
    ),
    release=at_start(),
    steps=(
        Reading("welcome", Text("Velkommen", "Velkomen", "Welcome"), 2),
        Exercise("your-plan", Text("Planen din", "Planen din", "Your plan"), 3, PLAN),
        Exercise(
            "diary",
            Text("Dagboken din", "Dagboka di", "Your diary"),
            2,
            DAY,
            kind=DatedEntries(needed=("heavy",), charted=("heavy",), once_a_day=True),
        ),
    ),
)

YOUR_PATTERN = Module(
    key="your-pattern",
    number=2,
    title=Text("Mønsteret ditt", "Mønsteret ditt", "Your pattern"),
    summary=Text(
        "Hva som gjør pusten tyngre, og hva som hjelper.",
        "Kva som gjer pusten tyngre, og kva som hjelper.",
        "What makes breathing heavier, and what helps.",
    ),
    release=any_of(all_of(completed("getting-started"), when(MEASURED_IN_A_WEEK, ">=", 3)), opened_by_therapist()),
    steps=(
        Reading("what-it-tells", Text("Hva tallene sier", "Kva tala seier", "What the numbers tell"), 3),
        Exercise("triggers", Text("Det som gjør det tyngre", "Det som gjer det tyngre", "What is hard"), 5, TRIGGERS),
    ),
)

HEAVY_DAYS = Module(
    key="heavy-days",
    number=3,
    title=Text("Tunge dager", "Tunge dagar", "Heavy days"),
    summary=Text(
        "For dager i gul sone. Du får den når du trenger den.",
        "For dagar i gul sone. Du får han når du treng han.",
        "For days in the yellow zone. You get it when you need it.",
    ),
    release=any_of(when(YELLOW_DAYS, ">=", 2), opened_by_therapist()),
    steps=(Reading("take-it-slowly", Text("Ta det rolig", "Ta det roleg", "Take it slowly"), 3),),
    optional=True,
)

MODULES = (GETTING_STARTED, YOUR_PATTERN, HEAVY_DAYS)
