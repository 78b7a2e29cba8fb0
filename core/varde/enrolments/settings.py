"""What an organisation decides about a programme it offers."""

from __future__ import annotations

from dataclasses import dataclass

from varde.enrolments.rules import LONGEST_EXTENSION_DAYS
from varde.kernel.declared import setting
from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class OfferingSettings:
    """Stored in ``offering.settings`` beside the programme's own, and read through
    :func:`varde.enrolments.stored_settings.settings_of`."""

    self_referral: bool = setting(
        True,
        Text(
            "Om folk kan melde seg på selv, uten henvisning.",
            "Om folk kan melde seg på sjølve, utan tilvising.",
            "Whether people may sign up themselves, without a referral.",
        ),
    )
    waiting_weeks: int | None = setting(
        None,
        Text(
            "Omtrent hvor mange uker det er å vente. Uten den vises bare fristen for svar.",
            "Omtrent kor mange veker det er å vente. Utan den blir berre fristen for svar vist.",
            "About how many weeks there are to wait. Without it only the time limit for an answer is shown.",
        ),
        low=0,
        high=104,
    )
    reply_working_days: int = setting(
        2,
        Text(
            "Hvor mange virkedager en behandler har på seg til å svare på en melding. Uten den gjelder programmets frist.",
            "Kor mange virkedagar ein behandlar har på seg til å svare på ei melding. Utan den gjeld fristen i programmet.",
            "How many working days a therapist has to answer a message. Without it the programme's own limit holds.",
        ),
        low=1,
        high=20,
    )
    capacity: int | None = setting(
        None,
        Text(
            "Hvor mange som kan være i gang samtidig. Uten den sies det ikke når det er fullt.",
            "Kor mange som kan vere i gang samstundes. Utan den blir det ikkje sagt når det er fullt.",
            "How many can be under way at a time. Without it nobody is told when it is full.",
        ),
        low=0,
        high=100_000,
    )
    tracks: str = setting(
        "",
        Text(
            "Sporene som tilbys her, med mellomrom imellom. Uten dem tilbys alle.",
            "Spora som blir tilbodne her, med mellomrom imellom. Utan dei blir alle tilbodne.",
            "The tracks that are offered here, with spaces between. Without them all are.",
        ),
        longest=400,
    )
    responsible: str = setting(
        "",
        Text(
            "Hvem som er faglig ansvarlig for tilbudet her: navn og stilling, som på siden om programmet. Uten den står det "
            "der at det ikke er sagt.",
            "Kven som er fagleg ansvarleg for tilbodet her: namn og stilling, som på sida om programmet. Utan den står det der "
            "at det ikkje er sagt.",
            "Who is clinically responsible for the offering here: name and position, as on the page about the programme. "
            "Without it the page says that nobody is named.",
        ),
        longest=200,
    )
    demands_signatures: bool = setting(
        False,
        Text(
            "Om steg med faglige utsagn først vises når en fagansvarlig har signert dem.",
            "Om steg med faglege utsegner først blir viste når ein fagansvarleg har signert dei.",
            "Whether steps with clinical statements are shown only when a clinical owner has signed them.",
        ),
    )
    extension_days: int = setting(
        LONGEST_EXTENSION_DAYS,
        Text(
            "Hvor mange dager tilgangen kan forlenges med om gangen.",
            "Kor mange dagar tilgangen kan forlengjast med om gongen.",
            "By how many days access can be extended at a time.",
        ),
        low=1,
        high=LONGEST_EXTENSION_DAYS,
    )
    answer_working_days: int = setting(
        10,
        Text(
            "Hvor mange virkedager det høyst tar å svare på en henvisning eller påmelding. I spesialisthelsetjenesten er det aldri "
            "mer enn ti.",
            "Kor mange virkedagar det høgst tek å svare på ei tilvising eller påmelding. I spesialisthelsetenesta er det aldri "
            "meir enn ti.",
            "How many working days it takes at most to answer a referral. In specialist care it is never more than ten.",
        ),
        low=1,
        high=60,
    )
