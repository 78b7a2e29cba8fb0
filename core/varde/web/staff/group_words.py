"""What the pages of groups say."""

from __future__ import annotations

from varde.kernel.words import Counted, Text

ATTENDANCE = {
    "attended": Text("Møtt", "Møtt", "Came"),
    "late": Text("Sen", "Sein", "Late"),
    "excused": Text("Avbud", "Avbod", "Excused"),
    "missed": Text("Ikke møtt", "Ikkje møtt", "Missed"),
}
"""As buttons on the sheet, in order."""
MADE = Text("Gruppen er laget", "Gruppa er laga", "The group is made")
CHANGED = Text("Gruppen er endret", "Gruppa er endra", "The group is changed")
PLANNED = Text("Gangene er satt opp", "Gongene er sette opp", "The sessions are planned")
SAVED = Text("Oppmøtet er lagret", "Oppmøtet er lagra", "The attendance is saved")
JOINED_GROUP = Text("{name} har fått plass", "{name} har fått plass", "{name} has a seat")
ELSEWHERE = Counted(
    Text(
        "{name} har noe annet én av gangene: {times}.",
        "{name} har noko anna éin av gongene: {times}.",
        "{name} has something else at one of the times: {times}.",
    ),
    Text(
        "{name} har noe annet {n} av gangene: {times}.",
        "{name} har noko anna {n} av gongene: {times}.",
        "{name} has something else at {n} of the times: {times}.",
    ),
)
WAITS = Text("{name} står på venteliste", "{name} står på venteliste", "{name} is on the waiting list")
ENROLLED = Text(
    "{name} er meldt på og har fått plass. Ring om det som gjelder gruppen.",
    "{name} er meld på og har fått plass. Ring om det som gjeld gruppa.",
    "{name} is enrolled and has a seat. Ring about what concerns the group.",
)
ENROLLED_WAITS = Text(
    "{name} er meldt på og står på venteliste. Ring om det som gjelder gruppen.",
    "{name} er meld på og står på venteliste. Ring om det som gjeld gruppa.",
    "{name} is enrolled and on the waiting list. Ring about what concerns the group.",
)
LEFT_GROUP = Text("Plassen er ledig igjen", "Plassen er ledig igjen", "The seat is free again")
MOVED = Text(
    "Gangen er flyttet, og deltakerne får beskjed",
    "Gongen er flytta, og deltakarane får beskjed",
    "Moved; members are told",
)
ROW_MOVED = Text(
    "Rekken er flyttet, og deltakerne får beskjed",
    "Rekkja er flytta, og deltakarane får beskjed",
    "The row is moved; members are told",
)
CANCELLED = Text(
    "Gangen er avlyst, og deltakerne får beskjed",
    "Gongen er avlyst, og deltakarane får beskjed",
    "Cancelled; members are told",
)
CLOSED = Text("Gruppen er avsluttet", "Gruppa er avslutta", "The group has ended")
TOLD = Text(
    "Meldingen er sendt til {sent}, hver for seg",
    "Meldinga er send til {sent}, kvar for seg",
    "The message is sent to {sent}, one by one",
)
TOLD_NOT_ALL = Text(
    "Meldingen er sendt til {sent}, hver for seg. {left_out} kunne ikke få den.",
    "Meldinga er send til {sent}, kvar for seg. {left_out} kunne ikkje få henne.",
    "The message is sent to {sent}, one by one. {left_out} could not have it.",
)
NOTED = Text("Notatet er lagret", "Notatet er lagra", "The note is saved")
CHOOSE_MEMBER = Text("Velg hvem det gjelder.", "Vel kven det gjeld.", "Choose whom it is about.")
CHOOSE_OFFERING = Text(
    "Velg et tilbud og en slags gruppe.",
    "Vel eit tilbod og eit slag gruppe.",
    "Choose an offering and a kind of group.",
)
WRITE_SEATS = Text("Skriv et tall fra 2 til 200.", "Skriv eit tal frå 2 til 200.", "Write a number from 2 to 200.")
WRITE_NUMBER = Text("Skriv et tall fra 1 til 104.", "Skriv eit tal frå 1 til 104.", "Write a number from 1 to 104.")
WRITE_MINUTES = Text(
    "Skriv hvor mange minutter, fra 5 til 480.",
    "Skriv kor mange minutt, frå 5 til 480.",
    "Write how many minutes, from 5 to 480.",
)
WRITE_GUESTS = Text("Skriv et tall fra 0 til 200.", "Skriv eit tal frå 0 til 200.", "Write a number from 0 to 200.")
NO_SUCH_STATE = Text(
    "Velg møtt, sen, avbud eller ikke møtt.",
    "Vel møtt, sein, avbod eller ikkje møtt.",
    "Choose came, late, excused or missed.",
)
EXCUSED = Text("{name} er fritatt", "{name} er friteken", "{name} is excused")
