"""Words about setting up, and the sentences that refuse."""

from __future__ import annotations

from varde.kernel.words import Counted, Text
from varde.staffing.words import WEEKDAY

KINDS = {
    "region": Text("helseregion", "helseregion", "region"),
    "trust": Text("helseforetak", "helseføretak", "health trust"),
    "clinic": Text("klinikk", "klinikk", "clinic"),
    "municipality": Text("kommune", "kommune", "municipality"),
    "district": Text("bydel eller distrikt", "bydel eller distrikt", "district"),
}
STATES = {
    "open": Text("Åpent", "Ope", "Open"),
    "waiting": Text("Venteliste", "Venteliste", "Waiting list"),
    "closed": Text("Stengt", "Stengt", "Closed"),
}
PURPOSES = {
    "talks": Text("samtaler", "samtalar", "talks"),
    "groups": Text("grupper", "grupper", "groups"),
    "video": Text("video", "video", "video"),
}
SUBJECTS = {
    "organisation": Text("Virksomheten", "Verksemda", "The organisation"),
    "text": Text("Tekst", "Tekst", "Text"),
    "offering": Text("Tilbud", "Tilbod", "Offering"),
    "staff": Text("Ansatt", "Tilsett", "Staff"),
    "hours": Text("Åpningstid", "Opningstid", "Opening hours"),
    "closed_days": Text("Stengte dager", "Stengde dagar", "Closed days"),
    "room": Text("Rom", "Rom", "Room"),
    "care_role": Text("Rolle i behandlerteam", "Rolle i behandlarteam", "Role in care teams"),
    "wording": Text("Ordlyd", "Ordlyd", "Wording"),
    "request": Text("Venter på to", "Ventar på to", "Waits for two"),
}
"""What a change is about."""

WEEKDAYS = (*WEEKDAY, Text("lørdag", "laurdag", "Saturday"), Text("søndag", "sundag", "Sunday"))

KEY_RULE = Text(
    "Nøkkelen «{key}» må ha 2 til 40 tegn: små bokstaver fra a til z, sifre og bindestrek.",
    "Nøkkelen «{key}» må ha 2 til 40 teikn: små bokstavar frå a til z, siffer og bindestrek.",
    "The key “{key}” must have 2 to 40 characters: small letters a to z, digits and dashes.",
)
KEY_TAKEN = Text(
    "Nøkkelen «{key}» er brukt av {name}.",
    "Nøkkelen «{key}» er brukt av {name}.",
    "The key “{key}” is taken by {name}.",
)
KIND_RULE = Text(
    "«{kind}» er ikke en slags virksomhet. Velg region, trust, clinic, municipality eller district.",
    "«{kind}» er ikkje ei slags verksemd. Vel region, trust, clinic, municipality eller district.",
    "“{kind}” is no kind of organisation. Choose region, trust, clinic, municipality or district.",
)
NAME_RULE = Text(
    "Navnet må ha 1 til {most} tegn; det har {length}.",
    "Namnet må ha 1 til {most} teikn; det har {length}.",
    "The name must have 1 to {most} characters; it has {length}.",
)
UNDER_RULE = Text(
    "En virksomhet av slaget {kind} kan ikke stå under {above}.",
    "Ei verksemd av slaget {kind} kan ikkje stå under {above}.",
    "An organisation of the kind {kind} cannot stand under {above}.",
)
NOTHING_ABOVE = Text("ingenting", "ingenting", "nothing")
PLACE_CLOSED = Text("{name} er stengt.", "{name} er stengd.", "{name} is closed.")
PLACE_OPEN = Text("{name} er ikke stengt.", "{name} er ikkje stengd.", "{name} is not closed.")
PLACES_BELOW_OPEN = Text(
    "{name} kan ikke stenges før det som står under, er stengt: {below}.",
    "{name} kan ikkje stengjast før det som står under, er stengt: {below}.",
    "{name} cannot be closed before what stands under it is closed: {below}.",
)
PATIENTS_THERE = Counted(
    Text(
        "{name} kan ikke stenges: 1 pasient har et forløp som ikke er avsluttet. Lederen må flytte det til en annen klinikk "
        "eller avslutte det først.",
        "{name} kan ikkje stengjast: 1 pasient har eit forløp som ikkje er avslutta. Leiaren må flytte det til ein annan klinikk "
        "eller avslutte det først.",
        "{name} cannot be closed: 1 patient has an enrolment that has not ended. The head must move it to another clinic or end "
        "it first.",
    ),
    Text(
        "{name} kan ikke stenges: {n} forløp er ikke avsluttet. Lederen må flytte dem til en annen klinikk eller avslutte dem "
        "først.",
        "{name} kan ikkje stengjast: {n} forløp er ikkje avslutta. Leiaren må flytte dei til ein annan klinikk eller avslutte dei "
        "først.",
        "{name} cannot be closed: {n} enrolments have not ended. The head must move them to another clinic or end them first.",
    ),
)
MATTERS_THERE = Counted(
    Text(
        "{name} kan ikke stenges: 1 varsel eller melding venter på svar. Noen ved klinikken må svare først.",
        "{name} kan ikkje stengjast: 1 varsel eller melding ventar på svar. Nokon ved klinikken må svare først.",
        "{name} cannot be closed: 1 alert or message waits for an answer. Somebody at the clinic must answer first.",
    ),
    Text(
        "{name} kan ikke stenges: {n} forløp har varsler eller meldinger som venter på svar. Noen ved klinikken må svare først.",
        "{name} kan ikkje stengjast: {n} forløp har varsel eller meldingar som ventar på svar. Nokon ved klinikken må svare først.",
        "{name} cannot be closed: {n} enrolments have alerts or messages that wait for an answer. Somebody at the clinic must "
        "answer first.",
    ),
)
TOP_AT_THE_MACHINE = Text(
    "En virksomhet som ikke står under noen, legges til på maskinen, med varde admin organisation add.",
    "Ei verksemd som ikkje står under nokon, blir lagd til på maskina, med varde admin organisation add.",
    "An organisation that stands under none is added at the machine, with varde admin organisation add.",
)
OWN_PLACE = Text(
    "Du kan ikke flytte eller stenge virksomheten du selv er administrator for.",
    "Du kan ikkje flytte eller stengje verksemda du sjølv er administrator for.",
    "You cannot move or close the organisation you are an administrator of yourself.",
)

STATE_RULE = Text(
    "«{state}» er ikke en tilstand. Velg open, waiting eller closed.",
    "«{state}» er ikkje ein tilstand. Vel open, waiting eller closed.",
    "“{state}” is no state. Choose open, waiting or closed.",
)
OFFERED_ALREADY = Text(
    "{place} tilbyr allerede {programme}.", "{place} tilbyr alt {programme}.", "{place} offers {programme} already."
)
NOT_OFFERED_THERE = Text(
    "{place} tilbyr ikke {programme}.", "{place} tilbyr ikkje {programme}.", "{place} does not offer {programme}."
)
NOT_INSTALLED = Text(
    "Programmet «{programme}» er ikke installert.",
    "Programmet «{programme}» er ikkje installert.",
    "The programme “{programme}” is not installed.",
)
UNKNOWN_TRACK = Text(
    "«{track}» er ikke et spor i {programme}. Sporene er {known}.",
    "«{track}» er ikkje eit spor i {programme}. Spora er {known}.",
    "“{track}” is no track of {programme}. The tracks are {known}.",
)

SENDER_RULE = Text(
    "«{sender}» kan ikke stå som avsender av en SMS: det må være et navn på 1 til 11 bokstaver, tall og enkle mellomrom.",
    "«{sender}» kan ikkje stå som avsendar av ein SMS: det må vere eit namn på 1 til 11 bokstavar, tal og enkle mellomrom.",
    "“{sender}” cannot be the sender of a text message: it must be a name of 1 to 11 letters, digits and single spaces.",
)
SENDER_TELLS = Text(
    "«{sender}» har «{name}» i seg. Den som ser telefonen, skal ikke skjønne hvor noen får hjelp, eller for hva.",
    "«{sender}» har «{name}» i seg. Den som ser telefonen, skal ikkje skjøne kvar nokon får hjelp, eller for kva.",
    "“{sender}” has “{name}” in it. Whoever sees the telephone must not know where somebody is helped, or with what.",
)
SENDER_ABOVE = Text(
    "Navnet SMS-er kommer fra, settes for hele foretaket eller kommunen, ikke for en klinikk eller en bydel.",
    "Namnet SMS-ar kjem frå, blir sett for heile føretaket eller kommunen, ikkje for ein klinikk eller ein bydel.",
    "The name that text messages come from is set for the whole trust or municipality, not for a clinic or a district.",
)

TEXT_RULE = Text(
    "Teksten på {language} har {length} tegn; den må ha {low} til {high}.",
    "Teksten på {language} har {length} teikn; han må ha {low} til {high}.",
    "The text in {language} has {length} characters; it must have {low} to {high}.",
)
IN_LANGUAGE = {
    "nb": Text("bokmål", "bokmål", "bokmål"),
    "nn": Text("nynorsk", "nynorsk", "nynorsk"),
    "en": Text("engelsk", "engelsk", "English"),
}

WEEKDAY_RULE = Text(
    "«{weekday}» er ikke en ukedag. Skriv 1 for mandag til 7 for søndag.",
    "«{weekday}» er ikkje ein vekedag. Skriv 1 for måndag til 7 for sundag.",
    "“{weekday}” is no weekday. Write 1 for Monday to 7 for Sunday.",
)
DAYS_PRESENT_RULE = Text(
    "«{days}» må være ukedager fra 1 (mandag) til 5, for eksempel 1-4.",
    "«{days}» må vere vekedagar frå 1 (måndag) til 5, til dømes 1-4.",
    "“{days}” must be weekdays from 1 (Monday) to 5, such as 1-4.",
)
TIME_RULE = Text(
    "«{time}» er ikke et klokkeslett. Skriv for eksempel 08.30.",
    "«{time}» er ikkje eit klokkeslett. Skriv til dømes 08.30.",
    "“{time}” is no time. Write 08:30, for example.",
)
OPENS_LATER = Text(
    "{day}: det må åpne før det stenger.",
    "{day}: det må opne før det stengjer.",
    "{day}: it must open before it closes.",
)
DAY_RULE = Text(
    "«{day}» er ingen dag. Skriv for eksempel 2026-12-31.",
    "«{day}» er ingen dag. Skriv til dømes 2026-12-31.",
    "“{day}” is no day. Write 2026-12-31, for example.",
)
DAYS_TOO_MANY = Text(
    "Et sted er stengt høyst {most} dager om gangen.",
    "Ein stad er stengd høgst {most} dagar om gongen.",
    "A place is closed for at most {most} days at a time.",
)
DAYS_REVERSED = Text(
    "Den siste dagen, {last}, er før den første, {first}.",
    "Den siste dagen, {last}, er før den første, {first}.",
    "The last day, {last}, is before the first, {first}.",
)
CLOSED_ALREADY = Text(
    "Det er allerede stengt fra {first} til {last}.",
    "Det er alt stengt frå {first} til {last}.",
    "It is closed already from {first} to {last}.",
)
DAYS_OVER = Text("Dagene er over.", "Dagane er over.", "The days are over.")
WHY_RULE = Text(
    "Skriv hvorfor, med høyst {most} tegn.",
    "Skriv kvifor, med høgst {most} teikn.",
    "Write why, in at most {most} characters.",
)
ROOM_NAME_RULE = Text(
    "Rommet må ha et navn på høyst {most} tegn.",
    "Rommet må ha eit namn på høgst {most} teikn.",
    "The room needs a name of at most {most} characters.",
)
ROOM_TAKEN = Text("Det er et rom {name} her.", "Det er eit rom {name} her.", "There is a room {name} here.")
SEATS_RULE = Text(
    "Plassene i et rom er et helt tall fra 1 til 500. Et rom for video har ingen.",
    "Plassane i eit rom er eit heilt tal frå 1 til 500. Eit rom for video har ingen.",
    "The seats of a room are a whole number from 1 to 500. A room for video has none.",
)
PURPOSE_RULE = Text(
    "«{purpose}» er ikke en bruk av et rom. Velg talks, groups eller video.",
    "«{purpose}» er ikkje ein bruk av eit rom. Vel talks, groups eller video.",
    "“{purpose}” is no use of a room. Choose talks, groups or video.",
)
TEXT_ELSEWHERE = Text(
    "{name} er en tekst på hvert språk, og settes med varde admin text change.",
    "{name} er ein tekst på kvart språk, og blir sett med varde admin text change.",
    "{name} is a text in every language, and is set with varde admin text change.",
)
NOT_SET = Text("{name} er ikke satt.", "{name} er ikkje sett.", "{name} is not set.")

ROLE_RULE = Text("«{role}» er ikke en rolle.", "«{role}» er ikkje ei rolle.", "“{role}” is no role.")
ROLE_REVERSED = Text(
    "Rollen {role} slutter {last}, før den begynner {first}.",
    "Rolla {role} sluttar {last}, før ho byrjar {first}.",
    "The role {role} ends on {last}, before it begins on {first}.",
)
ROLE_PAST = Text(
    "Rollen {role} kan ikke slutte {last}, som er over. Den kan slutte i dag, eller nå.",
    "Rolla {role} kan ikkje slutte {last}, som er over. Ho kan slutte i dag, eller no.",
    "The role {role} cannot end on {last}, which is over. It can end today, or now.",
)
HPR_RULE = Text(
    "HPR-nummeret «{number}» må ha 1 til 9 sifre og ikke begynne med null.",
    "HPR-nummeret «{number}» må ha 1 til 9 siffer og ikkje byrje med null.",
    "The HPR number “{number}” must have 1 to 9 digits and not begin with a zero.",
)
HPR_TAKEN = Text(
    "HPR-nummeret {number} er oppgitt for en annen ansatt.",
    "HPR-nummeret {number} er oppgitt for ein annan tilsett.",
    "The HPR number {number} is given for another member of the staff.",
)
ANOTHER_NAME = Text(
    "Navnet passer ikke til fødselsnummeret. Se over begge.",
    "Namnet passar ikkje til fødselsnummeret. Sjå over begge.",
    "The name does not fit the national identity number. Look over both.",
)
NAME_NEEDED = Text(
    "Skriv et navn med høyst {most} tegn i hver del.",
    "Skriv eit namn med høgst {most} teikn i kvar del.",
    "Write a name of at most {most} characters in each part.",
)
TITLE_RULE = Text(
    "Tittelen kan ha høyst {most} tegn.",
    "Tittelen kan ha høgst {most} teikn.",
    "The title may have at most {most} characters.",
)
NOT_ONESELF = Text(
    "Du kan ikke gi deg selv en rolle. En annen administrator må gjøre det.",
    "Du kan ikkje gi deg sjølv ei rolle. Ein annan administrator må gjere det.",
    "You cannot give yourself a role. Another administrator must do it.",
)
LAST_ADMINISTRATOR = Text(
    "{place} må ha en administrator, her eller over, og har ingen annen. Gi en annen rollen først.",
    "{place} må ha ein administrator, her eller over, og har ingen annan. Gi ein annan rolla først.",
    "{place} must have an administrator, here or above, and has no other. Give another the role first.",
)
HELD_ALREADY = Text(
    "{name} har allerede rollen {role} ved {place}. Endre datoene på den.",
    "{name} har alt rolla {role} ved {place}. Endre datoane på ho.",
    "{name} holds the role {role} at {place} already. Change its dates.",
)
ENDED_ALREADY = Text(
    "Rollen {role} er avsluttet. Gi den på nytt.",
    "Rolla {role} er avslutta. Gi ho på nytt.",
    "The role {role} has ended. Give it anew.",
)
ASKED_ALREADY = Text(
    "Det er allerede bedt om rollen {role} for {name} ved {place}, og det venter på en annen.",
    "Det er alt bede om rolla {role} for {name} ved {place}, og det ventar på ein annan.",
    "The role {role} is asked for already for {name} at {place}, and waits for another.",
)
ANOTHER_CONFIRMS = Text(
    "Du kan ikke bekrefte det du har bedt om selv, eller en rolle til deg selv. En annen administrator må gjøre det.",
    "Du kan ikkje stadfeste det du har bede om sjølv, eller ei rolle til deg sjølv. Ein annan administrator må gjere det.",
    "You cannot confirm what you have asked for yourself, or a role for yourself. Another administrator must do it.",
)
REQUEST_OVER = Text(
    "Dette ble det bedt om {asked}, og det gikk ut {expired}. Be om det på nytt.",
    "Dette vart det bede om {asked}, og det gjekk ut {expired}. Be om det på nytt.",
    "This was asked for on {asked} and expired on {expired}. Ask for it anew.",
)
REQUEST_DECIDED = Text("Dette er avgjort allerede.", "Dette er alt avgjort.", "This has been decided already.")
NOT_EMPTY = Text(
    "Det finnes en administrator her allerede. varde admin init er for en tom installasjon; be henne eller ham gi rollen.",
    "Det finst ein administrator her alt. varde admin init er for ein tom installasjon; be henne eller han gi rolla.",
    "There is an administrator here already. varde admin init is for an empty installation; ask her or him to give the role.",
)
PROGRAMME_ROLE = Text(
    "En administrator er det for alle programmer; la programmet stå tomt.",
    "Ein administrator er det for alle program; la programmet stå tomt.",
    "An administrator is so for all programmes; leave the programme out.",
)
KIND_STAYS = Text(
    "{key} er av slaget {kind}, og det endres ikke.",
    "{key} er av slaget {kind}, og det blir ikkje endra.",
    "{key} is of the kind {kind}, which does not change.",
)
WHO_IS_IT = Text(
    "Si hvem det er: fødselsnummer, HPR-nummer til en som er her, eller nummeret her.",
    "Sei kven det er: fødselsnummer, HPR-nummer til ein som er her, eller nummeret her.",
    "Say who it is: nin, the hpr of somebody who is here, or person, her number here.",
)

CARE_ROLE_TAKEN = Text(
    "Det finnes allerede en rolle i behandlerteam med nøkkelen «{key}» her.",
    "Det finst alt ei rolle i behandlarteam med nøkkelen «{key}» her.",
    "There is a role in care teams with the key “{key}” here already.",
)
CARE_ROLE_WORDS = Text(
    "Det rollen heter på {language}, må ha 1 til {most} tegn; det har {length}.",
    "Det rolla heiter på {language}, må ha 1 til {most} teikn; det har {length}.",
    "What the role is called in {language} must have 1 to {most} characters; it has {length}.",
)
COUNTS_AS_RULE = Text(
    "«{role}» er ikke en rolle som reglene kjenner. Velg en av {known}.",
    "«{role}» er ikkje ei rolle som reglane kjenner. Vel ei av {known}.",
    "“{role}” is no role that the rules know. Choose one of {known}.",
)
ONE_RESPONSIBLE = Text(
    "Bare ett ord kan bety {role}, for bare én er det.",
    "Berre eitt ord kan bety {role}, for berre éin er det.",
    "Only one word can mean {role}, since only one person is.",
)
CARE_ROLE_STAYS = Text(
    "Det rollen «{key}» regnes som, endres ikke. Steng den, og legg til en ny.",
    "Det rolla «{key}» blir rekna som, blir ikkje endra. Steng ho, og legg til ei ny.",
    "What the role “{key}” counts as does not change. Close it, and add another.",
)
CARE_ROLE_BACK = Text(
    "Rollen «{key}» var her før og regnes som {role}. Det endres ikke. Bruk en annen nøkkel.",
    "Rolla «{key}» var her før og blir rekna som {role}. Det blir ikkje endra. Bruk ein annan nøkkel.",
    "The role “{key}” was here before and counts as {role}. That does not change. Use another key.",
)
NO_PACK_SHOWN = Text(
    "Ordlyden vises ikke herfra lenger. Se hva som står nå.",
    "Ordlyden blir ikkje vist herfrå lenger. Sjå kva som står no.",
    "The wording is not shown from here any more. See what stands now.",
)
STATEMENT_RULE = Text(
    "«{written}» er ikke adressen til en erklæring. Den må begynne med https:// og være uten mellomrom.",
    "«{written}» er ikkje adressa til ei erklæring. Ho må byrje med https:// og vere utan mellomrom.",
    "“{written}” is not the address of a statement. It must begin with https:// and have no spaces.",
)
