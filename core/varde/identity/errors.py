"""What can be wrong with people and sessions."""

from __future__ import annotations

from varde.identity.oidc import errors as refusals
from varde.identity.oidc.errors import SignInRefused
from varde.kernel.errors import Conflict, NotAllowed, NotFound, SignInNeeded, Unavailable, VardeError
from varde.kernel.words import Text


class SessionEnded(SignInNeeded):
    """The session was idle too long, reached its limit, or was ended from elsewhere."""

    sentence = Text(
        nb="Du er logget ut fordi det gikk en stund uten aktivitet, eller fordi du logget ut et annet sted. "
        "Logg inn igjen for å gå videre.",
        nn="Du er logga ut fordi det gjekk ei stund utan aktivitet, eller fordi du logga ut ein annan stad. "
        "Logg inn igjen for å gå vidare.",
        en="You are signed out because nothing happened for a while, or because you signed out elsewhere. "
        "Sign in again to go on.",
    )


class NoSuchOrganisation(NotFound):
    sentence = Text(
        nb="Vi kjenner ikke organisasjonen «{key}».",
        nn="Vi kjenner ikkje organisasjonen «{key}».",
        en="We do not know the organisation “{key}”.",
    )


class AttemptSpent(Conflict):
    """The ``state`` of a sign-in was used before, is too old, or began in another browser."""

    sentence = Text(
        nb="Denne innloggingen er brukt eller for gammel. Begynn på nytt fra forsiden.",
        nn="Denne innlogginga er brukt eller for gammal. Byrj på nytt frå framsida.",
        en="This sign-in was used before or is too old. Start again from the front page.",
    )


class NotStaff(NotAllowed):
    """HelseID vouches for the person, and we have no role for her."""

    sentence = Text(
        nb="HelseID kjenner deg, men du har ingen rolle i Varde. Be administratoren om tilgang.",
        nn="HelseID kjenner deg, men du har inga rolle i Varde. Be administratoren om tilgang.",
        en="HelseID knows you, but you have no role in Varde. Ask the administrator for access.",
    )


class NoReferrer(NotAllowed):
    """HelseID vouches for her and we have no role for her; the register knows her, and not by a profession that refers."""

    sentence = Text(
        nb="Leger, kliniske ernæringsfysiologer og fysioterapeuter med HPR-nummer kan henvise her, og du har ingen annen rolle "
        "i Varde.",
        nn="Legar, kliniske ernæringsfysiologar og fysioterapeutar med HPR-nummer kan tilvise her, og du har inga anna rolle "
        "i Varde.",
        en="Doctors, clinical dietitians and physiotherapists with an HPR number may refer here, and you have no other role "
        "in Varde.",
    )


class UnreadableHpr(NotAllowed):
    """What HelseID says of the register is no HPR number, or contradicts itself, and there is no role to come in with."""

    sentence = Text(
        nb="HPR-nummeret som HelseID gav oss, er ikke gyldig, så vi vet ikke om du kan henvise. Prøv igjen om litt.",
        nn="HPR-nummeret som HelseID gav oss, er ikkje gyldig, så vi veit ikkje om du kan tilvise. Prøv igjen om litt.",
        en="The HPR number that HelseID gave us is not valid, so we do not know whether you may refer. Try again in a while.",
    )


class NoIdentityNumber(NotAllowed):
    """Some electronic identities have no national identity number, and production takes no invented ones."""

    sentence = Text(
        nb="Innloggingen gav oss ikke et gyldig fødselsnummer, så vi kan ikke vite hvem du er.",
        nn="Innlogginga gav oss ikkje eit gyldig fødselsnummer, så vi kan ikkje vite kven du er.",
        en="The sign-in gave us no valid national identity number, so we cannot know who you are.",
    )


class RefusedSignIn(VardeError):
    """A sign-in that did not hold. The sentence is the refusal's own; the subclass decides the status."""

    def __init__(self, refusal: SignInRefused) -> None:
        self.refusal = refusal
        super().__init__()

    def to(self, language: str) -> str:
        return self.refusal.to(language)


class NotTrusted(RefusedSignIn, NotAllowed):
    """403: the answer, or what it says of the person, is not good enough."""


class SignInOver(RefusedSignIn, Conflict):
    """409: it was good once, and is used or too old."""


class ProviderDown(RefusedSignIn, Unavailable):
    """503: the provider does not answer, or does not accept us."""


_OVER = (refusals.AttemptExpired, refusals.CodeRefused, refusals.StateMismatch)
_DOWN = (refusals.ProviderUnavailable, refusals.NotSetUp)


def refused(refusal: SignInRefused) -> RefusedSignIn:
    """The protocol's refusal as an error with a status."""
    if isinstance(refusal, _DOWN):
        return ProviderDown(refusal)
    return SignInOver(refusal) if isinstance(refusal, _OVER) else NotTrusted(refusal)


# Said beside the sentence.
TRY_AGAIN = Text("Logg inn på nytt", "Logg inn på nytt", "Sign in again")
NOTHING_CHANGED = Text(
    "Ingenting er endret. Du kan trygt prøve på nytt.",
    "Ingenting er endra. Du kan trygt prøve på nytt.",
    "Nothing has changed. You can safely try again.",
)
ONLY_HERE = Text(
    "Vi fikk ikke sagt fra til innloggingstjenesten. Lukk nettleseren, så ingen andre kan bruke innloggingen din.",
    "Vi fekk ikkje sagt frå til innloggingstenesta. Lukk nettlesaren, så ingen andre kan bruke innlogginga di.",
    "We could not tell the sign-in service. Close the browser, so that nobody else can use your sign-in.",
)
