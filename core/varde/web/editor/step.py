"""The words of one step: both languages side by side, how they look on a telephone, their versions, and sending them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.content.approving import go_back, keep_ours, note_all_moved
from varde.content.differing import changes, joined, three_way
from varde.content.editing import (
    CONTROLS,
    LONGEST_NOTE,
    LONGEST_REASON,
    PublishingPlan,
    faults_in,
    from_controls,
    in_controls,
    save_draft,
    send,
    texts_of,
    throw_away,
)
from varde.content.errors import ContentRefused, DraftClash
from varde.content.overview import PluginChange, plugin_change, take_basis
from varde.content.rules import EASY, readability
from varde.content.texts import as_text
from varde.content.values import StepWords
from varde.content.written import standing_edition, written_of
from varde.identity.service import under
from varde.kernel.characters import row_number
from varde.kernel.dates import as_date
from varde.kernel.merging import read_base, write_base
from varde.kernel.words import LANGUAGES
from varde.modules.errors import MoveRefused
from varde.modules.moving import move_all, readers_of
from varde.setup.words import IN_LANGUAGE
from varde.web.editor import words
from varde.web.editor.places import ContentPlace, editor, place_of_step, refused_at
from varde.web.shell import http
from varde.web.shell.draft_forms import go_on
from varde.web.shell.forms import typed
from varde.web.shell.pages import audience, staff_nav
from varde.web.shell.step_prose import drawn_texts

bp = Blueprint("content_step", __name__, url_prefix="/innhold/<key>/steg/<programme>/<module>/<step>")


@dataclass(frozen=True, slots=True)
class Pane:
    """The words in one language as they stand in the form, and what another editor has saved meanwhile (None: nothing else)."""

    language: str
    lede: str
    body: str
    theirs: StepWords | None = None

    @property
    def words(self) -> StepWords:
        return from_controls({f"lede-{self.language}": self.lede, f"body-{self.language}": self.body}).get(
            self.language, StepWords()
        )


@bp.get("")
@audience("edit_content")
def show(key: str, programme: str, module: str, step: str) -> str:
    """What is being written, or what stands."""
    return _page(place_of_step(key, programme, module, step))


def _page(
    place: ContentPlace,
    form: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    clash: DraftClash | None = None,
) -> str:
    work, organisation = http.work(), place.organisation
    written = written_of(work, organisation.id, place.key)
    draft, standing = written.draft, standing_edition(work, place.key, written)
    stored = in_controls(texts_of(draft) if draft else dict(standing.texts))
    filled = {**stored, **(form or {})}
    theirs = from_controls(stored) if clash else {}
    panes = [
        Pane(language, filled[f"lede-{language}"], filled[f"body-{language}"], _other(theirs, language, clash))
        for language in LANGUAGES
    ]
    texts = {pane.language: pane.words for pane in panes}
    readers = readers_of(work, place.key, under(work, [organisation.id]))
    base = write_base(stored, CONTROLS) if form is None or clash else form.get("base", "")
    return render_template(
        "content/step.html",
        place=place,
        panes=panes,
        named=IN_LANGUAGE,
        readable={pane.language: readability(pane.words) for pane in panes},
        easy=EASY,
        problems={
            language: [fault.to(http.language()) for fault in faults]
            for language, faults in faults_in(work, organisation, place.key, texts).items()
        },
        previews=_previews(place, texts),
        draft=draft,
        base=base,
        waiting=written.waiting,
        versions=written.lines,
        readers=readers,
        older=sum(readers.values()) - readers.get(standing.digest, 0),
        present=written.present.digest if written.present else "",
        is_own=written.shown is not None,
        differs=[(each, changes(standing.words(each) or StepWords(), texts[each])) for each in texts],
        from_plugin=_from_plugin(plugin_change(work, written), texts),
        clash=clash,
        history=written.history[:HISTORY],
        deed_words=words.DEEDS,
        state_words=words.VERSION_STATES,
        limits={"note": LONGEST_NOTE, "reason": LONGEST_REASON},
        typed=form or {"note": draft.note if draft else "", "from_day": work.today.isoformat()},
        errors=errors or {},
        nav=staff_nav("content"),
    )


HISTORY = 20
"""How many deeds stand on the page."""


def _other(theirs: Mapping[str, StepWords], language: str, clash: DraftClash | None) -> StepWords | None:
    """What another has saved where the page has something else."""
    if clash is None:
        return None
    clashing = [name for name in clash.merged.clashes if name.endswith(f"-{language}")]
    return theirs.get(language, StepWords()) if clashing else None


def _previews(place: ContentPlace, texts: Mapping[str, StepWords]) -> list[tuple[str, StepWords, Any]]:
    shown = {
        language: as_text(place.key, language, said).pieces
        for language, said in texts.items()
        if said.lede or said.body
    }
    drawn = drawn_texts(http.work(), shown, place.organisation.id)
    return [(language, texts[language], drawn[language]) for language in shown]


def _from_plugin(change: PluginChange | None, texts: Mapping[str, StepWords]) -> list[tuple[str, Any]]:
    """By language what the plugin and the organisation have made of the words that both began from."""
    if change is None:
        return []
    none, sides = StepWords(), list[tuple[str, Any]]()
    for language in LANGUAGES:
        base, present = change.base.words(language) or none, change.present.words(language) or none
        if base != present:
            sides.append((language, three_way(base, present, texts[language])))
    return sides


@bp.post("")
@audience("edit_content")
def save(key: str, programme: str, module: str, step: str) -> Any:
    """Show how it looks, keep it as the draft, or send it for approval."""
    place, form, work = place_of_step(key, programme, module, step), typed(), http.work()
    deed, texts = form.get("gjor", ""), from_controls(form)
    if deed == "vis":
        if http.wants_json():
            return {
                "html": render_template(
                    "content/_previews.html", previews=_previews(place, texts), place=place, named=IN_LANGUAGE
                )
            }
        go_on()
        return _page(place, form)
    base = {name: said for name, said in read_base(form.get("base", "")).items() if name in CONTROLS}
    try:
        with work.apart():
            _, merged = save_draft(
                work, editor(), place.organisation, place.key, texts, form.get("note", "").strip(), base
            )
    except DraftClash as clash:
        return _page(place, form, clash=clash), 409
    except ContentRefused as fault:
        return _page(place, form, refused_at(fault)), 422
    if merged.elsewhere:
        flash(http.speech().say(words.PUT_TOGETHER), "now")
        return _to_page(place)
    if deed != "send":
        flash(http.speech().say(words.DRAFT_KEPT), "done")
        return _to_page(place)
    try:
        plan = _plan(form)
        with work.apart():
            version = send(work, editor(), place.organisation, place.key, plan)
    except ContentRefused as fault:
        return _page(place, _now_saved(form, texts), refused_at(fault)), 422
    flash(http.speech().say(words.SENT, number=version.number), "done")
    return _to_page(place)


def _now_saved(form: Mapping[str, str], texts: Mapping[str, StepWords]) -> dict[str, str]:
    """The form of a page whose words are saved: it is made from them."""
    return {**form, "base": write_base(in_controls(texts), CONTROLS)}


def _plan(form: Mapping[str, str]) -> PublishingPlan:
    """:raises ContentRefused: the day is no day."""
    day = as_date(form.get("from_day", ""))
    if day is None:
        raise ContentRefused(of={"from_day": words.WRITE_DAY})
    return PublishingPlan(day, form.get("who") == "all", form.get("reason", ""))


def _to_page(place: ContentPlace) -> Any:
    return redirect(url_for("content_step.show", **place.address), 303)


@bp.post("/tilbake")
@audience("edit_content")
def back(key: str, programme: str, module: str, step: str) -> Any:
    """An earlier version is shown again, or what the plugin ships; or the draft is thrown away, or ours stay."""
    place, work = place_of_step(key, programme, module, step), http.work()
    form = typed()
    deed, chosen = form.get("gjor", ""), form.get("version", "")
    try:
        with work.apart():
            if deed == "kast":
                throw_away(work, editor(), place.organisation, place.key)
            elif deed == "behold":
                keep_ours(work, editor(), place.organisation, place.key)
            elif deed == "ta-inn":
                _take_in(place)
            else:
                go_back(work, editor(), place.organisation, place.key, (row_number(chosen) or 0) if chosen else None)
    except ContentRefused as fault:
        return _page(place, errors=refused_at(fault)), 422
    flash(http.speech().say(words.DONE.get(deed, words.WENT_BACK_TO)), "done")
    return _to_page(place)


def _take_in(place: ContentPlace) -> None:
    """The draft gets what the plugin alone has changed; nothing is shown to anybody before it is approved."""
    work = http.work()
    written = written_of(work, place.organisation.id, place.key)
    change, draft = plugin_change(work, written), written.draft
    if change is None:
        return
    ours = texts_of(draft) if draft else dict(standing_edition(work, place.key, written).texts)
    none = StepWords()
    together = {
        language: joined(
            change.base.words(language) or none, change.present.words(language) or none, ours.get(language, none)
        )
        for language in LANGUAGES
    }
    draft, _ = save_draft(work, editor(), place.organisation, place.key, together, draft.note if draft else "")
    take_basis(work, draft, place.key)


@bp.post("/flytt")
@audience("edit_content")
def move(key: str, programme: str, module: str, step: str) -> Any:
    """All who read older words here or below are moved to those that stand."""
    place, work, form = place_of_step(key, programme, module, step), http.work(), typed()
    writer = editor()
    try:
        places = under(work, [place.organisation.id])
        moved = move_all(work, place.key, places, form.get("why", ""), writer.person_id, writer.name)
        note_all_moved(work, writer, place.organisation, place.key, form.get("why", "").strip())
    except MoveRefused as fault:
        return _page(place, {"why": form.get("why", "")}, {"why": fault.to(http.language())}), 422
    flash(http.speech().say(words.MOVED_ALL, n=moved), "done")
    return _to_page(place)
