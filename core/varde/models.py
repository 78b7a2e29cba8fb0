"""Every table of the core, gathered so that migrations and checks see them all."""

from varde.alerts import models as alerts
from varde.assessments import models as assessments
from varde.audit import models as audit
from varde.benefits import models as benefits
from varde.caseload import models as caseload
from varde.dialogue import models as dialogue
from varde.identity import models as identity
from varde.kernel import jobs
from varde.kernel.db import Base
from varde.notifications import models as notifications
from varde.privacy import models as privacy
from varde.programmes import models as programmes
from varde.scheduling import models as scheduling
from varde.wording import models as wording

__all__ = [
    "METADATA",
    "alerts",
    "assessments",
    "audit",
    "benefits",
    "caseload",
    "dialogue",
    "identity",
    "jobs",
    "notifications",
    "privacy",
    "programmes",
    "scheduling",
    "wording",
]

METADATA = Base.metadata
