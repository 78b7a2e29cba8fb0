"""Identity, as the house knows it: accounts, sessions, and who may do what."""

from __future__ import annotations

from collections.abc import Sequence

from varde.identity.rights import RIGHTS
from varde.identity.settings import OrganisationSettings
from varde.kernel.part import ClockTask, LevelSettings, Part, Permission, PersonalData, Retention, Tables
from varde.kernel.words import Text


def tables() -> Tables:
    from varde.identity import models

    return Tables(
        (
            models.Organisation,
            models.Person,
            models.Login,
            models.HealthProfessional,
            models.Grant,
            models.SignInAttempt,
            models.WebSession,
            models.SpentLogoutToken,
            models.RateCount,
        )
    )


def clock_tasks() -> Sequence[ClockTask]:
    from varde.identity.brake import forget_old_counts
    from varde.identity.sessions import forget_old_sessions
    from varde.kernel.work import in_work

    return (
        ClockTask("forget old sessions", 3600, in_work(forget_old_sessions)),
        ClockTask("forget old counts of requests", 600, in_work(forget_old_counts)),
    )


PART = Part(
    key="identity",
    settings=(LevelSettings("organisation", OrganisationSettings),),
    tables=tables,
    personal_data=(
        PersonalData("organisation", (), "nobody"),
        # The number stays, for the log and for what she did as somebody's guardian, with nothing behind it.
        PersonalData(
            "person",
            (),
            "account",
            withheld=("nin_fingerprint",),
            blanked=(
                "given_name",
                "family_name",
                "nin_sealed",
                "nin_fingerprint",
                "birth_date",
                "phone_sealed",
                "email_sealed",
                "reach",
                "interpreter",
                "address_protected",
                "guardian_sealed",
                "asked",
                "sex",
                "language",
                "title",
                "hpr",
            ),
            research=(("sex", "kept"), ("birth_date", "coarsened")),
        ),
        PersonalData("login", ("person_id",), "account"),
        PersonalData("health_professional", ("person_id",), "account"),
        PersonalData("role_grant", ("person_id",), "account"),
        PersonalData("sign_in_attempt", (), "nobody"),
        PersonalData(
            "web_session",
            ("person_id",),
            "account",
            withheld=("key_hash", "id_token_sealed"),
            retention=Retention("web_session", "a day after it has ended", "Varde's own: identity/sessions.py"),
        ),
        PersonalData("spent_logout_token", (), "nobody"),
        PersonalData("rate_count", (), "nobody"),
    ),
    clock_tasks=clock_tasks,
    permissions=(
        Permission(
            "public",
            Text("Alle kan lese dette.", "Alle kan lese dette.", "Anybody may read this."),
            frozenset({"anyone"}),
        ),
        Permission(
            "signed_in",
            Text("Den som er logget inn.", "Den som er logga inn.", "Whoever is signed in."),
            frozenset({"patient", "staff"}),
        ),
        Permission(
            "patient",
            Text(
                "Den som er logget inn som innbygger, til sitt eget.",
                "Den som er logga inn som innbyggjar, til sitt eige.",
                "Whoever is signed in as a citizen, for what is her own.",
            ),
            frozenset({"patient"}),
        ),
        Permission(
            "staff",
            Text(
                "Den som er logget inn som ansatt.",
                "Den som er logga inn som tilsett.",
                "Whoever is signed in as staff.",
            ),
            frozenset({"staff"}),
        ),
        Permission(
            "therapist",
            Text(
                "Den som er behandler et sted.", "Den som er behandlar ein stad.", "Whoever is a therapist somewhere."
            ),
            frozenset({"therapist"}),
        ),
        Permission(
            "manager",
            Text("Den som er leder et sted.", "Den som er leiar ein stad.", "Whoever is a manager somewhere."),
            frozenset({"manager"}),
        ),
        *(Permission(right.key, right.sentence, right.roles) for right in RIGHTS),
    ),
)
