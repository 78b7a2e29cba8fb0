"""How much contact a participant may choose, and the greetings that go by themselves. How often each means, how long the coach may
be silent and the words of the greetings are proposed."""

from __future__ import annotations

from varde.plugin.programmes import ContactLevel, ProgrammeNudge, Text

WEEKS = 12
_EVERY = tuple(f"week-{number}" for number in range(1, WEEKS + 1))

CONTACT_CHOICES = (
    ContactLevel(
        "rarely",
        Text("Sjelden", "Sjeldan", "Rarely"),
        Text(
            "Innsjekk hver fjerde uke. Veilederen tar kontakt omtrent en gang i måneden. "
            "En liten hilsen når det har vært stille i fire uker.",
            "Innsjekk kvar fjerde veke. Rettleiaren tek kontakt om lag ein gong i månaden. "
            "Ei lita helsing når det har vore stille i fire veker.",
            "A check-in every four weeks. The coach gets in touch about once a month. "
            "A small greeting when it has been quiet for four weeks.",
        ),
        _EVERY[3::4],
        28,
        nudge_days=28,
    ),
    ContactLevel(
        "weekly",
        Text("Hver uke", "Kvar veke", "Every week"),
        Text(
            "Innsjekk hver uke. Veilederen tar kontakt omtrent annenhver uke. "
            "En liten hilsen når det har vært stille i en uke.",
            "Innsjekk kvar veke. Rettleiaren tek kontakt om lag annankvar veke. "
            "Ei lita helsing når det har vore stille i ei veke.",
            "A check-in every week. The coach gets in touch about every other week. "
            "A small greeting when it has been quiet for a week.",
        ),
        _EVERY,
        14,
        usual=True,
        nudge_days=7,
    ),
    ContactLevel(
        "often",
        Text("Ofte", "Ofte", "Often"),
        Text(
            "Innsjekk hver uke. Veilederen tar kontakt minst en gang i uken. "
            "En liten hilsen når det har vært stille i tre dager.",
            "Innsjekk kvar veke. Rettleiaren tek kontakt minst ein gong i veka. "
            "Ei lita helsing når det har vore stille i tre dagar.",
            "A check-in every week. The coach gets in touch at least once a week. "
            "A small greeting when it has been quiet for three days.",
        ),
        _EVERY,
        7,
        nudge_days=3,
    ),
)

NUDGES = (
    ProgrammeNudge(
        "small-step",
        Text(
            "Vi heier på deg. Et lite skritt er også et skritt.",
            "Vi heiar på deg. Eit lite steg er òg eit steg.",
            "We cheer for you. A small step is a step too.",
        ),
    ),
    ProgrammeNudge(
        "no-hurry",
        Text(
            "Ingenting haster. Planen din ligger her når du er klar.",
            "Ingenting hastar. Planen din ligg her når du er klar.",
            "Nothing is urgent. Your plan is here when you are ready.",
        ),
    ),
    ProgrammeNudge(
        "begin-again",
        Text(
            "Du kan begynne på nytt så mange ganger du vil.",
            "Du kan byrje på nytt så mange gonger du vil.",
            "You can begin again as many times as you like.",
        ),
    ),
    ProgrammeNudge(
        "write-to-us",
        Text(
            "Har planen blitt for stor, eller lurer du på noe? Skriv gjerne til veilederen din.",
            "Har planen vorte for stor, eller lurer du på noko? Skriv gjerne til rettleiaren din.",
            "Has the plan become too big, or is there something you wonder about? Do write to your coach.",
        ),
    ),
    ProgrammeNudge(
        "something-good",
        Text(
            "Kanskje er det noe godt du kan unne deg i dag.",
            "Kanskje er det noko godt du kan unne deg i dag.",
            "Perhaps there is something good you can give yourself today.",
        ),
    ),
    ProgrammeNudge(
        "no-answer",
        Text(
            "Vi ville bare si hei. Du trenger ikke svare.",
            "Vi ville berre seie hei. Du treng ikkje svare.",
            "We just wanted to say hello. You need not answer.",
        ),
    ),
)
