"""A key that a plugin renames takes everything stored under the old one along: progress, entries, answers, scores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect, select

from varde import database
from varde.alerts.models import RiskNote
from varde.assessments.models import Response
from varde.assessments.service import open_sheet, submit
from varde.benefits.figures.models import OverviewChoice
from varde.benefits.plan.models import BenefitsPlan, PlannedBenefit
from varde.benefits.plan.rules import BenefitFacts
from varde.caseload.models import CaseloadView
from varde.content.models import ContentStep
from varde.drafts.models import Draft
from varde.enrolments.models import Enrolment
from varde.groups.models import CareGroup
from varde.identity.service import grant
from varde.kernel.console import Console
from varde.kernel.db import Base
from varde.kernel.errors import ForOperator, StartRefused
from varde.kernel.jobs import Outbox
from varde.kernel.part import Part
from varde.kinds.asking import Field
from varde.kinds.texts import LongText
from varde.modules.entries import entry_of, give_feedback, read_by_therapist, save_entry, written_by_patient
from varde.modules.models import PathSwitch
from varde.modules.progress import finish_step, path_of
from varde.parts import PARTS
from varde.platform import make_platform, refuse_if_unsound
from varde.plugin.renaming import rename, renamings
from varde.programmes.release import at_start
from varde.programmes.values import Exercise, Module, Occasion
from varde.referrals.models import PostedReferral
from varde.scheduling.agenda import plan
from varde.scheduling.models import AgendaItem
from varde.testing.counted import cells_in
from varde.testing.house import House, environment, make_house, settings_for, sqlite_url
from varde.wording.models import WordingPack

from .conftest import INSTRUMENT, MEASURE, Workshop, build, faults_of, programme, same

OLD = {kind: f"old-{kind}" for kind in ("programme", "instrument", "occasion", "module", "step")} | {
    "field": "old_field"
}
NEW = {kind: key.replace("old", "new") for kind, key in OLD.items()}

FOLLOWS = {
    "agenda_item.key",
    "benefits_plan.programme",
    "care_group.programme",
    "caseload_row.module",
    "caseload_row.programme",
    "caseload_view.programme",
    "content_step.module",
    "content_step.programme",
    "content_step.step",
    "draft.place",
    "enrolment.programme",
    "module_state.answered_steps",
    "module_state.module",
    "module_state.steps_done",
    "offering.programme",
    "outbox.arguments",
    "overview_choice.programme",
    "path_switch.module",
    "planned_benefit.occasion",
    "path_switch.step",
    "path_switch.steps_before",
    "posted_referral.programme",
    "response.instrument",
    "response.occasion",
    "risk_note.form",
    "risk_note.programme",
    "role_grant.programme",
    "wording_pack.instrument",
    "entry.module",
    "entry.step",
}
"""Every column that holds a key of a programme, module, step, occasion or instrument. What a worksheet holds is sealed."""
COUNTED_AGAIN = {
    "cell.programme",
    "cell_delta.programme",
    "cell_slot.programme",
    "cell_slot.scale",
    "cell_slot.occasion",
    "cell_slot.category",
    "contribution.programme",
    "caseload_row.worse",
}
"""Follow from the others: a job counts, and the clock judges, whoever is touched."""
EMPTIED = {name for name in COUNTED_AGAIN if name.startswith("cell")}
"""Cells that nobody is counted in any more, and what is taken out of them."""
HISTORY = {"delivery.path", "enrolment_event.details", "outbox.arguments"}
"""As it was: what was sent, whose address leads on, jobs that were done, and the history, that nobody edits."""
HANDED_OVER = {"pooled_cells.programme", "decided_periods.programme", "counted_way.programme"}
"""Stand as another installation has signed them, until that hands them over anew; and as they were decided once a month,
or when they were last looked at."""


def made(workshop: Workshop, keys: dict[str, str], former: dict[str, str] | None = None) -> dict[str, Any]:
    """What the plugin declares under these keys; ``former`` are those they had before."""

    def before(kind: str) -> tuple[str, ...]:
        return (former[kind],) if former else ()

    for language in ("nb", "nn"):
        folder = Path(workshop.folder) / "made_package" / "content" / language / keys["module"]
        folder.mkdir(exist_ok=True)
        (folder / f"{keys['step']}.md").write_text("---\nlede: Kort.\n---\nTekst.\n")
    fields = tuple(
        Field(key, LongText(), same("Hva?"), renamed_from=names)
        for key, names in ((keys["field"], before("field")), ("stays", ()))
    )
    step = Exercise(keys["step"], same("Gjør"), 3, fields, renamed_from=before("step"))
    module = Module(keys["module"], 1, same("Tittel"), same("Om"), at_start(), (step,), renamed_from=before("module"))
    occasion = Occasion(
        keys["occasion"], same("Start"), (keys["instrument"],), 5, renamed_from=before("occasion"), asked_after="exit"
    )
    instrument = replace(INSTRUMENT, key=keys["instrument"], renamed_from=before("instrument"))
    treatment = programme(
        workshop.package,
        key=keys["programme"],
        modules=(module,),
        occasions=(occasion,),
        main_instruments=(("", keys["instrument"]),),
        renamed_from=before("programme"),
    )
    measure = replace(
        MEASURE,
        programme=keys["programme"],
        instrument=keys["instrument"],
        scale=keys["instrument"],
        start_occasion=keys["occasion"],
        follow_up=(keys["occasion"],),
    )
    return {"programmes": [treatment], "instruments": [instrument], "measures": [measure]}


class Renamed:
    """A house whose plugin had other keys, and what its only patient did then."""

    def __init__(self, workshop: Workshop, url: str) -> None:
        self.url = url
        self.before = make_house(url, catalogue=build(calm=workshop.plugin(**made(workshop, OLD))))
        catalogue = build(calm=workshop.plugin(**made(workshop, NEW, OLD)))
        platform = make_platform(
            settings_for(url), engine=self.before.platform.engine, catalogue=catalogue, clock=self.before.clock
        )
        self.house: House = replace(self.before, platform=platform)
        self.therapist = self.before.person("Maren", "Aas", ("therapist", self.before.clinic))
        self.patient = self.before.person("Tor", "Vik")
        self.enrolment = self.before.enrolled(self.patient, self.therapist, OLD["programme"])
        self._patient_works()
        self.before.platform.drain()
        self._what_lies_about()

    def _patient_works(self) -> None:
        house, patient = self.before, self.before.actor(self.patient)
        with house.work() as work:
            asked = work.session.scalars(select(AgendaItem.id).where(AgendaItem.key == OLD["occasion"])).one()
            submit(
                work, patient, open_sheet(work, patient, asked, write=True), OLD["instrument"], {"q1": 1, "q2": 2}, "nb"
            )
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.enrolment)
            plan(work, enrolment.id, "choice", OLD["module"], opens_at=work.now, due_at=work.now)
            view = path_of(work, enrolment, "nb").modules[0]
            step = view.module.steps[0]
            assert isinstance(step, Exercise)
            written = {OLD["field"]: "Ro", "stays": "Her"}
            sheet = save_entry(work, enrolment, view.module, step, written, shared=True, submit=True)
            therapist = house.actor(self.therapist, ("therapist", house.clinic))
            give_feedback(work, therapist, sheet, "Fint.")
            finish_step(work, enrolment, view, step)

    def _what_lies_about(self) -> None:
        """Rows that take more than a patient and a form to come about."""
        now, ids = self.before.clock.now(), (self.patient.id, self.therapist.id, self.before.clinic.id)
        patient, therapist, clinic = ids
        with self.before.work() as work:
            grant(work, self.therapist, "care_team", self.before.clinic, OLD["programme"])
            repeated = PathSwitch(enrolment_id=self.enrolment, number=1, deed="repeat", at=now, by_patient=False)
            repeated.module, repeated.step, repeated.steps_before = OLD["module"], OLD["step"], [OLD["step"]]
            repeated.by_id, repeated.undone_by_id, repeated.undone_at = therapist, therapist, now
            repeated.reason = "Det gikk litt fort."
            work.add(repeated)
            draft = work.add(Draft(author_id=patient, place=f"self-referral/klinikken/{OLD['programme']}"))
            draft.fields, draft.saved_at, draft.ends_at = '{"hope": "Ro"}', now, now
            note = work.add(RiskNote(person_id=patient, organisation_id=clinic, programme=OLD["programme"]))
            note.source, note.form, note.refused, note.at, note.digest = "answer", OLD["instrument"], "closed", now, "d"
            note.answers = "{}"
            posted = work.add(PostedReferral(organisation_id=clinic, programme=OLD["programme"], by_id=therapist))
            posted.content, posted.posted_at = '{"hope": "Ro"}', now
            pack = WordingPack(
                organisation_id=clinic, instrument=OLD["instrument"], instrument_version="1", language="nb"
            )
            work.add(pack)
            pack.version, pack.source, pack.licence_note, pack.words, pack.digest = 1, "toml", "", {}, "d"
            pack.loaded_at = now
            work.add(
                CareGroup(
                    organisation_id=clinic, programme=OLD["programme"], kind="walk", name="Gå og prat", made_at=now
                )
            )
            kept = {kind: OLD[kind] for kind in ("programme", "module", "step")}
            work.session.add(ContentStep(**kept))
            work.add(
                CaseloadView(person_id=therapist, name="Mine", part="", programme=OLD["programme"], sort="urgency")
            )
            work.add(OverviewChoice(person_id=therapist, part="programme", programme=OLD["programme"]))
            plan = work.add(BenefitsPlan(organisation_id=clinic, programme=OLD["programme"], begun_at=now))
            plan.goal, plan.ways_note, plan.approved_by, plan.version = "", "", "", 0
            work.session.flush()
            facts = BenefitFacts(title="Mer ro", figure="mean", measure=MEASURE.key, occasion=OLD["occasion"])
            benefit = work.add(PlannedBenefit(plan_id=plan.id, begun_at=now, status="planned", **asdict(facts)))
            benefit.status_note, benefit.proposal = "", ""
            unheard = {"enrolment_id": self.enrolment, "module": OLD["module"], "steps_done": 1}
            later = now + timedelta(days=1)
            work.session.add(Outbox(job="none.such", arguments=unheard, created_at=now, run_after=later))

    def cells_with(self, words: str) -> set[str]:
        """The columns of the database in which these words stand."""
        names = set()
        with self.house.platform.engine.connect() as connection:
            there = inspect(connection).get_table_names()
            for table in (table for table in Base.metadata.sorted_tables if table.name in there):
                for row in connection.execute(select(table)):
                    for column in table.columns:
                        value = row._mapping[column]
                        stored = json.dumps(value) if isinstance(value, dict | list) else value
                        if isinstance(stored, str) and words in stored:
                            names.add(f"{table.name}.{column.name}")
        return names


@pytest.fixture
def renamed(workshop: Workshop, tmp_path: Path) -> Iterator[Renamed]:
    left = Renamed(workshop, sqlite_url(tmp_path))
    yield left
    left.before.platform.engine.dispose()


@pytest.fixture
def on_any_database(workshop: Workshop, database_url: str) -> Iterator[Renamed]:
    left = Renamed(workshop, database_url)
    yield left
    left.before.platform.engine.dispose()


def test_every_column_that_holds_a_key_is_known(renamed: Renamed) -> None:
    assert renamed.cells_with("old-") == FOLLOWS | (COUNTED_AGAIN - {"caseload_row.worse", "cell.programme"}) | HISTORY


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_no_other_table_has_such_a_column(part: Part) -> None:
    """Whoever makes one decides whether its rows follow, or are made anew."""
    tables = part.tables() if part.tables else None
    for table in (model.__table__ for model in (tables.models if tables else ())):  # type: ignore[attr-defined]
        for name in {column.name for column in table.columns} & OLD.keys():
            assert f"{table.name}.{name}" in FOLLOWS | COUNTED_AGAIN | HANDED_OVER


def test_everything_follows(on_any_database: Renamed) -> None:
    renamed = on_any_database
    with renamed.house.work() as work:
        done = {(each["kind"], each["old"], each["new"]) for each in rename(work)}
    assert done == {(kind, OLD[kind], NEW[kind]) for kind in OLD}
    renamed.house.platform.drain()
    assert renamed.cells_with("old-") - EMPTIED == HISTORY
    with renamed.house.work() as work:
        assert not [key for key in cells_in(work) if key.programme == OLD["programme"]]
    assert renamed.cells_with("new-") >= FOLLOWS


def test_she_goes_on_where_she_was(renamed: Renamed) -> None:
    with renamed.house.work() as work:
        rename(work)
    with renamed.house.work() as work:
        enrolment = work.session.get_one(Enrolment, renamed.enrolment)
        view = path_of(work, enrolment, "nb").modules[0]
        assert (view.module.key, view.steps_done) == (NEW["module"], {NEW["step"]})
        sheet = entry_of(work, enrolment.id, NEW["module"], NEW["step"])
        assert sheet is not None
        assert written_by_patient(sheet) == read_by_therapist(sheet) == {NEW["field"]: "Ro", "stays": "Her"}
        response = work.session.scalars(select(Response)).one()
        assert (response.occasion, response.instrument, response.total) == (NEW["occasion"], NEW["instrument"], 3)
        assert work.session.scalars(select(Draft)).one().fields == '{"hope": "Ro"}'
        assert work.session.scalars(select(PostedReferral)).one().content == '{"hope": "Ro"}'
    renamed.house.platform.drain()
    with renamed.house.work() as work:
        cells = {(key.programme, stats.n) for key, stats in cells_in(work).items() if key.scale == NEW["instrument"]}
        assert cells == {(NEW["programme"], 1)}


def test_a_link_that_was_sent_leads_on(renamed: Renamed) -> None:
    with renamed.house.work() as work:
        rename(work)
    page = renamed.house.browser(renamed.patient).get(f"/moduler/{renamed.enrolment}/{OLD['module']}/{OLD['step']}")
    assert page.status_code == 200
    assert "Fint." in page.get_data(as_text=True)


def test_doing_it_again_changes_nothing(renamed: Renamed) -> None:
    for expected in (True, False):
        with renamed.house.work() as work:
            assert bool(rename(work)) is expected


def test_whoever_is_stopped_in_the_middle_begins_again(renamed: Renamed) -> None:
    before = renamed.cells_with("old-")
    with pytest.raises(KeyboardInterrupt), renamed.house.work() as work:
        rename(work)
        raise KeyboardInterrupt
    assert renamed.cells_with("old-") == before
    assert renamed.cells_with("new-") == set()


def test_the_command_says_what_followed(renamed: Renamed, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment(renamed.url).items():
        monkeypatch.setenv(name, value)
    platform = renamed.house.platform
    monkeypatch.setattr(database, "sound_catalogue", lambda: (platform.catalogue, []))
    console = Console(lambda: platform.catalogue, lambda: platform)
    first, again = (CliRunner().invoke(database.db_upgrade, obj=console) for _ in range(2))
    said = json.loads(first.stdout)
    assert (said["upgraded"], len(said["renamed"])) == ([], len(OLD))
    assert {"kind": "field", "old": "old_field", "new": "new_field", "rows": 2} in said["renamed"]
    assert json.loads(again.stdout) == {"upgraded": []}


def test_varde_does_not_start_before(renamed: Renamed) -> None:
    with pytest.raises(StartRefused) as refused:
        refuse_if_unsound(renamed.house.platform)
    assert (
        "Something is stored under the programme old-programme, which is new-programme now. Run: varde db upgrade"
        in refused.value.faults
    )
    with renamed.house.work() as work:
        rename(work)
    refuse_if_unsound(renamed.house.platform)


def test_two_rows_never_become_one(renamed: Renamed) -> None:
    with renamed.before.work() as work:
        item = work.session.scalars(select(AgendaItem).where(AgendaItem.key == OLD["occasion"])).one()
        copied = {column.name: getattr(item, column.name) for column in AgendaItem.__table__.columns}
        work.session.add(AgendaItem(**{**copied, "id": None, "key": NEW["occasion"]}))
    with pytest.raises(ForOperator) as refused, renamed.house.work() as work:
        rename(work)
    assert str(refused.value) == (
        "The occasion old-occasion of new-programme is new-occasion now, and for somebody both are stored. Nothing was "
        "renamed: take old-occasion out of renamed_from, or remove what is stored under one of them."
    )
    assert renamed.cells_with("new-") == {"agenda_item.key"}


def test_whoever_is_in_another_programme_stays(renamed: Renamed) -> None:
    """A module of the same key in another programme is another module."""
    assert {str(each) for each in renamings(renamed.house.platform.catalogue) if each.kind in ("module", "field")} == {
        "module old-module of new-programme",
        "field old_field of new-step of new-module of new-programme",
    }


# --- what cannot be


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"occasions": (Occasion("start", same("S"), ("calm-2",), 5, renamed_from=("start",)),)},
            "calm, programme calm: occasions start: was renamed from 'start', which is in use",
        ),
        ({"renamed_from": ("calm",)}, "calm, programme calm: was renamed from 'calm', which is in use"),
    ],
)
def test_a_key_that_is_in_use_was_not_renamed(workshop: Workshop, changes: dict[str, Any], fault: str) -> None:
    assert faults_of(calm=workshop.sound(programmes=[programme(workshop.package, **changes)])) == (fault,)


def test_two_cannot_have_had_one_key(workshop: Workshop) -> None:
    twin = [replace(INSTRUMENT, key=key, renamed_from=("calm-1",)) for key in ("calm-3", "calm-4")]
    assert faults_of(calm=workshop.sound(instruments=[INSTRUMENT, *twin])) == (
        "calm, instrument calm-4: was renamed from 'calm-1', and so was 'calm-3'",
    )
