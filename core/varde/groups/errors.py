"""What can go wrong with a group."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text

SESSION_PAST = Text(
    "{at} er over. Velg en tid som kommer.",
    "{at} er over. Vel ei tid som kjem.",
    "{at} is over. Choose a time to come.",
)
TOO_FAR_AHEAD = Text(
    "{at} er mer enn to år frem. Velg en tid før det.",
    "{at} er meir enn to år fram. Vel ei tid før det.",
    "{at} is more than two years ahead. Choose a time before that.",
)
PLACE_CLOSED = Text(
    "{at}: klinikken er stengt da.", "{at}: klinikken er stengd då.", "{at}: the clinic is closed then."
)
PUBLIC_HOLIDAY = Text("{at}: det er en helligdag.", "{at}: det er ein heilagdag.", "{at}: it is a public holiday.")
LEADER_AWAY = Text("{at}: {name} er borte da.", "{at}: {name} er borte då.", "{at}: {name} is away then.")
LEADER_TAKEN = Text(
    "{at}: {name} har noe annet da.", "{at}: {name} har noko anna då.", "{at}: {name} has something else then."
)
GROUP_ROOM_TAKEN = Text("{at}: rommet er opptatt da.", "{at}: rommet er oppteke då.", "{at}: the room is taken then.")


class NoSuchGroup(NotFound):
    sentence = Text("Vi finner ikke denne gruppen.", "Vi finn ikkje denne gruppa.", "We cannot find this group.")


class NoSuchGroupSession(NotFound):
    sentence = Text(
        "Vi finner ikke denne gangen i gruppen.",
        "Vi finn ikkje denne gongen i gruppa.",
        "We cannot find this session of the group.",
    )


class NotInGroup(NotFound):
    sentence = Text(
        "Personen er ikke med i gruppen.", "Personen er ikkje med i gruppa.", "The person is not in the group."
    )


class GroupFull(Conflict):
    sentence = Text(
        "Gruppen er full: alle {seats} plassene er tatt. Det går an å stå på venteliste.",
        "Gruppa er full: alle {seats} plassane er tekne. Det går an å stå på venteliste.",
        "The group is full: all {seats} seats are taken. One can stand on the waiting list.",
    )


class AlreadyInGroup(Conflict):
    sentence = Text(
        "{name} er allerede med i gruppen eller på ventelisten.",
        "{name} er alt med i gruppa eller på ventelista.",
        "{name} is in the group already, or on its waiting list.",
    )


class NotToChoose(Conflict):
    sentence = Text(
        "Denne kan ikke velges nå: den har vært, eller du trenger den ikke lenger.",
        "Denne kan ikkje veljast no: ho har vore, eller du treng ho ikkje lenger.",
        "This one cannot be chosen now: it has been, or you need it no more.",
    )


class GroupClosed(Conflict):
    sentence = Text(
        "Gruppen er avsluttet, så ingen kan bli med og ingenting kan endres.",
        "Gruppa er avslutta, så ingen kan bli med og ingenting kan endrast.",
        "The group has ended, so nobody can join and nothing can be changed.",
    )


class MemberPaused(Conflict):
    sentence = Text(
        "{name} har pause. Start forløpet igjen først, så kan plassen tas.",
        "{name} har pause. Start forløpet igjen først, så kan plassen takast.",
        "{name} has paused. Resume first, then the seat can be taken.",
    )


class MemberNotUnderWay(Conflict):
    sentence = Text(
        "Forløpet til {name} er ikke i gang, så {name} kan ikke være med i en gruppe.",
        "Forløpet til {name} er ikkje i gang, så {name} kan ikkje vere med i ei gruppe.",
        "The enrolment of {name} is not under way, so {name} cannot be in a group.",
    )


class OtherOffering(BadInput):
    sentence = Text(
        "{name} er i et annet tilbud enn gruppens, og kan ikke være med.",
        "{name} er i eit anna tilbod enn gruppa sitt, og kan ikkje vere med.",
        "{name} is in another offering than the group's, and cannot join.",
    )


class NoSeats(BadInput):
    sentence = Text(
        "En gruppe har fra 2 til {most} plasser. Skriv et tall mellom dem.",
        "Ei gruppe har frå 2 til {most} plassar. Skriv eit tal mellom dei.",
        "A group has from 2 to {most} seats. Write a number between them.",
    )


class FewerThanMembers(BadInput):
    sentence = Text(
        "{members} er med i gruppen, så den kan ikke ha {seats} plasser.",
        "{members} er med i gruppa, så ho kan ikkje ha {seats} plassar.",
        "{members} are in the group, so it cannot have {seats} seats.",
    )


class NameNeeded(BadInput):
    sentence = Text(
        "Gi gruppen et navn på høyst {most} tegn.",
        "Gi gruppa eit namn på høgst {most} teikn.",
        "Give the group a name of at most {most} characters.",
    )


class NoSuchKind(BadInput):
    sentence = Text(
        "Programmet har ingen slik gruppe. Velg en av dem det har.",
        "Programmet har inga slik gruppe. Vel ei av dei det har.",
        "The programme has no such group. Choose one that it has.",
    )


class LeaderNeeded(BadInput):
    sentence = Text(
        "Velg minst én som leder gruppen, blant dem som behandler her.",
        "Vel minst éin som leier gruppa, blant dei som behandlar her.",
        "Choose at least one who leads the group, among those who treat here.",
    )


class GroupRoomClosed(BadInput):
    sentence = Text(
        "Rommet {room} er ikke i bruk lenger. Velg et annet.",
        "Rommet {room} er ikkje i bruk lenger. Vel eit anna.",
        "The room {room} is not in use any more. Choose another.",
    )


class GroupRoomSmall(BadInput):
    sentence = Text(
        "{room} har plass til {room_seats}, og gruppen er på {seats}. Velg et større rom, eller færre plasser.",
        "{room} har plass til {room_seats}, og gruppa er på {seats}. Vel eit større rom, eller færre plassar.",
        "{room} has seats for {room_seats}, and the group is of {seats}. Choose a larger room, or fewer seats.",
    )


class SessionsNotPlanned(BadInput):
    """One or more times cannot be; a sentence for each, and none of them was planned."""


class BadSeries(BadInput):
    sentence = Text(
        "En gruppe har fra 1 til {most} ganger. Skriv et tall mellom dem.",
        "Ei gruppe har frå 1 til {most} gonger. Skriv eit tal mellom dei.",
        "A group has from 1 to {most} sessions. Write a number between them.",
    )


class SessionOver(Conflict):
    sentence = Text(
        "Gangen er avlyst eller har vært, så den kan ikke endres.",
        "Gongen er avlyst eller har vore, så han kan ikkje endrast.",
        "The session is cancelled or has been, so it cannot be changed.",
    )


class SessionNotBegun(Conflict):
    sentence = Text(
        "Gangen har ikke begynt ennå. Før oppmøte når den begynner.",
        "Gongen har ikkje begynt enno. Før oppmøte når han begynner.",
        "The session has not begun yet. Record attendance when it begins.",
    )


class SessionCancelled(Conflict):
    sentence = Text(
        "Gangen er avlyst, så ingen skulle komme.",
        "Gongen er avlyst, så ingen skulle kome.",
        "The session is cancelled, so nobody was to come.",
    )


class ExcuseReasonNeeded(BadInput):
    sentence = Text(
        "Skriv med noen ord hvorfor {name} er fritatt.",
        "Skriv med nokre ord kvifor {name} er fritatt.",
        "Write in a few words why {name} is excused.",
    )


class NoDropIn(BadInput):
    sentence = Text(
        "{name} har ikke plass i gruppen, og den er ikke åpen for drop-in.",
        "{name} har ikkje plass i gruppa, og ho er ikkje open for drop-in.",
        "{name} has no seat in the group, and it is not open for drop-in.",
    )


class TooManyGuests(BadInput):
    sentence = Text(
        "Skriv hvor mange andre som kom, fra 0 til {most}.",
        "Skriv kor mange andre som kom, frå 0 til {most}.",
        "Write how many others came, from 0 to {most}.",
    )
