"""A plugin that only shows things: a page of each gate and audience, forms, panels, and some that fail. It knows no Flask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from varde.dialogue.service import write
from varde.kernel.words import Text
from varde.plugin import HOME, BadInput, Faulty, Filled, Goes, Page, Panel, Part, Visit, hookimpl

HERE = Path(__file__).parent
SHORT = Text("Skriv mer enn to tegn.", "Skriv meir enn to teikn.", "Write more than two characters.")
KEPT = Text("Det er skrevet i boka.", "Det er skrive i boka.", "It is written in the book.")
SECRET = "the words of a fault stay in the log"


def words(name: str) -> Text:
    """A title of which only the language is told."""
    return Text(f"{name} (nb)", f"{name} (nn)", f"{name} (en)")


def plain(visit: Visit) -> str:
    return f"## Språk\n\n{visit.speech.language} {sorted(visit.query.items())}"


def book(visit: Visit) -> Filled:
    whose = visit.enrolment.person.given_name if visit.enrolment else "ingen"
    return Filled("book.html", {"whose": whose, "nights": 2}, styles=("book.css",), scripts=("book.js",))


def write_in_book(visit: Visit) -> Goes | Faulty:
    """A message, which is kept before anything is looked at: what is faulty must be undone."""
    text = visit.form.get("text", "")
    assert visit.actor is not None
    if visit.enrolment is not None:
        write(visit.work, visit.actor, visit.enrolment, text or "tomt", "once")
        visit.work.session.flush()
    if text == "bad":
        raise BadInput(SHORT)
    if len(text) < 3:
        return Faulty({"text": SHORT})
    return Goes("visits" if visit.enrolment is None else HOME, KEPT)


def fails(visit: Visit) -> str:
    raise ZeroDivisionError(SECRET)


def fails_of_rows(visit: Visit) -> Filled:
    """The database refuses the statement, which on PostgreSQL spoils what follows in the same transaction."""
    visit.work.session.connection().exec_driver_sql("SELECT no_such_column FROM no_such_table")
    raise AssertionError


def nothing(_visit: Visit) -> None:
    return None


def note(visit: Visit) -> Filled:
    CALLED.append(visit)
    return Filled("panel.html", {"programme": visit.programme, "places": len(visit.organisations)})


def writes(visit: Visit) -> Filled:
    """What a panel writes is undone."""
    assert visit.enrolment is not None
    visit.enrolment.track = "written by a panel"
    return note(visit)


CALLED: list[Visit] = []


def _page(path: str, audience: str, body: Callable[[Visit], str | Filled] = book, **more: object) -> Page:
    return Page(path, words(path), audience, body, **more)  # type: ignore[arg-type]


PAGES = (
    _page("", "public", plain),
    _page("mine", "patient", receive=write_in_book, of_enrolment=True, menu=words("Hytteboka"), icon="book"),
    _page("theirs", "treat", receive=write_in_book, of_enrolment=True),
    _page("both", "signed_in", receive=write_in_book, of_enrolment=True),
    _page("sample-only", "signed_in", of_enrolment=True, programme="sample"),
    _page("visits", "manager", receive=write_in_book, menu=words("Besøk")),
    _page("records", "manager", of_enrolment=True),
    _page("falls", "public", fails),
    _page("falls/on-sending", "signed_in", plain, receive=fails),
    _page("odd", "public", lambda _visit: 7),  # type: ignore[arg-type,return-value]
    _page("lost", "public", lambda _visit: Filled("nowhere.html")),
)
PANELS = (
    Panel("cabin.home", "home", words("På hytta"), "patient", note),
    Panel("cabin.of-lake", "home", words("Ved vannet"), "patient", note, programme="lake"),
    Panel("cabin.quiet", "home", words("Stille"), "patient", nothing),
    Panel("cabin.for-staff", "home", words("Bare for ansatte"), "staff", note),
    Panel("cabin.patient", "patient", words("Hos pasienten"), "treat", writes),
    Panel("cabin.figures", "figures", words("Hyttetall"), "manager", note),
    *(
        Panel(f"cabin.{place}-{how}", place, words(f"Faller {how}"), audience, body)  # type: ignore[arg-type]
        for place, audience in (("home", "patient"), ("patient", "treat"), ("figures", "manager"))
        for how, body in (("falls", fails), ("rows", fails_of_rows))
    ),
)
PART = Part(
    key="cabin",
    pages=PAGES,
    panels=PANELS,
    templates=HERE / "templates",
    static=HERE / "static",
    locale=HERE / "locale",
)


@hookimpl
def varde_part() -> Part:
    """Pages and panels."""
    return PART
