"""How much contact a participant may choose. How often each means, and how long the coach may be silent, are proposed."""

from __future__ import annotations

from varde.plugin.programmes import ContactLevel, Text

WEEKS = 12
_EVERY = tuple(f"week-{number}" for number in range(1, WEEKS + 1))

CONTACT_CHOICES = (
    ContactLevel(
        "rarely",
        Text("Sjelden", "Sjeldan", "Rarely"),
        Text(
            "Innsjekk hver fjerde uke. Veilederen tar kontakt omtrent en gang i måneden.",
            "Innsjekk kvar fjerde veke. Rettleiaren tek kontakt om lag ein gong i månaden.",
            "A check-in every four weeks. The coach gets in touch about once a month.",
        ),
        _EVERY[3::4],
        28,
    ),
    ContactLevel(
        "weekly",
        Text("Hver uke", "Kvar veke", "Every week"),
        Text(
            "Innsjekk hver uke. Veilederen tar kontakt omtrent annenhver uke.",
            "Innsjekk kvar veke. Rettleiaren tek kontakt om lag annankvar veke.",
            "A check-in every week. The coach gets in touch about every other week.",
        ),
        _EVERY,
        14,
        usual=True,
    ),
    ContactLevel(
        "often",
        Text("Ofte", "Ofte", "Often"),
        Text(
            "Innsjekk hver uke. Veilederen tar kontakt minst en gang i uken.",
            "Innsjekk kvar veke. Rettleiaren tek kontakt minst ein gong i veka.",
            "A check-in every week. The coach gets in touch at least once a week.",
        ),
        _EVERY,
        7,
    ),
)
