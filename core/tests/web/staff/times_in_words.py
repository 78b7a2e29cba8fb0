"""What is said of times and seats that cannot be, in bokmål, nynorsk and English; and days and clocks that are wrong. By hand."""

from __future__ import annotations

SAID = {
    "taken": (
        "Behandleren har en annen time da.",
        "Behandlaren har ein annan time då.",
        "The therapist has another appointment then.",
    ),
    "just taken": (
        "Timen er akkurat tatt av en annen. Velg en av de andre.",
        "Timen er nett teken av ein annan. Vel ein av dei andre.",
        "Somebody else has just taken that time. Choose one of the others.",
    ),
    "past": ("Timen må være frem i tid.", "Timen må vere fram i tid.", "The appointment must be in the future."),
    "far": (
        "Timen kan settes opp høyst et år frem.",
        "Timen kan setjast opp høgst eit år fram.",
        "An appointment can be made for a year ahead at most.",
    ),
    "closed": (
        "Det er stengt da. Velg en tid i åpningstiden.",
        "Det er stengt då. Vel ei tid i opningstida.",
        "It is closed then. Choose a time in the opening hours.",
    ),
    "away": ("Behandleren er borte den dagen.", "Behandlaren er borte den dagen.", "The therapist is away that day."),
    "twice, which": (
        "Klokken 02.30 kommer to ganger den natten. Velg hvilken.",
        "Klokka 02.30 kjem to gonger den natta. Vel kva for ein.",
        "02.30 comes twice that night. Choose which.",
    ),
    "never that night": (
        "Klokken 02.30 finnes ikke den natten: den stilles frem. Velg et annet klokkeslett.",
        "Klokka 02.30 finst ikkje den natta: ho blir stilt fram. Vel eit anna klokkeslett.",
        "02.30 does not exist that night: the clock goes forward. Choose another time.",
    ),
    "twice": (
        "Det blir kl. 02.30 to ganger søndag 25. oktober, fordi klokken stilles. Velg hvilken.",
        "Det blir kl. 02.30 to gonger søndag 25. oktober, fordi klokka blir stilt. Vel kva for ein.",
        "It is 02:30 twice on Sunday 25 October, because the clocks change. Choose which.",
    ),
    "never": (
        "Det finnes ikke noe kl. 02.30 søndag 28. mars: da stilles klokken. Velg en annen tid.",
        "Det finst ikkje noko kl. 02.30 søndag 28. mars: då blir klokka stilt. Vel ei anna tid.",
        "There is no 02:30 on Sunday 28 March: the clocks change then. Choose another time.",
    ),
    "no such room": (
        "Velg et rom, eller la det stå.",
        "Vel eit rom, eller lat det stå.",
        "Choose a room, or leave it.",
    ),
    "host": (
        "Adressen må begynne med https:// og gå til et sted der videorom kan være: join.nhn.no",
        "Adressa må byrje med https:// og gå til ein stad der videorom kan vere: join.nhn.no",
        "The address must begin with https:// and lead to where video rooms may be: join.nhn.no",
    ),
    "no such time": ("Vi finner ikke denne timen.", "Vi finn ikkje denne timen.", "We cannot find this appointment."),
    "no such course": (
        "Vi finner ikke dette forløpet.",
        "Vi finn ikkje dette forløpet.",
        "We cannot find this enrolment.",
    ),
    "off": (
        "Timen er avlyst eller gjelder ikke lenger, så den kan ikke endres.",
        "Timen er avlyst eller gjeld ikkje lenger, så han kan ikkje endrast.",
        "The appointment is cancelled or does not hold any more, so it cannot be changed.",
    ),
    "paused": (
        "Dette går ikke nå: forløpet er på pause.",
        "Dette går ikkje no: forløpet er på pause.",
        "This cannot be done now: the enrolment is paused.",
    ),
    "ended": (
        "Dette går ikke nå: forløpet er avsluttet.",
        "Dette går ikkje no: forløpet er avslutta.",
        "This cannot be done now: the enrolment is discontinued.",
    ),
    "of a row": (
        "Torsdag 24. september kl. 10.00: Behandleren har en annen time da.",
        "Torsdag 24. september kl. 10.00: Behandlaren har ein annan time då.",
        "Thursday 24 September 10:00: The therapist has another appointment then.",
    ),
    "too many": (
        "Skriv hvor mange timer det skal være, fra 2 til 26.",
        "Skriv kor mange timar det skal vere, frå 2 til 26.",
        "Write how many appointments there are to be, from 2 to 26.",
    ),
    "group: past": (
        "Søndag 20. september kl. 10.00 er over. Velg en tid som kommer.",
        "Søndag 20. september kl. 10.00 er over. Vel ei tid som kjem.",
        "Sunday 20 September 10:00 is over. Choose a time to come.",
    ),
    "group: far": (
        "Tirsdag 24. september kl. 10.00 er mer enn to år frem. Velg en tid før det.",
        "Tysdag 24. september kl. 10.00 er meir enn to år fram. Vel ei tid før det.",
        "Tuesday 24 September 10:00 is more than two years ahead. Choose a time before that.",
    ),
    "group: closed": (
        "Torsdag 1. oktober kl. 10.00: klinikken er stengt da.",
        "Torsdag 1. oktober kl. 10.00: klinikken er stengd då.",
        "Thursday 1 October 10:00: the clinic is closed then.",
    ),
    "group: away": (
        "Torsdag 8. oktober kl. 10.00: Maren Aas er borte da.",
        "Torsdag 8. oktober kl. 10.00: Maren Aas er borte då.",
        "Thursday 8 October 10:00: Maren Aas is away then.",
    ),
    "group: taken": (
        "Torsdag 24. september kl. 10.00: Maren Aas har noe annet da.",
        "Torsdag 24. september kl. 10.00: Maren Aas har noko anna då.",
        "Thursday 24 September 10:00: Maren Aas has something else then.",
    ),
    "group: exception": (
        "Tirsdag 20. oktober kl. 12.00: Maren Aas har noe annet da.",
        "Tysdag 20. oktober kl. 12.00: Maren Aas har noko anna då.",
        "Tuesday 20 October 12:00: Maren Aas has something else then.",
    ),
    "group: room": (
        "Rommet «Rom 9» er ikke i bruk lenger. Velg et annet.",
        "Rommet «Rom 9» er ikkje i bruk lenger. Vel eit anna.",
        "The room «Rom 9» is not in use any more. Choose another.",
    ),
    "group: small": (
        "Rom 2 har plass til 2, og gruppen er på 3. Velg et større rom, eller færre plasser.",
        "Rom 2 har plass til 2, og gruppa er på 3. Vel eit større rom, eller færre plassar.",
        "Rom 2 has seats for 2, and the group is of 3. Choose a larger room, or fewer seats.",
    ),
    "group: full": (
        "Gruppen er full: alle 2 plassene er tatt. Det går an å stå på venteliste.",
        "Gruppa er full: alle 2 plassane er tekne. Det går an å stå på venteliste.",
        "The group is full: all 2 seats are taken. One can stand on the waiting list.",
    ),
    "group: member": (
        "Knut er allerede med i gruppen eller på ventelisten.",
        "Knut er alt med i gruppa eller på ventelista.",
        "Knut is in the group already, or on its waiting list.",
    ),
    "group: paused": (
        "Liv har pause. Start forløpet igjen først, så kan plassen tas.",
        "Liv har pause. Start forløpet igjen først, så kan plassen takast.",
        "Liv has paused. Resume first, then the seat can be taken.",
    ),
    "group: ended": (
        "Forløpet til Eva er ikke i gang, så Eva kan ikke være med i en gruppe.",
        "Forløpet til Eva er ikkje i gang, så Eva kan ikkje vere med i ei gruppe.",
        "The enrolment of Eva is not under way, so Eva cannot be in a group.",
    ),
    "group: none": ("Vi finner ikke denne gruppen.", "Vi finn ikkje denne gruppa.", "We cannot find this group."),
}
WALL = {
    "taken": ("2026-09-24", "10.15", 422, "taken"),
    "past": ("2026-09-18", "10.00", 422, "past"),
    "a Saturday": ("2026-09-26", "10.00", 422, "closed"),
    "a holiday": ("2026-12-25", "10.00", 422, "closed"),
    "a day that is closed": ("2026-10-01", "10.00", 422, "closed"),
    "at night": ("2026-09-24", "21.00", 422, "closed"),
    "the therapist is away": ("2026-10-08", "10.00", 422, "away"),
    "another century": ("2126-09-24", "10.00", 422, "far"),
    "half past two, twice": ("2026-10-25", "02.30", 422, "twice, which"),
    "half past two, never": ("2027-03-28", "02.30", 422, "never that night"),
}
"""On pages where a day and a clock are written."""
