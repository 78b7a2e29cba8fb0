"""What the sample programme measures. Every limit is invented, so that tests have something to cross."""

from __future__ import annotations

from varde.plugin.series import Component, Series, Text, Zone

BREATH = Series(
    key="sample-breath",
    title=Text("Mål pusten", "Mål pusten", "Measure your breath"),
    quantity=Text("Beste av tre blås", "Beste av tre blås", "Best of three blows"),
    unit=Text("liter i minuttet", "liter i minuttet", "litres a minute"),
    components=(
        Component(
            "flow", Text("Beste av tre blås", "Beste av tre blås", "Best of three blows"), (30, 900), (80, 700), 150
        ),
    ),
    zones=(
        Zone(
            "act",
            Text("Handle nå", "Handle no", "Act now"),
            None,
            50,
            3,
            Text(
                "Ta medisinen for anfall og ring 113. Ikke vent på oss.",
                "Ta medisinen for anfall og ring 113. Ikkje vent på oss.",
                "Take the medicine for attacks and ring 113. Do not wait for us.",
            ),
            Text(
                "{therapist} får beskjed med en gang.",
                "{therapist} får beskjed med ein gong.",
                "{therapist} is told at once.",
            ),
        ),
        Zone(
            "watch",
            Text("Følg med", "Følg med", "Take care"),
            50,
            80,
            2,
            Text("Mål igjen om 20 minutter.", "Mål igjen om 20 minutt.", "Measure again in 20 minutes."),
            Text(
                "{therapist} på {clinic} ser målingen på neste virkedag.",
                "{therapist} på {clinic} ser målinga neste virkedag.",
                "{therapist} at {clinic} sees it on the next working day.",
            ),
        ),
        Zone(
            "calm",
            Text("Rolig", "Roleg", "Calm"),
            80,
            None,
            1,
            Text("Fortsett som før.", "Hald fram som før.", "Go on as before."),
            Text(
                "{therapist} ser målingene når dere snakkes.",
                "{therapist} ser målingane når de snakkast.",
                "{therapist} sees them when you talk.",
            ),
        ),
    ),
    limits="percent",
    base=Text("Ditt beste", "Ditt beste", "Your best"),
    how=Text(
        "Stå oppreist, og blås så hardt du kan tre ganger.",
        "Stå oppreist, og blås så hardt du kan tre gonger.",
        "Stand up, and blow as hard as you can three times.",
    ),
    urgent=Text(
        "Er det tungt å puste nå, så ring 113 med en gang.",
        "Er det tungt å puste no, så ring 113 med ein gong.",
        "If it is hard to breathe now, ring 113 at once.",
    ),
    source="Invented for the sample programme.",
)

PRESSURE = Series(
    key="sample-pressure",
    title=Text("Blodtrykk", "Blodtrykk", "Blood pressure"),
    quantity=Text("Blodtrykk", "Blodtrykk", "Blood pressure"),
    unit=Text("mmHg", "mmHg", "mmHg"),
    components=(
        Component("systolic", Text("Overtrykk", "Overtrykk", "Upper"), (40, 300), (80, 200), 50),
        Component("diastolic", Text("Undertrykk", "Undertrykk", "Lower"), (20, 200), (40, 120), 40),
    ),
    falling=True,
    how=Text(
        "Sitt i ro i fem minutter før du måler.",
        "Sit i ro i fem minutt før du måler.",
        "Sit still for five minutes before you measure.",
    ),
)
