"""What words of a step are refused for: by hand, the whole sentences."""

from __future__ import annotations

import pytest

from varde.content.blocks import Piece, media_in, pieces_of, with_number, without_media
from varde.content.rules import Medium, Readability, faults_of, paragraphs, readability
from varde.content.values import StepEdition, StepWords, tidy

GOOD = {"nb": StepWords("Først.", "## Pust\n\nGå ut."), "nn": StepWords("Først.", "## Pust\n\nGå ut no.")}
MEDIA = {
    "hand-1": Medium("picture"),
    "pust-1": Medium("film", frozenset({"nb", "nn"})),
    "halv-1": Medium("film", frozenset({"nb"})),
}


def sentences(
    nb: str = "## Pust\n\nGå ut.", nn: str | None = None, *, lede: str = "Først.", number: bool = True
) -> list[str]:
    """What is said in bokmål of these bodies; nynorsk is the same with one more word."""
    texts = {"nb": StepWords(lede, nb), "nn": StepWords(lede, f"{nb} no" if nn is None else nn)}
    return [fault.nb for faults in faults_of(texts, MEDIA, has_number=number).values() for fault in faults]


def test_what_is_whole_is_taken() -> None:
    assert faults_of(GOOD, {}, has_number=False) == {}
    whole = "Ring [116 117](tel:116117).\n\n[film: pust-1]\n\n![En hånd](bilde:hand-1)"
    assert sentences(whole, whole) == []
    assert sentences("x" * 59, "x" * 59) == []
    assert faults_of({**GOOD, "en": StepWords("First.", "Walk.")}, {}, has_number=False) == {}


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"nb": GOOD["nb"]}, "Steget mangler tekst på nynorsk, og kan ikke publiseres før den er der."),
        ({"nn": GOOD["nn"]}, "Steget mangler tekst på bokmål, og kan ikke publiseres før den er der."),
        ({**GOOD, "nn": StepWords("", "Gå.")}, "Den første setningen mangler på nynorsk."),
        ({**GOOD, "nn": StepWords("Gå.", "")}, "Teksten under den første setningen mangler på nynorsk."),
        ({**GOOD, "en": StepWords("Go.", "")}, "Teksten under den første setningen mangler på engelsk."),
        ({**GOOD, "nb": StepWords("x" * 301, "Gå.")}, "Den første setningen på bokmål har 301 tegn, og kan ha 300."),
        ({**GOOD, "nb": StepWords("Gå.", "x" * 20_001)}, "Teksten på bokmål har 20001 tegn, og kan ha 20000."),
        (
            {**GOOD, "nn": StepWords("Gå.", "Gå ut.")},
            "Nynorskteksten mangler 1 avsnitt som finnes på bokmål. Steget kan ikke publiseres før begge er hele.",
        ),
        (
            {**GOOD, "nn": StepWords("Gå.", "Gå.\n\nUt.\n\nNo.\n\nMeir.")},
            "Bokmålsteksten mangler 2 avsnitt som finnes på nynorsk. Steget kan ikke publiseres før begge er hele.",
        ),
        (dict.fromkeys(("nb", "nn"), StepWords("Gå.", "x" * 60)), "Nynorskteksten er ord for ord bokmålsteksten."),
    ],
)
def test_both_languages_are_whole(texts: dict[str, StepWords], said: str) -> None:
    ((fault,),) = faults_of(texts, {}, has_number=False).values()
    assert fault.nb == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# For stor", "«# For stor», vises ikke slik."),
        ("<b>Fet</b>", "«<b>Fet</b>», vises ikke slik."),
        ("Se `koden`", "«Se `koden`», vises ikke slik."),
        ("[her](http://a.no)", "«[her](http://a.no)», vises ikke slik."),
        ("Se [film: pust-1] nå", "et bilde, en film eller en lyd står alene på linjen"),
        ("![x](https://a.no/b.png)", "et bilde, en film eller en lyd står alene på linjen"),
        ("[film: PUST]", "et bilde, en film eller en lyd står alene på linjen"),
        ("Ring [telefon: legen]", "virksomheten har ikke noe telefonnummer å sette inn"),
        ("Ring [Telefon: Klinikk]", "virksomheten har ikke noe telefonnummer å sette inn"),
        ("[Ring](tel:11)", "etter tel: står et nummer med 3 til 15 sifre"),
        ("[Ring](tel:+4711x)", "etter tel: står et nummer med 3 til 15 sifre"),
    ],
)
def test_a_line_that_is_not_shown_is_named(line: str, said: str) -> None:
    fault, *_ = sentences(f"Først.\n\n{line}")
    assert fault.startswith("Linje 3 på bokmål")
    assert said in fault


def test_the_number_of_the_clinic_is_there_or_it_is_said() -> None:
    line = "Ring [telefon: klinikk] i dag."
    assert sentences(line) == []
    assert len(sentences(line, number=False)) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[film: borte]", "«borte» på bokmål finnes ikke i mediebiblioteket som det slaget det er brukt som."),
        ("[film: hand-1]", "«hand-1» på bokmål finnes ikke i mediebiblioteket som det slaget det er brukt som."),
        (
            "![](bilde:hand-1)",
            "Bildet «hand-1» på bokmål mangler bildetekst for dem som ikke ser: skriv hva det viser mellom [ og ].",
        ),
        ("![Hånd](bilde:hand-1)", "mangler bildetekst"),
        ("![En hånd](bilde:hand-1)", ""),
        ("[film: pust-1]", ""),
    ],
)
def test_pictures_have_words_and_films_are_there(line: str, said: str) -> None:
    found = sentences(line, f"{line}\n")
    assert [said in fault for fault in found[:1]] == ([True] if said else [])


def test_a_film_without_nynorsk_is_refused_there_alone() -> None:
    assert sentences("[film: halv-1]", "[film: halv-1]") == ["«halv-1» mangler teksting eller avskrift på nynorsk."]


def test_eight_faults_are_enough_at_once() -> None:
    assert len(sentences("\n".join(["<b>"] * 30))) == 16


def test_the_words_of_a_page_in_their_pieces() -> None:
    body = "Hei **du**.\n\n[film:pust-1]\n![ En hånd ](bilde:hand-1)\n\n[film: pust-1] ikke her"
    text, film, picture, last = pieces_of(body)
    assert (text.kind, text.html) == ("text", "<p>Hei <strong>du</strong>.</p>\n")
    assert (film, picture) == (Piece("film", code="pust-1"), Piece("picture", code="hand-1", alt="En hånd"))
    assert last.html == "<p>[film: pust-1] ikke her</p>\n"
    assert media_in(body) == (film, picture)
    assert without_media(body).split("\n") == ["Hei **du**.", "", "", "", "", "[film: pust-1] ikke her"]
    assert pieces_of("") == ()


def test_the_number_is_put_in_and_nothing_else_is_made_of_it() -> None:
    assert with_number("<p>[telefon: klinikk]</p>", "") == "<p></p>"
    assert with_number("<p>[telefon: klinikk]</p>", "+47 91 23 45 67<") == (
        '<p><a href="tel:+4791234567">+47 91 23 45 67&lt;</a></p>'
    )


def test_the_same_words_are_the_same_edition() -> None:
    edition = StepEdition.of(dict(reversed(GOOD.items())))
    assert edition == StepEdition.of(GOOD)
    assert [language for language, _ in edition.texts] == ["nb", "nn"]
    other = StepEdition.of({**GOOD, "nn": tidy("Først.", "## Pust\r\n\r\n\r\nGå ut no.  \r\n")})
    assert other.digest == edition.digest
    swapped = StepEdition.of({"nb": GOOD["nn"], "nn": GOOD["nb"]})
    assert len({edition.digest, swapped.digest, *(words.digest(code) for code, words in edition.texts)}) == 4
    assert GOOD["nb"].digest("nb") != GOOD["nb"].digest("nn")
    assert edition.words("en") is None


def test_paragraphs_and_how_easily_they_are_read() -> None:
    assert paragraphs("\n\nA\nB\n\n\nC\n") == ["A\nB", "C"]
    assert readability(StepWords()) == Readability(0, None)
    assert readability(StepWords("", "## 12")) == Readability(0, None)
    # 8 words in 2 sentences, one of them of more than six letters: 8/2 + 100/8 = 16.5.
    assert readability(StepWords("Gå en tur nå.", "Vurdering av [det](https://lang-adresse.no) her")) == Readability(
        8, 16
    )
    assert readability(StepWords("", "- Gå ut\n- Gå inn\n\n[film: a-vurdering]")) == Readability(4, 2)
