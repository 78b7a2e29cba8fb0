"""Who is asking, and what every page is given: names, words, dates, navigation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, cast

from flask import Flask, current_app, g, get_flashed_messages, request, url_for

from varde.alerts.crisis import OPEN_CRISIS
from varde.identity.errors import SessionEnded
from varde.identity.service import Actor
from varde.identity.sessions import actor_of
from varde.kernel import errors, text
from varde.kernel.part import MenuEntry, Permission
from varde.kernel.words import Text
from varde.programmes.gone import programme_of
from varde.staffing.words import presence_in_words
from varde.web.shell import http
from varde.web.shell.addresses import address_of, addresses
from varde.web.shell.limiting import count_request
from varde.web.shell.living import lives_here
from varde.web.shell.translations import translator
from varde.web.shell.uploads import read_form_with_files

MENU = "varde_menu"
"""Where the application keeps the entries of :func:`add_to_menu`."""


def cookie_name() -> str:
    """``__Host-varde`` over https, a plain name on loopback."""
    return "__Host-varde" if http.platform().settings.secure_cookies else "varde"


def load_actor() -> None:
    """Before each request: whose session this is. A cookie whose session has ended counts as nobody. ``g.session_unread`` stays
    true when the database does not say whose it is."""
    g.actor, g.session_key, g.session_over, g.session_unread = None, "", False, False
    if request.endpoint is None or http.is_file(request.endpoint):
        return
    key = request.cookies.get(cookie_name(), "")
    if key:
        g.session_unread = True
        g.actor = actor_of(http.work(), key, OPEN_CRISIS)
        g.session_unread = False
        g.session_key = key if g.actor else ""
        g.session_over = g.actor is None
        if g.actor and "lang" not in request.args and "varde-lang" not in request.cookies:
            g.language = g.actor.language


def actor() -> Actor:
    """The signed-in person. :raises SignInNeeded, SessionEnded."""
    if g.actor is None:
        raise SessionEnded() if g.session_over else errors.SignInNeeded()
    return cast(Actor, g.actor)


def audience(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Guard a view with a permission that some part declares, such as ``public`` or ``therapist``. A view without one does
    not start (see :func:`varde.app.unguarded`)."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            require(permission)
            return view(*args, **kwargs)

        guarded.audience = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def require(permission: str) -> None:
    """:raises SignInNeeded, NotAllowed: whoever asks has not the permission."""
    if not allowed(permission, g.get("actor")):
        actor()  # whoever is not signed in is asked to
        raise errors.NotAllowed()


def allowed(permission: str, signed_in: Actor | None) -> bool:
    """Whether this person, or somebody who is not signed in, has the permission."""
    roles = http.platform().catalogue.one(Permission, permission).roles
    return "anyone" in roles or (signed_in is not None and not roles.isdisjoint(signed_in.kinds))


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main menu."""

    label: str
    url: str
    icon: str = ""
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Idle:
    """What timeout.js needs."""

    seconds: int
    extend_url: str
    ended_url: str


def patient_nav(
    current: str, enrolment_id: int | None, unread: int = 0, programme: str = "", organisation_id: int | None = None
) -> list[NavItem]:
    """The places of a patient in an enrolment of ``programme`` at this organisation; ``unread`` messages are counted there."""
    where = None if organisation_id is None else (organisation_id,)
    return [
        NavItem(
            http.speech().say(entry.label),
            _address(entry, enrolment_id),
            entry.icon,
            unread if entry.key == "messages" else 0,
            _is_here(entry, current),
        )
        for entry in menu()
        if (not entry.programme or entry.programme == programme)
        and (entry.key != "modules" or programme_of(http.work(), programme).digital)
        and _stands(entry, actor(), programme, where if entry.of_enrolment else None)
    ]


def _address(entry: MenuEntry, enrolment_id: int | None) -> str:
    if not entry.of_enrolment:
        return address_of(entry.endpoint)
    return url_for(entry.endpoint, enrolment_id=enrolment_id) if enrolment_id else home_url()


def staff_nav(current: str) -> list[NavItem]:
    """The places a staff member's permissions open."""
    return [
        NavItem(
            http.speech().say(entry.label), address_of(entry.endpoint), entry.icon, current=_is_here(entry, current)
        )
        for entry in menu()
        if _stands(entry, actor())
    ]


def _stands(
    entry: MenuEntry, signed_in: Actor | None, programme: str = "", places: Collection[int] | None = None
) -> bool:
    """Whether she may open it, and what it belongs to lives at these places, or where she is."""
    return allowed(entry.audience, signed_in) and (
        programme in entry.programmes or lives_here(entry.programmes, places)
    )


def _is_here(entry: MenuEntry, current: str) -> bool:
    return current == entry.key or (not current and request.endpoint == entry.endpoint)


def menu() -> list[MenuEntry]:
    """Every entry that the faces handed in, in its place, and those of the plugins' pages."""
    entries = (*http.platform().catalogue.all(MenuEntry).values(), *current_app.extensions[MENU])
    return sorted(entries, key=lambda entry: (entry.place, entry.key))


def add_to_menu(app: Flask, entries: Sequence[MenuEntry]) -> None:
    """Entries beside those that the parts hand in themselves."""
    app.extensions[MENU] = (*app.extensions.get(MENU, ()), *entries)


def home_url() -> str:
    """Where the brand leads: the first place in the menu that is open to whoever is signed in."""
    signed_in: Actor | None = g.get("actor")
    own = (entry for entry in menu() if not entry.of_enrolment and _stands(entry, signed_in))
    first = next(own, None) if signed_in else None
    return address_of(first.endpoint if first else addresses().front)


def page_number(last: int = 10_000) -> int:
    """Which page of a long list is asked for, from 1 to the last there can be."""
    return max(1, min(request.args.get("side", 1, type=int), last))


def _iso(at: datetime | date) -> str:
    return http.speech().local(at).isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()


def _signed_in_context() -> dict[str, Any]:
    settings, known = http.platform().settings, addresses()
    return {
        "sign_out_url": address_of(known.sign_out),
        "idle": Idle(
            settings.idle_minutes * 60, address_of(known.stay_signed_in), url_for(known.sign_in, next=_this_page())
        ),
    }


def _this_page() -> str | None:
    """The page to come back to when the time runs out on it; None after a form, whose address may not be a page."""
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _gettext(message: str, **values: object) -> str:
    sentence = translator().gettext(http.language(), message)
    return sentence % values if values else sentence


def install(app: Flask) -> None:
    """Give every page its context, and insist that every view says who may open it."""
    app.before_request(load_actor)
    app.before_request(count_request)
    app.before_request(read_form_with_files)
    app.before_request(http.check_csrf)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, lambda single, many, n: translator().ngettext(http.language(), single, many, n), newstyle=False
    )
    # Jinja's own looks it up in the context of each page, a hundred times; without one a macro is read once for all.
    app.jinja_env.globals["_"] = _gettext
    filters: dict[str, Callable[..., str]] = {
        "text": lambda words, **values: http.speech().say(words, **values) if isinstance(words, Text) else str(words),
        "day": lambda at: http.speech().day(at),
        "day_year": lambda at: http.speech().day(at, year=True),
        "weekday_day": lambda at: http.speech().weekday(at),
        "clock": lambda at: http.speech().clock(at),
        "number": lambda value, decimals=0: http.speech().number(value, decimals),
        "ago": lambda at: http.speech().ago(at),
        "phone": text.phone,
        "upfirst": lambda words: words[:1].upper() + words[1:],
        "iso": _iso,
    }
    app.jinja_env.filters.update(filters)
    # As globals, so that macros need no context and are read once for all pages.
    app.jinja_env.globals.update(csrf_token=http.csrf_token, static=static, presence=presence)

    @app.context_processor
    def everywhere() -> dict[str, Any]:
        signed_in = g.get("actor")
        context: dict[str, Any] = {
            "language": http.language(),
            "actor": signed_in,
            "organisation": g.get("organisation"),
            "nav": (),
            "flashes": get_flashed_messages(with_categories=True),
            "now": http.speech().local(http.speech().now),
            "home_url": home_url(),
            "sign_in_url": address_of(addresses().sign_in),
            "language_url": address_of(addresses().language),
            "footer_links": _footer(),
            "reference": g.get("request_id", ""),
        }
        return {**context, **_signed_in_context()} if signed_in else context


def presence(line: Any) -> str:
    """When a member of a care team is there, in words; "" of somebody who has said nothing."""
    return presence_in_words(http.speech(), line.weekdays, line.away_until)


def static(name: str) -> str:
    """The address of a static file."""
    # A page of fifty rows draws three hundred icons; building each address anew was an eighth of its time.
    folder: str | None = g.get("static_folder")
    if folder is None:
        folder = g.static_folder = url_for("static", filename="")
    return folder + name


def _footer() -> list[Link]:
    speech, known = http.speech(), addresses()
    return [
        Link(speech.say(label), _statement() if view == known.statement else address_of(view))
        for label, view in known.footer
    ]


def _statement() -> str:
    """Where the accessibility statement is: that of the organisation of the page, which its own page finds, else the
    installation's."""
    known, organisation = addresses(), g.get("organisation")
    page = address_of(known.statement)
    return f"{page}?sted={organisation.key}" if organisation is not None else known.statement_of_all or page
