"""What is said of break-glass."""

from __future__ import annotations

from varde.kernel.words import Text

LISTEN = Text(
    "Du kan lytte og gi råd uten å åpne.",
    "Du kan lytte og gi råd utan å opne.",
    "You can listen and give advice without opening.",
)
VERDICT = {
    "yes": Text("Ja", "Ja", "Yes"),
    "more": Text("Ja, men mer enn nødvendig", "Ja, men meir enn nødvendig", "Yes, but more than needed"),
    "no": Text("Nei", "Nei", "No"),
}
AFTER_VERDICT = {
    "yes": Text("", "", ""),
    "more": Text(
        "Snakk sammen, og skriv hva dere ble enige om.",
        "Snakk saman, og skriv kva de vart samde om.",
        "Talk together, and write what you agreed on.",
    ),
    "no": Text("Personvernombudet får beskjed.", "Personvernombodet får beskjed.", "The privacy officer is told."),
}
JUDGED = {
    "yes": Text("Godtatt", "Godteke", "Accepted"),
    "more": Text("Mer enn nødvendig", "Meir enn nødvendig", "More than needed"),
    "no": Text("Ikke grunn", "Ikkje grunn", "No reason"),
}
AGREE = Text(
    "Kryss av for at du vet at journalen er åpen i fire timer, og at dette blir gjennomgått.",
    "Kryss av for at du veit at journalen er open i fire timar, og at dette blir gått gjennom.",
    "Tick that you know that the record is open for four hours, and that this is reviewed.",
)
NOT_OF_TEAM = Text(
    "Du er ikke i behandlerteamet, og er ikke vikar for noen i det.",
    "Du er ikkje i behandlarteamet, og er ikkje vikar for nokon i det.",
    "You are not of the care team, and stand in for nobody in it.",
)
CLOSED = Text(
    "Journalen er lukket. Lederen går gjennom det.",
    "Journalen er lukka. Leiaren går gjennom det.",
    "The record is closed. The head will review it.",
)
REVIEWED = Text("Gjennomgangen er avsluttet.", "Gjennomgangen er avslutta.", "The review is finished.")
PUT_OFF = Text("Pasienten får vite det {day}.", "Pasienten får vite det {day}.", "The patient is told on {day}.")
