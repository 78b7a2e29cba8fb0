"""The caseload: who needs me now, the views that she keeps of it, and the way to do something for several at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from varde.caseload import words
from varde.caseload.asked import BOOKED, GROUPS, SORTS, ListAsked
from varde.caseload.board import bands_of
from varde.caseload.counting import Above
from varde.caseload.ended import SHORTEST_SEARCH, EndedRow, ended_of
from varde.caseload.errors import NoSuchView
from varde.caseload.handed import columns_of
from varde.caseload.listed import PAGE, caseload_of
from varde.caseload.quoted import quotes_of
from varde.caseload.values import Reason
from varde.caseload.views import LONGEST_NAME, SavedView, drop_view, note_visit, save_view, show_first, view_asked
from varde.enrolments.opinions import asked_of
from varde.enrolments.words import END_REASON
from varde.kernel.errors import BadInput
from varde.kernel.speech import YESTERDAY
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.record import words as record_words
from varde.standing.on_track import REASONS
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import list_words
from varde.web.staff.caseload import bp
from varde.web.staff.caseload_rows import RowPen

PART_ICON = {
    "fresh": "bell",
    BOOKED: "calendar",
    "to_start": "flag",
    "shared": "edit",
    "finished": "check",
    "others": "people",
}
EVERYBODY = "alle"
"""In the place of a view: no view at all, also not the one that is first."""
LONGEST_SEARCH = 80


@bp.get("/arbeidsliste")
@audience("treat")
def index() -> str:
    """Everybody who needs something, the most urgent first; or the view that she has first."""
    return _list_page({}, {})


@bp.post("/arbeidsliste", endpoint="search")
@audience("treat")
def search_by_name() -> str:
    """Those of a name: sent as a form, so that no name stands in an address."""
    asked = {name: value for name, value in typed().items() if name in ("sok", "side")}
    return _list_page({}, {}, MultiDict(asked))


def _list_page(errors: dict[str, str], form: dict[str, str], searched: MultiDict[str, str] | None = None) -> str:
    work, signed_in = http.work(), actor()
    asked: MultiDict[str, str] = request.args if searched is None else searched
    search, number = asked.get("sok", "").strip()[:LONGEST_SEARCH], asked.get("side", 1, type=int)
    page = caseload_of(
        work,
        signed_in,
        reason=asked.get("hvorfor", ""),
        programme=asked.get("program", ""),
        sort=asked.get("sorter", ""),
        search=search,
        page=max(1, min(number, 10_000)),
        view=asked.get("visning", type=int),
        opening=not asked.keys() - {"side"},
    )
    columns, left_out = columns_of(work, http.speech(), page.rows)
    note_visit(work, signed_in, page.above.visit)
    return render_template(
        "caseload/index.html",
        page=page,
        above=page.above,
        bands=bands_of(
            work,
            http.speech(),
            page.rows,
            page.handed.by_id,
            quotes_of(work, signed_in, page),
            page.above.fresh_since,
            page.asked.sort,
        ),
        pen=RowPen(signed_in.person_id, (absent.person_id for absent in page.standing_in), columns, page.booked),
        columns=columns,
        handed_reasons=work.catalogue.all(Reason).values(),
        left_out=(*page.handed.failed, *left_out),
        may_see_queue=signed_in.may("queue"),
        asked_about=asked_of(work, signed_in.person_id),
        words=record_words,
        own_words=words,
        reasons=REASONS,
        parts=GROUPS,
        part_icon=PART_ICON,
        fresh_since=_since_words(page.above),
        sorts=[(sort, words.SORTED[sort]) for sort in SORTS],
        programmes=_programmes(page.above.programmes, page.asked.programme),
        addresses=_Asking(page.asked, page.view),
        ended=ended_by_name(search),
        end_reasons=END_REASON,
        titles={key: programme.title for key, programme in work.catalogue.all(Programme).items()},
        search=search,
        number=max(1, number),
        size=PAGE,
        longest_name=LONGEST_NAME,
        errors=errors,
        given=form,
        nav=staff_nav("caseload"),
    )


def _since_words(above: Above) -> str:
    """“i går kl. 15.30”, or a day before that; the day alone when nobody knows when she looked."""
    speech, since = http.speech(), above.fresh_since
    yesterday = speech.date_of(since) == speech.today - timedelta(days=1)
    day = speech.say(YESTERDAY) if yesterday else speech.weekday(since)
    return f"{day} {speech.clock(since)}" if above.looked else day


def ended_by_name(search: str) -> list[EndedRow]:
    """Those of that name whose enrolment has ended, her own and those of her clinics; the latter are logged."""
    return ended_of(http.work(), actor(), search) if len(search) >= SHORTEST_SEARCH else []


def _programmes(counted: dict[str, int], asked: str) -> list[tuple[str, str, int]]:
    """The programmes of the people on her list: key, title, and how many need something."""
    say, work = http.speech().say, http.work()
    keys = {*counted} | ({asked} if asked else set())
    return sorted(
        ((key, say(programme_of(work, key).title), counted.get(key, 0)) for key in keys), key=lambda row: row[1]
    )


class _Asking:
    """The address of the list with something else asked for, the rest of it as it is."""

    def __init__(self, asked: ListAsked, view: SavedView | None) -> None:
        self.asked, self.view = asked, view

    def to(self, **changed: str) -> str:
        """With ``hvorfor``, ``program`` or ``sorter`` changed; or another page (``side``)."""
        asked = {"hvorfor": self.asked.part, "program": self.asked.programme, "sorter": self.asked.sort} | changed
        said = {name: value for name, value in asked.items() if value and (name, value) != ("sorter", "urgency")}
        return url_for("caseload.index", **(said or {"visning": EVERYBODY}))  # type: ignore[arg-type]


@bp.post("/arbeidsliste/visninger", endpoint="save_view")
@audience("treat")
def keep_view(**_: Any) -> Any:
    """Keep what is shown under a name."""
    work, form = http.work(), typed()
    asked = view_asked(work, form.get("hvorfor", ""), form.get("program", ""), form.get("sorter", ""))
    try:
        view_id = save_view(work, actor(), form.get("name", ""), asked, first=form.get("first") == "yes")
    except BadInput as fault:
        return _list_page({"name": fault.to(http.language())}, form), 422
    flash(http.speech().say(list_words.VIEW_KEPT, name=form.get("name", "").strip()), "done")
    return redirect(url_for("caseload.index", visning=view_id), 303)


@bp.post("/arbeidsliste/visninger/<int:view_id>", endpoint="change_view")
@audience("treat")
def change_view(view_id: int) -> Response:
    """Show this view first, show everybody first again, or keep it no longer."""
    work, deed, speech = http.work(), typed().get("deed", ""), http.speech()
    if deed == "drop":
        flash(speech.say(list_words.VIEW_DROPPED, name=drop_view(work, actor(), view_id)), "done")
        return redirect(url_for("caseload.index"), 303)
    if deed not in ("first", "not_first"):
        raise NoSuchView()
    show_first(work, actor(), view_id if deed == "first" else None)
    flash(speech.say(list_words.VIEW_FIRST if deed == "first" else list_words.EVERYBODY_FIRST), "done")
    return redirect(url_for("caseload.index", visning=view_id), 303)
