"""What the documents say about the code is so: hooks, values, settings, sign-in, layers, links, names, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from varde.enrolments.settings import OfferingSettings
from varde.identity.nin import parse
from varde.identity.oidc import new_private_jwk
from varde.identity.oidc.profile import HELSEID, HELSEID_TEST, IDPORTEN, IDPORTEN_TEST, helseid, idporten
from varde.identity.settings import OrganisationSettings
from varde.kernel.declared import declared
from varde.kernel.errors import StartRefused
from varde.kernel.icons import ICONS
from varde.kernel.settings import Settings, read_settings
from varde.standing.on_track import REASONS
from varde.testing.house import everything_installed, make_house, sqlite_url
from varde_demo.cast import REFERRERS, cast_of
from varde_demo.organisations import simulations

from .documents import ROOT, blocks, documents, links
from .generated import SECTIONS, between, command_lines, hooks, signature

PICTURES = ("docs/images/home-390.png", "docs/images/benefits-1280.png")
LARGEST_PICTURE = 400_000


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "section"), SECTIONS, ids="{0[0]} {0[1]}".format)
def test_generated_sections_are_what_the_code_says(name: str, section: str) -> None:
    found = between(section).search(page(name))
    assert found, f"{name} has no section named {section}"
    assert found[0] == f"\n{SECTIONS[name, section]()}\n", "run: python tests/docs/generated.py"


@pytest.mark.parametrize("name", hooks())
def test_every_hook_is_explained(name: str) -> None:
    text, hook = page("docs/plugin-author/part.md"), hooks()[name]
    assert f"### {name}\n" in text
    assert signature(name, hook) in text
    first_line = (hook.__doc__ or "").strip().splitlines()[0]
    assert first_line.replace("``", "`") in text
    assert "sked once" in (hook.__doc__ or ""), "a hook says when and how often it is asked"
    assert ":returns:" in (hook.__doc__ or ""), "a hook says what to return"


def test_the_icons_are_those_that_are_drawn() -> None:
    """The page, the type that the start looks at, and the sprite say the same."""
    sprite = page("core/varde/web/shell/static/icons.svg")
    assert tuple(sorted(re.findall(r'id="i-([a-z]+)"', sprite))) == ICONS
    said = re.search(r"is one of (alert, .+?)\.\n", page("docs/plugin-author/pages.md"), re.S)
    assert said
    assert tuple(re.split(r",\s+|\s+and\s+", said[1])) == ICONS


def test_the_reasons_of_the_caseload_are_named_in_their_order() -> None:
    said = re.search(r"in the order they have: (.+?);", page("docs/plugin-author/pages.md"), re.S)
    assert said
    assert tuple(re.findall(r"`(\w+)`", said[1])) == REASONS


# --- settings -------------------------------------------------------------------------------------------------------


class Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        self.names.add(key)
        return super().get(key, default)


TOGETHER = ("VARDE_SMS_", "VARDE_MAIL_", "VARDE_ACCESSIBILITY_", "VARDE_KRR", "VARDE_JITSI_")
"""What is one value of several settings."""


OWN = {
    "VARDE_DATABASE_URL": "postgresql+psycopg://varde:Zk0oTtq0uYV1H2@db.fjordvest.no/varde",
    "VARDE_REDIS_URL": "redis://redis.fjordvest.no:6379/0",
    "VARDE_BASE_URL": "https://varde.fjordvest.no",
    "VARDE_SECRET_KEY": "q7c1Zk0oTtq0uYV1H2gq9dJm3sXwPb5LrNfEaUiC8vB6-x_4",
    "VARDE_DATA_KEYS": "2026a:AwsTGyMrMztDS1NbY2tze4OLk5ujq7O7w8vT2+Pr8wE=",
    "VARDE_IDPORTEN_CLIENT_ID": "7f0c6c1e-5f5e-4a55-9b5d-1f1d7a3b2c90",
    "VARDE_HELSEID_CLIENT_ID": "4d2b9a10-77aa-4b0e-8a52-90f2d1c3e5b7",
}
"""What a trust writes where the file of the installation has an example."""


def settings_table() -> dict[str, tuple[str, str, str]]:
    """Type, default and example of each setting on the page."""
    rows = re.findall(
        r"^\| `(VARDE_\w+)` \| (.+?) \| (.+?) \| `(.+?)` \| .+ \|$", page("docs/operations/settings.md"), re.M
    )
    assert len(rows) == len({row[0] for row in rows})
    return {name: (kind, default, example) for name, kind, default, example in rows}


@pytest.fixture
def examples(tmp_path: Path) -> dict[str, str]:
    """The examples of the page, with keys in files that exist."""
    import json

    found = {name: example for name, (_, _, example) in settings_table().items()}
    keys = {name: new_private_jwk() for name in ("VARDE_IDPORTEN_KEY", "VARDE_HELSEID_KEY")}
    keys["VARDE_KRR_KEY"] = {"kty": "RSA", "kid": "k", "d": "d"}
    for name, key in keys.items():
        file = tmp_path / Path(found[name]).name
        file.write_text(json.dumps(key))
        found[name] = str(file)
    return found


def test_every_setting_is_on_the_page_and_no_other(examples: dict[str, str]) -> None:
    asked = Asked(examples | {"VARDE_ENVIRONMENT": "test"})
    read_settings(asked)
    assert asked.names == set(settings_table())


def test_the_examples_of_settings_are_good_and_production_takes_none_of_them(examples: dict[str, str]) -> None:
    assert read_settings(examples | {"VARDE_ENVIRONMENT": "test"}).base_url == "https://varde.example.no"
    with pytest.raises(StartRefused) as refused:
        read_settings(examples)
    named = {fault.split()[0].rstrip(":") for fault in refused.value.faults}
    assert named >= {
        "VARDE_SECRET_KEY",
        "VARDE_DATA_KEYS",
        "VARDE_DATABASE_URL",
        "VARDE_REDIS_URL",
        "VARDE_BASE_URL",
        "VARDE_IDPORTEN_CLIENT_ID",
        "VARDE_HELSEID_CLIENT_ID",
        "VARDE_KRR_CLIENT_ID",
    }


def test_the_defaults_on_the_page_are_the_defaults(examples: dict[str, str]) -> None:
    least = {name: examples[name] for name, (_, default, _) in settings_table().items() if default == "**none**"}
    found = read_settings(least | {"VARDE_ENVIRONMENT": "test"})
    for name, (_, shown, _) in settings_table().items():
        if shown.startswith("`") and name not in ("VARDE_SYNTHETIC_IDS", "VARDE_ENVIRONMENT"):
            assert str(getattr(found, name.removeprefix("VARDE_").lower())) == shown.strip("`"), name
        elif (
            shown == "*none*"
            and name.count("_") == 2
            and not name.endswith(("_ISSUER", "_KEY"))
            and not name.startswith(TOGETHER)
        ):
            assert getattr(found, name.removeprefix("VARDE_").lower()) is None, name
    assert (found.idporten, found.helseid) == (None, None)
    assert len(least) == sum(1 for field in fields(Settings) if _must_be_given(field.name))


@pytest.mark.parametrize("kind", [OrganisationSettings, OfferingSettings])
def test_every_stored_setting_is_on_the_page_with_its_words(kind: type) -> None:
    for name, setting in declared(kind).items():
        (row,) = re.findall(rf"^\| `{name}` \| (.+?) \| .+? \| (.+) \|$", page("docs/operations/settings.md"), re.M)
        if setting.high:
            assert f"{setting.low} to {setting.high}" in row[0]
        assert row[1].replace("`", "").startswith(setting.words.en.split(". ")[0].rstrip(".").split(" has to ")[0])


def _must_be_given(name: str) -> bool:
    field = next(field for field in fields(Settings) if field.name == name)
    # The environment has a default where it is read; the current key is one of the keys.
    return field.default is MISSING and field.default_factory is MISSING and name not in ("environment", "current_key")


def test_the_file_of_settings_in_the_installation_starts(tmp_path: Path, examples: dict[str, str]) -> None:
    text = next(block.text for block in blocks(page("docs/operations/install.md")) if block.name.endswith("varde.env"))
    given = dict(line.split("=", 1) for line in text.splitlines())
    assert given.keys() >= OWN.keys()
    given |= OWN
    for name in ("VARDE_IDPORTEN_KEY", "VARDE_HELSEID_KEY"):
        given[name] = examples[name]
    found = read_settings(given)
    assert found.is_production
    assert found.idporten
    assert found.helseid


# --- sign-in --------------------------------------------------------------------------------------------------------


def test_the_pages_of_staff_are_where_they_are_said_to_be(tmp_path: Path) -> None:
    rules = make_house(sqlite_url(tmp_path)).app.url_map.iter_rules()
    ours = {re.sub(r"<[^>]*>", "<id>", rule.rule) for rule in rules if "GET" in (rule.methods or ())}
    said = re.findall(r"^\| `(/[^`]+)` \|", page("docs/operations/day.md"), re.MULTILINE)
    assert len(said) > 10
    assert set(said) <= ours


def test_the_registration_values_are_those_of_the_code(tmp_path: Path) -> None:
    text = page("docs/operations/install.md")
    rules = make_house(sqlite_url(tmp_path)).app.url_map.iter_rules()
    ours = {str(rule) for rule in rules if rule.endpoint.startswith("sign_in.")}
    for path in set(re.findall(r"https://varde\.example\.no(/[a-z/-]+)", text)):
        assert re.sub("idporten|helseid", "<issuer>", path) in ours, path
    for wanted in ("retur", "utlogget", "frontkanal", "bakkanal"):
        assert f"/{wanted}`" in text
    patients, staff = idporten("x", new_private_jwk()), helseid("x", new_private_jwk())
    assert f"`{' '.join(patients.scopes)}` | `{' '.join(staff.scopes)}`" in text
    assert f"`{patients.accepted_acr[0]}`" in text
    assert (patients.par, staff.par) == ("use", "required")
    assert (patients.dpop, staff.dpop) == (False, True)
    assert (patients.front_channel_logout, staff.front_channel_logout) == (True, False)
    for issuer in (IDPORTEN, HELSEID, IDPORTEN_TEST, HELSEID_TEST):
        assert issuer in text


# --- the front page -------------------------------------------------------------------------------------------------


def test_the_demo_people_on_the_front_page_are_those_of_the_demo() -> None:
    rows = re.findall(r"^\| (\w+ \w+), ", page("README.md"), re.M)
    assert rows == [member.name for member in (*cast_of(simulations(everything_installed())), *REFERRERS)]


def test_the_front_page_has_two_commands_to_begin_with() -> None:
    first = next(block for block in blocks(page("README.md")) if block.language == "console")
    assert first.text == "$ make demo\n$ make test\n"


def test_the_map_shows_what_there_is(repository_files: list[Path]) -> None:
    text = next(block.text for block in blocks(page("README.md")) if "GLOSSARY.md" in block.text)
    shown = set(re.findall(r"^    (\w+)/ ", text, re.M))
    there = {path.parent.name for path in (ROOT / "core" / "varde").glob("*/__init__.py")} - {"migrations"}
    assert shown == there
    top = set(re.findall(r"^([\w.]+)/?(?: |$)", text, re.M))
    assert not {name for name in top if not (ROOT / name).exists()}
    assert {path.parts[0] for path in repository_files if len(path.parts) > 1 and path.parts[0][0] != "."} <= top
    for name in re.findall(r"[\w-]+\.md", text):
        assert list(ROOT.glob(f"**/{name}")), name


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_there_and_small(name: str) -> None:
    assert name in page("README.md")
    assert (ROOT / name).is_file(), f"{name} is missing"
    assert (ROOT / name).stat().st_size < LARGEST_PICTURE


# --- all pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", documents(), ids=str)
def test_links_lead_somewhere(document: Path) -> None:
    folder, broken = (ROOT / document).parent, []
    for target in links((ROOT / document).read_text(encoding="utf-8")):
        file, _, heading = target.partition("#")
        path = folder / file
        if target.startswith("docs/images/"):
            continue
        if not path.is_file() or (heading and heading not in headings(path.read_text(encoding="utf-8"))):
            broken.append(target)
    assert not broken


def headings(text: str) -> set[str]:
    """The anchors of a page's headings."""
    return {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in re.findall(r"^#+ (.+)$", text, re.M)
    }


@pytest.mark.parametrize("document", documents(), ids=str)
def test_commands_that_are_mentioned_exist(document: Path) -> None:
    known = [line.split(" [")[0] for line, _ in command_lines()]
    text = (ROOT / document).read_text(encoding="utf-8")
    brought = tuple(f"varde {name}" for name in re.findall(r'^\+(\w+) = "varde_\w+\.commands:', text, re.M))
    for mentioned in (each for each in mentions(text) if not brought or not each.startswith(brought)):
        assert any(
            line == mentioned or line.startswith(mentioned + " ") or _is_call(mentioned, line) for line in known
        ), mentioned


def mentions(text: str) -> Iterator[str]:
    """``varde …`` in running text and at the start of a command, options and what follows them left out."""
    for found in re.findall(r"`varde ([^`]+)`", text) + re.findall(r"^\$ varde (.+)$", text, re.M):
        yield "varde " + re.split(r" (?:-|&|\||…)", found)[0].strip()


def _is_call(mentioned: str, line: str) -> bool:
    """Whether ``varde score who-5`` is a call of ``varde score INSTRUMENT``."""
    fixed = [word for word in line.split() if not word.isupper()]
    return mentioned.split()[: len(fixed)] == fixed


def test_files_that_the_documents_name_exist() -> None:
    """`enrolments/access.py` is below core/varde; a path that begins with a folder of the repository is from there."""
    for document in ("docs/architecture.md", "CONTRIBUTING.md"):
        for name in re.findall(r"`([a-z_]+/[\w/.-]+\.(?:py|toml|po|md))`", page(document)):
            assert (ROOT / name).exists() or (ROOT / "core" / "varde" / name).exists(), f"{document}: {name}"


def test_the_staff_of_the_installation_are_test_persons() -> None:
    numbers = re.findall(r"--nin (\d{11})", page("docs/operations/install.md"))
    assert len(set(numbers)) == 2
    assert all(parse(number, allow_synthetic=True).synthetic for number in numbers)
