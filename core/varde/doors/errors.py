"""What can be wrong with a call of a machine. Each is one sentence, and then nothing of the call is stored."""

from __future__ import annotations

from varde.audit.values import Access
from varde.kernel.errors import BadInput, BadRequest, Conflict, NotAllowed, NotFound, VardeError
from varde.kernel.words import Text


class NoToken(VardeError):
    """401"""

    sentence = Text(
        "Kallet mangler nøkkelen: send den som «Authorization: Bearer …».",
        "Kallet manglar nøkkelen: send han som «Authorization: Bearer …».",
        "The call has no key: send it as “Authorization: Bearer …”.",
    )


class UnknownToken(NoToken):
    sentence = Text("Nøkkelen er ukjent.", "Nøkkelen er ukjend.", "The key is unknown.")


class TokenEnded(NoToken):
    sentence = Text(
        "Nøkkelen er utløpt eller trukket tilbake. Be klinikken om en ny.",
        "Nøkkelen er utgått eller trekt tilbake. Be klinikken om ein ny.",
        "The key has expired or was revoked. Ask the clinic for a new one.",
    )


class TooOften(VardeError):
    """429"""

    sentence = Text(
        "Nøkkelen er brukt mer enn {most} ganger på ett minutt. Vent litt.",
        "Nøkkelen er brukt meir enn {most} gonger på eitt minutt. Vent litt.",
        "The key was used more than {most} times within a minute. Wait a little.",
    )


class DoorRefused(NotAllowed):
    """403. ``access`` is what the access log is told, None when it is about nobody."""

    def __init__(self, access: Access | None = None, **about: object) -> None:
        super().__init__(**about)
        self.access = access


class OtherDoor(DoorRefused):
    sentence = Text("Nøkkelen er til en annen dør.", "Nøkkelen er til ei anna dør.", "The key is for another door.")


class OtherEnrolment(DoorRefused):
    sentence = Text(
        "Nøkkelen er til et annet forløp.", "Nøkkelen er til eit anna forløp.", "The key is for another enrolment."
    )


class NotUnderWay(DoorRefused):
    sentence = Text(
        "Forløpet er ikke i gang, og tar ikke imot noe.",
        "Forløpet er ikkje i gang, og tek ikkje imot noko.",
        "The enrolment is not under way and takes nothing in.",
    )


class NotJson(BadRequest):
    sentence = Text(
        "Det som ble sendt, må være ett JSON-objekt.",
        "Det som vart sendt, må vere eitt JSON-objekt.",
        "What was sent must be one JSON object.",
    )


class NoOnce(BadRequest):
    sentence = Text(
        "Kallet mangler «Idempotency-Key», som skal ha 1 til 80 tegn.",
        "Kallet manglar «Idempotency-Key», som skal ha 1 til 80 teikn.",
        "The call has no “Idempotency-Key”, which has 1 to 80 characters.",
    )


class OtherBody(Conflict):
    sentence = Text(
        "Denne «Idempotency-Key» er brukt før, med noe annet i. Det første står.",
        "Denne «Idempotency-Key» er brukt før, med noko anna i. Det første står.",
        "This “Idempotency-Key” was used before, with something else in it. The first stands.",
    )


class NotInSchema(BadInput):
    """Fields that are missing, strange or out of range."""


class LiesAhead(BadInput):
    sentence = Text(
        "{field} ligger fram i tid, og kan ikke ha skjedd ennå.",
        "{field} ligg fram i tid, og kan ikkje ha skjedd enno.",
        "{field} lies ahead, and cannot have happened yet.",
    )


class NoSuchDoor(NotFound):
    sentence = Text(
        "Det finnes ingen dør {door}. Dører: {doors}.",
        "Det finst inga dør {door}. Dører: {doors}.",
        "There is no door {door}. Doors: {doors}.",
    )


class NoSuchToken(NotFound):
    sentence = Text(
        "Det finnes ingen nøkkel {number}.", "Det finst ingen nøkkel {number}.", "There is no key {number}."
    )


class NotItsProgramme(BadInput):
    sentence = Text(
        "Forløpet {enrolment} er i et annet program enn døra {door}.",
        "Forløpet {enrolment} er i eit anna program enn døra {door}.",
        "The enrolment {enrolment} is in another programme than the door {door}.",
    )


class NoSuchCourse(NotFound):
    sentence = Text(
        "Det finnes ikke noe forløp {enrolment}.",
        "Det finst ikkje noko forløp {enrolment}.",
        "There is no enrolment {enrolment}.",
    )
