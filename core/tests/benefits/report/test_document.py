"""The document of invented figures: in order, by its schema, and on paper."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.cells import EnrolmentFacts
from varde.benefits.figures.course import CourseFigures
from varde.benefits.figures.exits import ExitGroup, Exits
from varde.benefits.figures.mixed_model import courses_of, mixed_model
from varde.benefits.figures.rules import Proportion
from varde.benefits.figures.voice import Voice
from varde.benefits.report.document import document_of
from varde.benefits.report.errors import NoPaper
from varde.benefits.report.model_tables import model_sentence
from varde.benefits.report.paper import as_pdf, for_layout
from varde.benefits.report.schema import as_json, faults_of
from varde.benefits.report.values import About, Document, ReportTable
from varde.benefits.report.way_tables import dropout_table, exits_table
from varde.benefits.values import Measure
from varde.charts.paper import LOOKS, on_paper
from varde.enrolments.words import END_REASON, WAY
from varde.kernel.speech import Speech
from varde.kernel.words import LANGUAGES, Text

from ..cohort import MEASURES, SYMPTOMS, patient
from ..reports import BETTER, SILENT, on_track, reported, with_scores

ABOUT = About(
    "demo",
    "Demoskolen",
    "fjordvest",
    "Fjordvest sykehus & [sønn] #1",
    "2025-01",
    "2025-12",
    drawn_on=date(2026, 1, 2),
    counted_on=date(2025, 12, 31),
    fewest=5,
)
OCCASIONS = {
    "start": Text("Ved start", "Ved start", "At the start"),
    "3m": Text("Etter, 3 måneder", "Etter, 3 månader", "After, 3 months"),
    "6m": Text("Etter, 6 måneder", "Etter, 6 månader", "After, 6 months"),
}
VOICE = Voice(
    Speech("nb", ZoneInfo("Europe/Oslo"), datetime(2026, 1, 2, tzinfo=UTC)),
    OCCASIONS,
    tracks={"a": Text("Uro", "Uro", "Unrest")},
)


@cache
def document(language: str = "nb") -> Document:
    better = [patient(280 + 5 * (i % 7), 160 + 9 * (i % 11)) for i in range(40)]
    same = [patient(240 + 3 * (i % 9), 250 - 4 * (i % 5)) for i in range(35)]
    people = [
        with_scores(each, csq_3m=20 + i % 9, pain_start=60 - i % 5, pain_3m=30 + i % 6)
        for i, each in enumerate(better + same)
    ]
    people += [patient(260 + i) for i in range(20)]
    voice = Voice(Speech(language, ZoneInfo("Europe/Oslo"), datetime(2026, 1, 2, tzinfo=UTC)), OCCASIONS)
    return document_of(reported(people), reported(people, split=True), ABOUT, voice)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_by_its_schema_in_every_language(language: str) -> None:
    written = as_json(document(language))
    assert faults_of(written) == {}
    same = as_json(document("nb"))
    assert [s["key"] for s in written["sections"]] == [s["key"] for s in same["sections"]]
    for section, other in zip(written["sections"], same["sections"], strict=True):
        assert [t["key"] for t in section["tables"]] == [t["key"] for t in other["tables"]]
        for table, of_other in zip(section["tables"], other["tables"], strict=True):
            assert {len(row) for row in table["rows"]} == {len(table["columns"])}
            numbers = [[cell.get("value") for cell in row] for row in table["rows"]]
            assert numbers == [[cell.get("value") for cell in row] for row in of_other["rows"]]


def dropout_of(people: list[EnrolmentFacts], measures: Sequence[Measure] = MEASURES, **selection: Any) -> ReportTable:
    table = dropout_table(reported(people, measures, **selection), VOICE)
    assert table is not None
    return table


PEOPLE_95 = [patient(280, 160)] * 40 + [patient(240, 250)] * 35 + [patient(260)] * 20


def test_drop_out_is_of_the_treatment_or_of_the_measurements() -> None:
    """Nobody left; of 95 who began, 20 have no answer at three months, and nobody any at six."""
    table = dropout_of(PEOPLE_95)
    assert [[cell.text for cell in row[:3]] for row in table.rows] == [
        ["Sluttet før tiden", "0", "95"],
        ["Ikke svart på Plager både ved start og igjen (3 måneder)", "20", "95"],
    ]
    assert table.note.startswith("Alle radene er av alle som begynte. ")


def test_drop_out_of_a_questionnaire_of_one_track_is_of_those_on_it() -> None:
    """95 on the track that is asked, and 30 on another: the rows are of 125 and of 95, and not said to be of all."""
    asked = replace(SYMPTOMS, tracks=("a",))
    table = dropout_of([on_track("a", each) for each in PEOPLE_95] + [on_track("b")] * 30, [asked])
    assert [[cell.text.replace("\u00a0", " ") for cell in row] for row in table.rows] == [
        ["Sluttet før tiden", "0", "125", "0 % (0–3)"],
        ["Ikke svart på Plager både ved start og igjen (3 måneder), av dem på sporet Uro", "20", "95", "21 % (14–30)"],
    ]
    assert "alle som begynte" not in table.note


def test_who_is_not_asked_yet_has_not_dropped_out() -> None:
    people = [patient(280, 160, 150)] * 30 + [patient(240, 250)] * 30
    later = "Ikke svart på Plager både ved start og igjen (6 måneder)"
    assert [row[0].text for row in dropout_of(people).rows][-1] == later
    table = dropout_of(people, undue=("6m",))
    assert later not in [row[0].text for row in table.rows]
    assert table.note.endswith("6 måneder er ikke med, for noen har ikke fått tid til å svare da ennå.")


def test_a_model_is_spoken_of_only_where_somebody_missed_an_occasion() -> None:
    """The same ten answers at the start and three months; of the other ten only the start is known, or there are none."""
    (figures, *_) = reported([BETTER] * 10 + [SILENT] * 10, [SYMPTOMS]).measures
    every_time = [{"start": 280.0 + n, "3m": 160.0 + 2 * n} for n in range(10)]

    def said(scores: list[dict[str, float]]) -> list[str]:
        model = mixed_model(courses_of(scores, ("start", "3m")), ("start", "3m"))
        return list(model_sentence(figures, {SYMPTOMS.key: CourseFigures(model, {})}, VOICE))

    (sentence,) = said([*every_time, *({"start": 260.0 + n} for n in range(10))])
    assert sentence.startswith("Når også de som ikke svarte hver gang er med (blandet modell, 20 personer)")
    assert said(every_time) == []


def test_another_version_or_a_field_too_many_is_refused() -> None:
    written = as_json(document())
    assert list(faults_of({**written, "version": 2})) == ["version"]
    assert list(faults_of({**written, "more": 1})) == ["more"]
    assert list(faults_of({key: value for key, value in written.items() if key != "sections"})) == ["sections"]


def test_everyone_stands_before_the_groups_and_groups_are_not_tested_against_themselves() -> None:
    tables = {table.key: table for section in document().sections for table in section.tables}
    assert [row[0].text for row in tables["course:demo.symptoms"].rows[::3]] == [
        "Alle",
        "Respondere",
        "Ikke-respondere",
    ]
    everyone, yes, no = tables["areas:demo.symptoms"].rows
    assert everyone[4].low is not None
    assert [row[4].low for row in (yes, no)] == [None, None]
    assert [row[0].text for row in tables["tests"].rows] == [
        "Plager, start til 3 måneder: paret t-test",
        "Plager, Smerte, start til 3 måneder: paret t-test",
        "Tilfredshet, respondere mot ikke-respondere: Welchs t-test",
    ]
    assert "Det er gjort 3 tester." in " ".join(document().sections[-1].points)


def test_every_picture_and_table_has_a_name_of_its_own() -> None:
    sections = document().sections
    for keys in ([p.key for s in sections for p in s.pictures], [t.key for s in sections for t in s.tables]):
        assert len(keys) == len(set(keys)) > 8


@pytest.mark.parametrize(
    ("asked", "said", "outside"),
    [
        (("2025-01", "2025-12"), False, False),
        (("2025-02", "2025-12"), True, False),
        (("2025-01", "2025-11"), True, False),
        (("2024-06", "2026-06"), False, False),  # nobody began in the months that are left out
        (("2026-01", "2025-12"), False, True),  # from a month after the last, and no end was asked for
        (("2025-01", "2024-12"), False, True),
        (("2024-01", "2024-06"), False, True),
    ],
)
def test_a_period_that_was_widened_says_so(asked: tuple[str, str], said: bool, outside: bool) -> None:
    people = [patient(280, 160)] * 9
    written = document_of(reported(people), reported(people), replace(ABOUT, asked=asked), VOICE)
    assert ("Månedene er utvidet" in " ".join(written.facts)) is said
    assert ("måneder som det ikke er noen i" in " ".join(written.facts)) is outside


def test_a_track_and_invented_people_are_told_under_the_title() -> None:
    people = [patient(280, 160)] * 9
    about = replace(ABOUT, track="a", track_title="Uro", invented=True)
    facts = document_of(reported(people), reported(people), about, VOICE).facts
    assert facts[0].endswith("Tall fra Varde per 31. desember 2025."), (
        "the day until which all is counted, not that of the report"
    )
    assert facts[1:] == ("Bare sporet Uro.", "Eksempeltall: ingen her er en virkelig person.")


def test_reasons_stand_under_their_way_and_those_passed_on_below() -> None:
    reason, other = list(END_REASON)[:2]
    group = ExitGroup("discontinued", Proportion(9, 90, "started", 0.1, None), ((reason, 9), (other, 0)))
    table = exits_table(Exits((), (group,), 7), VOICE)
    assert [[cell.text.replace("\u00a0", " ") for cell in row] for row in table.rows] == [
        [VOICE.say(WAY["discontinued"]), "alle som begynte", "9", "10 %"],
        [f"– {VOICE.say(END_REASON[reason])}", "", "9", ""],
    ]
    assert "Sendt videre til et annet sted eller program: 7." in table.note


# --- on paper


def test_without_the_typesetter_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoPaper, match="not installed"):
        as_pdf(document())


def test_a_drawing_on_paper_has_literal_colours_and_its_key() -> None:
    (picture,) = (p for s in document().sections for p in s.pictures if p.key == "severity-all-demo-symptoms")
    drawn = on_paper(picture.chart, "Some Serif")
    assert "class=" not in drawn
    assert "var(" not in drawn
    assert drawn.count("<text") == sum(shape.tag == "text" for shape in picture.chart.shapes) + 2
    kinds = {s.kind for section in document().sections for p in section.pictures for s in p.chart.shapes}
    assert {" ".join(w for w in kind.split() if w not in ("mid", "end")) for kind in kinds} <= LOOKS.keys()


def test_the_pdf_is_tagged_and_knows_its_language_and_title() -> None:
    """What the bytes can say: PDF/UA-1 by its metadata, marked, with structure, a language, a title that is shown, and the words of
    drawings. That a screen reader is content is not seen here."""
    pdf = as_pdf(document("nn"))
    assert pdf == as_pdf(document("nn"))
    plain = pdf + b"".join(_inflated(pdf))
    assert b"pdfuaid:part>1<" in plain
    assert re.search(rb"/Marked true", plain)
    assert re.search(rb"/StructTreeRoot \d+ 0 R", plain)
    assert re.search(rb"/Lang ?\(nn(-NO)?\)", plain)
    assert b"/DisplayDocTitle true" in plain
    assert "Demoskolen ved Fjordvest sykehus &amp; [sønn] #1".encode() in plain
    assert len(re.findall(rb"/S ?/Table\b", plain)) == sum(len(section.tables) for section in document("nn").sections)
    pictures = [picture for section in document("nn").sections for picture in section.pictures]
    assert len(re.findall(rb"/S ?/Figure\b", plain)) >= len(pictures)


def _inflated(pdf: bytes) -> list[bytes]:
    streams = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            streams.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return streams


def test_what_is_laid_out_is_data() -> None:
    data = for_layout(document())
    assert data["author"] == ABOUT.organisation_name
    pictures = [picture for section in data["sections"] for picture in section["pictures"]]
    assert all(picture["alternative"] and picture["svg"].startswith("<svg") for picture in pictures)
