"""The error tree. A capability names what went wrong; a face decides the status and says the sentence."""

from __future__ import annotations

from varde.kernel.words import LANGUAGES, Text, said_in


class VardeError(Exception):
    """Something a person did, or met, that has a sentence for it.

    ``sentence`` is a template; keyword arguments given at raise fill it and are kept in ``about``. One that is a
    :class:`~varde.kernel.words.Text` is said in the language of the sentence. ``advice`` is what its page says to do about it,
    where the usual words of its status would be wrong.
    """

    sentence = Text(
        nb="Noe gikk galt. Prøv igjen, eller ta kontakt med oss.",
        nn="Noko gjekk gale. Prøv igjen, eller ta kontakt med oss.",
        en="Something went wrong. Try again, or contact us.",
    )
    advice: Text | None = None

    def __init__(self, **about: object) -> None:
        self.about = about
        super().__init__(self.to("en") if type(self).sentence.en else self.to("nb"))

    def to(self, language: str) -> str:
        """The sentence in ``language``, filled in."""
        return self.sentence.to(language).format(**said_in(language, self.about))


class NotFound(VardeError):
    """404: it is not there, or this person may not know that it is."""

    sentence = Text(nb="Vi finner ikke denne siden.", nn="Vi finn ikkje denne sida.", en="We cannot find this page.")


class NotAllowed(VardeError):
    """403: it is there, and this person may not do this."""

    sentence = Text(
        nb="Du har ikke tilgang til å gjøre dette.",
        nn="Du har ikkje tilgang til å gjere dette.",
        en="You do not have access to do this.",
    )


class SignInNeeded(NotAllowed):
    """401 as a redirect to sign-in: nobody is signed in, or the session has ended."""

    sentence = Text(
        nb="Du er logget ut. Logg inn igjen for å gå videre.",
        nn="Du er logga ut. Logg inn igjen for å gå vidare.",
        en="You are signed out. Sign in again to go on.",
    )


class BadRequest(VardeError):
    """400: the request itself is malformed."""

    sentence = Text(
        nb="Vi forstod ikke det som ble sendt.",
        nn="Vi forstod ikkje det som vart sendt.",
        en="We did not understand what was sent.",
    )


class BadInput(VardeError):
    """422: a value breaks a rule. ``faults`` are whole sentences, one for each; a subclass may have its own sentence."""

    sentence = Text(nb="{faults}", nn="{faults}", en="{faults}")

    def __init__(self, *faults: Text, **about: object) -> None:
        self.faults = faults
        together = Text(*(" ".join(fault.to(language) for fault in faults) for language in LANGUAGES))
        super().__init__(faults=together, **about)

    @property
    def whole(self) -> Text:
        """What is wrong in every language: its faults, or the sentence of its own."""
        return Text(*(self.to(language) for language in LANGUAGES))

    def each(self, language: str) -> list[str]:
        """What is wrong, one sentence for each fault."""
        return [fault.to(language) for fault in self.faults] or [self.to(language)]


class Conflict(VardeError):
    """409: the world has moved on; what stands is kept."""

    sentence = Text(
        nb="Dette er allerede gjort eller endret av noen andre.",
        nn="Dette er alt gjort eller endra av nokon andre.",
        en="This has already been done, or changed by somebody else.",
    )


class Unavailable(VardeError):
    """503: something outside does not answer."""

    sentence = Text(
        nb="En tjeneste vi er avhengig av, svarer ikke. Prøv igjen om litt.",
        nn="Ei teneste vi er avhengige av, svarer ikkje. Prøv igjen om litt.",
        en="A service we depend on does not answer. Try again shortly.",
    )


class DiskFull(Unavailable):
    """503: whatever keeps what people send has no room for more."""

    sentence = Text(
        nb="Det er ikke plass til mer hos oss akkurat nå, og ingenting av det du sendte, er lagret. Prøv igjen om litt.",
        nn="Det er ikkje plass til meir hos oss akkurat no, og ingenting av det du sende, er lagra. Prøv igjen om litt.",
        en="There is no room for more here right now, and nothing of what you sent is kept. Try again shortly.",
    )


class ForOperator(VardeError):
    """What whoever runs Varde must mend, in English at a terminal; it never reaches a page. ``faults`` lists all of it."""

    sentence = Text(nb="{faults}", nn="{faults}", en="{faults}")

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__(faults="\n".join(faults))


class BadUsage(ForOperator):
    """A command was given something that breaks a rule: an argument, a file, a row."""


class StartRefused(ForOperator):
    """Varde will not start: a setting, a plugin or the database is wrong."""
