"""What cannot be set up by a command or on a page is refused in the same sentence when ``varde admin import`` meets it in a
file, and nothing of the file is stored: a table across what a file can say, written by hand."""

from __future__ import annotations

import pytest

from .test_bad_input import LONG, NIN, Both, both, cases, upper_first

__all__ = ["both"]
OF_CLINIC = 'key = "klinikken"\nkind = "clinic"\nname = "Klinikken"'
OF_CLOSED = 'key = "stengt"\nkind = "clinic"\nname = "Stengt klinikk"'
ANNE = f'given_name = "Anne"\nfamily_name = "Lie"\nnin = "{NIN}"'
AT = 'role = [{ role = "therapist", at = "klinikken" }]'
LONG_TEXTS = f'nn = "{LONG}"\nen = "{LONG}"'


def place(kind: str, under: str, key: str = "ny", name: str = "Ny") -> str:
    return f'[[organisation]]\nkey = "{key}"\nkind = "{kind}"\nname = "{name}"\nunder = "{under}"'


def here(*lines: str, of: str = OF_CLINIC) -> str:
    return "\n".join(("[[organisation]]", of, *lines))


def inside(table: str, *lines: str, of: str = OF_CLINIC) -> str:
    return here(f"[[organisation.{table}]]", *lines, of=of)


def care_role(key: str, counts_as: str = "coach", nb: str = "a") -> tuple[str, ...]:
    return f'key = "{key}"', f'counts_as = "{counts_as}"', f'nb = "{nb}"', 'nn = "b"', 'en = "c"'


def anne(*lines: str) -> str:
    return "\n".join(("[[staff]]", ANNE, *lines))


# What the file says, and the only sentence that comes of it.
FILES = [
    (place("clinic", "nowhere"), "We do not know the organisation “nowhere”."),
    (inside("offering", 'programme = "asthma"'), "The programme “asthma” is not installed."),
    (
        place("ward", "fjordvest"),
        "“ward” is no kind of organisation. Choose region, trust, clinic, municipality or district.",
    ),
    (anne('role = [{ role = "witch", at = "klinikken" }]'), "“witch” is no role."),
    (f"[[staff]]\nperson = 999\n{AT}", "We find no such member of the staff here."),
    (inside("offering", 'programme = "sample"', of=OF_CLOSED), "Stengt klinikk is closed."),
    (inside("care_role", *care_role("coach"), of=OF_CLOSED), "Stengt klinikk is closed."),
    (anne('role = [{ role = "therapist", at = "stengt" }]'), "Stengt klinikk is closed."),
    (
        inside("closed", "first = 2099-12-31", "last = 2100-01-02", 'why = "Jul"'),
        "It is closed already from 24.12.2099 to 31.12.2099.",
    ),
    (
        inside("room", 'name = "215"', "seats = 9999999", 'purpose = "talks"'),
        "The seats of a room are a whole number from 1 to 500. A room for video has none.",
    ),
    (
        inside("room", 'name = "215"', "seats = 2", 'purpose = "sauna"'),
        "“sauna” is no use of a room. Choose talks, groups or video.",
    ),
    (
        inside("offering", 'programme = "sample"', 'settings = { capacity = "many" }'),
        "capacity is 'many' and must be a whole number from 0 to 100000 or null.",
    ),
    (
        inside("offering", 'programme = "sample"', 'state = "full"'),
        "“full” is no state. Choose open, waiting or closed.",
    ),
    (here('hours = { 1 = "8-25" }'), "“25” is no time. Write 08:30, for example."),
    (anne('hpr = "12A"', AT), "The HPR number “12A” must have 1 to 9 digits and not begin with a zero."),
    (
        anne(AT).replace(NIN, "01019012345"),
        "The control digits, the last two, do not agree with the rest of the number.",
    ),
    (here("settings = { fewest_shown = 2 }"), "fewest_shown is 2 and must be a whole number from 5 to 50."),
    (place("clinic", "fjordvest", name=LONG), "The name must have 1 to 120 characters; it has 121."),
    (
        place("clinic", "fjordvest", key="Øst"),
        "The key “Øst” must have 2 to 40 characters: small letters a to z, digits and dashes.",
    ),
    (
        inside("room", f'name = "{LONG}"', "seats = 2", 'purpose = "talks"'),
        "The room needs a name of at most 60 characters.",
    ),
    (
        inside("closed", "first = 2098-01-04", "last = 2098-01-05", f'why = "{LONG}"'),
        "Write why, in at most 80 characters.",
    ),
    (anne(f'title = "{LONG}"', AT), "The title may have at most 80 characters."),
    (
        here("[organisation.crisis]", 'nb = "kort"', LONG_TEXTS),
        "The text in bokmål has 4 characters; it must have 20 to 600.",
    ),
    (
        here(f'settings = {{ phone = "{"9" * 41}" }}'),
        f"phone is '{'9' * 41}' and must be text of at most 40 characters.",
    ),
    (
        inside("closed", "first = 2098-01-05", "last = 2098-01-04", 'why = "Jul"'),
        "The last day, 04.01.2098, is before the first, 05.01.2098.",
    ),
    (
        inside("closed", "first = 2098-01-05", "last = 2099-01-06", 'why = "Jul"'),
        "A place is closed for at most 366 days at a time.",
    ),
    (here('hours = { 5 = "15-8" }'), "Friday: it must open before it closes."),
    (
        "[[staff]]\nperson = SARA\n" + AT.replace(" }", ", to = 2020-01-01 }"),
        "The role Therapist cannot end on 01.01.2020, which is over. It can end today, or now.",
    ),
    (
        anne('role = [{ role = "therapist", at = "klinikken", from = 2098-02-01, to = 2098-01-01 }]'),
        "The role Therapist ends on 01.01.2098, before it begins on 01.02.2098.",
    ),
    (place("region", "klinikken"), "An organisation of the kind region cannot stand under clinic."),
    (place("trust", "klinikken"), "An organisation of the kind health trust cannot stand under clinic."),
    (place("district", "fjordvest"), "An organisation of the kind district cannot stand under health trust."),
    (
        inside("care_role", *care_role("coach", "boss")),
        "“boss” is no role that the rules know. Choose one of responsible, therapist, dietitian, group_leader, coach, nurse.",
    ),
    (
        inside("care_role", *care_role("Coach")),
        "The key “Coach” must have 2 to 40 characters: small letters a to z, digits and dashes.",
    ),
    (
        inside("care_role", *care_role("coach", nb=LONG)),
        "What the role is called in bokmål must have 1 to 40 characters; it has 121.",
    ),
    (
        anne('present = "1-4"', "substitute_person = SARA", AT).replace("klinikken", "elsewhere"),
        "Choose another therapist of the clinic, or the clinic's queue.",
    ),
    (anne('present = "5-6"', AT), "“5-6” must be weekdays from 1 (Monday) to 5, such as 1-4."),
    (anne('present = "1-4"', "substitute_person = 999", AT), "We find no such member of the staff here."),
]
NOT_IN_A_FILE = {
    "Klinikken does not offer asthma.": "a file offers what it names",
    "01.01.2099 is not here.": "a file opens no closed days",
    "999 is not here.": "a file confirms nothing",
    "Klinikken is not closed.": "a file opens nothing that is closed",
    "The key “klinikken” is taken by Klinikken.": "by its key a file knows what is here already",
    "Klinikken offers sample already.": "a file that says what stands changes nothing",
    "There is a room 214 here.": "by its name a file knows a room",
    "“2099-02-30” is no day. Write 2026-12-31, for example.": "a day in TOML has no quotes",
    "“soon” is no day. Write 2026-12-31, for example.": "a day in TOML has no quotes",
    "“31/12” is no day. Write 2026-12-31, for example.": "a day in TOML has no quotes",
    "“tomorrow” is no day. Write 2026-12-31, for example.": "a day in TOML has no quotes",
    "The days are over.": "an old file is taken in all the same, without the days that are over",
    "coach is not here.": "a file adds a role that it names",
}
"""What a command and a page refuse, and why no file meets it. Absences and the words of instruments are in no file either."""
ELSEWHERE = ("staff away", "wording ")


def test_every_sentence_of_the_table_is_met_in_a_file_or_cannot_be() -> None:
    met = {sentence for _file, sentence in FILES}
    wanted = {sentence.format(phone="9" * 41) for words, _page, sentence in cases() if not words.startswith(ELSEWHERE)}
    assert wanted - met == set(NOT_IN_A_FILE)


def test_a_file_is_refused_in_the_words_of_the_command_and_nothing_is_stored(both: Both) -> None:
    before, wrong = both.changes(), list[object]()
    for text, sentence in FILES:
        written = text.replace("SARA", both.numbers["sara"])
        (both.folder / "trust.toml").write_text(written, encoding="utf-8")
        said = both.by_command("import @trust.toml --apply")
        if said != [upper_first(sentence)]:
            wrong.append((written, said))
    assert wrong == [], "\n".join(map(str, wrong))
    assert both.changes() == before


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"\xff", "is not UTF-8: byte 0 cannot be read."),
        (b"[[organisation", "is not TOML: "),
        (b'organisation = "klinikken"', "organisation must be tables in double brackets: [[organisation]]."),
        (b"[[place]]", "place is nothing here."),
        (b'[[organisation]]\nkey = "ny"\nkind = "clinic"', "name is missing."),
    ],
)
def test_what_is_no_trust_is_one_sentence(both: Both, raw: bytes, sentence: str) -> None:
    (both.folder / "trust.toml").write_bytes(raw)
    before = both.changes()
    (said,) = both.by_command("import @trust.toml --apply")
    assert upper_first(sentence) in upper_first(said.rpartition("trust.toml ")[2])
    assert both.changes() == before
