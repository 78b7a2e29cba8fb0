"""When the dietitian must look: a clear worsening, an alarm sign, silence, and forms that do not come. All within one working
day; each clinic's own governance must sign the limits. A severe score alone raises none: many begin with one."""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, is_true, when

PROGRAMME = "ibs"

ALERTS = (
    Alert(
        "ibs.sss-worse",
        Text(
            "Magesymptomene er minst 50 poeng verre enn ved start. Grensen klinikken har satt, er krysset.",
            "Magesymptoma er minst 50 poeng verre enn ved start. Grensa klinikken har sett, er kryssa.",
            "Bowel symptoms are at least 50 points worse than at the start. The limit the clinic has set was crossed.",
        ),
        is_true("worse"),
        "amber",
        "ibs-sss",
        PROGRAMME,
    ),
    Alert(
        "ibs.alarm-sign",
        Text(
            "Svarte ja på et alarmtegn, eller lot være å svare. Grensen klinikken har satt, er krysset.",
            "Svarte ja på eit alarmteikn, eller lét vere å svare. Grensa klinikken har sett, er kryssa.",
            "Said yes to an alarm sign, or did not answer. The limit the clinic has set was crossed.",
        ),
        is_true("flag:clinician_review"),
        "amber",
        "ibs-redflags",
        PROGRAMME,
    ),
    Alert(
        "ibs.no-answer",
        Text(
            "Et skjema er en uke over fristen. Grensen klinikken har satt, er krysset.",
            "Eit skjema er ei veke over fristen. Grensa klinikken har sett, er kryssa.",
            "A form is a week past its deadline. The limit the clinic has set was crossed.",
        ),
        when("days_overdue", ">=", 7),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "ibs.inactive",
        Text(
            "Ikke aktiv på fire uker. Grensen klinikken har satt, er krysset.",
            "Ikkje aktiv på fire veker. Grensa klinikken har sett, er kryssa.",
            "Not active for four weeks. The limit the clinic has set was crossed.",
        ),
        when("days_inactive", ">=", 28),
        "amber",
        programme=PROGRAMME,
    ),
)
