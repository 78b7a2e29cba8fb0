"""Drawings that a plugin ships, with the words of the step in them; and what several steps say in the same words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from varde.content.blocks import Piece, media_in, without_media
from varde.content.drawings import drawn, fault_of_drawing, fault_of_use, figure_of, read_figures
from varde.content.rules import Medium, faults_of
from varde.content.texts import read_content
from varde.content.values import StepWords
from varde.kernel.errors import StartRefused
from varde.plugin.inspection.texts import faults_of_content
from varde.programmes.values import Programme
from varde.testing.sample import PROGRAMME

STAIR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><path class="fig-line" d="M1 1"/>{words}</svg>'
TWO = STAIR.replace("{words}", '<text x="10" y="20">{1}</text><text x="30" y="40">{2}</text>')
LINE = '![Trappen går oppover, ett trinn om gangen.](figur:stair "Her & nå | Neste / trinn")'
ONE_STEP = replace(PROGRAMME.modules[0], steps=PROGRAMME.modules[0].steps[:1])


def packaged(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, files: dict[str, str]) -> Programme:
    """The sample programme with one step, in a package of these files."""
    for path, words in {"__init__.py": "", **files}.items():
        file = folder / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return replace(PROGRAMME, modules=(ONE_STEP,), package=name)


def step(body: str, more: str = "") -> dict[str, str]:
    at = f"{ONE_STEP.key}/{ONE_STEP.steps[0].key}.md"
    return {
        f"content/nb/{at}": f"---\nlede: Først.\n---\n\n{body}\n",
        f"content/nn/{at}": f"---\nlede: Først.\n---\n\n{body} {more}\n",
    }


def test_a_line_with_a_drawing_is_a_piece_of_its_own() -> None:
    (piece,) = media_in(f"Før.\n\n{LINE}\n\nEtter.")
    assert piece == Piece(
        "figure", code="stair", alt="Trappen går oppover, ett trinn om gangen.", labels=("Her & nå", "Neste / trinn")
    )
    assert without_media(LINE) == ""


def test_the_words_stand_in_the_drawing_and_nothing_in_them_is_markup() -> None:
    figure = figure_of("sample/stair", TWO)
    assert (figure.labels, fault_of_drawing(figure)) == (2, "")
    html = drawn(figure, 'En "trapp"', ("Her & nå", "Neste / trinn"))
    assert '<figure class="drawing"><svg role="img" aria-label="En &quot;trapp&quot;" xmlns' in html
    assert '<text x="10" y="20">Her &amp; nå</text>' in html
    assert '<tspan x="30" dy="-0.6em">Neste</tspan><tspan x="30" dy="1.2em">trinn</tspan>' in html
    assert '<text x="30" y="40"></text>' in drawn(figure, "Trappen", ("Her",))


@pytest.mark.parametrize(
    ("svg", "fault"),
    [
        ("<svg", "is no SVG"),
        ('<g xmlns="http://www.w3.org/2000/svg"/>', "is no svg with a viewBox"),
        (STAIR.replace("{words}", "<script/>"), "holds <script>"),
        (STAIR.replace("{words}", "<image/>"), "holds <image>"),
        (STAIR.replace("{words}", '<path onclick="x"/>'), "holds the attribute onclick"),
        (STAIR.replace("{words}", '<path style="x"/>'), "holds the attribute style"),
        (STAIR.replace("{words}", '<path fill="red"/>'), "holds the attribute fill"),
    ],
)
def test_a_drawing_is_shapes_and_words_in_the_colours_of_the_shell(svg: str, fault: str) -> None:
    assert fault in fault_of_drawing(figure_of("sample/stair", svg))


@pytest.mark.parametrize(
    ("piece", "fault"),
    [
        (Piece("figure", code="stair", alt="Trappen går oppover.", labels=("a", "b")), ""),
        (Piece("figure", code="stair", alt="En trapp", labels=("a", "b")), "has no words for those who do not see it"),
        (Piece("figure", code="stair", alt="Trappen går oppover.", labels=("a",)), "has 1 labels and must have 2"),
        (Piece("picture", code="skog", alt="En skog"), ""),
        (Piece("picture", code="skog", alt=""), "has no words for those who do not see it"),
        (
            Piece("figure", code="stair", alt="Trappen går oppover.", labels=("a", "b" * 25)),
            "is too long: a line has at most 24",
        ),
    ],
)
def test_a_drawing_has_its_words_and_room_for_them(piece: Piece, fault: str) -> None:
    refused = fault_of_use(piece, figure_of("sample/stair", TWO).labels)
    assert bool(fault) == bool(refused)
    assert refused is None or fault in refused[0].filled(language="bokmål", **refused[1]).to("en")


def test_a_step_with_a_drawing_and_a_shared_part_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = {f"content/{code}/_shared/urgent.md": f"## {code}\n\nRing 113.\n" for code in ("nb", "nn")}
    files = {"figures/stair.svg": TWO, **shared, **step(f"{LINE}\n\n[del: urgent]\n\nSist.", "Ja.")}
    programme = packaged(tmp_path, monkeypatch, "figured_whole", files)
    nb, nn = read_content(programme)
    assert [piece.kind for piece in nb.pieces] == ["figure", "text"]
    assert nb.pieces[0].code == "sample/stair"
    assert nb.words.body.endswith("## nb\n\nRing 113.\n\nSist.")
    assert "## nn" in nn.words.body
    drawings = {figure.key for figure in read_figures(programme)}
    assert "sample/stair" in drawings, "its own"
    assert "sample/week" in drawings, "and those that any programme may use"
    assert not list(faults_of_content(programme))


def test_what_is_not_there_stops_the_start_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = packaged(tmp_path, monkeypatch, "figured_lost", step("[del: urgent]"))
    drawing = {"figures/stair.svg": TWO.replace("path", "image"), **step(f"{LINE}\n\n{LINE.replace('stair', 'tree')}")}
    torn = packaged(tmp_path, monkeypatch, "figured_torn", drawing)
    with pytest.raises(StartRefused) as refused:
        read_content(lost)
    assert [("urgent.md" in fault, ONE_STEP.key in fault) for fault in refused.value.faults] == [(True, True)] * 2
    with pytest.raises(StartRefused) as refused:
        read_content(torn)
    first, second, _ = refused.value.faults
    assert first == "figured_torn: figures/stair.svg holds <image>, which is not drawn."
    assert second.endswith(f"{ONE_STEP.steps[0].key}.md: there is no drawing tree.")


def test_a_part_that_names_a_part_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else whoever is in danger would read the name of the part, and no number."""
    shared = {f"content/{code}/_shared/urgent.md": "[del: urgent]\n" for code in ("nb", "nn")}
    looped = packaged(tmp_path, monkeypatch, "figured_looped", {**shared, **step("Gå.\n\n[del: urgent]", "No.")})
    with pytest.raises(StartRefused) as refused:
        read_content(looped)
    assert all("the part urgent is named inside a part" in fault for fault in refused.value.faults)


def test_a_part_that_no_step_shares_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"content/nb/_shared/left.md": "Ord.", **step("Gå.", "No.")}
    programme = packaged(tmp_path, monkeypatch, "figured_left", files)
    assert [place for place, _, _ in faults_of_content(programme)] == ["content/nb/_shared/left.md"]


def test_whoever_writes_anew_keeps_the_drawing_or_is_told() -> None:
    def said(line: str) -> list[str]:
        texts = {"nb": StepWords("Først.", line), "nn": StepWords("Først.", f"{line}\n")}
        faults = faults_of(texts, {"stair": Medium("figure", labels=2)}, has_number=False)
        return [fault.nb for fault in faults.get("nb", [])]

    assert said(LINE) == []
    assert "har 1 merkelapper, og skal ha 2" in said(LINE.replace(" | ", " og "))[0]
    assert "finnes ikke" in said(LINE.replace("figur:stair", "figur:tree"))[0]
    assert "mangler bildetekst" in said(LINE.replace("Trappen går oppover, ett trinn om gangen.", "x"))[0]
    assert "mangler bildetekst" in said(LINE.replace("Trappen går oppover, ett trinn om gangen.", "T" * 19))[0]
    assert said(LINE.replace("Trappen går oppover, ett trinn om gangen.", "T" * 20)) == []
    assert f"«{'b' * 25}» i figuren «stair» på bokmål er for lang" in said(LINE.replace("Her & nå", "b" * 25))[0]
    assert said(LINE.replace("Her & nå", "b" * 24)) == []
