"""Which track the answers point to. A clinician confirms it at intake.

Each problem has one scale with its own cut-off: PDSS-SR 8 for panic, LSAS-SR 30 for social anxiety (chosen over
SIAS 34: its cut-off is the better sourced) and PHQ-9 10 for depression. The totals are compared as shares of their
cut-offs, and only when all three are known: a missing scale would otherwise decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from varde.plugin.programmes import Fact, Suggestion, Text, Track, Value

PANIC = "panic"
SOCIAL_ANXIETY = "social_anxiety"
DEPRESSION = "depression"

TRACKS = (
    Track(PANIC, Text("Panikkangst", "Panikkangst", "Panic")),
    Track(SOCIAL_ANXIETY, Text("Sosial angst", "Sosial angst", "Social anxiety")),
    Track(DEPRESSION, Text("Depresjon", "Depresjon", "Depression")),
)

CUT_OFFS = {PANIC: ("pdss_sr_total", 8), SOCIAL_ANXIETY: ("lsas_sr_total", 30), DEPRESSION: ("phq9_total", 10)}
"""Track: (the fact with its scale's total, cut-off)."""

TOTALS = (
    Fact(
        "pdss_sr_total",
        "number",
        Text("PDSS-SR, poengsum", "PDSS-SR, poengsum", "PDSS-SR, total"),
        Text(
            "Hvilken poengsum fikk du på spørsmålene om panikk (PDSS-SR)?",
            "Kva poengsum fekk du på spørsmåla om panikk (PDSS-SR)?",
            "What was your total on the questions about panic (PDSS-SR)?",
        ),
        low=0,
        high=28,
        source="score",
    ),
    Fact(
        "lsas_sr_total",
        "number",
        Text("LSAS-SR, poengsum", "LSAS-SR, poengsum", "LSAS-SR, total"),
        Text(
            "Hvilken poengsum fikk du på spørsmålene om sosial angst (LSAS-SR)?",
            "Kva poengsum fekk du på spørsmåla om sosial angst (LSAS-SR)?",
            "What was your total on the questions about social anxiety (LSAS-SR)?",
        ),
        low=0,
        high=144,
        source="score",
    ),
    Fact(
        "phq9_total",
        "number",
        Text("PHQ-9, poengsum", "PHQ-9, poengsum", "PHQ-9, total"),
        Text(
            "Hvilken poengsum fikk du på spørsmålene om humør og energi (PHQ-9)?",
            "Kva poengsum fekk du på spørsmåla om humør og energi (PHQ-9)?",
            "What was your total on the questions about mood and energy (PHQ-9)?",
        ),
        low=0,
        high=27,
        source="score",
    ),
)
"""Optional facts: nobody is refused, or held up, because a total is missing."""

_TITLES = {track.key: track.title for track in TRACKS}


def suggest_track(facts: Mapping[str, Value]) -> Suggestion:
    """The problem highest above its own cut-off; without all three totals, the problem the person names.

    When two are equally high, the problem the person names goes first, then the order of the tracks. ``facts`` holds
    known values only.
    """
    stated = facts.get("main_problem")
    shares = {track: _share(facts.get(key), cut_off) for track, (key, cut_off) in CUT_OFFS.items()}
    known = {track: share for track, share in shares.items() if share is not None}
    if len(known) < len(CUT_OFFS):
        return _as_stated(stated)
    highest = max(known.values())
    tied = [track for track, share in known.items() if share == highest]
    track = stated if isinstance(stated, str) and stated in tied else tied[0]
    return Suggestion(track, _why(track, above=highest >= 1, tied=len(tied) > 1))


def _share(total: Value | None, cut_off: int) -> Fraction | None:
    if isinstance(total, bool) or not isinstance(total, int | float):
        return None
    return Fraction(total) / cut_off


def _as_stated(stated: Value | None) -> Suggestion:
    if isinstance(stated, str) and stated in _TITLES:
        title = _TITLES[stated]
        return Suggestion(
            stated,
            Text(
                f"{title.nb} foreslås fordi du sier at det plager deg mest; en behandler bekrefter valget.",
                f"{title.nn} er føreslått fordi du seier at det plagar deg mest; ein behandlar stadfestar valet.",
                f"{title.en} is suggested because you say it troubles you most; a clinician confirms the choice.",
            ),
        )
    return Suggestion(
        None,
        Text(
            "Vi kan ikke foreslå et spor ennå, fordi vi ikke vet hva som plager deg mest.",
            "Vi kan ikkje føreslå eit spor enno, fordi vi ikkje veit kva som plagar deg mest.",
            "We cannot suggest a track yet, because we do not know what troubles you most.",
        ),
    )


def _why(track: str, *, above: bool, tied: bool) -> Text:
    title = _TITLES[track]
    place = _TIED if tied else _HIGHEST
    limit = _ABOVE if above else _BELOW
    return Text(
        f"{title.nb} foreslås fordi skåren der er {place.nb} av de tre, målt mot hver sin grense, {limit.nb}; "
        "en behandler bekrefter valget.",
        f"{title.nn} er føreslått fordi skåren der er {place.nn} av dei tre, målt mot kvar si grense, {limit.nn}; "
        "ein behandlar stadfestar valet.",
        f"{title.en} is suggested because its score is {place.en} of the three against its own cut-off, {limit.en}; "
        "a clinician confirms the choice.",
    )


_HIGHEST = Text("den høyeste", "den høgaste", "the highest")
_TIED = Text("blant de høyeste", "blant dei høgaste", "among the highest")
_ABOVE = Text("og når grensen", "og når grensa", "and reaches it")
_BELOW = Text("men ingen av dem når grensen", "men ingen av dei når grensa", "though none of them reaches it")
