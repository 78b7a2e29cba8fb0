"""What an instrument's rules and results say in words: limits, bands, changes, flags, and an answer as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varde.instruments.engine import counted
from varde.instruments.values import Band, Flag, Instrument, Item, Limit
from varde.kernel import text
from varde.kernel.words import Text

OPERATOR = {
    ">=": Text("minst", "minst", "at least"),
    ">": Text("mer enn", "meir enn", "more than"),
    "<=": Text("høyst", "høgst", "at most"),
    "<": Text("under", "under", "below"),
}
YES, NO = Text("Ja", "Ja", "Yes"), Text("Nei", "Nei", "No")
UNANSWERED = Text("Ikke svart", "Ikkje svart", "Not answered")
NOT_ASKED = Text("Ikke stilt", "Ikkje stilt", "Not asked")
TOTAL = Text("Sum", "Sum", "Total")
_FROM_BELOW = Text("fra {low} til under {high}", "frå {low} til under {high}", "from {low} to below {high}")
_OVER_TO = Text("over {low} til og med {high}", "over {low} til og med {high}", "above {low} up to {high}")
_BETWEEN = Text("over {low} og under {high}", "over {low} og under {high}", "above {low} and below {high}")
_FROM_TO = Text("fra {low} til og med {high}", "frå {low} til og med {high}", "from {low} up to {high}")
_OF = Text("{value} av {high}", "{value} av {high}", "{value} of {high}")
_DAY = Text("dag {number}: {steps}{worn}", "dag {number}: {steps}{worn}", "day {number}: {steps}{worn}")
_STEPS = Text("{n} skritt", "{n} steg", "{n} steps")
_NO_STEPS = Text("ikke målt", "ikkje målt", "not measured")
_WORN = Text(" ({n} t i bruk)", " ({n} t i bruk)", " (worn {n} h)")

FLAG: Mapping[str, Text] = {
    "item9_answered": Text(
        "Har svart på spørsmålet om å skade seg selv",
        "Har svart på spørsmålet om å skade seg sjølv",
        "Answered the question about self-harm",
    ),
    "item9_alert": Text(
        "Svaret på spørsmålet om å skade seg selv gir varsel",
        "Svaret på spørsmålet om å skade seg sjølv gir varsel",
        "The answer about self-harm raises an alert",
    ),
    "dsm_algorithm": Text("Mønster etter DSM", "Mønster etter DSM", "Pattern by DSM"),
    "positive": Text("Over grensen for kjønnet", "Over grensa for kjønnet", "Above the limit for the sex"),
    "any_problem": Text("Minst ett problem", "Minst eitt problem", "At least one problem"),
    "index_computable": Text("Alle fem områder er besvart", "Alle fem område er svara på", "All five areas answered"),
    "any_treatment_effect": Text(
        "Minst én uønsket virkning tilskrives behandlingen",
        "Minst éin uønskt verknad blir knytt til behandlinga",
        "At least one unwanted effect is put down to the treatment",
    ),
    "worst_charts": Text("Områder med dårligste svar", "Område med dårlegaste svar", "Areas with the worst answers"),
}
VALUE: Mapping[str, Text] = {
    "none": Text("ingen", "ingen", "none"),
    "amber": Text("gult", "gult", "amber"),
    "red": Text("rødt", "raudt", "red"),
    "critical": Text("kritisk", "kritisk", "critical"),
    "major": Text("fem eller flere tegn", "fem eller fleire teikn", "five or more signs"),
    "other": Text("to til fire tegn", "to til fire teikn", "two to four signs"),
}
CONTEXT: Mapping[str, Text] = {
    "age": Text("Alder", "Alder", "Age"),
    "sex": Text("Kjønn", "Kjønn", "Sex"),
    "agoraphobia": Text("Agorafobi", "Agorafobi", "Agoraphobia"),
    "baseline_metres": Text("Meter ved start", "Meter ved start", "Metres at the start"),
    "position_coded": Text("Svar som plassering", "Svar som plassering", "Answers by position"),
}
_CONTEXT_VALUE: Mapping[object, Text] = {
    "female": Text("kvinne", "kvinne", "female"),
    "male": Text("mann", "mann", "male"),
    True: Text("ja", "ja", "yes"),
    False: Text("nei", "nei", "no"),
}


def figure(value: float, language: str, most: int = 2) -> str:
    """A number with as many decimals as it has, at most ``most``."""
    short = round(float(value), most)
    decimals = next((n for n in range(most) if round(short, n) == short), most)
    return text.number(short, decimals, language)


def limit_in_words(limit: Limit, language: str) -> str:
    """“minst 10”."""
    return f"{OPERATOR[limit.operator].to(language)} {figure(limit.value, language)}"


def ends_in_words(band: Band, language: str, *, whole: bool = False) -> str:
    """“5–9” for whole totals, else which end belongs to the band; empty for one without ends."""
    if band.low is None or band.high is None:
        return ""
    low, high = figure(band.low, language), figure(band.high, language)
    if whole and not band.open_low and not band.open_high:
        return low if low == high else f"{low}–{high}"
    words = {
        (False, False): _FROM_TO, (False, True): _FROM_BELOW, (True, False): _OVER_TO, (True, True): _BETWEEN,
    }[band.open_low, band.open_high]  # fmt: skip
    return words.to(language).format(low=low, high=high)


def points_of(item: Item, answer: float, language: str) -> str:
    """What this answer adds to a sum, as a figure."""
    return figure(counted(item, answer), language)


def answer_in_words(item: Item, answer: Any, language: str) -> str:
    """The answer as a person reads it."""
    if answer is None:
        return UNANSWERED.to(language)
    if item.kind == "boolean":
        return (YES if answer in (True, 1) else NO).to(language)
    if item.kind == "days":
        return _days(answer, language)
    if item.kind == "choice":
        shown = dict(item.choices).get(answer)
        if shown is not None:
            return shown.to(language)
    if not isinstance(answer, int | float):
        return str(answer)
    said = figure(answer, language)
    if item.unit is not None:
        return f"{said} {item.unit.to(language)}"
    if item.kind == "choice" or item.high > 100:
        return said
    return _OF.to(language).format(value=said, high=figure(item.high, language))


def _days(answer: Any, language: str) -> str:
    if not isinstance(answer, list):
        return str(answer)
    said = []
    for number, one in enumerate(answer, start=1):
        steps, worn = one.get("steps"), one.get("wear_h")
        counted_steps = (
            _NO_STEPS.to(language) if steps is None else _STEPS.to(language).format(n=figure(steps, language))
        )
        hours = "" if worn is None else _WORN.to(language).format(n=figure(worn, language))
        said.append(_DAY.to(language).format(number=number, steps=counted_steps, worn=hours))
    return "; ".join(said)


def label_of_scale(instrument: Instrument, key: str, language: str) -> str:
    """The words for a subscale; the total is “Sum”."""
    if key in ("", "total"):
        return TOTAL.to(language)
    scale = next((one for one in instrument.subscales if one.key == key), None)
    return scale.label.to(language) if scale and scale.label else plain(key)


def flag_rule_in_words(instrument: Instrument, flag: Flag, language: str) -> str:
    """“Sum minst 10”."""
    return f"{label_of_scale(instrument, flag.of, language)} {limit_in_words(flag.limit, language)}"


def flag_in_words(instrument: Instrument, key: str, value: Any, language: str) -> tuple[str, str]:
    """What a flag is about, and what it says."""
    declared = next((flag for flag in instrument.flags if flag.key == key), None)
    if declared is not None:
        title = flag_rule_in_words(instrument, declared, language)
    else:
        title = FLAG[key].to(language) if key in FLAG else plain(key)
    return title, _flag_value(instrument, value, language)


def _flag_value(instrument: Instrument, value: Any, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return (YES if value else NO).to(language).lower()
    if isinstance(value, list | tuple):
        return (
            ", ".join(label_of_scale(instrument, str(one), language).lower() for one in value)
            or NO.to(language).lower()
        )
    if isinstance(value, int | float):
        return figure(value, language)
    return VALUE[value].to(language) if value in VALUE else plain(str(value)).lower()


def context_in_words(key: str, value: Any, language: str) -> tuple[str, str]:
    """What was known besides the answers: “Alder”, “34”."""
    title = CONTEXT[key].to(language) if key in CONTEXT else plain(key)
    if isinstance(value, bool | str) and value in _CONTEXT_VALUE:
        return title, _CONTEXT_VALUE[value].to(language)
    return title, figure(value, language) if isinstance(value, int | float) else str(value)


def plain(key: str) -> str:
    """A key without words of its own, as readable as it can be: “waist_risk” is “Waist risk”."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]
