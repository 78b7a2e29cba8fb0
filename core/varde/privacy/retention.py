"""How long data of each class are kept, as far as a source says. No period stands here that nobody has signed: where the source
gives none, the organisation decides, and says so in its own protocol."""

from __future__ import annotations

from collections.abc import Mapping

from varde.kernel.part import DataClass, PersonalData, Retention

NORMEN = (
    "Normen, faktaark 25 (GDPR, the health acts, arkivlova): as long as it is necessary, then deleted or made anonymous"
)
_LOG_LAW = "pasientjournalloven § 22 and pasientjournalforskriften § 14 ask for the log; Normen, faktaark 15"
_OWN = "nothing is kept here that is not kept elsewhere"

RETENTION: Mapping[DataClass, Retention] = {
    "record": Retention("health_record", "as long as the health record must be kept; the organisation decides", NORMEN),
    "dialogue": Retention("health_record", "as long as the health record it belongs to", NORMEN),
    "log": Retention("access_log", "as long as the health record it tells of; the organisation decides", _LOG_LAW),
    "account": Retention("account", "as long as she has a record, or works here", NORMEN),
    "contact": Retention("contact", "as long as it must be shown that she was told; the organisation decides", NORMEN),
    "list": Retention("made_anew", "as long as what it is made from", _OWN),
    "counted": Retention("made_anew", "as long as what it is counted from", _OWN),
    "nobody": Retention("nobody", "it is about no person", "no personal data"),
}
"""The rule of each class. Until when: proposed, for each organisation to decide."""


def retention_of(entry: PersonalData) -> Retention:
    """How long the rows of this table are kept."""
    return entry.retention or RETENTION[entry.data]
