"""Whoever reads in English is told, in one sentence, where the words of a step are Norwegian: on every page of them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

WEB = Path(str(files("varde.web")))
NAMED = ("editor/templates/content/", "shell/templates/varde/_parts/prose.html")
"""What names each language beside its words, and what other pages are made of."""


def test_every_page_with_words_of_a_step_says_so() -> None:
    pages = {
        path.relative_to(WEB).as_posix(): text
        for path in WEB.rglob("*.html")
        if "text.lede" in (text := path.read_text(encoding="utf-8")) or "prose(pieces" in text
    }
    shown = {name: text for name, text in pages.items() if not name.startswith(NAMED)}
    assert {name.rsplit("/", 1)[1] for name in shown} == {"step.html", "show.html", "document.html", "read_text.html"}
    for name, text in shown.items():
        assert '_("Denne teksten er på norsk.")' in text, name
        assert 'lang="{{' in text, name
