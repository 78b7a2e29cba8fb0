"""The referral form, made from the programme's eligibility facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Literal

from marshmallow import Schema, ValidationError, fields

from varde.identity.service import Actor, Contact
from varde.instruments.values import Instrument
from varde.kernel.dates import age_on
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.programmes.at_referral import worded_fact
from varde.programmes.values import Programme
from varde.referrals.gp import LONGEST_GP
from varde.referrals.ringing import LONGEST
from varde.referrals.service import REFERRED
from varde.rules.facts import Fact
from varde.rules.language import Eligibility, evaluate
from varde.rules.worked_out import with_worked_out
from varde.web.shell import words
from varde.web.shell.contact_form import contact_fields, contact_in
from varde.web.shell.forms import (
    LONGEST_HOPE,
    Amount,
    BirthDate,
    Checked,
    Coded,
    Form,
    FormFault,
    IdentityNumber,
    LimitedText,
    PersonName,
    Ticked,
    read_form,
)

FACT = "fact_"
UNKNOWN = "unknown"
FEWEST_TOGETHER = 3
"""This many yes/no facts in a row whose keys begin with the same word are asked as one list of boxes."""

YES_NO: tuple[tuple[str, Text], ...] = (
    ("yes", Text("Ja", "Ja", "Yes")),
    ("no", Text("Nei", "Nei", "No")),
    (UNKNOWN, Text("Vet ikke", "Veit ikkje", "Do not know")),
)
_VALUE = {"yes": True, "no": False, UNKNOWN: None}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the form asks. ``name`` is the control's; ``facts`` are what the answer decides.

    ``kind``: ``radios`` (one of ``choices``), ``ticks`` (a list of boxes) or ``amount`` (a number, may be left empty).
    ``optional`` ones stand in a section of their own.
    """

    name: str
    kind: Literal["radios", "ticks", "amount"]
    legend: Text
    facts: tuple[Fact, ...]
    hint: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    optional: bool = False
    advice: tuple[tuple[str, Text], ...] = ()

    @property
    def with_advice(self) -> tuple[tuple[str, Text, str, Text | None], ...]:
        """The choices, each with what is said at once to whoever chooses it."""
        said = dict(self.advice)
        return tuple((code, label, "", said.get(code)) for code, label in self.choices)

    @property
    def fact(self) -> Fact:
        return self.facts[0]

    @property
    def row(self) -> bool:
        """Whether the answers are short enough to stand side by side; those of a questionnaire, of which there are many, do so
        where a line takes two."""
        most, longest = (7, 28) if self.fact.source == "score" else (3, 12)
        return len(self.choices) <= most and all(len(label.nb) <= longest for _, label in self.choices)


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral form that holds. ``nin`` and the names only from a clinician."""

    facts: dict[str, object]
    born: date
    contact: Contact
    hope: str
    person: dict[str, Any]
    gp: str = ""
    may_inform: bool = False


NO_WORDINGS: Mapping[str, Instrument] = {}


def questions_of(
    programme: Programme,
    *,
    clinician: bool,
    wordings: Mapping[str, Instrument] = NO_WORDINGS,
    answers: Mapping[str, object] | None = None,
) -> tuple[Question, ...]:
    """What is asked about a person, in the programme's order; what sign-in and the date of birth tell is left out, and what
    follows from other answers.

    A clinician is asked with the short labels, and about the sign-in too; that she refers is known.

    :param wordings: by key the instruments whose official words the organisation shows. :param answers: what is known so far,
        for what is asked of some alone.
    """
    left_out = {"birth_date", "progress"} | (set() if clinician else {"sign_in"})
    hidden = _not_asked(programme.eligibility, clinician=clinician, wordings=wordings, answers=answers or {})
    words_of = {key: (each.instrument, item) for each in programme.eligibility.worked_out for key, item in each.items}
    asked = [
        _in_words(fact, words_of.get(fact.key), wordings)
        for fact in programme.eligibility.asked
        if fact.source not in left_out and fact.key not in hidden and not (clinician and fact.key == REFERRED)
    ]
    questions: list[Question] = []
    for together, group in groupby(asked, key=_first_word):
        facts = tuple(group)
        if together and len(facts) >= FEWEST_TOGETHER:
            questions.append(_list_of(together, facts, clinician))
        else:
            questions += [_question(fact, clinician) for fact in facts]
    advised = [_with_advice(question, programme.eligibility, clinician=clinician) for question in questions]
    return tuple(sorted(advised, key=lambda question: question.optional))


def _with_advice(question: Question, eligibility: Eligibility, *, clinician: bool) -> Question:
    """The question with what each answer calls for by itself: a person's own advice, or that a clinician must look."""
    advice: dict[str, Text] = {}
    for criterion in eligibility.review:
        said = _MUST_BE_LOOKED_AT if clinician else criterion.advice
        for fact in question.facts:
            if criterion.fact != fact.key or said is None:
                continue
            codes = {fact.key: True} if question.kind == "ticks" else _codes(question) if question.choices else {}
            alone = {
                code: value for code, value in codes.items() if evaluate(criterion.rule, {fact.key: value}) is True
            }
            advice |= dict.fromkeys(alone, said)
    return replace(question, advice=tuple(advice.items())) if advice else question


def _not_asked(
    eligibility: Eligibility, *, clinician: bool, wordings: Mapping[str, Instrument], answers: Mapping[str, object]
) -> set[str]:
    """The facts that are worked out instead, and the parts of what is not worked out here. A person is never asked for a total; a
    clinician may have one."""
    hidden: set[str] = set()
    for each in eligibility.worked_out:
        parts = set(each.of) & eligibility.parts
        in_parts = each.clinician or not clinician
        if each.licensed and each.instrument not in wordings:
            in_parts = False
        if each.only_if is not None and evaluate(each.only_if, answers) is not True:
            in_parts = False
        hidden |= set() if in_parts else parts
        hidden |= {each.fact} if in_parts or not clinician else set()
    return hidden


def _in_words(fact: Fact, item: tuple[str, str] | None, wordings: Mapping[str, Instrument]) -> Fact:
    instrument = wordings.get(item[0]) if item else None
    return fact if item is None or instrument is None else worded_fact(fact, instrument, item[1])


def questions_about(programme: Programme, keys: Collection[str], *, clinician: bool) -> tuple[Question, ...]:
    """Each of these facts as a question of its own, in the programme's order."""
    return tuple(
        replace(_question(fact, clinician), optional=False) for fact in programme.eligibility.asked if fact.key in keys
    )


def read_answers(questions: Sequence[Question], sent: Mapping[str, Sequence[str]]) -> tuple[dict[str, object], str]:
    """The facts that were answered, and what was written besides in the field ``answer``. One that was passed over is not known.

    :raises FormFault: one sentence for each control that cannot be.
    """
    declared: dict[str, fields.Field[Any]] = {
        question.name: _field(question, passed_over=True) for question in questions
    }
    declared["answer"] = LimitedText(LONGEST)
    values = read_form(Form.from_dict(declared, name="AnswersForm")(), sent)
    facts = {question.fact.key: values[question.name] for question in questions}
    return {key: None if value == UNKNOWN else value for key, value in facts.items()}, values["answer"]


def _first_word(fact: Fact) -> str:
    return fact.key.split("_")[0] if fact.kind == "boolean" and "_" in fact.key else ""


def _list_of(word: str, facts: tuple[Fact, ...], clinician: bool) -> Question:
    return Question(
        f"{FACT}{word}",
        "ticks",
        _ANY_OF_THESE_PATIENT if clinician else _ANY_OF_THESE,
        facts,
        None if clinician else _A_TICK_IS_NO_REFUSAL,
        tuple((f.key, f.label if clinician or f.question is None else f.question) for f in facts),
    )


def _question(fact: Fact, clinician: bool) -> Question:
    legend = fact.label if clinician or fact.question is None else fact.question
    hint = None if clinician else fact.hint
    name = FACT + fact.key
    if fact.kind == "boolean":
        return Question(name, "radios", legend, (fact,), hint, YES_NO)
    if fact.kind == "choice":
        return Question(name, "radios", legend, (fact,), hint, (*fact.choices, YES_NO[2]))
    if fact.kind == "count" and fact.choices:
        return Question(name, "radios", legend, (fact,), hint, (*_numbers(fact), YES_NO[2]))
    return Question(name, "amount", legend, (fact,), hint, optional=fact.source == "score")


def _numbers(fact: Fact) -> tuple[tuple[str, Text], ...]:
    """Every whole number the fact can be; the words alone when each number has words, else the number before them."""
    named = dict(fact.choices)
    numbers = [str(number) for number in range(int(fact.low or 0), int(fact.high or 0) + 1)]
    if all(number in named for number in numbers):
        return tuple((number, named[number]) for number in numbers)
    return tuple((number, _numbered(number, named.get(number))) for number in numbers)


def _numbered(number: str, name: Text | None) -> Text:
    if name is None:
        return Text(number, number, number)
    return Text(*(f"{number}: {name.to(language)}" for language in ("nb", "nn", "en")))


def read_referral(
    questions: tuple[Question, ...],
    programme: Programme,
    sent: Mapping[str, Sequence[str]],
    *,
    today: date,
    actor: Actor,
    synthetic: bool,
    unnamed: bool = False,
) -> Sent:
    """Everything the form says, checked. ``unnamed``: sign-in told no name, so the form asks for it.

    :raises FormFault: one sentence for each control that is wrong or has no answer.
    """
    clinician = actor.is_staff
    named = clinician or unnamed
    schema = _schema(questions, today, contact_fields(sent), clinician=clinician, synthetic=synthetic, named=named)
    values = read_form(schema, _without_others(questions, sent))
    if named and not (values["given_name"] or values["family_name"]):
        raise FormFault({"given_name": words.WRITE_NAME})
    facts: dict[str, object] = {}
    for question in questions:
        value = values[question.name]
        facts |= value if question.kind == "ticks" else {question.fact.key: value}
    for fact in programme.eligibility.asked:
        if fact.source == "birth_date":
            facts[fact.key] = age_on(values["born"], today)
        elif fact.source == "sign_in" and not clinician:
            facts[fact.key] = assurance_of(actor.acr)
    facts = with_worked_out(programme.eligibility, facts)
    person: dict[str, Any] = {key: values[key] for key in ("nin", "given_name", "family_name") if key in values}
    return Sent(facts, values["born"], contact_in(values), values.get("hope", ""), person, *gp_in(values))


def _without_others(questions: Sequence[Question], sent: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The form without answers to what is not asked any more: of another main problem, or from an older version of the form."""
    asked = {question.name for question in questions}
    return {name: values for name, values in sent.items() if name in asked or not name.startswith(FACT)}


def facts_in(questions: tuple[Question, ...], sent: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """The facts that a form says, whatever is wrong with the rest of it; one that cannot be read is left out."""
    facts: dict[str, object] = {}
    for question in questions:
        typed = list(sent.get(question.name, ()))
        try:
            value = _field(question).deserialize(typed if question.kind == "ticks" else "".join(typed[:1]).strip())
        except ValidationError:
            continue
        facts |= value if question.kind == "ticks" else {question.fact.key: value}
    return facts


def summary_of(speech: Speech, questions: tuple[Question, ...], errors: Mapping[str, str]) -> dict[str, str]:
    """The faults for the top of the form, where each must say which question it is about."""
    asked = {question.name: question for question in questions}
    return {name: _named(speech, asked[name], fault) if name in asked else fault for name, fault in errors.items()}


def _named(speech: Speech, question: Question, fault: str) -> str:
    legend = speech.say(question.legend)
    return speech.say(words.ANSWER_QUESTION, question=legend) if question.kind == "radios" else f"{legend} {fault}"


def assurance_of(acr: str | None) -> str:
    """ID-porten's level as the fact ``assurance`` has it."""
    return {"idporten-loa-high": "high", "idporten-loa-substantial": "substantial"}.get(acr or "", "low")


def gp_fields() -> dict[str, fields.Field[Any]]:
    """Who the GP is, and whether she may be informed: both may be left out."""
    return {"gp": LimitedText(LONGEST_GP), "gp_inform": Coded({"yes": True, "no": False}, words.CHOOSE_ANSWER, "")}


def gp_in(values: Mapping[str, Any]) -> tuple[str, bool]:
    """The two in the values of a form that holds; nothing said is no."""
    return values.get("gp", ""), values.get("gp_inform") is True


def _schema(
    questions: tuple[Question, ...],
    today: date,
    contact: Mapping[str, Checked],
    *,
    clinician: bool,
    synthetic: bool,
    named: bool,
) -> Schema:
    declared: dict[str, fields.Field[Any]] = {}
    if clinician:
        declared["nin"] = IdentityNumber(allow_synthetic=synthetic)
    if named:
        declared |= {"given_name": PersonName(), "family_name": PersonName()}
    about: dict[str, fields.Field[Any]] = {"born": BirthDate(today), **contact}
    declared |= about if clinician else {}
    for question in questions:
        declared[question.name] = _field(question)
    declared["hope"] = LimitedText(LONGEST_HOPE)
    declared |= {} if clinician else gp_fields()
    return Form.from_dict(declared | about, name="ReferralForm")()


def _field(question: Question, *, passed_over: bool = False) -> fields.Field[Any]:
    if question.kind == "ticks":
        return Ticked(question.facts)
    if question.kind == "amount":
        return Amount(question.fact)
    return Coded(_codes(question), words.CHOOSE_ANSWER, **({"usual": UNKNOWN} if passed_over else {}))


def _codes(question: Question) -> Mapping[str, object]:
    fact = question.fact
    if fact.kind == "boolean":
        return _VALUE
    if fact.kind == "choice":
        return {key: key for key, _words in fact.choices} | {UNKNOWN: None}
    low, high = int(fact.low or 0), int(fact.high or 0)
    return {str(number): number for number in range(low, high + 1)} | {UNKNOWN: None}


_ANY_OF_THESE = Text("Gjelder noe av dette deg?", "Gjeld noko av dette deg?", "Does any of this apply to you?")
_ANY_OF_THESE_PATIENT = Text(
    "Gjelder noe av dette pasienten?", "Gjeld noko av dette pasienten?", "Does any of this apply to the patient?"
)
_MUST_BE_LOOKED_AT = Text(
    "Dette må en behandler se nøyere på. Det er ikke et avslag.",
    "Dette må ein behandlar sjå nøyare på. Det er ikkje eit avslag.",
    "A clinician must look more closely at this. It is not a refusal.",
)
_A_TICK_IS_NO_REFUSAL = Text(
    "Kryss av for alt du svarer ja på. Et kryss betyr ikke at du får nei, men at vi ser nøyere på svaret.",
    "Kryss av for alt du svarer ja på. Eit kryss betyr ikkje at du får nei, men at vi ser nøyare på svaret.",
    "Tick everything you answer yes to. A tick does not mean no, but that we look more closely at the answer.",
)
