"""Words for what became of answers that were not taken in."""

from __future__ import annotations

from varde.kernel.words import Text


def _form(nb: str, nn: str, en: str) -> Text:
    return Text(
        f"Svaret sto i et skjema som ikke ble tatt imot: {nb}",
        f"Svaret stod i eit skjema som ikkje vart teke imot: {nn}",
        f"The answer was in a form that was not taken in: {en}",
    )


def _referral(nb: str, nn: str, en: str) -> Text:
    return Text(
        f"Svaret sto i en påmelding som ikke ble tatt imot: {nb}",
        f"Svaret stod i ei påmelding som ikkje vart teken imot: {nn}",
        f"The answer was in a referral that was not taken in: {en}",
    )


IN_BEGUN_REFERRAL = Text(
    "Svaret sto i en påmelding som var begynt, men ikke sendt da varselet kom.",
    "Svaret stod i ei påmelding som var byrja på, men ikkje send då varselet kom.",
    "The answer was in a referral that was begun and not sent when the alert came.",
)
NOT_TAKEN_IN = {
    "window_closed": _form("det var stengt.", "det var stengt.", "it was closed."),
    "not_open_yet": _form("det var ikke åpnet.", "det var ikkje opna.", "it was not open yet."),
    "not_under_way": _form(
        "forløpet var på pause eller avsluttet.",
        "forløpet var på pause eller avslutta.",
        "the enrolment was paused or had ended.",
    ),
    "handed_in_before": _form("det var levert fra før.", "det var levert frå før.", "it had been handed in before."),
    "called_off": _form(
        "det skulle ikke besvares lenger.", "det skulle ikkje svarast på lenger.", "it was not to be answered any more."
    ),
    "old_version": _form(
        "siden var av en eldre versjon.", "sida var av ein eldre versjon.", "the page was of an earlier version."
    ),
    "not_asked": _form(
        "det trengtes ikke ut fra det som var svart.",
        "det trengst ikkje ut frå det som var svart.",
        "it was not needed, given what was answered.",
    ),
    "elsewhere": _form(
        "det var fylt ut et annet sted også.", "det var fylt ut ein annan stad òg.", "it was filled in elsewhere too."
    ),
    "not_correctable": Text(
        "Svaret sto i en retting som ikke kunne gjøres: skjemaet er et annet nå.",
        "Svaret stod i ei retting som ikkje kunne gjerast: skjemaet er eit anna no.",
        "The answer was in a correction that could not be made: the questionnaire is another now.",
    ),
    "faults": Text(
        "Svaret sto i noe som ikke ble tatt imot: et annet felt måtte rettes.",
        "Svaret stod i noko som ikkje vart teke imot: eit anna felt måtte rettast.",
        "The answer was in something that was not taken in: another field had to be corrected.",
    ),
    "referred_before": _referral(
        "det er en påmelding her fra før.", "det er ei påmelding her frå før.", "there is a referral here already."
    ),
    "referral_needed": _referral(
        "tilbudet krever henvisning.", "tilbodet krev tilvising.", "the programme needs a clinician's referral."
    ),
    "not_offered": _referral(
        "tilbudet er ikke åpent her.", "tilbodet er ikkje ope her.", "the programme is not open here."
    ),
    "not_allowed": Text(
        "Svaret sto i noe som ikke ble tatt imot: det var ikke tillatt å sende det.",
        "Svaret stod i noko som ikkje vart teke imot: det var ikkje lov å sende det.",
        "The answer was in something that was not taken in: it was not allowed to send it.",
    ),
    "overtaken": Text(
        "Svaret sto i noe som ikke ble tatt imot: det ble endret et annet sted samtidig.",
        "Svaret stod i noko som ikkje vart teke imot: det vart endra ein annan stad samtidig.",
        "The answer was in something that was not taken in: it was changed elsewhere at the same time.",
    ),
    "signed_out": Text(
        "Svaret sto i noe som ble sendt etter at den som skrev, var logget ut. Resten er ikke tatt imot ennå.",
        "Svaret stod i noko som vart sendt etter at den som skreiv, var logga ut. Resten er ikkje teke imot enno.",
        "The answer was in something that was sent after its writer was signed out. The rest has not been taken in yet.",
    ),
    "failed": Text(
        "Svaret sto i noe som ikke ble tatt imot, fordi noe gikk galt hos oss.",
        "Svaret stod i noko som ikkje vart teke imot, fordi noko gjekk gale hos oss.",
        "The answer was in something that was not taken in, because something went wrong with us.",
    ),
}
"""By the keys of :data:`varde.alerts.note_rules.REFUSALS`, and :data:`varde.alerts.note_rules.SIGNED_OUT`."""
