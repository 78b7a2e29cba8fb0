"""What a plugin with tables of its own needs.

A model is made of :class:`Base`, and the name of its table begins with the plugin's key::

    class Kit(Base):
        __tablename__ = "sample_kit"

        id: Mapped[Key]
        enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
        place = sealed_column(row=("enrolment_id", "serial"))

Moments are aware and stored in UTC, whole numbers are large, and text that a patient wrote is sealed. Foreign keys lead to the
plugin's own tables, to ``person`` and to ``enrolment``, and :class:`Enrolment` is there to be joined. The session is that of the
unit of work (:class:`varde.plugin.work.Work`). This brings SQLAlchemy, which is slow to import: the part names its
models in a function, so that ``varde score`` starts without.
"""

from varde.enrolments.models import Enrolment
from varde.kernel.db import Base, Key, edition
from varde.kernel.part import PersonalData, Tables
from varde.kernel.sealed import sealed_column

__all__ = ["Base", "Enrolment", "Key", "PersonalData", "Tables", "edition", "sealed_column"]
