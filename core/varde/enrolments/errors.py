"""What can be wrong with an enrolment, a module or a record."""

from __future__ import annotations

from varde.audit.service import Access
from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.words import Text


class NoSuchEnrolment(NotFound):
    """There is none, or it is another organisation's: the two look the same from outside."""

    sentence = Text(
        nb="Vi finner ikke dette forløpet.", nn="Vi finn ikkje dette forløpet.", en="We cannot find this enrolment."
    )

    def __init__(self, access: Access | None = None) -> None:
        self.access = access
        super().__init__()


class RecordClosed(NotAllowed):
    """A gate closed. ``access`` is the refused attempt, which is logged."""

    def __init__(self, access: Access | None = None) -> None:
        self.access = access
        super().__init__()


class WrongRole(RecordClosed):
    sentence = Text(
        nb="Rollen din gir ikke tilgang til pasienters opplysninger.",
        nn="Rolla di gir ikkje tilgang til opplysningar om pasientar.",
        en="Your role gives no access to patients' records.",
    )


class NoRelation(RecordClosed):
    sentence = Text(
        nb="Du er ikke behandler for denne pasienten. Ta over forløpet først hvis du skal svare.",
        nn="Du er ikkje behandlar for denne pasienten. Ta over forløpet først om du skal svare.",
        en="You are not this patient's therapist. Take over the enrolment first if you are to answer.",
    )


class Blocked(RecordClosed):
    sentence = Text(
        nb="Pasienten har valgt at du ikke skal se opplysningene.",
        nn="Pasienten har valt at du ikkje skal sjå opplysningane.",
        en="The patient has chosen that you shall not see the record.",
    )


class WrongState(Conflict):
    """The enrolment is not in a state where this can be done."""

    sentence = Text(
        nb="Dette går ikke nå: forløpet er {state}.",
        nn="Dette går ikkje no: forløpet er {state}.",
        en="This cannot be done now: the enrolment is {state}.",
    )


class NotOffered(NotFound):
    sentence = Text(
        nb="Dette programmet tilbys ikke her.",
        nn="Dette programmet blir ikkje tilbode her.",
        en="This programme is not offered here.",
    )


class NoSuchEndReason(BadInput):
    sentence = Text(
        "Grunnen «{reason}» finnes ikke. Velg en av: {known}.",
        "Grunnen «{reason}» finst ikkje. Vel ein av: {known}.",
        "There is no reason “{reason}”. Choose one of: {known}.",
    )


class TakeOverReasonNeeded(BadInput):
    sentence = Text(
        "Skriv kort hvorfor du tar over, minst fem tegn.",
        "Skriv kort kvifor du tek over, minst fem teikn.",
        "Write briefly why you take over, at least five characters.",
    )
