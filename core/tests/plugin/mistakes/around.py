"""Mistakes in pages, alerts, the part itself, its files and what they import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .table import PLUGIN, SAID, STEP, STOPS, Mistake, mistakes


def _added(field: str, place: str, imports: str, rows: Iterable[tuple[str, str, bool, str]]) -> Iterator[Mistake]:
    """One more value in a field of the part."""
    old = 'PART = Part(\n    key="oops",\n    declares=(PROGRAMME,'
    for name, value, stops, says in rows:
        listed = "declares=(PROGRAMME," if field != "declares" else "declares=(\n        PROGRAMME,"
        added = (
            f"{field}=(\n        {value},\n    ),\n    {listed}"
            if field != "declares"
            else f"{listed}\n        {value},"
        )
        new = f'{imports}\n\nPART = Part(\n    key="oops",\n    {added}'
        yield Mistake(name, PLUGIN, old, new, stops, place + says, value[:12])


ABOUT = 'Page("about", Text("Om", "Om", "About"), "public", lambda visit: {0})'
OF_PAGES = _added(
    "pages",
    "oops, page about: ",
    "from varde.plugin import Page\nfrom varde.plugin.programmes import Text",
    (
        (
            "it raises",
            ABOUT.format("1 / 0"),
            SAID,
            "its body raises: ZeroDivisionError: division by zero ({at}), in nb, nn, en",
        ),
        (
            "it gives no text",
            ABOUT.format("7"),
            SAID,
            "its body gives a int and must give a text, a Filled template or a StepShown, in nb, nn, en",
        ),
        (
            "it is empty",
            ABOUT.format("' ' if visit.speech.language == 'nn' else 'Hei'"),
            SAID,
            "its body is empty, in nn",
        ),
        ("it has HTML", ABOUT.format("'Hei <b>du</b>'"), SAID, "its body: <b> is shown as it stands, in nb, nn, en"),
        (
            "it has a picture",
            ABOUT.format("'![Bilde](a.png)'"),
            SAID,
            "its body: a picture is not shown, in nb, nn, en",
        ),
        (
            "nobody may open it",
            ABOUT.format("'Hei'").replace("public", "everybody"),
            STOPS,
            "the audience is everybody and must be one of …",
        ),
        (
            "its icon",
            ABOUT.format("'Hei'")[:-1] + ', icon="fone")',
            STOPS,
            "icon is 'fone' and must be one of alert, arrow, back, bell, …",
        ),
        ("its title", ABOUT.format("'Hei'").replace('"Om", "Om"', '"Om", ""'), STOPS, "the title lacks nn."),
        (
            "its body",
            ABOUT.format("'Hei'").replace("lambda visit: ", ""),
            STOPS,
            "body is 'Hei' and must be a function",
        ),
    ),
)
PEOPLE = 'Simulation("oops", Clinic("klinikken", "Klinikken"), {0})'
OF_PEOPLE = _added(
    "simulate",
    "oops, simulation oops: ",
    "from varde.plugin.simulation import Burden, Clinic, Simulation",
    (
        (
            "share",
            PEOPLE.format("share=3"),
            SAID,
            "share is 3 and must be above 0 and at most 1, which is all that the demo was asked for",
        ),
        ("burden", PEOPLE.format("burden=Burden(eased=2)"), SAID, "burden: eased is 2 and must lie from 0 to 1"),
        (
            "answers that raise",
            PEOPLE.format("answers=lambda *about: about[9]"),
            SAID,
            "answers raises: IndexError: tuple index out of range ({at})",
        ),
        (
            "answers of others",
            PEOPLE.format("answers=lambda asked, *about: {'q1': 9} if asked.key == 'oops-week' else {}"),
            SAID,
            "answers gives what is not taken: oops-week, item q1: the answer is 9, but it must be one of 0, 1, 2, 3.",
        ),
    ),
)
OF_ALERTS = _added(
    "declares",
    "oops, alert oops.high: ",
    "from varde.plugin.alerts import Alert, Text, when",
    (
        (
            "what it speaks of",
            'Alert("oops.high", Text("Mye", "Mykje"), when("answer:q9", ">", 1), "red", "oops-week")',
            STOPS,
            "fact 'answer:q9' is not declared",
        ),
        (
            "how grave",
            'Alert("oops.high", Text("Mye", "Mykje"), when("total", ">", 1), "purple", "oops-week")',
            STOPS,
            "severity is 'purple' and must be one of amber, red, critical",
        ),
        (
            "questionnaire",
            'Alert("oops.high", Text("Mye", "Mykje"), when("total", ">", 1), "red", "week")',
            STOPS,
            "there is no instrument week",
        ),
        (
            "beyond the range",
            'Alert("oops.high", Text("Mye", "Mykje"), when("total", ">", 10), "red", "oops-week")',
            STOPS,
            "fact 'total' can never be 10",
        ),
        (
            "band",
            'Alert("oops.high", Text("Mye", "Mykje"), when("band", "==", "awful"), "red", "oops-week")',
            STOPS,
            "fact 'band' can never be «awful»",
        ),
    ),
)
OF_PARTS = mistakes(
    PLUGIN,
    "",
    "PART = ",
    (
        (
            "key of the part",
            'key="oops"',
            'key="ops"',
            STOPS,
            "The plugin oops hands over a part with the key ops ({at}); it must be oops.",
        ),
        (
            "something else is declared",
            "(PROGRAMME,",
            '(PROGRAMME, "more",',
            STOPS,
            "The part oops ({at}) declares a str; it must be one of …",
        ),
        (
            "a job that is none",
            "declares=",
            'jobs=("clean",),\n    declares=',
            STOPS,
            "The part oops ({at}) has a str among its jobs; it must be a Job.",
        ),
        (
            "a listener that is none",
            "declares=",
            "listeners=(7,),\n    declares=",
            STOPS,
            "The part oops ({at}) has a int among its listeners; it must be a Listener.",
        ),
        (
            "a kind that is none",
            "declares=",
            "kinds=(7,),\n    declares=",
            STOPS,
            "The part oops ({at}) has a int among its kinds; it must be a Kind.",
        ),
        (
            "pages that are no list",
            "declares=",
            "pages=7,\n    declares=",
            STOPS,
            "The part oops ({at}) fails in pages: TypeError: 'int' object is not iterable (…",
        ),
        (
            "settings of nothing",
            "declares=",
            "settings=(__import__('varde.plugin.settings').plugin.settings.LevelSettings('ofering', int),),\n    declares=",
            STOPS,
            "The settings builtins.int cannot be read: level is 'ofering' and must be one of organisation, offering; did you "
            "mean offering?.",
            "",
        ),
        (
            "what only faces hand in",
            "declares=",
            "install=print,\n    declares=",
            STOPS,
            "The part oops ({at}) hands in install, as only Varde's own faces do; a plugin contributes pages and panels.",
        ),
        (
            "tables of nobody",
            "declares=",
            "tables=lambda: 1,\n    declares=",
            STOPS,
            "The part oops ({at}) has tables and no personal_data: it must say of each table whom it is about.",
        ),
        (
            "another hook",
            "def varde_part",
            "def varde_parts",
            STOPS,
            "The plugin oops answers varde_parts, which is not a hook. The hook: varde_part.",
            "@hookimpl",
        ),
        (
            "nobody asks",
            "@hookimpl\n",
            "",
            STOPS,
            "The plugin oops has varde_part without @hookimpl, so nobody would ask it.",
            "def varde_part",
        ),
        (
            "it asks for something",
            "varde_part()",
            "varde_part(app)",
            STOPS,
            "The plugin oops answers a hook in a wrong way: Plugin 'oops' for hook 'varde_part' hookimpl definition: …",
            "@hookimpl",
        ),
        (
            "no hook",
            "def varde_part",
            "def part",
            STOPS,
            "The plugin oops does not answer varde_part, and so adds nothing.",
            '"""',
        ),
        (
            "nothing is handed over",
            "return PART",
            "return None",
            STOPS,
            "The plugin oops returns a NoneType from varde_part ({at}); it must be a Part.",
            "@hookimpl",
        ),
        (
            "it raises",
            "return PART",
            "raise SystemExit(3)",
            STOPS,
            "The plugin oops fails in varde_part: SystemExit: 3 ({at})",
            "raise SystemExit",
        ),
        (
            "it cannot be imported",
            "from varde.plugin import",
            "import no_such_module\nfrom varde.plugin import",
            STOPS,
            "The plugin oops (varde-oops) cannot be imported: ModuleNotFoundError: No module named 'no_such_module' ({at})",
            "import no_such_module",
        ),
        (
            "it is no Python",
            "return PART",
            "return (PART",
            STOPS,
            "The plugin oops (varde-oops) cannot be imported: SyntaxError: '(' was never closed (plugin.py, line 20) ({at})",
            "return (PART",
        ),
        (
            "the core",
            "from varde.plugin import",
            "from varde.kernel.words import Text\nfrom varde.plugin import",
            SAID,
            "oops: it imports varde.kernel.words.Text, which is the core's own; a plugin imports varde.plugin",
            "from varde.kernel",
        ),
        (
            "the core, by name",
            "    return PART",
            '    __import__("varde.kernel.words")\n    return PART',
            SAID,
            "oops: it imports varde.kernel.words, which is the core's own; a plugin imports varde.plugin",
            "__import__",
        ),
        (
            "another plugin",
            "from varde.plugin import",
            "import other_plugin.rules\nfrom varde.plugin import",
            SAID,
            "oops: it imports other_plugin.rules of another plugin, which may be gone tomorrow",
            "import other_plugin",
        ),
        (
            "the tests",
            "from varde.plugin import",
            "import varde.testing\nfrom varde.plugin import",
            SAID,
            "oops: it imports varde.testing, which is the core's own; a plugin imports varde.plugin",
            "import varde.testing",
        ),
    ),
)


def _files(rows: Iterable[tuple[str, str, str, str, bool, str, str]]) -> Iterator[Mistake]:
    for name, file, old, new, stops, says, at in rows:
        yield Mistake(name, file, old, new, stops, says, at)


TESTS = "tests/test_programme.py"
OF_FILES = _files(
    (
        (
            "no text",
            STEP.format("nn"),
            "*",
            "",
            STOPS,
            "oops, programme oops: content/nn/first-steps/welcome.md: the file is missing",
            'varde_oops/programme.py//Reading("welcome"',
        ),
        (
            "no opening words",
            STEP.format("nn"),
            "lede: ",
            "basis: ",
            STOPS,
            "varde_oops: content/nn/first-steps/welcome.md cannot be read (ValueError: the front matter has no lede).",
            "---",
        ),
        (
            "a step that is gone",
            "varde_oops/content/nb/first-steps/more.md",
            "",
            "Hei\n",
            SAID,
            "oops, programme oops: content/nb/first-steps/more.md: no step has this file",
            "Hei",
        ),
        (
            "not a step",
            "varde_oops/content/no/readme.txt",
            "",
            "Hei\n",
            SAID,
            "oops, programme oops: content/no/readme.txt: no step has this file",
            "Hei",
        ),
        (
            "HTML",
            STEP.format("nb"),
            "",
            "Les <i>dette</i>.\n",
            SAID,
            "oops, programme oops: content/nb/first-steps/welcome.md: <i> is shown as it stands",
            "Les <i>",
        ),
        (
            "a heading",
            STEP.format("nb"),
            "",
            "\n# Stort\n",
            SAID,
            "oops, programme oops: content/nb/first-steps/welcome.md: a heading of the first level is not shown",
            "# Stort",
        ),
        (
            "a picture",
            STEP.format("nb"),
            "",
            "\n![Bilde](bilde.png)\n",
            SAID,
            "oops, programme oops: content/nb/first-steps/welcome.md: a picture is not shown",
            "![Bilde]",
        ),
        (
            "a link",
            STEP.format("nb"),
            "",
            "\n[Les](http://example.org)\n",
            SAID,
            "oops, programme oops: content/nb/first-steps/welcome.md: a link to http://example.org is not shown",
            "[Les]",
        ),
        (
            "the core in a test",
            TESTS,
            "import pytest",
            "import pytest\nimport varde.kernel",
            SAID,
            "oops: it imports varde.kernel, which is the core's own; a plugin imports varde.plugin",
            "import varde.kernel",
        ),
    )
)
