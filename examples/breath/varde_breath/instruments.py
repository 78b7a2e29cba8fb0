"""The questionnaire of Pusten hjemme: five questions in words of our own. Nobody has validated it."""

from __future__ import annotations

from varde.plugin.instruments import (
    Band,
    Instrument,
    Licence,
    Responder,
    Text,
    Worsening,
    choice_items,
    choices,
    total_of,
)

_ITEMS = choice_items(
    choices(
        0,
        ("Aldri", "Aldri", "Never"),
        ("Én dag", "Éin dag", "One day"),
        ("Noen dager", "Nokre dagar", "Some days"),
        ("De fleste dagene", "Dei fleste dagane", "Most days"),
        ("Hver dag", "Kvar dag", "Every day"),
    ),
    {
        "heavy": ("Det var tungt å puste", "Det var tungt å puste", "Breathing was heavy"),
        "cough": ("Jeg hostet, eller det pep i brystet", "Eg hosta, eller det peip i brystet", "I coughed or wheezed"),
        "night": ("Pusten vekket meg om natten", "Pusten vekte meg om natta", "My breath woke me at night"),
        "undone": (
            "Jeg lot være å gjøre noe på grunn av pusten",
            "Eg lét vere å gjere noko på grunn av pusten",
            "I left something undone because of my breath",
        ),
        "uneasy": ("Jeg var urolig for pusten", "Eg var uroleg for pusten", "I was uneasy about my breath"),
    },
)

WEEK = Instrument(
    key="breath-week",
    title=Text("Pusten denne uken", "Pusten denne veka", "Your breath this week"),
    recall=Text("De siste sju dagene", "Dei siste sju dagane", "The last seven days"),
    question=Text("Hvor ofte var det slik?", "Kor ofte var det slik?", "How often was it like this?"),
    items=_ITEMS,
    direction="lower_better",
    total=total_of(_ITEMS),
    total_range=(0, 20),
    whole=True,
    bands=(
        Band(
            "light",
            Text("Lite plaget", "Lite plaga", "Little trouble"),
            0,
            5,
            feedback=Text(
                "Fint å lese at pusten har vært god. Fortsett som før.",
                "Fint å lese at pusten har vore god. Hald fram som før.",
                "Good to read that your breath has been well. Go on as before.",
            ),
        ),
        Band(
            "some",
            Text("Noe plaget", "Noko plaga", "Some trouble"),
            6,
            12,
            feedback=Text(
                "Takk for at du sier hvordan det er. Se gjerne på planen din for gul sone.",
                "Takk for at du seier korleis det er. Sjå gjerne på planen din for gul sone.",
                "Thank you for saying how it is. Do look at your plan for the yellow zone.",
            ),
        ),
        Band(
            "heavy",
            Text("Mye plaget", "Mykje plaga", "Much trouble"),
            13,
            20,
            feedback=Text(
                "Det har vært en tung uke. Behandleren din leser dette. Er det tungt å puste nå, følg planen din.",
                "Det har vore ei tung veke. Behandlaren din les dette. Er det tungt å puste no, følg planen din.",
                "It has been a hard week. Your therapist reads this. If breathing is heavy now, follow your plan.",
            ),
        ),
    ),
    responder=Responder("points", 4),
    worsening=Worsening(4, "An example figure of our own, to be confirmed by the clinic"),
    licence=Licence("own", "varde-breath", "Our own wording. Not validated."),
    proposed=("items", "missing", "scoring", "bands", "responder", "worsening"),
)

INSTRUMENTS = (WEEK,)
