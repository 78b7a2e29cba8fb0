"""What each notice says, in three languages."""

from __future__ import annotations

from varde.kernel.words import Text

# No health content, no programme, no clinic: whoever else sees the phone learns nothing.
# A notice is of a kind, and nothing of what happened is filled in: the link is all that differs.
NOTICES: dict[str, Text] = {
    "questionnaire": Text(
        "Hei. Det er et skjema klart til deg. Logg inn når det passer: {link}",
        "Hei. Det er eit skjema klart til deg. Logg inn når det passar: {link}",
        "Hello. A form is ready for you. Sign in when it suits you: {link}",
    ),
    "reminder": Text(
        "Hei. Skjemaet ditt venter fortsatt. Det går fint å ta det når du har tid: {link}",
        "Hei. Skjemaet ditt ventar framleis. Det går fint å ta det når du har tid: {link}",
        "Hello. Your form is still waiting. Take it when you have time: {link}",
    ),
    "message": Text(
        "Hei. Du har en ny melding. Logg inn for å lese den: {link}",
        "Hei. Du har ei ny melding. Logg inn for å lese henne: {link}",
        "Hello. You have a new message. Sign in to read it: {link}",
    ),
    "feedback": Text(
        "Hei. Du har fått et svar. Logg inn for å lese det: {link}",
        "Hei. Du har fått eit svar. Logg inn for å lese det: {link}",
        "Hello. You have an answer. Sign in to read it: {link}",
    ),
    "alert": Text(
        "Hei. Noe i arbeidslisten din må ses på nå. Logg inn: {link}",
        "Hei. Noko i arbeidslista di må sjåast på no. Logg inn: {link}",
        "Hello. Something on your list must be looked at now. Sign in: {link}",
    ),
    "list": Text(
        "Hei. Det er noe nytt i arbeidslisten din. Logg inn: {link}",
        "Hei. Det er noko nytt i arbeidslista di. Logg inn: {link}",
        "Hello. There is something new on your list. Sign in: {link}",
    ),
    "appointment": Text(
        "Hei. En time du har hatt hos oss, er endret. Logg inn for å se: {link}",
        "Hei. Ein time du har hatt hos oss, er endra. Logg inn for å sjå: {link}",
        "Hello. An appointment of yours has changed. Sign in to see: {link}",
    ),
    "booked": Text(
        "Hei. Du har fått en ny time hos oss. Logg inn for å se når: {link}",
        "Hei. Du har fått ein ny time hos oss. Logg inn for å sjå når: {link}",
        "Hello. You have a new appointment with us. Sign in to see when: {link}",
    ),
    "earlier": Text(
        "Hei. En tidligere time hos oss er ledig. Logg inn hvis du vil ha den: {link}",
        "Hei. Ein tidlegare time hos oss er ledig. Logg inn om du vil ha han: {link}",
        "Hello. An earlier appointment with us is free. Sign in if you want it: {link}",
    ),
    "nudge": Text(
        "Hei. Det ligger en liten hilsen til deg. Den kan vente til det passer: {link}",
        "Hei. Det ligg ei lita helsing til deg. Ho kan vente til det passar: {link}",
        "Hello. There is a small greeting for you. It can wait until it suits you: {link}",
    ),
    "choice": Text(
        "Hei. Du har noe å velge når du vil. Logg inn når det passer: {link}",
        "Hei. Du har noko å velje når du vil. Logg inn når det passar: {link}",
        "Hello. There is something for you to choose. Sign in when it suits you: {link}",
    ),
    "news": Text(
        "Hei. Det er noe nytt til deg. Logg inn for å lese det: {link}",
        "Hei. Det er noko nytt til deg. Logg inn for å lese det: {link}",
        "Hello. There is something new for you. Sign in to read it: {link}",
    ),
    "decision": Text(
        "Hei. Svaret på påmeldingen din er klart. Logg inn for å lese det: {link}",
        "Hei. Svaret på påmeldinga di er klart. Logg inn for å lese det: {link}",
        "Hello. The answer to your referral is ready. Sign in to read it: {link}",
    ),
    "many": Text(
        "Hei. Det er flere ting nye til deg. Logg inn for å se: {link}",
        "Hei. Det er fleire ting nye til deg. Logg inn for å sjå: {link}",
        "Hello. There are several new things for you. Sign in to see: {link}",
    ),
    "trial": Text(
        "Hei. Dette er en prøve du har bedt om. Meldinger når deg her: {link}",
        "Hei. Dette er ei prøve du har bede om. Meldingar når deg her: {link}",
        "Hello. This is a trial that you asked for. Messages reach you here: {link}",
    ),
    "duty": Text(
        "Til vakten: noe må ses på nå, og ingen andre er på jobb. Logg inn: {link}",
        "Til vakta: noko må sjåast på no, og ingen andre er på jobb. Logg inn: {link}",
        "To whoever is on duty: something must be looked at now, and nobody else is on. Sign in: {link}",
    ),
    "module": Text(
        "Hei. Noe nytt er åpnet for deg. Logg inn når det passer: {link}",
        "Hei. Noko nytt er opna for deg. Logg inn når det passar: {link}",
        "Hello. Something new is open for you. Sign in when it suits you: {link}",
    ),
    "tomorrow": Text(
        "Hei. Du har en avtale i morgen. Logg inn for å se når: {link}",
        "Hei. Du har ein avtale i morgon. Logg inn for å sjå når: {link}",
        "Hello. You have an appointment tomorrow. Sign in to see when: {link}",
    ),
    "digest": Text(
        "God morgen. Noen på arbeidslisten din venter på deg. Logg inn: {link}",
        "God morgon. Nokon på arbeidslista di ventar på deg. Logg inn: {link}",
        "Good morning. Some on your list are waiting for you. Sign in: {link}",
    ),
    "more": Text(
        "Hei. Vi trenger svar fra deg før vi kan gå videre. Logg inn: {link}",
        "Hei. Vi treng svar frå deg før vi kan gå vidare. Logg inn: {link}",
        "Hello. We need an answer from you before we can go on. Sign in: {link}",
    ),
    "consent": Text(
        "Hei. Et samtykke er endret. Logg inn for å se: {link}",
        "Hei. Eit samtykke er endra. Logg inn for å sjå: {link}",
        "Hello. A consent has changed. Sign in to see: {link}",
    ),
    "opinion": Text(
        "Hei. En kollega spør deg om råd. Logg inn for å lese: {link}",
        "Hei. Ein kollega spør deg om råd. Logg inn for å lese: {link}",
        "Hello. A colleague asks for your advice. Sign in to read: {link}",
    ),
    "glass": Text(
        "Hei. Noen har åpnet noe som var stengt. Logg inn for å se: {link}",
        "Hei. Nokon har opna noko som var stengt. Logg inn for å sjå: {link}",
        "Hello. Somebody has opened something that was closed. Sign in to see: {link}",
    ),
    "new_device": Text(
        "Hei. Brukeren din ble logget inn på en ny enhet. Var det ikke deg? Se her: {link}",
        "Hei. Brukaren din vart logga inn på ei ny eining. Var det ikkje deg? Sjå her: {link}",
        "Hello. Your account was signed in on a new device. Was it not you? See: {link}",
    ),
    "hand_over": Text(
        "Hei. Noe må fordeles på nytt. Logg inn for å se: {link}",
        "Hei. Noko må fordelast på nytt. Logg inn for å sjå: {link}",
        "Hello. Something must be shared out anew. Sign in to see: {link}",
    ),
    "late": Text(
        "Hei. Noen har ventet lenge på svar. Logg inn for å se: {link}",
        "Hei. Nokon har venta lenge på svar. Logg inn for å sjå: {link}",
        "Hello. Somebody has waited long for an answer. Sign in to see: {link}",
    ),
    "digest_month": Text(
        "Hei. Tallene for forrige måned er klare. Logg inn: {link}",
        "Hei. Tala for førre månad er klare. Logg inn: {link}",
        "Hello. The figures for last month are ready. Sign in: {link}",
    ),
    "plan_value": Text(
        "Hei. En verdi du har ansvar for, skal føres nå. Logg inn: {link}",
        "Hei. Ein verdi du har ansvar for, skal førast no. Logg inn: {link}",
        "Hello. A value that you answer for is to be written down now. Sign in: {link}",
    ),
}
NEXT_DAY: dict[str, Text] = {
    "tomorrow": Text(
        "Hei. Du har en avtale i dag. Logg inn for å se når: {link}",
        "Hei. Du har ein avtale i dag. Logg inn for å sjå når: {link}",
        "Hello. You have an appointment today. Sign in to see when: {link}",
    )
}
"""What is said instead when a notice goes out on another day than it was planned."""
