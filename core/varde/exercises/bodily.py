"""Bodily exercises: sensations that resemble panic are brought on, and can be there. What is not safe for her is closed.

Source: facts on interoceptive exposure (Barlow and Craske; NiceDay library), seconds harmonised by us. The seconds, whom each
is not for and the questions of the safety check are proposed, and wait for a clinical owner."""

from __future__ import annotations

from varde.exercises.asking import AS_AFRAID, CALM, CERTAIN, NO_BELIEF, NOT_AT_ALL, VERY_MUCH, hundred, one_of, words
from varde.exercises.bodily_checks import BALANCE, BODY_LOCKS, EYES, FAINT, HEART, LUNGS, PREGNANT
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import YesNo
from varde.kinds.guarded import GuardedChoice, GuardedRow
from varde.kinds.moments import Timer
from varde.kinds.numbers import WholeNumber
from varde.programmes.exercise_kinds import DatedEntries, FormPart
from varde.programmes.values import Exercise, SafetyLock


def _row(key: str, label: Text, seconds: int, brings: Text, *locks: SafetyLock) -> GuardedRow:
    how_long = _SECONDS if seconds < 180 else _MINUTES
    return GuardedRow(
        key,
        label,
        how_long.filled(seconds=seconds, minutes=seconds // 60, brings=brings),
        tuple(lock.key for lock in locks),
    )


_SECONDS = Text("{seconds} sekunder. {brings}", "{seconds} sekund. {brings}", "{seconds} seconds. {brings}")
_MINUTES = Text("{minutes} minutter. {brings}", "{minutes} minutt. {brings}", "{minutes} minutes. {brings}")
_POUNDS = Text(
    "Hjertet banker, du blir varm og andpusten.", "Hjartet bankar, du blir varm og andpusten.", "Your heart pounds."
)
_GIDDY = Text("Svimmel og ør.", "Svimmel og ør.", "Giddy.")

ROWS = (
    _row(
        "stair",
        Text("Gå opp og ned ett trappetrinn", "Gå opp og ned eitt trappetrinn", "Step up and down one stair"),
        90,
        _POUNDS,
        HEART,
        PREGNANT,
        BALANCE,
    ),
    _row(
        "run",
        Text("Løp på stedet med høye knær", "Spring på staden med høge kne", "Run on the spot, high knees"),
        60,
        _POUNDS,
        HEART,
        PREGNANT,
        BALANCE,
    ),
    _row(
        "shake",
        Text(
            "Rist hodet rolig fra side til side",
            "Rist hovudet roleg frå side til side",
            "Shake your head gently from side to side",
        ),
        30,
        _GIDDY,
        BALANCE,
        FAINT,
    ),
    _row(
        "turn",
        Text("Snu deg sakte rundt på en stol", "Snu deg sakte rundt på ein stol", "Turn slowly on a chair"),
        30,
        Text(
            "Svimmel og litt kvalm. Ha plass rundt deg.",
            "Svimmel og litt kvalm. Ha plass rundt deg.",
            "Giddy. Have space around you.",
        ),
        BALANCE,
        FAINT,
        PREGNANT,
    ),
    _row(
        "rise",
        Text(
            "Hodet mellom knærne, og reis deg", "Hovudet mellom knea, og reis deg", "Head between your knees, and rise"
        ),
        30,
        Text("Det suser i hodet.", "Det susar i hovudet.", "A rush in your head."),
        FAINT,
        HEART,
        EYES,
        PREGNANT,
    ),
    _row(
        "hold",
        Text(
            "Hold pusten etter et vanlig innpust",
            "Hald pusten etter eit vanleg innpust",
            "Hold your breath after an ordinary breath in",
        ),
        30,
        Text(
            "Trangt i brystet, trang til luft.", "Trongt i brystet, trong til luft.", "A tight chest, hunger for air."
        ),
        HEART,
        LUNGS,
        PREGNANT,
    ),
    _row(
        "straw",
        Text("Pust gjennom et tynt sugerør", "Pust gjennom eit tynt sugerøyr", "Breathe through a thin straw"),
        60,
        Text("Tungpustet.", "Tungpusta.", "Short of breath."),
        HEART,
        LUNGS,
        PREGNANT,
    ),
    _row(
        "fast",
        Text("Pust fort og dypt", "Pust fort og djupt", "Breathe fast and deep"),
        60,
        Text(
            "Svimmel, prikkende, uvirkelig. Sitt hvis du er ustø.",
            "Svimmel, prikkande, uverkeleg. Sit om du er ustø.",
            "Dizzy, tingling, unreal. Sit if you are unsteady.",
        ),
        HEART,
        LUNGS,
        FAINT,
        PREGNANT,
    ),
    _row(
        "tense",
        Text("Stram hele kroppen", "Stram heile kroppen", "Tense your whole body"),
        60,
        Text(
            "Skjelven, slapp i beina, trang i brystet.",
            "Skjelven, slapp i beina, trong i brystet.",
            "Trembling, weak legs.",
        ),
        HEART,
        EYES,
    ),
    _row(
        "swallow",
        Text("Svelg fem ganger raskt", "Svelg fem gonger raskt", "Swallow five times quickly"),
        30,
        Text(
            "Klump i halsen. Ha ingenting rundt halsen.",
            "Klump i halsen. Ha ingenting rundt halsen.",
            "A lump in your throat.",
        ),
    ),
    _row(
        "coffee",
        Text("Drikk en kopp sterk kaffe", "Drikk ein kopp sterk kaffi", "Drink a cup of strong coffee"),
        900,
        Text("Hjertebank og varme.", "Hjartebank og varme.", "A pounding heart, and heat."),
        HEART,
        PREGNANT,
    ),
)
"""The gentle first. Nothing is ever tied around the neck. To stare until things feel unreal is left out: it is not for whoever
has a trauma, and the safety check does not ask about that."""


def bodily_exercises(
    key: str = "bodily-exercises", *, locks: tuple[SafetyLock, ...] = (), minutes: int = 10
) -> Exercise:
    """One bodily exercise, timed: what she feared, what she felt, and what she learnt. The programme asks
    ``SAFETY_CHECK`` among its facts."""
    return Exercise(
        key,
        Text("Kroppsøvelser", "Kroppsøvingar", "Bodily exercises"),
        minutes,
        (
            Field("which", GuardedChoice(ROWS), Text("Hvilken øvelse?", "Kva øving?", "Which exercise?")),
            words(
                "feared",
                Text("Hva er du redd skal skje?", "Kva er du redd skal hende?", "What do you fear will happen?"),
            ),
            hundred(
                "belief",
                Text("Hvor sikker er du på det?", "Kor sikker er du på det?", "How sure of it are you?"),
                NO_BELIEF,
                CERTAIN,
            ),
            Field(
                "time",
                Timer(20),
                Text("Ta tiden", "Ta tida", "Time it"),
                Text(
                    "Stopp når du vil. Bli så stående ett minutt uten å roe deg ned.",
                    "Stopp når du vil. Ver så ståande eitt minutt utan å roe deg ned.",
                    "Stop when you like. Then stay for a minute without calming yourself.",
                ),
            ),
            Field(
                "times",
                WholeNumber(1, 20, Text("ganger", "gonger", "times")),
                Text("Hvor mange ganger på rad?", "Kor mange gonger på rad?", "How many times in a row?"),
            ),
            words(
                "sensation",
                Text("Hva kjente du i kroppen?", "Kva kjende du i kroppen?", "What did you feel in your body?"),
            ),
            hundred(
                "strength",
                Text("Hvor sterkt var det?", "Kor sterkt var det?", "How strong was it?"),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            hundred("fear", Text("Hvor redd ble du?", "Kor redd blei du?", "How afraid were you?"), CALM, AS_AFRAID),
            hundred(
                "likeness",
                Text("Hvor likt var det et anfall?", "Kor likt var det eit anfall?", "How like an attack was it?"),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            one_of(
                "happened",
                Text("Skjedde det du var redd for?", "Hende det du var redd for?", "Did what you feared happen?"),
                ("no", Text("Nei", "Nei", "No")),
                ("partly", Text("Delvis", "Delvis", "Partly")),
                ("yes", Text("Ja", "Ja", "Yes")),
            ),
            Field("stopped", YesNo(), Text("Stoppet du før tiden?", "Stoppa du før tida?", "Did you stop early?")),
            words("learnt", Text("Hva lærte du?", "Kva lærte du?", "What did you learn?")),
        ),
        locks,
        kind=DatedEntries(
            needed=("which", "fear"),
            named=("which",),
            charted=("fear",),
            daily=False,
            parts=(
                FormPart(
                    Text("Velg, og si hva du tror", "Vel, og sei kva du trur", "Choose, and say what you expect"),
                    ("which", "feared", "belief"),
                ),
                FormPart(Text("Gjør øvelsen", "Gjer øvinga", "Do the exercise"), ("time", "times")),
                FormPart(
                    Text("Hva skjedde?", "Kva hende?", "What happened?"),
                    ("sensation", "strength", "fear", "likeness", "happened", "stopped", "learnt"),
                ),
            ),
        ),
        choice_locks=BODY_LOCKS,
    )
