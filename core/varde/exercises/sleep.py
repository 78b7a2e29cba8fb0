"""A diary of sleep, and the window of sleep that follows from it for whom it is safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.exercises.asking import ten
from varde.exercises.bodily_checks import PROPOSED
from varde.exercises.sleep_rules import (
    NEEDED,
    Night,
    clock_of,
    efficiency,
    last_nights,
    mean_sleep,
    minutes_of,
    night_of,
    window_on,
)
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import YesNo
from varde.kinds.moments import ClockTime
from varde.kinds.numbers import WholeNumber
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.overviews import Overview, OverviewBlock, OverviewLine, OverviewPart, Seen, SeenEntry, own_words
from varde.programmes.values import Exercise, SafetyLock
from varde.rules.language import any_of, is_true

TIMES_OF_NIGHT = ("to_bed", "asleep", "awake", "up")


def _nights(entries: Sequence[SeenEntry]) -> list[Night]:
    nights = (_night(entry) for entry in entries)
    return [night for night in nights if night is not None]


def _night(entry: SeenEntry) -> Night | None:
    answers = entry.answers
    if not all(key in answers for key in TIMES_OF_NIGHT):
        return None
    to_bed, asleep, awake, up = (str(answers[key]) for key in TIMES_OF_NIGHT)
    return night_of(entry.day, to_bed, asleep, awake, up, answers.get("lay_awake"), answers.get("times"))


def _spelled(minutes: int) -> Text:
    return (
        HOURS.filled(hours=minutes // 60, minutes=minutes % 60)
        if minutes % 60
        else WHOLE_HOURS.filled(hours=minutes // 60)
    )


@dataclass(frozen=True, slots=True)
class SleepOverview(Overview):
    """The mean of the last seven nights, once five of them are written."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        nights = last_nights(_nights(seen.own), seen.today)
        if not nights:
            return ()
        mean, share = mean_sleep(nights), efficiency(nights)
        if mean is None or share is None:
            return [OverviewBlock(SLEPT, lead=TOO_FEW.filled(n=len(nights), needed=NEEDED))]
        return [OverviewBlock(SLEPT, lead=MEAN.filled(sleep=_spelled(mean), n=len(nights), share=share))]


@dataclass(frozen=True, slots=True)
class WindowOverview(Overview):
    """The window as it is now: when to go to bed and when to rise. ``over`` names the ``diary``."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        if not seen.own:
            return ()
        nights = _nights(seen.of["diary"])
        if any(entry.answers.get("near_accident") is True for entry in seen.own):
            return [OverviewBlock(STOP, lead=STOP_LEAD)]
        window = window_on([entry.day for entry in seen.own], nights)
        if window is None:
            return [OverviewBlock(WINDOW, lead=NEEDS_DIARY.filled(needed=NEEDED))]
        rise = seen.own[-1].answers["rise"]
        lines = (
            OverviewLine(
                TO_BED, details=(own_words(clock_of(minutes_of(rise) - window).replace(":", ".")),), state="here"
            ),
            OverviewLine(RISE, details=(own_words(rise.replace(":", ".")),), state="here"),
        )
        return [OverviewBlock(WINDOW, lines, lead=WINDOW_LEAD.filled(window=_spelled(window)))]


def sleep_diary(key: str = "sleep-diary", *, minutes: int = 2) -> Exercise:
    """Each morning, by what she believes: nobody looks at the clock at night."""
    guess = Text(
        "Omtrent. Ikke se på klokken om natten.",
        "Om lag. Ikkje sjå på klokka om natta.",
        "Roughly. Do not watch the clock at night.",
    )
    return Exercise(
        key,
        Text("Søvndagbok", "Søvndagbok", "Sleep diary"),
        minutes,
        (
            ten(
                "quality",
                Text("Hvordan sov du?", "Korleis sov du?", "How did you sleep?"),
                Text("svært dårlig", "svært dårleg", "very badly"),
                Text("svært godt", "svært godt", "very well"),
            ),
            Field("to_bed", ClockTime(), Text("Når la du deg?", "Når la du deg?", "When did you go to bed?")),
            Field(
                "lights_out",
                ClockTime(),
                Text("Når slukket du lyset?", "Når sløkte du lyset?", "When did you put out the light?"),
            ),
            Field("asleep", ClockTime(), Text("Når sovnet du?", "Når sovna du?", "When did you fall asleep?"), guess),
            Field(
                "times",
                WholeNumber(0, 40),
                Text("Hvor mange ganger våknet du?", "Kor mange gonger vakna du?", "How many times did you wake?"),
            ),
            Field(
                "lay_awake",
                WholeNumber(0, 600, Text("minutter", "minutt", "minutes")),
                Text(
                    "Hvor lenge lå du våken til sammen?",
                    "Kor lenge låg du vaken til saman?",
                    "How long did you lie awake in all?",
                ),
                guess,
            ),
            Field(
                "awake",
                ClockTime(),
                Text(
                    "Når våknet du for siste gang?",
                    "Når vakna du for siste gong?",
                    "When did you wake for the last time?",
                ),
            ),
            Field("up", ClockTime(), Text("Når sto du opp?", "Når stod du opp?", "When did you get up?")),
            Field(
                "nap",
                WholeNumber(0, 600, Text("minutter", "minutt", "minutes")),
                Text(
                    "Hvor lenge sov du på dagen i går?",
                    "Kor lenge sov du på dagen i går?",
                    "How long did you nap yesterday?",
                ),
            ),
        ),
        kind=DatedEntries(needed=("quality",), charted=("quality",), once_a_day=True, overview=SleepOverview()),
    )


def sleep_window(
    key: str = "sleep-window",
    *,
    of: str = "sleep-diary",
    locks: tuple[SafetyLock, ...] = (),
    bipolar: str = "s0_bipolar",
    minutes: int = 5,
) -> Exercise:
    """The window of sleep, from the diary ``of``: she chooses when to rise, and comes back each week. ``locks`` are those of the
    programme beside our own, as work at night, and thoughts of death in the last two weeks. ``bipolar`` is the fact of a bipolar
    disorder or mania, where the programme asks about it elsewhere than in the safety check."""
    return Exercise(
        key,
        Text("Søvnvindu", "Søvnvindauge", "Window of sleep"),
        minutes,
        (
            Field(
                "rise",
                ClockTime(),
                Text(
                    "Når vil du stå opp, hver dag?", "Når vil du stå opp, kvar dag?", "When will you rise, every day?"
                ),
                Text(
                    "Velg et tidspunkt du kan holde også i helgen.",
                    "Vel eit tidspunkt du kan halde òg i helga.",
                    "Choose a time you can keep at weekends too.",
                ),
            ),
            ten(
                "sleepiness",
                Text("Hvor trøtt er du om dagen?", "Kor trøytt er du om dagen?", "How sleepy are you by day?"),
                Text("ikke trøtt", "ikkje trøytt", "not sleepy"),
                Text("svært trøtt", "svært trøytt", "very sleepy"),
            ),
            Field(
                "near_accident",
                YesNo(),
                Text(
                    "Har du nesten sovnet ved rattet, eller vært nær en ulykke?",
                    "Har du nesten sovna ved rattet, eller vore nær ei ulykke?",
                    "Have you almost fallen asleep at the wheel, or been close to an accident?",
                ),
            ),
        ),
        (_bipolar_lock(bipolar), *SLEEP_LOCKS, *locks),
        kind=DatedEntries(needed=("rise",), named=("rise",), daily=False, overview=WindowOverview((("diary", of),))),
    )


def _lock(key: str, why: Text, *facts: str) -> SafetyLock:
    return SafetyLock(key, any_of(*map(is_true, facts)), True, "therapist", why, RISE_INSTEAD, PROPOSED)


RISE_INSTEAD = Text(
    "Du kan føre søvndagbok og stå opp til samme tid hver dag, og skrive til behandleren din.",
    "Du kan føre søvndagbok og stå opp til same tid kvar dag, og skrive til behandlaren din.",
    "You can keep the diary and rise at the same time every day, and write to your therapist.",
)


def _bipolar_lock(fact: str) -> SafetyLock:
    return _lock(
        "s0-window-bipolar",
        Text(
            "Du har fortalt om en bipolar lidelse eller mani. Lite søvn kan utløse den.",
            "Du har fortalt om ei bipolar liding eller mani. Lite søvn kan utløyse ho.",
            "You have told us about a bipolar disorder or mania. Little sleep can bring it on.",
        ),
        fact,
    )


SLEEP_LOCKS = (
    _lock(
        "s0-window-fainting",
        Text(
            "Du har fortalt om epilepsi eller besvimelser. Lite søvn kan gi anfall.",
            "Du har fortalt om epilepsi eller svimeanfall. Lite søvn kan gi anfall.",
            "You have told us about epilepsy or fainting. Little sleep can bring on seizures.",
        ),
        "s0_fainting",
    ),
    _lock(
        "s0-window-sleepy",
        Text(
            "Du kan ha søvnapné, eller kjører eller bruker maskiner i jobben. Da er det farlig å bli mer trøtt.",
            "Du kan ha søvnapné, eller køyrer eller bruker maskiner i jobben. Då er det farleg å bli meir trøytt.",
            "You may have sleep apnoea, or drive or use machines at work. Then it is dangerous to get sleepier.",
        ),
        "s0_sleepy",
    ),
    _lock("s0-window-pregnant", Text("Du er gravid.", "Du er gravid.", "You are pregnant."), "s0_pregnant"),
)
"""Proposed. What else locks a window of sleep (psychosis, sleepwalking, falls of the old, work at night) the safety check does
not ask."""
HOURS = Text(
    "{hours} timer og {minutes} minutter", "{hours} timar og {minutes} minutt", "{hours} hours and {minutes} minutes"
)
WHOLE_HOURS = Text("{hours} timer", "{hours} timar", "{hours} hours")
SLEPT = Text("Søvnen de siste sju nettene", "Søvnen dei siste sju nettene", "Sleep in the last seven nights")
TOO_FEW = Text(
    "{n} netter er skrevet. Når {needed} av sju er skrevet, regner vi ut snittet.",
    "{n} netter er skrivne. Når {needed} av sju er skrivne, reknar vi ut snittet.",
    "{n} nights are written. When {needed} of seven are, we work out the mean.",
)
MEAN = Text(
    "I snitt {sleep} på {n} netter. Du sov {share} % av tiden i sengen.",
    "I snitt {sleep} på {n} netter. Du sov {share} % av tida i senga.",
    "On average {sleep} in {n} nights. You slept {share} % of the time in bed.",
)
WINDOW = Text("Søvnvinduet ditt", "Søvnvindauget ditt", "Your window of sleep")
NEEDS_DIARY = Text(
    "Vinduet følger av søvndagboken. Skriv den {needed} av sju netter, så regner vi det ut.",
    "Vindauget følgjer av søvndagboka. Skriv henne {needed} av sju netter, så reknar vi det ut.",
    "The window follows from the diary. Write {needed} of seven nights, and we work it out.",
)
WINDOW_LEAD = Text(
    "{window} denne uken. Du kan bli mer trøtt de første ukene. Ikke kjør når du er trøtt. Kom tilbake om en uke.",
    "{window} denne veka. Du kan bli meir trøytt dei første vekene. Ikkje køyr når du er trøytt. Kom tilbake om ei veke.",
    "{window} this week. You may get sleepier the first weeks. Do not drive when sleepy. Come back in a week.",
)
TO_BED = Text("Legg deg tidligst", "Legg deg tidlegast", "Go to bed no earlier than")
RISE = Text("Stå opp", "Stå opp", "Rise at")
STOP = Text("Stopp søvnvinduet", "Stopp søvnvindauget", "Stop the window of sleep")
STOP_LEAD = Text(
    "Du har vært nær en ulykke. Sov så lenge du trenger fra i natt, ikke kjør, og skriv til behandleren din i dag.",
    "Du har vore nær ei ulykke. Sov så lenge du treng frå i natt, ikkje køyr, og skriv til behandlaren din i dag.",
    "You have been close to an accident. From tonight sleep as long as you need, do not drive, and write to your therapist today.",
)
