"""Why a sign-in was refused: ``reason`` for counting, ``sentence`` for the person, ``detail`` for operators' logs."""

from __future__ import annotations

from typing import ClassVar

from varde.kernel.words import Text


class SignInRefused(Exception):
    """A sign-in, or a sign-out message, that Varde does not accept. Carries no token, code or identity number."""

    reason: ClassVar[str] = "refused"
    sentence: ClassVar[Text] = Text(
        nb="Innloggingen lot seg ikke fullføre. Prøv å logge inn på nytt.",
        nn="Innlogginga lét seg ikkje fullføre. Prøv å logge inn på nytt.",
        en="The sign-in could not be completed. Try signing in again.",
    )

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(f"{self.reason}: {detail}" if detail else self.reason)

    def to(self, language: str) -> str:
        """The sentence in ``language`` (nb, nn or en)."""
        return self.sentence.to(language)


class DeniedByPerson(SignInRefused):
    """The person cancelled at the identity provider."""

    reason = "denied"
    sentence = Text(
        nb="Du avbrøt innloggingen. Du kan logge inn på nytt når du vil.",
        nn="Du avbraut innlogginga. Du kan logge inn på nytt når du vil.",
        en="You cancelled the sign-in. You can sign in again whenever you like.",
    )


class WrongAssurance(SignInRefused):
    """The person is known, but signed in at a lower level than health data needs."""

    reason = "assurance"
    sentence = Text(
        nb="Her trenger du innlogging på høyeste sikkerhetsnivå, for eksempel med BankID.",
        nn="Her treng du innlogging på høgaste tryggingsnivå, til dømes med BankID.",
        en="You need to sign in at the highest security level here, for example with BankID.",
    )


class NotAnew(SignInRefused):
    """The person was to identify herself again, and the issuer let her in on what it knew from before."""

    reason = "not_anew"
    sentence = Text(
        nb="Du skulle bekrefte på nytt hvem du er, og det ble ikke gjort. Prøv igjen.",
        nn="Du skulle stadfeste på nytt kven du er, og det vart ikkje gjort. Prøv igjen.",
        en="You were to confirm anew who you are, and that was not done. Try again.",
    )


class StateMismatch(SignInRefused):
    """The answer does not belong to the attempt this browser began."""

    reason = "state"
    sentence = Text(
        nb="Svaret hører til en annen innlogging enn den du startet her. Logg inn på nytt.",
        nn="Svaret høyrer til ei anna innlogging enn den du starta her. Logg inn på nytt.",
        en="The answer belongs to another sign-in than the one you started here. Sign in again.",
    )


class AttemptExpired(SignInRefused):
    """Too long since the person pressed sign in."""

    reason = "expired"
    sentence = Text(
        nb="Det gikk for lang tid, så innloggingen er avsluttet. Logg inn på nytt.",
        nn="Det gjekk for lang tid, så innlogginga er avslutta. Logg inn på nytt.",
        en="Too much time passed, so the sign-in has ended. Sign in again.",
    )


class MixUp(SignInRefused):
    """The answer came from another issuer than the one that was asked (RFC 9207)."""

    reason = "mix_up"
    sentence = Text(
        nb="Svaret kom fra en annen innloggingstjeneste enn den du valgte. Logg inn på nytt.",
        nn="Svaret kom frå ei anna innloggingsteneste enn den du valde. Logg inn på nytt.",
        en="The answer came from another sign-in service than the one you chose. Sign in again.",
    )


class CodeRefused(SignInRefused):
    """The code was used before, is too old, or was issued for another attempt."""

    reason = "code"
    sentence = Text(
        nb="Innloggingen er allerede brukt eller utløpt. Logg inn på nytt.",
        nn="Innlogginga er alt brukt eller utgått. Logg inn på nytt.",
        en="This sign-in has already been used or has run out. Sign in again.",
    )


class BadToken(SignInRefused):
    """A token, or the answer around it, breaks a rule of the protocol."""

    reason = "token"
    sentence = Text(
        nb="Vi kunne ikke stole på svaret fra innloggingstjenesten. Logg inn på nytt.",
        nn="Vi kunne ikkje stole på svaret frå innloggingstenesta. Logg inn på nytt.",
        en="We could not trust the answer from the sign-in service. Sign in again.",
    )


class BadLogout(SignInRefused):
    """A sign-out message that is not from the issuer, not for us, or malformed. Answered with 400, shown to nobody."""

    reason = "logout"
    sentence = Text(
        nb="Meldingen om utlogging er ikke gyldig.",
        nn="Meldinga om utlogging er ikkje gyldig.",
        en="The sign-out message is not valid.",
    )


class ProviderUnavailable(SignInRefused):
    """The identity provider does not answer, or answers that it cannot now."""

    reason = "unavailable"
    sentence = Text(
        nb="Innloggingstjenesten svarer ikke akkurat nå. Prøv igjen om litt.",
        nn="Innloggingstenesta svarer ikkje akkurat no. Prøv igjen om litt.",
        en="The sign-in service is not answering right now. Try again shortly.",
    )


class NotSetUp(SignInRefused):
    """The identity provider does not accept us: keys, addresses or scopes differ from what is registered there."""

    reason = "set_up"
    sentence = Text(
        nb="Innloggingen er ikke satt riktig opp hos oss. Ta kontakt, så retter vi det.",
        nn="Innlogginga er ikkje sett rett opp hos oss. Ta kontakt, så rettar vi det.",
        en="Sign-in is not set up correctly on our side. Contact us and we will put it right.",
    )
