"""What the access log says to the patient, in plain words."""

from __future__ import annotations

from varde.kernel.words import Text

WHAT: dict[str, Text] = {
    "home": Text("forsiden din", "framsida di", "your home page"),
    "referral": Text("påmeldingen", "påmeldinga", "the referral"),
    "modules": Text("modulene", "modulane", "the modules"),
    "worksheet": Text("et arbeidsark", "eit arbeidsark", "a worksheet"),
    "questionnaire": Text("et spørreskjema", "eit spørjeskjema", "a questionnaire"),
    "messages": Text("meldingene", "meldingane", "the messages"),
    "record": Text("oversikten over forløpet", "oversynet over forløpet", "the overview of the enrolment"),
    "appointments": Text("timene", "timane", "the appointments"),
    "alerts": Text("varslene", "varsla", "the alerts"),
    "take_over": Text("hvem som er behandler", "kven som er behandlar", "who is the therapist"),
    "state": Text("forløpet", "forløpet", "the enrolment"),
    "imported_scores": Text(
        "skårer fra et tidligere system", "skårar frå eit tidlegare system", "scores from an earlier system"
    ),
}
ACTION = {
    "read": Text("så på", "såg på", "looked at"),
    "write": Text("skrev i eller endret", "skreiv i eller endra", "wrote in or changed"),
}
BASIS: dict[str, Text] = {
    "own": Text("Det er ditt eget forløp.", "Det er ditt eige forløp.", "It is your own enrolment."),
    "therapist": Text("Er behandleren din.", "Er behandlaren din.", "Is your therapist."),
    "intake": Text(
        "Vurderer påmeldinger ved klinikken.",
        "Vurderer påmeldingar ved klinikken.",
        "Assesses referrals at the clinic.",
    ),
    "take_over": Text("Tok over som behandler.", "Tok over som behandlar.", "Took over as therapist."),
    "import": Text(
        "Overført fra et tidligere system.", "Overført frå eit tidlegare system.", "Moved from an earlier system."
    ),
    "clinician_referral": Text("Henviste deg.", "Tilviste deg.", "Referred you."),
}
