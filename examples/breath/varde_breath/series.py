"""What is measured, and what is told of it. Every limit is an example figure, and no clinician has signed one."""

from __future__ import annotations

from varde.plugin.series import Component, Series, Text, Zone, measured

BEST_OF_THREE = Text("Beste av tre blås", "Beste av tre blås", "Best of three blows")

FLOW = Series(
    key="breath-flow",
    title=Text("Mål pusten", "Mål pusten", "Measure your breath"),
    quantity=BEST_OF_THREE,
    unit=Text("liter i minuttet", "liter i minuttet", "litres a minute"),
    components=(Component("flow", BEST_OF_THREE, possible=(30, 900), plausible=(80, 750), far=150),),
    zones=(
        Zone(
            "red",
            Text("Rød sone", "Raud sone", "Red zone"),
            None,
            50,
            3,
            Text(
                "Gjør det som står i planen din for rød sone nå. Blir det ikke lettere å puste, ring 113.",
                "Gjer det som står i planen din for raud sone no. Blir det ikkje lettare å puste, ring 113.",
                "Do now what your plan says for the red zone. If breathing gets no easier, ring 113.",
            ),
            Text(
                "{therapist} får beskjed, og ser det samme dag på hverdager.",
                "{therapist} får beskjed, og ser det same dag på kvardagar.",
                "{therapist} is told, and sees it the same day on weekdays.",
            ),
        ),
        Zone(
            "yellow",
            Text("Gul sone", "Gul sone", "Yellow zone"),
            50,
            80,
            2,
            Text(
                "Gjør det som står i planen din for gul sone, og mål igjen senere i dag.",
                "Gjer det som står i planen din for gul sone, og mål igjen seinare i dag.",
                "Do what your plan says for the yellow zone, and measure again later today.",
            ),
            Text(
                "{therapist} får beskjed når det varer i flere dager.",
                "{therapist} får beskjed når det varer i fleire dagar.",
                "{therapist} is told when it lasts for days.",
            ),
        ),
        Zone(
            "green",
            Text("Grønn sone", "Grøn sone", "Green zone"),
            80,
            None,
            1,
            Text("Fortsett som før.", "Hald fram som før.", "Go on as before."),
            Text(
                "{therapist} ser målingene når dere snakkes.",
                "{therapist} ser målingane når de snakkast.",
                "{therapist} sees the measurements when you talk.",
            ),
        ),
    ),
    limits="percent",
    base=Text("Ditt beste", "Ditt beste", "Your best"),
    how=Text(
        "Stå eller sitt rett opp, og blås tre ganger så hardt og raskt du kan. Skriv det høyeste tallet.",
        "Stå eller sit rett opp, og blås tre gonger så hardt og raskt du kan. Skriv det høgaste talet.",
        "Stand or sit upright, and blow three times as hard and fast as you can. Write the highest number.",
    ),
    urgent=Text(
        "Er det tungt å puste nå, gjør det som står i planen din, uansett hva tallet er. Ring 113 når det haster.",
        "Er det tungt å puste no, gjer det som står i planen din, uansett kva talet er. Ring 113 når det hastar.",
        "If breathing is heavy now, do what your plan says, whatever the number is. Ring 113 when it is urgent.",
    ),
    source="Example figures: 50 and 80 per cent of the best. Proposed, to be signed by a clinical owner.",
)

ZONE = measured("breath-flow", "zone")
MEASURED_IN_A_WEEK = measured("breath-flow", "count", days=7)
YELLOW_DAYS = measured("breath-flow", "days_in", "yellow", days=7)
FALL_A_WEEK = measured("breath-flow", "slope", days=14)
SINCE = measured("breath-flow", "days_since")
MEAN_OF_A_WEEK = measured("breath-flow", "mean", days=7)
