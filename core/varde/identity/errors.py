"""What can be wrong with people and sessions."""

from __future__ import annotations

from varde.kernel.errors import Conflict, NotFound, SignInNeeded
from varde.kernel.words import Text


class SessionEnded(SignInNeeded):
    """The session was idle too long, reached its limit, or was ended from elsewhere."""

    sentence = Text(
        nb="Du er logget ut fordi det gikk en stund uten aktivitet, eller fordi du logget ut et annet sted. Logg inn igjen for å gå videre.",
        nn="Du er logga ut fordi det gjekk ei stund utan aktivitet, eller fordi du logga ut ein annan stad. Logg inn igjen for å gå vidare.",
        en="You are signed out because nothing happened for a while, or because you signed out elsewhere. Sign in again to go on.",
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
