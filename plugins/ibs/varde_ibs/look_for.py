"""What whoever reads the homework looks for, module by module."""

from __future__ import annotations

from varde.plugin.programmes import Text

TRAUMA = Text("Traumer", "Traume", "Trauma")
LOOK_FOR: dict[str, tuple[Text, ...]] = {
    "know-your-gut": (
        Text("Alarmtegn", "Alarmteikn", "An alarm sign"),
        Text("Plager om natten", "Plager om natta", "Symptoms at night"),
        Text(
            "Seks eller flere løse avføringer om dagen",
            "Seks eller fleire lause avføringar om dagen",
            "Six loose stools a day, or more",
        ),
        Text("Vekten", "Vekta", "Weight"),
    ),
    "body-and-movement": (
        Text(
            "Svimmelhet, bekkensmerter eller lekkasje (fysioterapeut)",
            "Svimmelheit, bekkensmerter eller lekkasje (fysioterapeut)",
            "Dizziness, pelvic pain or incontinence (physiotherapist)",
        ),
    ),
    "head-and-gut": (Text("Senket stemningsleie", "Senka stemningsleie", "Low mood"), TRAUMA),
    "safe-everyday": (
        Text(
            "Påvist lekkasje: faren er virkelig, lag en annen plan",
            "Påvist lekkasje: faren er verkeleg, lag ein annan plan",
            "Incontinence that is proven: a real risk, so another plan",
        ),
        Text("Spiseforstyrrelse", "Eteforstyrring", "Eating disorder"),
        TRAUMA,
    ),
    "calming-food": (
        Text(
            "Listen over mat som er tatt ut, blir lengre",
            "Lista over mat som er teken ut, blir lengre",
            "The list of what is left out grows",
        ),
        Text("Vekten går ned", "Vekta går ned", "Weight falls"),
        Text("Spiser alene", "Et åleine", "Eats alone"),
        Text("Mer enn seks strenge uker", "Meir enn seks strenge veker", "More than six strict weeks"),
        Text(
            "«Tåler ikke» på alle gruppene: forventning, eller feil spor",
            "«Toler ikkje» på alle gruppene: forventning, eller feil spor",
            "“Not tolerated” for every group: expectation, or the wrong track",
        ),
        Text("Ingen pause mellom prøvene", "Ingen pause mellom prøvene", "No washout between challenges"),
    ),
}
