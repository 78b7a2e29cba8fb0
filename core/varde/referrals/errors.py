"""Why a referral cannot be taken."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotAllowed
from varde.kernel.words import Text


class AlreadyReferred(Conflict):
    sentence = Text(
        nb="Du er allerede meldt på her. Vi har påmeldingen din fra før.",
        nn="Du er alt meld på her. Vi har påmeldinga di frå før.",
        en="You have already signed up here. We have your referral from before.",
    )


class NotByHand(Conflict):
    sentence = Text(
        "Her må deltakeren melde seg på selv, fordi hun logger inn for å være med.",
        "Her må deltakaren melde seg på sjølv, fordi ho loggar inn for å vere med.",
        "Here she must sign up herself, because one signs in to take part.",
    )


class ByHandAlready(Conflict):
    sentence = Text(
        "{name} er meldt på her fra før, med samme navn og telefon.",
        "{name} er meld på her frå før, med same namn og telefon.",
        "{name} is enrolled here already, with the same name and telephone.",
    )


class TooManyReferrals(BadInput):
    """More by one clinician within an hour than anybody sends."""

    sentence = Text(
        "Du har sendt {most} henvisninger den siste timen. Vent litt før du sender flere. Det du skrev, står her.",
        "Du har sendt {most} tilvisingar den siste timen. Vent litt før du sender fleire. Det du skreiv, står her.",
        "You have sent {most} referrals in the last hour. Wait a little before you send more. What you wrote stands here.",
    )


class WrongProfession(BadInput):
    """The register says that she is something else than the programme takes referrals from."""

    sentence = Text(
        "Hit henviser {professions}. Helsepersonellregisteret sier ikke at du er det.",
        "Hit tilviser {professions}. Helsepersonellregisteret seier ikkje at du er det.",
        "Referrals here come from a {professions}. The register of health personnel does not say that you are one.",
    )


class ReferralNeeded(NotAllowed):
    sentence = Text(
        nb="Du trenger henvisning for å begynne her. Snakk med fastlegen din.",
        nn="Du treng tilvising for å begynne her. Snakk med fastlegen din.",
        en="You need a referral to begin here. Talk with your GP.",
    )


class SamePlace(BadInput):
    sentence = Text(
        "Påmeldingen er der allerede. Velg et annet sted eller program.",
        "Påmeldinga er der allereie. Vel ein annan stad eller eit anna program.",
        "The referral is there already. Choose another place or programme.",
    )


class TrackNotOpen(BadInput):
    sentence = Text(
        "Velg et spor som programmet åpner for denne pasienten.",
        "Vel eit spor som programmet opnar for denne pasienten.",
        "Choose a track that the programme opens for this patient.",
    )


class TrackNeeded(BadInput):
    sentence = Text(
        "Velg hvilket spor pasienten skal følge.",
        "Vel kva spor pasienten skal følgje.",
        "Choose which track the patient is to follow.",
    )


class CallerNeeded(BadInput):
    """Nobody was chosen, or somebody who takes in nobody to this programme here."""

    sentence = Text(
        "Velg hvem som ringer: en behandler i programmet her.",
        "Vel kven som ringjer: ein behandlar i programmet her.",
        "Choose who rings: a therapist of the programme here.",
    )


class CallDay(BadInput):
    sentence = Text(
        "Velg en dag fra i dag til {last}.",
        "Vel ein dag frå i dag til {last}.",
        "Choose a day from today until {last}.",
    )


class QuestionNeeded(BadInput):
    sentence = Text(
        "Skriv hva som må avklares, minst fem tegn.",
        "Skriv kva som må avklarast, minst fem teikn.",
        "Write what must be cleared up, at least five characters.",
    )


class OutcomeNeeded(BadInput):
    sentence = Text(
        "Skriv hva som kom fram, minst fem tegn.",
        "Skriv kva som kom fram, minst fem teikn.",
        "Write what came of it, at least five characters.",
    )


class NoCall(Conflict):
    """It has ended in another window, or was never set up."""

    sentence = Text(
        "Ingen skal ringe nå. Last siden på nytt og se hva som gjelder.",
        "Ingen skal ringje no. Last sida på nytt og sjå kva som gjeld.",
        "Nobody is to ring now. Reload the page and see how it stands.",
    )


class PromisedDay(BadInput):
    sentence = Text(
        "Velg en dag fra i morgen til {last}.",
        "Vel ein dag frå i morgon til {last}.",
        "Choose a day from tomorrow until {last}.",
    )


class NobodyToAsk(BadInput):
    """Neither was chosen, or the patient came by herself and there is no referrer."""

    sentence = Text(
        "Velg hvem du spør: pasienten, eller den som har henvist.",
        "Vel kven du spør: pasienten, eller den som har tilvist.",
        "Choose whom you ask: the patient, or whoever referred.",
    )


class WhatNeeded(BadInput):
    sentence = Text(
        "Kryss av for minst ett svar du mangler, eller skriv hva du lurer på, minst fem tegn.",
        "Kryss av for minst eitt svar du manglar, eller skriv kva du lurer på, minst fem teikn.",
        "Tick at least one answer that is missing, or write what you wonder, at least five characters.",
    )


class AnswerDay(BadInput):
    sentence = Text(
        "Velg en dag fra i morgen til {last}.",
        "Vel ein dag frå i morgon til {last}.",
        "Choose a day from tomorrow until {last}.",
    )


class AnswerNeeded(BadInput):
    sentence = Text(
        "Svar på minst ett av spørsmålene, eller skriv noe til klinikken.",
        "Svar på minst eitt av spørsmåla, eller skriv noko til klinikken.",
        "Answer at least one of the questions, or write something to the clinic.",
    )


class NotAskedNow(Conflict):
    """It was answered in another window, something else is asked now, or the clinic has answered the referral."""

    sentence = Text(
        "Klinikken spør ikke om dette lenger: det er svart på, eller henvisningen er avgjort.",
        "Klinikken spør ikkje om dette lenger: det er svart på, eller tilvisinga er avgjord.",
        "The clinic no longer asks this: it has been answered, or the referral has been decided.",
    )
