"""``varde plugin migration``: written from the models, run on both databases, and every fault in a sentence."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from varde.kernel.db import make_engine
from varde.testing.forked import varde_forked
from varde.testing.house import environment, migrated, sqlite_url

PLUGIN = """
from pathlib import Path
from varde.plugin import Part, PersonalData, Tables, hookimpl

def tables():
    from varde_box.models import MODELS
    return Tables(MODELS, prefix="box_", versions=Path(__file__).parent / "migrations" / "versions")

PART = Part(key="box", tables=tables, personal_data=(
    PersonalData("box_box", ("enrolment_id", "person_id"), "record"),
    PersonalData("box_label", ("box_id", "enrolment_id", "person_id"), "record"),
))

@hookimpl
def varde_part():
    return PART
"""
MODELS = """
from datetime import datetime
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from varde.plugin.tables import Base, Key

class Box(Base):
    __tablename__ = "box_box"
    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(20))

class Label(Base):
    __tablename__ = "box_label"
    __table_args__ = (CheckConstraint("words <> 'it''s'", name="words"),)
    id: Mapped[Key]
    box_id: Mapped[int] = mapped_column(ForeignKey("box_box.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(String(20))

MODELS = (Box, Label)
"""
PLACE = "    place: Mapped[str] = mapped_column(String(20))\n"
NOTHING_MORE = "The tables of box are as its migrations make them. Nothing was written.\n"


@dataclass
class Author:
    """Somebody who works on the plugin box, which is installed, has two tables and no migration."""

    site: Path
    database_url: str = "sqlite://"

    @property
    def package(self) -> Path:
        return self.site / "varde_box"

    @property
    def versions(self) -> Path:
        return self.package / "migrations" / "versions"

    def models(self, before: str = "", after: str = "") -> None:
        """Write the models, with this of them put in the place of that."""
        assert before in MODELS
        shutil.rmtree(self.package / "__pycache__", ignore_errors=True)
        (self.package / "models.py").write_text(MODELS.replace(before, after) if before else MODELS)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        path = os.pathsep.join([str(self.site), os.environ.get("PYTHONPATH", "")])
        done = varde_forked(*arguments, env={**os.environ, **environment(self.database_url), "PYTHONPATH": path})
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr

    def writes(self, message: str) -> Path:
        """The file that the command writes."""
        status, said, heard = self.run("plugin", "migration", "box", "-m", message)
        assert status == 0, heard
        return Path(json.loads(said)["written"])

    def is_refused(self, *, name: str = "box", message: str = "More", status: int = 2) -> str:
        """What it says when it writes nothing."""
        before = sorted(self.package.rglob("*.py"))
        ended, said, heard = self.run("plugin", "migration", name, "-m", message)
        assert (ended, said) == (status, "")
        assert sorted(self.package.rglob("*.py")) == before
        return heard

    def upgrades(self) -> None:
        status, said, heard = self.run("db", "upgrade")
        assert status == 0, heard
        assert '"box:' in said


@pytest.fixture
def author(tmp_path: Path) -> Author:
    package, about = tmp_path / "site" / "varde_box", tmp_path / "site" / "varde_box-1.dist-info"
    package.mkdir(parents=True)
    about.mkdir()
    (package / "__init__.py").write_text("")
    (package / "plugin.py").write_text(PLUGIN)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: varde-box\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[varde]\nbox = varde_box.plugin\n")
    author = Author(package.parent)
    author.models()
    return author


def rows_in(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT place, words FROM box_box JOIN box_label ON box_id = box_box.id"))
        return [(place, words) for place, words in rows]


def fill(engine: Engine) -> None:
    """One box, of an enrolment that need not be whole, with a label on it."""
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO organisation (id, key, kind, name, details) VALUES (1, 'a', 'clinic', 'A', '{}')",
            "INSERT INTO person (id, given_name, family_name, language, title, created_at)"
            " VALUES (1, 'Kari', 'Nes', 'nb', '', '2026-09-21 08:00:00')",
            "INSERT INTO enrolment (id, person_id, organisation_id, programme, state, referred_at, imported)"
            " VALUES (1, 1, 1, 'x', 'referred', '2026-09-21 08:00:00', FALSE)",
            "INSERT INTO box_box (id, enrolment_id, place) VALUES (1, 1, 'I gangen')",
            "INSERT INTO box_label (id, box_id, words) VALUES (1, 1, 'Liten')",
        ):
            connection.exec_driver_sql(statement)


@pytest.mark.program
def test_what_it_writes_makes_the_tables_and_then_changes_them(author: Author, database_url: str) -> None:
    """On both databases. The second changes a table that another points to: no row of either may be lost."""
    author.database_url = database_url
    first = author.writes("Esker som lånes ut")
    assert first == author.versions / "0001_esker_som_lanes_ut.py"
    author.upgrades()
    engine = make_engine(database_url)
    fill(engine)
    author.models(
        PLACE,
        "    place: Mapped[str] = mapped_column(String(40))\n    weighed_at: Mapped[datetime | None]\n"
        '    __table_args__ = (UniqueConstraint("place"),)\n',
    )
    second = author.writes("Esker veies")
    assert second.name == "0002_esker_veies.py"
    assert 'down_revision = "0001"' in second.read_text()
    author.upgrades()
    assert rows_in(engine) == [("I gangen", "Liten")]
    status, said, heard = author.run("plugin", "migration", "box", "-m", "Nothing")
    assert (status, json.loads(said)["written"], heard) == (0, None, NOTHING_MORE)
    engine.dispose()


@pytest.mark.program
def test_it_is_laid_out_to_be_read(author: Author) -> None:
    assert (
        author.writes("Boxes").read_text()
        == '''"""Boxes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("box_box",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_box_box_enrolment_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_box"))
    )
    op.create_table("box_label",
        sa.Column("id", BIG, nullable=False),
        sa.Column("box_id", BIG, nullable=False),
        sa.Column("words", sa.String(length=20), nullable=False),
        sa.CheckConstraint("words <> 'it''s'", name=op.f("ck_box_label_words")),
        sa.ForeignKeyConstraint(["box_id"], ["box_box.id"], name=op.f("fk_box_label_box_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_label"))
    )


def downgrade() -> None:
    op.drop_table("box_label")
    op.drop_table("box_box")
'''
    )


@pytest.mark.program
def test_what_is_taken_away_is_named(author: Author) -> None:
    author.writes("Boxes")
    author.models(PLACE, PLACE.replace("place", "room").replace("str]", "str | None]"))
    status, _, heard = author.run("plugin", "migration", "box", "-m", "Rooms")
    assert status == 0
    assert heard.splitlines()[1] == (
        "It removes box_box.place and what stands there. If it was renamed, write op.alter_column instead."
    )


@pytest.mark.program
def test_rows_that_are_there_cannot_lack_what_they_must_have(author: Author) -> None:
    author.writes("Boxes")
    author.models(PLACE, PLACE + PLACE.replace("place", "room"))
    assert author.is_refused() == (
        "box_box.room must have a value, and rows that are there already have none: let the model allow None "
        "(Mapped[… | None]), or give it a server_default.\n"
    )


@pytest.mark.program
def test_a_history_has_one_end(author: Author) -> None:
    first = author.writes("Boxes")
    for revision in ("0002", "0003"):
        other = first.read_text().replace('"0001"', f'"{revision}"').replace("= None\nbranch", '= "0001"\nbranch')
        (author.versions / f"{revision}_other.py").write_text(other)
    assert author.is_refused() == (
        "The migrations of box end in 2 places (0002, 0003): let the down_revision of one be the other, and ask again.\n"
    )


@pytest.mark.program
def test_a_migration_that_is_there_and_fails_is_named(author: Author) -> None:
    author.writes("Boxes")
    (author.versions / "0002_wrong.py").write_text(
        'revision, down_revision = "0002", "0001"\n\ndef upgrade():\n    raise ValueError("no disk")\n'
    )
    assert "The tables of box cannot be upgraded, and are as they were: ValueError: no disk" in author.is_refused(
        status=1
    )


@pytest.mark.program
@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('"box_label"', '"label"', "the name of the table label must begin with box_."),
        ("enrolment.id", "alert.id", "box_box.enrolment_id points to alert"),
        ("(Box, Label)", "(Box,)", "The table box_label is in no part."),
        ("import datetime", "import nothing", "ImportError"),
    ],
)
def test_tables_that_cannot_be_have_no_migration(author: Author, before: str, after: str, sentence: str) -> None:
    author.models(before, after)
    assert sentence in author.is_refused(status=1)


@pytest.mark.program
@pytest.mark.parametrize(
    ("name", "message", "sentence"),
    [
        ("bax", "More", "There is no plugin named bax that is installed. Plugins: box"),
        ("core", "More", "There is no plugin named core that is installed."),
        ("box", " ", "The message '' cannot be used:"),
        ("box", 'a "b"', "cannot be used: it is one line"),
        ("box", "a\nb", "cannot be used: it is one line"),
        ("box", "x" * 101, "cannot be used: it is one line of at most 100 characters"),
    ],
)
def test_what_is_asked_for_wrongly_is_said(author: Author, name: str, message: str, sentence: str) -> None:
    assert sentence in author.is_refused(name=name, message=message)


@pytest.mark.program
def test_a_plugin_without_tables_has_none(author: Author) -> None:
    plugin = author.package / "plugin.py"
    plugin.write_text(
        plugin.read_text().replace('Part(key="box", tables=tables, personal_data=(', 'Part(key="box"); _ = ((')
    )
    assert (
        author.is_refused() == "The plugin box has no tables: name its models in tables of its part, and ask again.\n"
    )


def test_a_copied_table_takes_nothing_along(tmp_path: Path) -> None:
    """On SQLite keys are followed again once the upgrade is done."""
    engine = migrated(sqlite_url(tmp_path))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()
