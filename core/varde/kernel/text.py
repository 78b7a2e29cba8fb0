"""Text for people: dates and numbers as they are said, and Markdown made safe."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

import nh3
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
_TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "blockquote",
    "br",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_SCHEMES = {"tel", "https"}
_LEFT_OUT = {"h1": "a heading of the first level", "img": "a picture", "code": "code", "s": "what is struck out"}


def markdown(source: str) -> str:
    """Authored Markdown as HTML with only the tags of running text; links lead to ``tel:`` or ``https:``."""
    return nh3.clean(
        _MARKDOWN.render(source), tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None
    )


def not_shown(source: str) -> list[tuple[int, str]]:
    """The line and the name of whatever authored Markdown asks for and :func:`markdown` leaves out."""
    lost = []
    for block in _MARKDOWN.parse(source):
        line = block.map[0] + 1 if block.map else 1
        for token in (block, *(block.children or ())):
            href = str(token.attrs.get("href", ""))
            if token.nesting >= 0 and token.tag and token.tag not in _TAGS:
                lost.append((line, _LEFT_OUT.get(token.tag, f"<{token.tag}>")))
            elif token.tag == "a" and token.nesting > 0 and not href.startswith(tuple(f"{each}:" for each in _SCHEMES)):
                lost.append((line, f"a link to {href}"))
    return lost


@lru_cache(maxsize=4096)
def day(on: date, language: str = "nb", *, year: bool = False) -> str:
    """“17. november”, with the year when asked."""
    pattern = ("d MMMM y" if year else "d MMMM") if language == "en" else ("d. MMMM y" if year else "d. MMMM")
    return format_date(on, pattern, locale=_locale(language))


@lru_cache(maxsize=4096)
def weekday_day(on: date, language: str = "nb") -> str:
    """“torsdag 19. november”."""
    pattern = "EEEE d MMMM" if language == "en" else "EEEE d. MMMM"
    return format_date(on, pattern, locale=_locale(language))


def clock_time(at: datetime | time, language: str = "nb") -> str:
    """“kl. 10.42” (nb, nn) or “10:42” (en); ``at`` is local."""
    if language == "en":
        return format_time(at, "HH:mm", locale="en")
    return "kl. " + format_time(at, "HH.mm", locale=_locale(language))


def number(value: float, decimals: int = 0, language: str = "nb") -> str:
    """Decimal comma and thin thousands in Norwegian, point and comma in English; a real minus sign."""
    return _number(str(value), decimals, language)


@lru_cache(maxsize=4096)
def _number(written: str, decimals: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(Decimal(written), pattern, locale=_locale(language)).replace("-", "\N{MINUS SIGN}")


def phone(number: str) -> str:
    """A telephone number in the groups it is read in: “91 23 45 67”, “800 12 345”, “+46 70 123 45 67”; what is none stays. A
    Norwegian number says no country, since nobody here dials it."""
    plain = number.replace(" ", "").removeprefix("+47")
    if plain.startswith("+"):
        return _phone_abroad(plain)
    if len(plain) != 8 or not plain.isdigit():
        return number
    parts = (
        (plain[:3], plain[3:5], plain[5:]) if plain.startswith("8") else (plain[:2], plain[2:4], plain[4:6], plain[6:])
    )
    return "\u00a0".join(parts)


@lru_cache(maxsize=4096)
def _phone_abroad(number: str) -> str:
    import phonenumbers  # a tenth of a second, for a number that few pages show

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return written.replace(" ", "\u00a0")


def _locale(language: str) -> str:
    return {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}.get(language, "nb_NO")
