"""Captions in order are taken; else one sentence says what is wrong, and in which line."""

from __future__ import annotations

import pytest

from varde.content.captions import LONGEST, fault_of_captions

WHOLE = "WEBVTT - Pusten\n\nNOTE ute\n\n1\n00:01.000 --> 00:04.000 line:0\nPust.\n\n01:00:05.500 --> 01:00:07.000\nUt\nigjen.\n"


def test_what_is_whole_and_in_order_is_taken() -> None:
    for source in (WHOLE, "\ufeff" + WHOLE, WHOLE.replace("\n", "\r\n"), WHOLE.replace("\n", "\r")):
        assert fault_of_captions(source, "nn") is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "er ikke en WebVTT-fil: den første linjen må være WEBVTT."),
        ("WEBVTTX", "er ikke en WebVTT-fil: den første linjen må være WEBVTT."),
        ("1\n00:00:01,000 --> 00:00:02,000\nSRT", "er ikke en WebVTT-fil: den første linjen må være WEBVTT."),
        ("WEBVTT\n\nBare ord", "har ingen linjer med tider."),
        ("WEBVTT\n\n0:01 --> 0:02\nHei", ", linje 3: tidene skrives som 00:01.000 --> 00:04.000."),
        ("WEBVTT\n\n00:61.000 --> 01:02.000\nHei", ", linje 3: tidene skrives som 00:01.000 --> 00:04.000."),
        (
            "WEBVTT\n\n00:02.000 --> 00:02.000\nHei",
            ", linje 3: den som begynner 00:02.000, slutter ikke etter at den begynner.",
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000", ", linje 3: det står ingen ord ved 00:01.000."),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\nHei", ", linje 3: det står ingen ord ved 00:01.000."),
        (
            "WEBVTT\n\n00:07.000 --> 00:09.000\nTo\n\n00:04.000 --> 00:05.000\nEn",
            " er ute av rekkefølge: linje 6 begynner 00:04.000, og den før begynner 00:07.000.",
        ),
        ("WEBVTT\n" + "x" * LONGEST, " har mer enn 200000 tegn."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(source: str, said: str) -> None:
    fault = fault_of_captions(source, "nn")
    assert fault is not None
    assert fault.nb.removeprefix("Tekstingen på nynorsk").strip() == said.strip()


def test_two_that_begin_at_once_are_in_order() -> None:
    assert fault_of_captions("WEBVTT\n\n00:01.000 --> 00:03.000\nA\n\n00:01.000 --> 00:02.000\nB", "nb") is None
