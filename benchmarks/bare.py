"""The page that ours are compared with: Flask, SQLAlchemy, one SELECT by primary key, one small template. Nothing else:
no sign-in, no log of who looked, no headers."""

from __future__ import annotations

import os
import sys

from flask import Flask, abort, render_template_string
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Model(DeclarativeBase):
    """This page's own tables."""


class Person(Model):
    """Three columns of the same table that Varde's pages read."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    given_name: Mapped[str]
    family_name: Mapped[str]


PAGE = "<!doctype html><title>{{ person.given_name }}</title><h1>{{ person.given_name }} {{ person.family_name }}</h1>"


def make_app() -> Flask:
    """One application for each process, on the database that BARE_DATABASE_URL names."""
    app = Flask(__name__)
    engine = create_engine(os.environ["BARE_DATABASE_URL"], pool_size=10)

    @app.get("/person/<int:person_id>")
    def show(person_id: int) -> str:
        with Session(engine) as session:
            person = session.get(Person, person_id)
            return render_template_string(PAGE, person=person) if person else abort(404)

    return app


def main(port: int, workers: int, blocking_threads: int) -> None:
    """Serve it with the settings of ``varde serve``."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "benchmarks.bare:make_app",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=blocking_threads,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
