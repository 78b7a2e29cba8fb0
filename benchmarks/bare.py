"""What ours are compared with: Flask, SQLAlchemy, and one SELECT by primary key in a small template, or one INSERT of what a
machine sends. Nothing else: no sign-in, no key, no log of who looked, no headers, and nothing is checked."""

from __future__ import annotations

import os
import sys
from datetime import datetime

from flask import Flask, Response, abort, jsonify, render_template_string, request
from sqlalchemy import BigInteger, DateTime, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Model(DeclarativeBase):
    """This page's own tables."""


class Person(Model):
    """Three columns of the same table that Varde's pages read."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    given_name: Mapped[str]
    family_name: Mapped[str]


class Blow(Model):
    """What is stored of one measurement: as much as the table of Varde's must have."""

    __tablename__ = "bare_measurement"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(BigInteger)
    series: Mapped[str]
    measured_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    figures: Mapped[str]


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

    @app.post("/blow")
    def take() -> Response:
        sent = request.get_json()
        at = datetime.fromisoformat(sent["at"])
        with Session(engine) as session:
            blow = Blow(enrolment_id=sent["enrolment"], series="breath", measured_at=at, figures=str(sent["flow"]))
            session.add(blow)
            session.commit()
            return jsonify(measurement=blow.id)

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
