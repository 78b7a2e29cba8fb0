"""What is said of break-glass."""

from __future__ import annotations

from varde.audit.words import WHAT
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
TALK = Text(
    "Snakk sammen, og skriv hva dere ble enige om.",
    "Snakk saman, og skriv kva de vart samde om.",
    "Talk together, and write what you agreed on.",
)
OFFICER = Text("Personvernombudet får beskjed.", "Personvernombodet får beskjed.", "The privacy officer is told.")
NOTHING = Text("", "", "")


def after_verdict(officer: bool) -> dict[str, Text]:
    """What follows each answer; ``officer`` is whether there is a privacy officer to be told of a no."""
    return {"yes": NOTHING, "more": TALK, "no": OFFICER if officer else NOTHING}


FOR_STAFF = {
    "home": Text("pasientens forside", "framsida til pasienten", "the patient's home page"),
    "contact": Text(
        "hvordan pasienten nås, og hva hun eller han heter",
        "korleis pasienten blir nådd, og kva ho eller han heiter",
        "how the patient is reached and named",
    ),
    "correction": Text(
        "et svar pasienten har levert", "eit svar pasienten har levert", "an answer the patient handed in"
    ),
    "opinion": Text(
        "et spørsmål til en kollega om pasienten",
        "eit spørsmål til ein kollega om pasienten",
        "a question to a colleague about the patient",
    ),
    "contact_wish": Text(
        "hvor mye kontakt pasienten vil ha", "kor mykje kontakt pasienten vil ha", "how much contact the patient wants"
    ),
    "search_in": Text("et søk i forløpet", "eit søk i forløpet", "a search in the enrolment"),
    "own_notes": Text("notatene pasienten leser", "notata pasienten les", "the notes the patient reads"),
    "access_log": Text("hvem som har åpnet journalen", "kven som har opna journalen", "who has opened the record"),
    "safety": Text(
        "det som må vites om pasienten", "det som må vitast om pasienten", "what must be known of the patient"
    ),
    "group": Text(
        "hvilke grupper pasienten er med i, og oppmøtet",
        "kva grupper pasienten er med i, og oppmøtet",
        "which groups the patient is in, and the attendance",
    ),
    "device": Text(
        "det utstyr hos pasienten melder",
        "det utstyr hos pasienten melder",
        "what devices at the patient's home report",
    ),
    "export": Text(
        "alt som er lagret om pasienten", "alt som er lagra om pasienten", "everything held about the patient"
    ),
    "erasure": Text(
        "sletting av alt om pasienten", "sletting av alt om pasienten", "erasing everything about the patient"
    ),
}
"""What the access log calls otherwise to the patient, who is spoken to there (:data:`varde.audit.words.WHAT`)."""
ANOTHER_PART = Text("en annen del av journalen", "ein annan del av journalen", "another part of the record")


def part_of_record(key: str) -> Text:
    """What a line of the access log is about, to staff; a page of a plugin has a key of its own."""
    return FOR_STAFF.get(key) or WHAT.get(key, ANOTHER_PART)


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
