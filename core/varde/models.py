"""Every table of the core, gathered so that migrations and checks see them all."""

from varde.alerts import models as alerts
from varde.assessments import models as assessments
from varde.audit import models as audit
from varde.benefits.counting import models as benefits
from varde.caseload import models as caseload
from varde.dialogue import models as dialogue
from varde.enrolments import models as enrolments
from varde.identity import models as identity
from varde.kernel import jobs
from varde.kernel.db import Base
from varde.modules import models as modules
from varde.notifications import models as notifications
from varde.privacy import models as privacy
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
    "enrolments",
    "identity",
    "jobs",
    "modules",
    "notifications",
    "privacy",
    "scheduling",
    "wording",
]

METADATA = Base.metadata
