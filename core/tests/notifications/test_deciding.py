"""What becomes of notices that are due, one situation after another in one house: a table, written by hand, of what goes out, in
which words, to whom and from whom, and of why the rest does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from varde.enrolments.models import Enrolment
from varde.groups.attending import sign_off
from varde.groups.sessions import cancel_session
from varde.identity.models import Grant, Organisation, Person
from varde.modules.models import Entry, PathSwitch
from varde.notifications.models import Delivery
from varde.notifications.rules import key_of_late
from varde.scheduling.booking import call_off
from varde.scheduling.models import Appointment
from varde.testing.copies import copied

from .conftest import Post, question
from .scene import Scene, make_scene

SOON = timedelta(days=1, hours=2)


Arrange = Callable[[Scene], object]
HERS = "sms +4740000002: "
AT_WORK = "sms +4740000001: "
TOMORROW = f"{HERS}Du har en avtale i morgen. Logg inn for å se når: /min-sti"
TODAY = f"{HERS}Du har en avtale i dag. Logg inn for å se når: /min-sti"
MESSAGE = f"{HERS}Du har en ny melding. Logg inn for å lese den: /min-sti"
MANY = f"{HERS}Det er flere ting nye til deg. Logg inn for å se: /min-sti"
OVER = "the time is cancelled, moved or begun"
MORNING = "queued in 22:00:00"


def reminded(scene: Scene, starts: timedelta, planned: timedelta = timedelta(0)) -> Delivery:
    return scene.notice("tomorrow", appointment_id=scene.booked(starts), planned=planned)


def of_group(scene: Scene, **of: Any) -> Delivery:
    return scene.notice("tomorrow", session_id=scene.session.id, **of)


def called_off(scene: Scene, notice: str = "tomorrow") -> Scene:
    row = scene.notice(notice, appointment_id=scene.booked(SOON))
    call_off(scene.work, scene.work.session.get_one(Appointment, row.appointment_id), by_id=None)
    return scene


def begins_now(scene: Scene) -> Scene:
    """Planned yesterday, of a time that begins this very moment."""
    reminded(scene, timedelta(hours=1), planned=-timedelta(days=1))
    scene.work.session.get_one(Appointment, scene.due[0].appointment_id).starts_at = scene.work.now
    return scene


def signed_off(scene: Scene) -> None:
    of_group(scene)
    sign_off(scene.work, scene.group, scene.session, scene.enrolment)


def not_met(scene: Scene) -> None:
    of_group(scene)
    cancel_session(scene.work, scene.group, scene.session, "Syk", None)


REMINDERS: list[tuple[str, Arrange, list[str]]] = [
    ("a time tomorrow", lambda s: reminded(s, SOON), [TOMORROW]),
    ("told on the day itself", lambda s: reminded(s, timedelta(hours=5), -timedelta(days=1)), [TODAY]),
    ("it begins in a minute", lambda s: reminded(s, timedelta(minutes=1), -timedelta(days=1)), [TODAY]),
    ("it begins now", begins_now, [OVER]),
    ("it was moved to another day", lambda s: reminded(s, SOON + timedelta(days=1)), [OVER]),
    ("it was moved to today", lambda s: reminded(s, timedelta(hours=2)), [OVER]),
    ("it is cancelled", called_off, [OVER]),
    ("of no time at all", lambda s: s.notice("tomorrow"), [TOMORROW]),
    (
        "another notice about a time that is over",
        lambda s: called_off(s, "booked"),
        [f"{HERS}Du har fått en ny time hos oss. Logg inn for å se når: /min-sti"],
    ),
    ("a group tomorrow", of_group, [TOMORROW]),
    ("a group that another comes to", lambda s: of_group(s, enrolment_id=s.other_id), [OVER]),
    ("a group she signed off from", signed_off, [OVER]),
    ("a group that does not meet", not_met, [OVER]),
    ("a group and a time", lambda s: (of_group(s), reminded(s, SOON)), [f"{TOMORROW} for 2", "with 0, sending, None"]),
]


def stopped(scene: Scene, *, elsewhere: bool = False) -> Scene:
    """Contact about her enrolment has ended; about her other one too."""
    scene.enrolment.contact_stopped_at = scene.work.now
    scene.work.add(
        Enrolment(
            person_id=scene.patient.id,
            organisation_id=scene.enrolment.organisation_id,
            programme="lake",
            state="referred",
            referred_at=scene.work.now,
            contact_stopped_at=scene.work.now if elsewhere else None,
        )
    )
    scene.work.session.flush()
    return scene


def pausing(scene: Scene) -> Scene:
    scene.enrolment.state = "paused"
    return scene


def let_go(scene: Scene) -> Scene:
    """Her therapist holds no role any more."""
    theirs = update(Grant).where(Grant.person_id == scene.therapist.id).values(ends_at=scene.work.now)
    scene.work.session.execute(theirs)
    return scene


MAY_GO: list[tuple[str, Arrange, list[str]]] = [
    ("a message", lambda s: s.notice(), [MESSAGE]),
    ("no more contact", lambda s: (stopped(s), s.notice()), ["no more contact"]),
    ("no more contact, and paused", lambda s: (stopped(s), pausing(s), s.notice()), ["no more contact"]),
    (
        "no more contact, at work",
        lambda s: (stopped(s), s.notice("list", to=s.therapist)),
        ["sms +4740000001: Det er noe nytt i arbeidslisten din. Logg inn: /min-sti"],
    ),
    ("contact goes on about another", lambda s: (stopped(s), s.notice(enrolment_id=None)), [MESSAGE]),
    (
        "contact about each has ended",
        lambda s: (stopped(s, elsewhere=True), s.notice(enrolment_id=None)),
        ["no more contact"],
    ),
    (
        "the same, of her work",
        lambda s: (stopped(s, elsewhere=True), s.notice("digest", enrolment_id=None, path="/a")),
        ["sms +4740000002: God morgen. Noen på arbeidslisten din venter på deg. Logg inn: /a"],
    ),
    ("paused", lambda s: (pausing(s), s.notice()), ["paused"]),
    (
        "paused, of a time that is cancelled",
        lambda s: (pausing(s), s.notice("appointment")),
        [f"{HERS}En time du har hatt hos oss, er endret. Logg inn for å se: /min-sti"],
    ),
    ("nothing waits", lambda s: s.notice("questionnaire"), ["nothing waits"]),
    ("nothing waits, and paused", lambda s: (pausing(s), s.notice("reminder")), ["paused"]),
    ("she wants none of it", lambda s: (s.refuse("module"), s.notice("module")), ["she wants none of these"]),
    ("paused, and she wants none of it", lambda s: (pausing(s), s.refuse("module"), s.notice("module")), ["paused"]),
    ("she wants another kind", lambda s: (s.refuse("reminder"), s.notice()), [MESSAGE]),
    ("she wants no text message", lambda s: (s.refuse("sms"), s.notice()), [MESSAGE.replace(HERS, "page : ")]),
    ("no staff any more, of a danger", lambda s: (let_go(s), s.notice("alert", to=s.therapist)), ["no staff any more"]),
    ("none, of a consent", lambda s: (let_go(s), s.notice("consent", to=s.therapist)), ["no staff any more"]),
    ("no staff any more", lambda s: (let_go(s), s.notice("list", to=s.therapist)), ["no staff any more"]),
    (
        "a digest to whoever is no staff",
        lambda s: (let_go(s), s.notice("hand_over", to=s.therapist, path="/f")),
        [f"{AT_WORK}Noe må fordeles på nytt. Logg inn for å se: /f"],
    ),
]


def asked(scene: Scene, *, whom: Person | None = None, **since: Any) -> Scene:
    """Her therapist is told that she is asked for advice; what became of the question ``since``, or that another is asked."""
    row = question(scene.work, scene.enrolment.id, (whom or scene.therapist).id)
    for name, value in since.items():
        setattr(row, name, value)
    scene.notice("opinion", to=scene.therapist, path="/r")
    return scene


ADVICE = f"{AT_WORK}En kollega spør deg om råd. Logg inn for å lese: /r"
NOT_ASKED = "she is not asked any more"
OPINIONS: list[tuple[str, Arrange, list[str]]] = [
    ("a question stands", asked, [ADVICE]),
    ("it was taken back over night", lambda s: asked(s, ended_at=s.work.now), [NOT_ASKED]),
    ("it was answered", lambda s: asked(s, ended_at=s.work.now, answer="Vent"), [NOT_ASKED]),
    ("it has run out", lambda s: asked(s, until=s.work.now), [NOT_ASKED]),
    ("it runs out in a second", lambda s: asked(s, until=s.work.now + timedelta(seconds=1)), [ADVICE]),
    ("another is asked", lambda s: asked(s, whom=s.patient), [NOT_ASKED]),
    (
        "she is asked about another",
        lambda s: (question(s.work, s.other_id, s.therapist.id), s.notice("opinion", to=s.therapist)),
        [NOT_ASKED],
    ),
    (
        "taken back, and she is asked again",
        lambda s: asked(asked(s, ended_at=s.work.now)),
        [f"{ADVICE} for 2", "with 0, sending, None"],
    ),
    (
        "taken back, and something else on her list",
        lambda s: (asked(s, ended_at=s.work.now), s.notice("list", to=s.therapist)),
        [NOT_ASKED, f"{AT_WORK}Det er noe nytt i arbeidslisten din. Logg inn: /min-sti"],
    ),
]


def opened(scene: Scene, deeds: str) -> Scene:
    """She is told of the first of these deeds about a step; a minus is before what was undone."""
    for number, deed in enumerate(deeds.split(), 1):
        row = PathSwitch(enrolment_id=scene.enrolment.id, number=number, deed=deed.strip("-"), steps_before=[])
        row.module, row.step, row.at, row.by_id, row.by_patient = "m", "s", scene.work.now, scene.therapist.id, False
        if deed.startswith("-"):
            row.undone_at, row.undone_by_id = scene.work.now, scene.therapist.id
        scene.work.add(row)
    scene.notice("module", key=f"module:{scene.enrolment.id}:1")
    return scene


OPENED = f"{HERS}Noe nytt er åpnet for deg. Logg inn når det passer: /min-sti"
NOT_OPENED = "it is not open to her any more"
SWITCHED: list[tuple[str, Arrange, list[str]]] = [
    ("it was opened", lambda s: opened(s, "open"), [OPENED]),
    ("it was added", lambda s: opened(s, "add"), [OPENED]),
    ("it was undone over night", lambda s: opened(s, "-open"), [NOT_OPENED]),
    ("what was added was undone", lambda s: opened(s, "-add"), [NOT_OPENED]),
    ("it was closed", lambda s: opened(s, "open close"), [NOT_OPENED]),
    ("what was added was closed", lambda s: opened(s, "add close"), [NOT_OPENED]),
    ("it was closed, and that was undone", lambda s: opened(s, "open -close"), [OPENED]),
    ("it was hidden", lambda s: opened(s, "open hide"), [NOT_OPENED]),
    ("it was hidden and shown again", lambda s: opened(s, "open hide show"), [OPENED]),
    ("it was skipped", lambda s: opened(s, "open skip"), [NOT_OPENED]),
    ("no switch is kept of it", lambda s: opened(s, ""), [NOT_OPENED]),
    ("planned before switches were kept", lambda s: s.notice("module", key="module:1:thoughts"), [OPENED]),
]


def late(scene: Scene, *, answered: bool = False, now: bool = False, by: int | None = None, **since: Any) -> Scene:
    """A head is told that an exercise is not answered; what became of her enrolment ``since``, or of the exercise."""
    at = scene.work.now - timedelta(days=9)
    scene.work.add(
        Entry(
            enrolment_id=scene.enrolment.id,
            module="m",
            step="s",
            occurrence="",
            answers="{}",
            shared_answers="{}",
            shared=True,
            saved_at=at,
            shared_at=scene.work.now if now else at,
            feedback_at=scene.work.now if answered else None,
        )
    )
    key = key_of_late(scene.enrolment.id, at, by or scene.enrolment.therapist_id)
    for name, value in since.items():
        setattr(scene.enrolment, name, value)
    scene.notice("late", to=scene.therapist, path="/f", key=f"{key}:{scene.therapist.id}")
    return scene


LATE = f"{AT_WORK}Noen har ventet lenge på svar. Logg inn for å se: /f"
NOT_LATE = "it is answered, ended or somebody else's"
LATE_ANSWERS: list[tuple[str, Arrange, list[str]]] = [
    ("nobody has answered", late, [LATE]),
    ("it was answered over night", lambda s: late(s, answered=True), [NOT_LATE]),
    ("another is responsible now", lambda s: late(s, therapist_id=s.patient.id), [NOT_LATE]),
    ("nobody is responsible now", lambda s: late(s, therapist_id=None), [NOT_LATE]),
    ("another should have answered", lambda s: late(s, by=s.patient.id), [NOT_LATE]),
    ("it has ended", lambda s: late(s, state="discontinued"), [NOT_LATE]),
    ("she is paused, and waits all the same", lambda s: late(s, state="paused"), [LATE]),
    ("it was shared anew", lambda s: late(s, now=True), [NOT_LATE]),
    ("it is about nobody", lambda s: s.notice("late", to=s.therapist, path="/f", enrolment_id=None), [LATE]),
]


def told(scene: Scene, **of: Any) -> Scene:
    """One a day is the most, and one went out before."""
    scene.sent_before(**of)
    scene.notice()
    return scene


TOLD_TODAY: list[tuple[str, Arrange, list[str]]] = [
    ("once today", told, [MORNING]),
    ("it arrived", lambda s: told(s, state="delivered"), [MORNING]),
    ("it is on its way", lambda s: told(s, state="sending"), [MORNING]),
    ("by e-mail", lambda s: told(s, channel="email"), [MORNING]),
    ("at midnight", lambda s: told(s, claimed_at=s.work.now - timedelta(hours=10)), [MORNING]),
    ("perhaps", lambda s: told(s, state="failed", unsure=True), [MORNING]),
    ("yesterday", lambda s: told(s, claimed_at=s.work.now - timedelta(hours=10, seconds=1)), [MESSAGE]),
    ("it failed", lambda s: told(s, state="failed"), [MESSAGE]),
    ("on her page alone", lambda s: told(s, channel="page"), [MESSAGE]),
    ("of a danger", lambda s: told(s, notice="alert"), [MESSAGE]),
    ("what she asked for", lambda s: told(s, asked=True), [MESSAGE]),
    ("to another", lambda s: told(s, to=s.therapist), [MESSAGE]),
    ("what she asks for now", lambda s: (s.sent_before(), s.notice(asked=True)), [MESSAGE]),
    ("what was being sent waits queued", lambda s: (s.sent_before(), s.notice(state="sending")), [MORNING]),
    ("what has failed waits as it is", lambda s: (s.sent_before(), s.notice(state="failed")), ["failed in 22:00:00"]),
    ("a danger, and what may wait", lambda s: (
        s.sent_before(to=s.therapist), s.notice("digest", to=s.therapist), s.notice("alert", to=s.therapist, path="/arbeidsliste")
    ), [MORNING, f"{AT_WORK}Noe i arbeidslisten din må ses på nå. Logg inn: /arbeidsliste"]),
]  # fmt: skip


def carried(scene: Scene, attempts: int = 1) -> Scene:
    """What an earlier attempt spoke for is spoken for again; without one, nothing is."""
    scene.kept("news", carrier_id=scene.notice(attempts=attempts).id, state="sending")
    return scene


TOGETHER: list[tuple[str, Arrange, list[str]]] = [
    ("two of one kind", lambda s: (s.notice(), s.notice()), [f"{MESSAGE} for 2", "with 0, sending, None"]),
    ("two kinds", lambda s: (s.notice(), s.notice("news")), [f"{MANY} for 2", "with 0, sending, None"]),
    ("perhaps taken already", lambda s: (s.notice("news"), s.notice(unsure=True)), [
        f"{HERS}Det er noe nytt til deg. Logg inn for å lese det: /min-sti", MESSAGE
    ]),
    (
        "of one enrolment and of none, at work",
        lambda s: (s.notice("consent", to=s.therapist), s.notice("digest", to=s.therapist, enrolment_id=None)),
        [f"{AT_WORK}Det er flere ting nye til deg. Logg inn for å se: /arbeidsliste for 2", "with 0, sending, None"],
    ),
    ("what was carried", carried, [f"{MANY} for 2"]),
    ("none is carried before the first attempt", lambda s: carried(s, 0), [MESSAGE]),
    ("of her work", lambda s: (s.notice("digest", to=s.therapist), s.notice("list", to=s.therapist)), [
        f"{AT_WORK}Det er flere ting nye til deg. Logg inn for å se: /arbeidsliste for 2", "with 0, sending, None"
    ]),
    ("of a head's work", lambda s: (s.notice("hand_over", to=s.therapist, path="/f"), s.notice("list", to=s.therapist)), [
        f"{AT_WORK}Det er flere ting nye til deg. Logg inn for å se: /f for 2", "with 0, sending, None"
    ]),
    ("her own and her work's are two", lambda s: (s.notice(), s.notice("digest", enrolment_id=None, path="/a")), [
        MESSAGE, f"{HERS}God morgen. Noen på arbeidslisten din venter på deg. Logg inn: /a".replace("Hei. ", "")
    ]),
    ("no way to any of them", lambda s: (s.post_no_phone(), s.notice(), s.notice("news")), ["no mobile number"] * 2),
    ("a late message is said as it is", lambda s: s.notice(planned=-timedelta(days=2)), [MESSAGE]),
]  # fmt: skip


def duty(scene: Scene, number: str | None = "48000001", sender: str | None = None) -> Scene:
    place = scene.work.session.get_one(Organisation, scene.enrolment.organisation_id)
    said = {"duty_phone": number} if number else {}
    place.details = {**place.details, **said}
    if sender:
        trust = scene.work.session.get_one(Organisation, place.parent_id)
        trust.details = {**trust.details, "sms_sender": sender}
    scene.work.session.flush()
    row = scene.notice("duty", enrolment_id=None, organisation_id=place.id, path="/arbeidsliste")
    row.person_id = None
    return scene


DUTY = "Til vakten: noe må ses på nå, og ingen andre er på jobb. Logg inn: /arbeidsliste"
FROM_WHOM: list[tuple[str, Arrange, list[str]]] = [
    ("the duty telephone", duty, [f"sms +4748000001: {DUTY}"]),
    ("no duty telephone", lambda s: duty(s, None), ["no duty number"]),
    ("the trust has a name", lambda s: duty(s, sender="Fjordvest"), [f"sms +4748000001: {DUTY} from Fjordvest"]),
    ("her enrolment's trust", lambda s: (duty(s, sender="Fjordvest"), s.notice()), [
        f"sms +4748000001: {DUTY} from Fjordvest", f"{MESSAGE} from Fjordvest"
    ]),
    ("about no enrolment", lambda s: (duty(s, sender="Fjordvest"), s.notice(enrolment_id=None)), [
        f"sms +4748000001: {DUTY} from Fjordvest", MESSAGE
    ]),
]  # fmt: skip


@pytest.fixture(scope="module")
def made_scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Post, int, int, int]]:
    scene = copied(make_scene, tmp_path_factory.mktemp("deciding"))
    yield scene
    scene[0].house.platform.engine.dispose()


@pytest.mark.parametrize(
    "table",
    [REMINDERS, MAY_GO, OPINIONS, SWITCHED, LATE_ANSWERS, TOLD_TODAY, TOGETHER, FROM_WHOM],
    ids=["reminders", "may go", "opinions", "switched", "late", "told", "together", "from"],
)
def test_what_becomes_of_what_is_due(
    made_scene: tuple[Post, int, int, int], table: list[tuple[str, Arrange, list[str]]]
) -> None:
    post, *ids = made_scene
    settings = post.house.platform.settings
    wrong = []
    for name, arrange, expected in table:
        most = 1 if table is TOLD_TODAY else 999
        post.house.platform.settings = replace(settings, notices_a_day=most)
        with post.house.work() as work, work.undone():
            scene = Scene(post, work, *ids)
            arrange(scene)
            work.session.flush()
            if (outcome := scene.outcome()) != expected:
                wrong.append((name, outcome))
    post.house.platform.settings = settings
    assert wrong == [], "\n".join(map(str, wrong))
