"""A total with a unit says it wherever it is printed, and so does what is measured. A table over every place, written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from varde.assessments.models import Response
from varde.assessments.service import open_sheet, submit
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment
from varde.exchange.csv.response_rows import unit_of_answer
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.measurements.service import measure
from varde.privacy.export import export_of
from varde.record.patient import other_scales
from varde.scheduling.models import AgendaItem
from varde.series.values import Series
from varde.standing.words import change_figure, total_figure, total_heading
from varde.testing.house import House, make_house, sample_only, sqlite_url

PACES, DOTS = Text("skritt", "steg", "paces"), Text("prikker", "prikkar", "dots")
WELL = replace(sample_only().one(Instrument, "who-5"), unit=PACES)
LOW = replace(sample_only().one(Instrument, "phq-9"), unit=DOTS)

# Who opens which page, and what stands there. {e} is the enrolment, {r} her last response to the main instrument.
PLACES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "her chart": ("patient", "/min-sti/{e}", ("Sum (skritt) 20, Endring fra start −80",)),
    "therapist's page, the trend": (
        "staff",
        "/pasient/{e}",
        ("Ned 80 skritt siden start.", "80 skritt verre", "Skår (skritt) 20"),
    ),
    "therapist's page, other scales": ("staff", "/pasient/{e}", ("0 prikker 8 prikker +8 prikker",)),
    "therapist's page, the timeline": ("staff", "/pasient/{e}", ("WHO-5: trivsel 20 skritt, PHQ-9",)),
    "all scores": (
        "staff",
        "/pasient/{e}/skjemaer",
        ("Sum 20 skritt", "20 skritt Svært lav trivsel −80 skritt −80 skritt"),
    ),
    "one response": ("staff", "/pasient/{e}/skjemaer/{r}", ("20 skritt", "−80 skritt")),
    "an alert": ("staff", "/pasient/{e}/varsler", ("Sum 20 av 100 skritt", "Ned 80 skritt siden start.")),
    "the caseload": ("staff", "/arbeidsliste", ("WHO-5: trivsel: Ned 80 skritt siden start. Det er 80 skritt verre",)),
    "a measurement, to her": (
        "patient",
        "/min-sti/{e}/maaling/sample-breath",
        ("78 % av ditt beste, 500 liter i minuttet", "Målt én gang: 390 liter i minuttet"),
    ),
    "a measurement, to staff": ("staff", "/pasient/{e}/maalinger/sample-breath", ("390 liter i minuttet",)),
}


class Course:
    """Kari, who was well at the start and is worse after three months."""

    def __init__(self, folder: Path) -> None:
        catalogue = sample_only().with_values(Instrument, [WELL, LOW])
        self.house: House = make_house(sqlite_url(folder), catalogue=catalogue)
        self.maren = self.house.person("Maren", "Lie", ("therapist", self.house.clinic))
        self.kari = self.house.person("Kari", "Vik")
        self.enrolment = self.house.enrolled(self.kari, self.maren, "sample")
        self.house.set_base(self.maren, self.enrolment, "sample-breath", 500)
        self._answers(5, 0)
        self.house.clock.move(days=86)
        self.house.tick()
        self._answers(1, 1)
        with self.house.work() as work:
            work.session.execute(update(CaseloadRow).values(deterioration_since=None))  # so that the list says how
            of_main = select(Response.id).where(Response.instrument == "who-5").order_by(Response.id.desc())
            self.response = work.session.scalars(of_main).first()
            series, enrolment = (
                work.catalogue.one(Series, "sample-breath"),
                work.session.get_one(Enrolment, self.enrolment),
            )
            measure(work, self.house.actor(self.kari), enrolment, series, (390.0,), confirmed=True)
        self.browsers = {"patient": self.house.browser(self.kari), "staff": self.house.browser(self.maren, staff=True)}

    def _answers(self, well: int, low: int) -> None:
        planned = (AgendaItem.kind == "assessment") & (AgendaItem.state == "planned")
        with self.house.work() as work:
            for item in work.session.scalars(
                select(AgendaItem.id).where(planned, AgendaItem.opens_at <= work.now)
            ).all():
                sheet = open_sheet(work, self.house.actor(self.kari), item, write=True)
                while sheet.unanswered:
                    instrument = work.catalogue.one(Instrument, sheet.unanswered[0])
                    value = {"who-5": well, "phq-9": low}.get(instrument.key, 1)
                    # What is grave about the low is left at nothing.
                    answers = {each.key: 0 if each.safety else value for each in instrument.items}
                    submit(work, self.house.actor(self.kari), sheet, instrument.key, answers)

    def reads(self, who: str, address: str) -> str:
        page = self.browsers[who].get(address.format(e=self.enrolment, r=self.response)).get_data(as_text=True)
        return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    made = Course(tmp_path_factory.mktemp("units"))
    yield made
    made.house.platform.engine.dispose()


@pytest.mark.parametrize("place", PLACES)
def test_every_page_says_it(course: Course, place: str) -> None:
    who, address, said = PLACES[place]
    page = course.reads(who, address)
    assert [words for words in said if words not in page] == [], page


def test_every_language_has_its_own(course: Course) -> None:
    for language, words in (("nn", "80 steg"), ("en", "80 paces")):
        assert words in course.reads("staff", f"/pasient/{{e}}?lang={language}")
    course.reads("staff", "/pasient/{e}?lang=nb")


def test_what_leaves_the_house_says_it(course: Course) -> None:
    with course.house.work() as work:
        given = {each.table: each.rows for each in export_of(work, course.kari.id)}
        assert {row["unit"] for row in given["response"] if row["instrument"] == "who-5"} == {"skritt"}
        assert {row["unit"] for row in given["response"] if row["instrument"] == "csq-8"} == {None}
        assert {row["unit"] for row in given["measurement"]} == {"liter i minuttet"}
        responses = work.session.scalars(select(Response).order_by(Response.id)).all()
        other = {
            scale.key: (scale.first, scale.last, scale.change)
            for scale in other_scales(work, work.speech("en"), "who-5", responses)
        }
    assert other["phq-9"] == ("0 dots", "8 dots", "+8 dots")


@pytest.mark.parametrize(
    ("instrument", "key", "unit"),
    [(WELL, "total", "paces"), (WELL, "q1", ""), (LOW, "total", "dots"), (WELL, "gone", ""), (None, "total", "")],
)
def test_a_row_of_the_file_says_it(instrument: Instrument | None, key: str, unit: str) -> None:
    assert unit_of_answer(instrument, key) == unit


def test_the_words_are_in_one_place() -> None:
    assert [total_figure(WELL, 20, language) for language in ("nb", "nn", "en")] == ["20 skritt", "20 steg", "20 paces"]
    assert [change_figure(WELL, moved, "nb") for moved in (8, -8, 0)] == ["+8 skritt", "−8 skritt", "0 skritt"]
    assert (total_heading("Skår", WELL, "nn"), total_heading("Skår", None, "nn")) == ("Skår (steg)", "Skår")
    without = replace(WELL, unit=None)
    assert (total_figure(without, 20, "nb"), change_figure(without, 8, "nb")) == ("20", "+8")
    assert total_heading("Skår", without, "nb") == "Skår"
