"""Certificates of erasure: what went, when, by what rule; and no word of whom. Signed, so that whoever is given one can test it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC

from varde.kernel.vault import is_signed
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.erasure import Fate
from varde.privacy.erasure_models import ErasureCertificate

RULES: Mapping[str, Text] = {
    "decision": Text(
        "To personer avgjorde at alt skulle slettes, journalen med.",
        "To personar avgjorde at alt skulle slettast, journalen med.",
        "Two persons decided that all should be erased, the health record too.",
    ),
    "decision_beside": Text(
        "To personer avgjorde at det som ikke hører til journalen, skulle slettes.",
        "To personar avgjorde at det som ikkje høyrer til journalen, skulle slettast.",
        "Two persons decided that what is not of the health record should be erased.",
    ),
    "keep_record": Text(
        "Fristen som virksomheten har satt for journalen, var ute.",
        "Fristen som verksemda har sett for journalen, var ute.",
        "The period that the organisation has set for the health record was over.",
    ),
    "keep_notices": Text(
        "Fristen som virksomheten har satt for varsler, var ute.",
        "Fristen som verksemda har sett for varsel, var ute.",
        "The period that the organisation has set for notices was over.",
    ),
    "list": Text(
        "De stod på listen over slettede da en eldre sikkerhetskopi var lagt tilbake.",
        "Dei stod på lista over sletta då ein eldre tryggleikskopi var lagd tilbake.",
        "They were on the list of the erased when an older backup had been restored.",
    ),
}
"""By what people are erased, and how the certificate says it."""
CLASSES: Mapping[str, Text] = {
    "record": Text("Journal", "Journal", "Health record"),
    "dialogue": Text("Meldinger", "Meldingar", "Dialogue"),
    "attachments": Text("Filer og vedlegg", "Filer og vedlegg", "Attachments"),
    "drafts": Text("Kladder", "Kladdar", "Drafts"),
    "notices": Text("Varsler", "Varsel", "Notices"),
    "contact": Text("Kontaktvalg", "Kontaktval", "Choices of contact"),
    "account": Text("Identitet og innlogging", "Identitet og innlogging", "Identity and sign-in"),
    "log": Text("Logger, tømt for ord", "Loggar, tømde for ord", "Logs, emptied of words"),
    "list": Text("Avledede lister", "Avleidde lister", "Lists made from these"),
    "counted": Text("Bidrag til tall", "Bidrag til tal", "What was added to figures"),
}
"""The classes that a certificate counts, in its order."""


def counts_of(fates: Iterable[Fate]) -> dict[str, int]:
    """How many rows of each class are deleted or emptied; no class without one."""
    counts: Counter[str] = Counter()
    for fate in fates:
        if fate.becomes != "kept":
            counts[fate.data_class] += fate.rows
    return {name: counts[name] for name in CLASSES if counts[name]}


def certify(
    work: Work, rule: str, counts: Mapping[str, int], *, people: int = 1, organisation_id: int | None = None
) -> ErasureCertificate:
    """Write down, signed, that so much was erased now.

    :param rule: a key of :data:`RULES`, or of a retention rule.
    """
    row = ErasureCertificate(
        at=work.now, organisation_id=organisation_id, rule=rule, people=people, counts=dict(counts), signature=""
    )
    row.signed_by = work.vault.signs_as
    row.signature = work.vault.sign(_content(row))
    work.add(row)
    work.session.flush()
    return row


def as_document(row: ErasureCertificate) -> dict[str, object]:
    """The certificate as JSON: what is signed, and the signature over it (Ed25519 over the rest as canonical JSON)."""
    return {**_plain(row), "signature": row.signature, "signed_by": row.signed_by}


def holds(document: Mapping[str, object]) -> bool:
    """Whether a certificate is as it was signed."""
    content = {name: value for name, value in document.items() if name not in ("signature", "signed_by")}
    return is_signed(_written(content), str(document.get("signature")), str(document.get("signed_by")))


def _plain(row: ErasureCertificate) -> dict[str, object]:
    return {
        "kind": "varde erasure certificate 1",
        "at": row.at.astimezone(UTC).isoformat(timespec="seconds"),
        "organisation": row.organisation_id,
        "rule": row.rule,
        "people": row.people,
        "rows": dict(sorted(row.counts.items())),
    }


def _written(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _content(row: ErasureCertificate) -> bytes:
    return _written(_plain(row))
