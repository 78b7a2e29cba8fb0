"""One occasion as it is answered: what is asked of this person, given what she has answered so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from varde.assessments.facts import facts_at_occasion, facts_of_person, facts_of_response
from varde.assessments.models import Response
from varde.enrolments.models import Enrolment
from varde.kernel.dates import age_on
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.known_facts import known_of
from varde.programmes.values import Occasion, Programme
from varde.rules.language import evaluate
from varde.scheduling.models import AgendaItem
from varde.standing.start import START, start_of

OTHER = "other:"
"""Before the name of an occasion that is none of the programme's: it was measured elsewhere, has its own name and its own
day, and is counted nowhere where the programme's occasions are. No key of a programme has a colon."""
GONE = Text("Et tidligere skjema", "Eit tidlegare skjema", "An earlier questionnaire")
"""What one is called that the programme no longer has."""


def occasion_of(programme: Programme, key: str) -> Occasion:
    """The occasion with this key, to show; one that asks for nothing when the programme does not have it."""
    return programme.find_occasion(key) or Occasion(key, own_name(key) or GONE, (), 0)


def own_name(key: str) -> Text | None:
    """What an occasion is called that is none of the programme's; None for one that is, or was."""
    name = key.removeprefix(OTHER)
    return Text(name, name, name) if name != key else None


def known_for_conditions(work: Work, enrolment_id: int, occasions: Iterable[Occasion]) -> Mapping[str, object]:
    """What the conditions of these occasions ask of sources. One statement for each source, and none where they ask none."""
    return known_of(work, enrolment_id, [rule for occasion in occasions for _key, rule in occasion.conditions])


@dataclass(slots=True)
class Sheet:
    """One occasion of one enrolment, as it is answered: the agenda item, what was answered or drafted, and from ``earlier``,
    elsewhere, what change is counted from: the start occasion, and the first and the last answer to each instrument.
    ``today`` decides how old the person is. ``worded``: some organisation has a wording pack, so that it is worth asking for
    one. ``beside`` is what whoever opened it asked to have read with it. ``known`` is what sources know that its conditions ask
    (:func:`known_for_conditions`)."""

    item: AgendaItem
    enrolment: Enrolment
    programme: Programme
    occasion: Occasion
    responses: dict[str, Response] = field(default_factory=dict)
    earlier: list[Response] = field(default_factory=list)
    today: date | None = None
    worded: bool = True
    beside: int | None = None
    known: Mapping[str, object] = field(default_factory=dict)

    @property
    def instruments(self) -> tuple[str, ...]:
        """Keys of what this patient is asked here, in order. One with a condition is asked when that is known to hold;
        what was handed in stays."""
        asked = self.occasion.asked(self.enrolment.track)
        conditions = dict(self.occasion.conditions)
        if not conditions:
            return asked
        facts = dict(self.known) | facts_of_person(self.enrolment.track, self.age, self.enrolment.person.sex)
        keys = []
        for key in asked:
            response = self._handed_in(key)
            if response is None and key in conditions and evaluate(conditions[key], facts) is not True:
                continue
            keys.append(key)
            if response is not None:
                facts |= facts_at_occasion(
                    key, facts_of_response(response.answers, response.total, response.band, response.flags, None)
                )
        return tuple(keys)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Keys of the instruments not handed in yet, in order."""
        return tuple(key for key in self.instruments if self._handed_in(key) is None)

    @property
    def all_answered(self) -> bool:
        """Whether something is handed in and nothing is left: then the occasion is done. Never for one that the programme
        no longer has."""
        if self.programme.find_occasion(self.item.key) is None:
            return False
        return any(response.submitted_at for response in self.responses.values()) and not self.unanswered

    @property
    def age(self) -> int | None:
        """Whole years; None when the date of birth is not known."""
        born = self.enrolment.person.birth_date
        return age_on(born, self.today) if born and self.today else None

    @property
    def baseline(self) -> dict[str, float]:
        """By instrument the total that change is counted from; none at the start itself."""
        if self.item.key == START:
            return {}
        starts = (start_of(self.earlier_to(key)) for key in {response.instrument for response in self.earlier})
        return {start.instrument: start.total for start in starts if start is not None and start.total is not None}

    def earlier_to(self, key: str) -> list[Response]:
        """What was answered elsewhere to one instrument, oldest first."""
        return [response for response in self.earlier if response.instrument == key]

    def _handed_in(self, key: str) -> Response | None:
        response = self.responses.get(key)
        return response if response is not None and response.submitted_at else None
