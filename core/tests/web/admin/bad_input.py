"""What cannot be set up, by hand: the command, its page and the sentence of both; and the packs of words that some bring."""

from __future__ import annotations

# The verb and what it is given; its page, and what the form holds; the sentence of both.
TABLE = """
# unknown

organisation add ny clinic Ny --under nowhere
/oppsett/nowhere/ny new_key=ny new_kind=clinic new_name=Ny
We do not know the organisation “nowhere”.

hours change nowhere --day 1=8-15
/oppsett/nowhere/tider opens-0=8 closes-0=15
We do not know the organisation “nowhere”.

room add nowhere 1 --seats 2
/oppsett/nowhere/rom room=1 seats=2 purpose=talks
We do not know the organisation “nowhere”.

text change nowhere front --nb a
/oppsett/nowhere/tekst/front front-nb=a
We do not know the organisation “nowhere”.

staff add nowhere therapist --person {sara}
/oppsett/nowhere/ansatt/{sara}/ny-rolle role=therapist
We do not know the organisation “nowhere”.

offering add klinikken asthma
/oppsett/klinikken/tilby programme=asthma state=open
The programme “asthma” is not installed.

offering change klinikken asthma --state open
/oppsett/klinikken/tilbud state-asthma=open
Klinikken does not offer asthma.

organisation add ny ward Ny --under fjordvest
/oppsett/fjordvest/ny new_key=ny new_kind=ward new_name=Ny
“ward” is no kind of organisation. Choose region, trust, clinic, municipality or district.

staff add klinikken witch {new}
/oppsett/klinikken/ansatt {somebody} role=witch
“witch” is no role.

staff add klinikken therapist --person 999
/oppsett/klinikken/ansatt/999/ny-rolle role=therapist
We find no such member of the staff here.

staff close 999
/oppsett/klinikken/ansatt/999/steng
We find no such member of the staff here.

staff sign-out klinikken 999
/oppsett/klinikken/ansatt/999/logg-ut
We find no such member of the staff here.

hours close klinikken 2099-01-01
/oppsett/klinikken/stengt/apne closed=2099-01-01
01.01.2099 is not here.

staff confirm 999
/oppsett/klinikken/venter/999 gjor=bekreft
999 is not here.

# closed

offering add stengt sample
/oppsett/stengt/tilby programme=sample state=open
Stengt klinikk is closed.

staff add stengt therapist {new}
/oppsett/stengt/ansatt {somebody} role=therapist
Stengt klinikk is closed.

staff add stengt therapist --person {sara}
/oppsett/stengt/ansatt/{sara}/ny-rolle role=therapist
Stengt klinikk is closed.

room add stengt 1 --seats 2
/oppsett/stengt/rom room=1 seats=2 purpose=talks
Stengt klinikk is closed.

organisation add ny clinic Ny --under stengt
/oppsett/stengt/ny new_key=ny new_kind=clinic new_name=Ny
Stengt klinikk is closed.

organisation close stengt
/oppsett/stengt/steng
Stengt klinikk is closed.

organisation open klinikken
/oppsett/klinikken/apne
Klinikken is not closed.

# duplicate

organisation add klinikken clinic Ny --under fjordvest
/oppsett/fjordvest/ny new_key=klinikken new_kind=clinic new_name=Ny
The key “klinikken” is taken by Klinikken.

offering add klinikken sample
/oppsett/klinikken/tilby programme=sample state=open
Klinikken offers sample already.

room add klinikken 214 --seats 2
/oppsett/klinikken/rom room=214 seats=2 purpose=talks
There is a room 214 here.

hours add klinikken 2099-12-31 2100-01-02 Jul
/oppsett/klinikken/stengt first=2099-12-31 last=2100-01-02 why=Jul
It is closed already from 24.12.2099 to 31.12.2099.

# of another type

room add klinikken 215 --seats many
/oppsett/klinikken/rom room=215 seats=many purpose=talks
The seats of a room are a whole number from 1 to 500. A room for video has none.

room change klinikken 214 --seats 9999999
/oppsett/klinikken/rom/{room} room-{room}=214 seats-{room}=9999999 purpose-{room}=talks
The seats of a room are a whole number from 1 to 500. A room for video has none.

room add klinikken 215 --seats 2 --purpose sauna
/oppsett/klinikken/rom room=215 seats=2 purpose=sauna
“sauna” is no use of a room. Choose talks, groups or video.

offering change klinikken sample --set capacity=many
/oppsett/klinikken/tilbud state-sample=open capacity-sample=many
capacity is 'many' and must be a whole number from 0 to 100000 or null.

offering change klinikken sample --state full
/oppsett/klinikken/tilbud state-sample=full
“full” is no state. Choose open, waiting or closed.

hours change klinikken --day 1=8-25
/oppsett/klinikken/tider opens-0=8 closes-0=25
“25” is no time. Write 08:30, for example.

hours add klinikken 2099-02-30 2099-03-01 Jul
/oppsett/klinikken/stengt first=2099-02-30 last=2099-03-01 why=Jul
“2099-02-30” is no day. Write 2026-12-31, for example.

hours add klinikken 2099-03-01 soon Jul
/oppsett/klinikken/stengt first=2099-03-01 last=soon why=Jul
“soon” is no day. Write 2026-12-31, for example.

staff add klinikken therapist {new} --to 31/12
/oppsett/klinikken/ansatt {somebody} role=therapist to=31/12
“31/12” is no day. Write 2026-12-31, for example.

staff change {grant} --to tomorrow
/oppsett/klinikken/ansatt/{sara}/roller from-{grant}= to-{grant}=tomorrow
“tomorrow” is no day. Write 2026-12-31, for example.

staff add klinikken therapist {new} --hpr 12A
/oppsett/klinikken/ansatt {somebody} role=therapist hpr=12A
The HPR number “12A” must have 1 to 9 digits and not begin with a zero.

staff add klinikken therapist --given-name A --family-name B --nin 01019012345
/oppsett/klinikken/ansatt given_name=A family_name=B nin=01019012345 role=therapist
The control digits, the last two, do not agree with the rest of the number.

organisation change klinikken --set fewest_shown=2
/oppsett/klinikken/virksomhet name=Klinikken fewest_shown=2
fewest_shown is 2 and must be a whole number from 5 to 50.

# too long, too short

organisation add ny clinic {long} --under fjordvest
/oppsett/fjordvest/ny new_key=ny new_kind=clinic new_name={long}
The name must have 1 to 120 characters; it has 121.

organisation add Øst clinic Øst --under fjordvest
/oppsett/fjordvest/ny new_key=Øst new_kind=clinic new_name=Øst
The key “Øst” must have 2 to 40 characters: small letters a to z, digits and dashes.

organisation change klinikken --name {long}
/oppsett/klinikken/virksomhet name={long}
The name must have 1 to 120 characters; it has 121.

room add klinikken {long} --seats 2
/oppsett/klinikken/rom room={long} seats=2 purpose=talks
The room needs a name of at most 60 characters.

hours add klinikken 2098-01-04 2098-01-05 {long}
/oppsett/klinikken/stengt first=2098-01-04 last=2098-01-05 why={long}
Write why, in at most 80 characters.

staff add klinikken therapist {new} --title {long}
/oppsett/klinikken/ansatt {somebody} role=therapist title={long}
The title may have at most 80 characters.

text change klinikken crisis --nb kort --nn {long} --en {long}
/oppsett/klinikken/tekst/crisis crisis-nb=kort crisis-nn={long} crisis-en={long}
The text in bokmål has 4 characters; it must have 20 to 600.

organisation change klinikken --set phone={phone}
/oppsett/klinikken/virksomhet name=Klinikken phone={phone}
phone is '{phone}' and must be text of at most 40 characters.

# over, or the wrong way round

hours add klinikken 2020-01-01 2020-01-02 Jul
/oppsett/klinikken/stengt first=2020-01-01 last=2020-01-02 why=Jul
The days are over.

hours add klinikken 2098-01-05 2098-01-04 Jul
/oppsett/klinikken/stengt first=2098-01-05 last=2098-01-04 why=Jul
The last day, 04.01.2098, is before the first, 05.01.2098.

hours add klinikken 2098-01-05 2099-01-06 Jul
/oppsett/klinikken/stengt first=2098-01-05 last=2099-01-06 why=Jul
A place is closed for at most 366 days at a time.

hours change klinikken --day 5=15-8
/oppsett/klinikken/tider opens-4=15 closes-4=8
Friday: it must open before it closes.

staff change {grant} --to 2020-01-01
/oppsett/klinikken/ansatt/{sara}/roller from-{grant}= to-{grant}=2020-01-01
The role Therapist cannot end on 01.01.2020, which is over. It can end today, or now.

staff add klinikken therapist {new} --from 2098-02-01 --to 2098-01-01
/oppsett/klinikken/ansatt {somebody} role=therapist from=2098-02-01 to=2098-01-01
The role Therapist ends on 01.01.2098, before it begins on 01.02.2098.

# under what it cannot stand under

organisation add ny region Ny --under klinikken
/oppsett/klinikken/ny new_key=ny new_kind=region new_name=Ny
An organisation of the kind region cannot stand under clinic.

organisation add ny trust Ny --under klinikken
/oppsett/klinikken/ny new_key=ny new_kind=trust new_name=Ny
An organisation of the kind health trust cannot stand under clinic.

organisation add ny district Ny --under fjordvest
/oppsett/fjordvest/ny new_key=ny new_kind=district new_name=Ny
An organisation of the kind district cannot stand under health trust.

# roles in care teams

care-role add nowhere coach --counts-as coach --nb a --nn b --en c
/oppsett/nowhere/teamrolle care_role=coach counts_as=coach called-nb=a called-nn=b called-en=c
We do not know the organisation “nowhere”.

care-role add klinikken coach --counts-as boss --nb a --nn b --en c
/oppsett/klinikken/teamrolle care_role=coach counts_as=boss called-nb=a called-nn=b called-en=c
“boss” is no role that the rules know. Choose one of responsible, therapist, dietitian, group_leader, coach, nurse.

care-role add klinikken Coach --counts-as coach --nb a --nn b --en c
/oppsett/klinikken/teamrolle care_role=Coach counts_as=coach called-nb=a called-nn=b called-en=c
The key “Coach” must have 2 to 40 characters: small letters a to z, digits and dashes.

care-role add klinikken coach --counts-as coach --nb {long} --nn b --en c
/oppsett/klinikken/teamrolle care_role=coach counts_as=coach called-nb={long} called-nn=b called-en=c
What the role is called in bokmål must have 1 to 40 characters; it has 121.

care-role change klinikken coach --nb a
/oppsett/klinikken/teamrolle/coach called-nb-coach=a
coach is not here.

care-role add stengt coach --counts-as coach --nb a --nn b --en c
/oppsett/stengt/teamrolle care_role=coach counts_as=coach called-nb=a called-nn=b called-en=c
Stengt klinikk is closed.

# when somebody of the staff is there

staff present nowhere {sara} --days 1-4
/oppsett/nowhere/ansatt/{sara}/til-stede dag0=1
We do not know the organisation “nowhere”.

staff present klinikken 999 --days 1-4
/oppsett/klinikken/ansatt/999/til-stede dag0=1
We find no such member of the staff here.

staff present klinikken {sara} --days 1-4 --substitute 999
/oppsett/klinikken/ansatt/{sara}/til-stede dag0=1 substitute=999
Choose another therapist of the clinic, or the clinic's queue.

staff present klinikken {sara} --days 1-4 --substitute {sara}
/oppsett/klinikken/ansatt/{sara}/til-stede dag0=1 substitute={sara}
Choose another therapist of the clinic, or the clinic's queue.

staff present stengt {sara} --days 1-4
/oppsett/stengt/ansatt/{sara}/til-stede dag0=1
Stengt klinikk is closed.

staff away klinikken {sara} 2098-01-05 2098-01-04 --reason course
/fravaer person={sara} first=2098-01-05 last=2098-01-04 reason=course substitute= gjor=lagre
The last day must be the first day or later.

staff away klinikken {sara} 2020-01-01 2020-01-02 --reason course
/fravaer person={sara} first=2020-01-01 last=2020-01-02 reason=course substitute= gjor=lagre
The absence is over. The last day must be today or later.

staff away klinikken {sara} 2098-01-05 2100-02-01 --reason course
/fravaer person={sara} first=2098-01-05 last=2100-02-01 reason=course substitute= gjor=lagre
An absence can be reported for two years at most.

staff away klinikken {sara} 2097-07-10 2097-07-12 --reason course
/fravaer person={sara} first=2097-07-10 last=2097-07-12 reason=course substitute= gjor=lagre
An absence from 01.07. to 14.07. has been reported already. Cancel it first, or choose other days.

staff away klinikken {sara} 2098-01-05 2098-01-06 --reason course --substitute {sara}
/fravaer person={sara} first=2098-01-05 last=2098-01-06 reason=course substitute={sara} gjor=lagre
Choose another therapist of the clinic, or the clinic's queue.

# the official words of instruments

wording import @sv --organisation klinikken
/oppsett/klinikken/ordlyd pack=@sv gjor=publiser
The language is 'sv' and must be nb, nn or en.

wording import @who-9 --organisation klinikken --instrument who-9
/oppsett/klinikken/ordlyd pack=@who-9 instrument=who-9 gjor=publiser
There is no instrument who-9 (did you mean who-5?).

wording import @7 --organisation klinikken
/oppsett/klinikken/ordlyd pack=@7 gjor=publiser
It is of version 7 of who-5, and here it is version 1.

wording import @gap --organisation klinikken
/oppsett/klinikken/ordlyd pack=@gap gjor=publiser
Item q5 is missing; a pack has words for every item of who-5.

wording import @key --organisation klinikken
/oppsett/klinikken/ordlyd pack=@key gjor=publiser
“lisence” is not known here (did you mean licence?); known are {known}.

wording import @half --organisation klinikken
/oppsett/klinikken/ordlyd pack=@half gjor=publiser
It is neither JSON nor TOML: Invalid value (at end of document).

wording import @nb --organisation stengt
/oppsett/stengt/ordlyd pack=@nb gjor=publiser
Stengt klinikk is closed.

wording back who-5 --organisation nowhere --language nb
/oppsett/nowhere/ordlyd/tilbake instrument=who-5 language=nb
We do not know the organisation “nowhere”.
"""
WHO_5 = "\n".join(['instrument = "who-5"', 'version = "1"', 'language = "nb"', 'licence = "Avtale 12"']) + "\n"
ITEMS = {n: f'[items.q{n}]\nlabel = "Linje {n}"\n' for n in range(1, 6)}
WHOLE = WHO_5 + "".join(ITEMS.values())
PACKS = {
    "nb": WHOLE,
    "sv": WHOLE.replace('"nb"', '"sv"'),
    "who-9": WHOLE.replace('"who-5"', '"who-9"'),
    "7": WHOLE.replace('"1"', '"7"'),
    "gap": WHOLE.removesuffix(ITEMS[5]),
    "key": WHOLE.replace("licence", 'licence = "Avtale"\nlisence'),
    "half": "instrument = ",
}
"""The files that a line names with @."""
