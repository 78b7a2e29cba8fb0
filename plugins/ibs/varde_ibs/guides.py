"""Relaxation for the stomach by the clock: images of warmth and calm movement, a script of our own of twelve minutes."""

from __future__ import annotations

from varde.plugin.exercises import GuideLength, GuidePart, GuidePhase, TimedGuide
from varde.plugin.programmes import Text

GUT_RELAXATION = TimedGuide(
    lengths=(
        GuideLength(
            (
                GuidePart(
                    (
                        GuidePhase(
                            120,
                            Text("Hånden på magen", "Handa på magen", "Hand on your stomach"),
                            Text(
                                "Legg deg med en hånd på magen. La pusten gå som den vil.",
                                "Legg deg med ei hand på magen. Lat pusten gå som han vil.",
                                "Lie down with a hand on your stomach. Let your breath go as it will.",
                            ),
                        ),
                        GuidePhase(
                            120,
                            Text("Slipp, én etter én", "Slepp, éin etter éin", "Let go, one by one"),
                            Text(
                                "Slipp pannen, kjeven, skuldrene og hendene, én etter én.",
                                "Slepp panna, kjeven, skuldrene og hendene, éin etter éin.",
                                "Let go of your forehead, jaw, shoulders and hands, one by one.",
                            ),
                        ),
                        GuidePhase(
                            240,
                            Text("Hånden er varm", "Handa er varm", "Your hand is warm"),
                            Text(
                                "Tenk at hånden er varm. Varmen synker inn i magen og brer seg ut.",
                                "Tenk at handa er varm. Varmen søkk inn i magen og breier seg ut.",
                                "Think that your hand is warm. The warmth sinks into your stomach and spreads.",
                            ),
                        ),
                        GuidePhase(
                            180,
                            Text("En elv som renner", "Ei elv som renn", "A river that flows"),
                            Text(
                                "Se for deg en elv som renner rolig. Slik beveger tarmen seg.",
                                "Sjå for deg ei elv som renn roleg. Slik rører tarmen seg.",
                                "Picture a river that flows calmly. So your gut moves.",
                            ),
                        ),
                        GuidePhase(
                            60,
                            Text("Kjenn underlaget", "Kjenn underlaget", "Feel what you lie on"),
                            Text(
                                "Kjenn underlaget. Strekk deg, og sett deg opp.",
                                "Kjenn underlaget. Strekk deg, og set deg opp.",
                                "Feel what you lie on. Stretch, and sit up.",
                            ),
                        ),
                    )
                ),
            )
        ),
    ),
    source="12 minutes, images of warmth and calm movement: script of our own, proposed",
    notes=(
        Text(
            "Kommer det bilder du ikke liker, åpner du øynene og ser deg rundt i rommet.",
            "Kjem det bilete du ikkje likar, opnar du auga og ser deg rundt i rommet.",
            "If images come that you do not like, open your eyes and look around the room.",
        ),
    ),
)
