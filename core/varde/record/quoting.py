"""What may be quoted in a message: what is shared of an exercise, and scores that whoever writes may see."""

from __future__ import annotations

from collections.abc import Sequence

from varde.assessments.models import Response
from varde.assessments.service import responses_of
from varde.dialogue.quotes import Quote
from varde.enrolments.models import Enrolment
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.entries import shared_entries, shared_entry
from varde.modules.models import Entry
from varde.programmes.gone import programme_of
from varde.record.patient import sheets_of
from varde.standing.words import total_figure

MOST_EACH = 10


class NoSuchQuote(BadInput):
    sentence = Text(
        "Det du viser til, finnes ikke her, eller er ikke delt.",
        "Det du viser til, finst ikkje her, eller er ikkje delt.",
        "What you refer to is not here, or is not shared.",
    )


def quotable(work: Work, speech: Speech, enrolment: Enrolment, *, by_patient: bool) -> Sequence[tuple[str, str]]:
    """What may be quoted now, each with the code that chooses it and what it is called, newest first. Two statements."""
    entries = _entries(work, speech, enrolment, shared_entries(work, enrolment.id, MOST_EACH))
    scored = [row for row in responses_of(work, enrolment.id) if _is_shown(work, enrolment, row, by_patient=by_patient)]
    scores = [_score(work, speech, row) for row in scored[: -MOST_EACH - 1 : -1]]
    return [(f"{quote.kind}-{quote.number}", quote.title) for quote in (*entries, *scores)]


def quote_of(work: Work, speech: Speech, enrolment: Enrolment, code: str, *, by_patient: bool) -> Quote | None:
    """What a code chose, as it is now; None of "".

    :raises NoSuchQuote: it is not of this enrolment, is not shared (any more), or is not for whoever writes.
    """
    kind, _, number = code.partition("-")
    if not code:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NoSuchQuote()
    if kind == "entry" and (row := shared_entry(work, enrolment.id, int(number))) is not None:
        for quote in _entries(work, speech, enrolment, [row]):
            return quote
    if kind == "score":
        answered = work.session.get(Response, int(number))
        if (
            answered is not None
            and answered.enrolment_id == enrolment.id
            and answered.submitted_at is not None
            and _is_shown(work, enrolment, answered, by_patient=by_patient)
        ):
            return _score(work, speech, answered)
    raise NoSuchQuote()


def _entries(work: Work, speech: Speech, enrolment: Enrolment, rows: Sequence[Entry]) -> list[Quote]:
    sheets = sheets_of(speech, programme_of(work, enrolment.programme), rows)
    return [
        Quote(
            "entry",
            sheet.row.id,
            ", ".join(filter(None, (sheet.title, sheet.about))),
            [(line.label, line.value) for line in sheet.written if not line.files],
        )
        for sheet in sheets
    ]


def _is_shown(work: Work, enrolment: Enrolment, row: Response, *, by_patient: bool) -> bool:
    """A patient quotes the scores that she is shown: those of the main instrument."""
    main = programme_of(work, enrolment.programme).main_instrument(enrolment.track)
    return row.total is not None and (not by_patient or row.instrument == main)


def _score(work: Work, speech: Speech, row: Response) -> Quote:
    instrument = work.catalogue.all(Instrument).get(row.instrument)
    title = speech.say(instrument.title) if instrument is not None else row.instrument
    total, at = row.total or 0.0, row.submitted_at or row.saved_at
    said = f"{title}: {total_figure(instrument, total, speech.language)}"
    return Quote("score", row.id, f"{said}, {speech.day(at, year=True)}")
