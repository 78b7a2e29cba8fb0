"""What an organisation decides about itself."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.declared import Texts, setting
from varde.kernel.words import Text

LONGEST_FRONT_TEXT = 1200
"""Characters of what an organisation says of itself, in each language."""


@dataclass(frozen=True, slots=True)
class OrganisationSettings:
    """Stored in ``organisation.details``, and read through ``Organisation.settings``."""

    phone: str = setting(
        "",
        Text(
            "Telefonnummeret pasienter får oppgitt.",
            "Telefonnummeret pasientar får oppgitt.",
            "The telephone number that patients are given.",
        ),
        longest=40,
    )
    hours: str = setting(
        "",
        Text(
            "Når telefonen er betjent på hverdager, for eksempel 9–14.",
            "Når telefonen er betent på kvardagar, til dømes 9–14.",
            "When somebody answers the telephone on weekdays, such as 9–14.",
        ),
        longest=40,
    )
    duty_phone: str = setting(
        "",
        Text(
            "Mobilnummeret til den som har vakt, for varsler om fare når ingen andre er på jobb.",
            "Mobilnummeret til den som har vakt, for varsel om fare når ingen andre er på jobb.",
            "The mobile number of whoever is on duty, for notices of danger when nobody else is on.",
        ),
        longest=40,
    )
    sms_sender: str = setting(
        "",
        Text(
            "Navnet SMS-er kommer fra, her og under; uten det gjelder det som er satt for hele installasjonen.",
            "Namnet SMS-ar kjem frå, her og under; utan det gjeld det som er sett for heile installasjonen.",
            "The name that text messages come from, here and below; without it that of the installation holds.",
        ),
        longest=11,
    )
    accessibility_url: str = setting(
        "",
        Text(
            "Adressen til tilgjengelighetserklæringen, her og under; lenken står nederst på hver side.",
            "Adressa til tilgjengelegheitserklæringa, her og under; lenkja står nedst på kvar side.",
            "The address of the accessibility statement, here and below; every page links it at its foot.",
        ),
        longest=200,
    )
    cooperates_with: str = setting(
        "",
        Text(
            "Nøklene til virksomheter hvis ansatte kan tas inn i behandlerteam her, med mellomrom imellom.",
            "Nøklane til verksemder der dei tilsette kan takast inn i behandlarteam her, med mellomrom imellom.",
            "The keys of organisations whose staff may join care teams here, with spaces between.",
        ),
        longest=400,
    )
    fewest_shown: int = setting(
        5,
        Text(
            "Det minste antallet mennesker som vises i tall for ledere, her og under; det høyeste av dem som gjelder, teller.",
            "Det minste talet på menneske som blir vist i tal for leiarar, her og under; det høgaste av dei som gjeld, tel.",
            "The fewest people that figures for managers show, here and below; of several, the highest counts.",
        ),
        low=5,
        high=50,
    )
    keep_record_years: int = setting(
        0,
        Text(
            "Hvor mange år etter at det siste forløpet er slutt, journalen slettes, her og under; det lengste av dem som gjelder, "
            "teller. 0: aldri av seg selv.",
            "Kor mange år etter at det siste forløpet er slutt, journalen blir sletta, her og under; det lengste av dei som gjeld, "
            "tel. 0: aldri av seg sjølv.",
            "How many years after the last enrolment has ended the health record is erased, here and below; the longest that holds "
            "counts. 0: never by itself.",
        ),
        high=200,
    )
    keep_notices_months: int = setting(
        0,
        Text(
            "Hvor mange måneder etter at det siste forløpet er slutt, sendte varsler slettes, her og under; det lengste av dem som "
            "gjelder, teller. 0: aldri av seg selv.",
            "Kor mange månader etter at det siste forløpet er slutt, sende varsel blir sletta, her og under; det lengste av dei "
            "som gjeld, tel. 0: aldri av seg sjølv.",
            "How many months after the last enrolment has ended sent notices are erased, here and below; the longest that holds "
            "counts. 0: never by itself.",
        ),
        high=600,
    )
    load_shown: bool = setting(
        False,
        Text(
            "Om ledere ser hvor mange pasienter hver behandler her har ansvar for. Det er en form for kontroll på arbeidsplassen, "
            "som skal drøftes med de ansatte først, og gjelder bare denne virksomheten, ikke dem under den.",
            "Om leiarar ser kor mange pasientar kvar behandlar her har ansvar for. Det er ei form for kontroll på arbeidsplassen, "
            "som skal drøftast med dei tilsette først, og gjeld berre denne verksemda, ikkje dei under henne.",
            "Whether managers see how many patients each therapist here is responsible for. It is a form of monitoring at work, "
            "to be "
            "discussed with the staff first, and holds for this organisation alone, not for those under it.",
        ),
    )
    crisis: Texts | None = setting(
        None,
        Text(
            "Hva en pasient i fare får vite, ved siden av 113, 116 117 og 116 123.",
            "Kva ein pasient i fare får vite, ved sida av 113, 116 117 og 116 123.",
            "What a patient in danger is told, beside 113, 116 117 and 116 123.",
        ),
    )
    front: Texts | None = setting(
        None,
        Text(
            "Hva virksomheten sier om seg selv øverst på siden sin.",
            "Kva verksemda seier om seg sjølv øvst på sida si.",
            "What the organisation says of itself at the top of its page.",
        ),
    )
