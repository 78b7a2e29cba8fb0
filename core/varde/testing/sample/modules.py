"""What the trail is made of: modules that open by themselves, by time and by the therapist."""

from __future__ import annotations

from varde.plugin.kinds import Field, Film, LongText, Picture, RatingScale, SoundRecording
from varde.plugin.programmes import (
    DatedEntries,
    Exercise,
    MediaSlot,
    Module,
    Reading,
    Ref,
    Text,
    all_of,
    any_of,
    at_start,
    completed,
    days_since_start,
    is_true,
    opened_by_therapist,
)
from varde.plugin.settings import decided
from varde.testing.sample.day_out import DAY_OUT

TRAIL_LOG = (
    Field(
        "steep",
        RatingScale(
            0, 10, Text("helt flatt", "heilt flatt", "quite flat"), Text("rett opp", "rett opp", "straight up")
        ),
        Text("Hvor bratt var det?", "Kor bratt var det?", "How steep was it?"),
    ),
    Field("seen", LongText(), Text("Hva så du?", "Kva såg du?", "What did you see?")),
    Field("view", Picture(), Text("Bilde av utsikten", "Bilete av utsikta", "A picture of the view")),
    Field("birds", SoundRecording(megabytes=5), Text("Opptak av fuglene", "Opptak av fuglane", "The birds")),
    Field("brook", Film(megabytes=20), Text("Film av bekken", "Film av bekken", "The brook")),
)

FIRST_STEPS = Module(
    key="first-steps",
    number=1,
    title=Text("De første stegene", "Dei første stega", "The first steps"),
    summary=Text("Hvor løypa går.", "Kvar løypa går.", "Where the trail goes."),
    release=at_start(),
    steps=(
        Reading(
            "the-trail",
            Text("Løypa", "Løypa", "The trail"),
            3,
            slots=(
                MediaSlot(
                    "birdsong",
                    Text("Hør løypa", "Høyr løypa", "Hear the trail"),
                    "sound",
                    Text(
                        "Fuglesang langs løypa tidlig om morgenen.",
                        "Fuglesong langs løypa tidleg om morgonen.",
                        "Birdsong along the trail early in the morning.",
                    ),
                    5,
                ),
            ),
        ),
        Exercise(
            "packing",
            Text("Pakk sekken", "Pakk sekken", "Pack your bag"),
            5,
            (
                Field("things", LongText(), Text("Hva tar du med?", "Kva tek du med?", "What do you bring?")),
                Field(
                    "ready",
                    RatingScale(
                        0,
                        10,
                        Text("ikke klar", "ikkje klar", "not ready"),
                        Text("helt klar", "heilt klar", "quite ready"),
                    ),
                    Text("Hvor klar er du?", "Kor klar er du?", "How ready are you?"),
                ),
                Field(
                    "bag",
                    Picture(),
                    Text("Bilde av sekken", "Bilete av sekken", "A picture of the bag"),
                    Text("Om du vil.", "Om du vil.", "If you like."),
                ),
            ),
        ),
        Exercise(
            "trail-log",
            Text("Skriv turdagbok", "Skriv turdagbok", "Keep a trail log"),
            2,
            TRAIL_LOG,
            kind=DatedEntries(
                template="sample/trail_log.html", styles=("box.css",), needed=("steep",), charted=("steep",)
            ),
        ),
    ),
)

FURTHER = Module(
    key="further",
    number=2,
    title=Text("Videre oppover", "Vidare oppover", "Further up"),
    summary=Text("Etter en uke.", "Etter ei veke.", "After a week."),
    release=any_of(
        all_of(completed("first-steps"), days_since_start(Ref(decided("days_before_view")))), opened_by_therapist()
    ),
    steps=(Reading("the-view", Text("Utsikten", "Utsikta", "The view"), 3),),
)

BY_REQUEST = Module(
    key="detour",
    number=3,
    title=Text("En omvei", "Ein omveg", "A detour"),
    summary=Text("For den som vil.", "For den som vil.", "For those who want to."),
    release=any_of(is_true(decided("detour_for_all")), opened_by_therapist()),
    optional=True,
    steps=(
        Reading("the-lake", Text("Vannet", "Vatnet", "The lake"), 3),
        Exercise("day-out", Text("En dag ute", "Ein dag ute", "A day out"), 15, DAY_OUT),
    ),
)

MODULES = (FIRST_STEPS, FURTHER, BY_REQUEST)
