"""The benefits plan of a programme at an organisation, its benefits, and every change of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.benefits.plan.values import (
    ASSUMPTIONS,
    CATEGORIES,
    FIGURES,
    INTERVALS,
    POINTS,
    RECEIVERS,
    SIDES,
    STATUSES,
    VOICES,
    WHERE,
)
from varde.kernel.db import Base, BigId, Key
from varde.kernel.sealed import sealed_column


class BenefitsPlan(Base):
    """The plan: its goal, when it was approved last, and when it is to be reviewed. ``version`` counts approvals, 0 before the
    first. ``ways_note`` says who drew the two pathways, and when."""

    __tablename__ = "benefits_plan"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    programme: Mapped[str] = mapped_column(String(40))
    goal: Mapped[str] = mapped_column(String(1000), default="")
    ways_note: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=0)
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(String(200), default="")
    review_on: Mapped[date | None]
    begun_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("organisation_id", "programme"),)


class PlannedBenefit(Base):
    """One benefit of a plan (see :class:`varde.benefits.plan.rules.BenefitFacts`). ``looked_on`` is when somebody last said how it
    stands, and ``proposal`` the key of what it was adopted from. A benefit outlives whoever owns it, so that ``owner_id`` is the
    number of a member of the staff and no foreign key."""

    __tablename__ = "planned_benefit"

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("benefits_plan.id"), index=True)
    goal: Mapped[str] = mapped_column(String(500), default="")
    title: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(20))
    receiver: Mapped[str] = mapped_column(String(20))
    indicator: Mapped[str] = mapped_column(String(300), default="")
    figure: Mapped[str] = mapped_column(String(20), default="")
    measure: Mapped[str] = mapped_column(String(80), default="")
    occasion: Mapped[str] = mapped_column(String(60), default="")
    unit: Mapped[str] = mapped_column(String(40), default="")
    lower_better: Mapped[bool] = mapped_column(default=False)
    baseline: Mapped[float | None]
    baseline_on: Mapped[date | None]
    baseline_n: Mapped[int | None]
    baseline_source: Mapped[str] = mapped_column(String(300), default="")
    target: Mapped[float | None]
    target_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(index=True)
    owner_name: Mapped[str] = mapped_column(String(200), default="")
    interval: Mapped[int]
    status: Mapped[str] = mapped_column(String(20), default="planned")
    status_note: Mapped[str] = mapped_column(String(500), default="")
    looked_on: Mapped[date | None]
    proposal: Mapped[str] = mapped_column(String(80), default="")
    begun_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(f"category IN {CATEGORIES}", name="category"),
        CheckConstraint(f"receiver IN {RECEIVERS}", name="receiver"),
        CheckConstraint(f"figure IN {FIGURES}", name="figure"),
        CheckConstraint(f"interval IN {INTERVALS}", name="interval"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("target IS NULL OR baseline IS NULL OR target <> baseline", name="target_is_no_baseline"),
        CheckConstraint(
            "baseline IS NULL OR (baseline_on IS NOT NULL AND baseline_n IS NOT NULL)", name="baseline_whole"
        ),
    )


class PlanPoint(Base):
    """A precondition, an action, a disbenefit or a risk of a benefit: in words, whose it is and by when. ``settled_at`` is when it
    was in place, done, or held no longer."""

    __tablename__ = "plan_point"

    id: Mapped[Key]
    benefit_id: Mapped[int] = mapped_column(ForeignKey("planned_benefit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(500))
    owner: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    settled_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint(f"kind IN {POINTS}", name="kind"),)


class PlanValue(Base):
    """A value of a benefit on one day, written by hand; ``n`` is how many it is of, None for what counts no people."""

    __tablename__ = "plan_value"

    benefit_id: Mapped[int] = mapped_column(ForeignKey("planned_benefit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[float]
    n: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(300))


class PlanVoice(Base):
    """What people said beside the numbers: a quote, or what interviews showed. ``words`` of a quote are somebody's own, kept only
    while she consents; when that is withdrawn they are gone, and the row says that there was one. ``by`` says who speaks without
    telling who she is. ``consent_number`` is that of a patient's yes to being quoted, None where it is on
    paper: with it the quote goes when she says no, or is erased."""

    __tablename__ = "plan_voice"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("benefits_plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    words = sealed_column(nullable=True)
    by: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    consented_on: Mapped[date | None]
    consent_number: Mapped[int | None] = mapped_column(BigId, index=True)
    added_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"kind IN {VOICES}", name="kind"),
        CheckConstraint("kind <> 'quote' OR consented_on IS NOT NULL", name="quote_has_consent"),
        CheckConstraint("(withdrawn_at IS NULL) = (words_sealed IS NOT NULL)", name="withdrawn_is_gone"),
    )


class PathwayStep(Base):
    """One step of the way through treatment, without or with the digital part; ``place`` counts from 1."""

    __tablename__ = "pathway_step"

    plan_id: Mapped[int] = mapped_column(ForeignKey("benefits_plan.id"), primary_key=True)
    side: Mapped[str] = mapped_column(String(10), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    takes_place: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    detail: Mapped[str] = mapped_column(String(160), default="")

    __table_args__ = (
        CheckConstraint(f"side IN {SIDES}", name="side"),
        CheckConstraint(f"takes_place IN {WHERE}", name="takes_place"),
    )


class PlanAssumption(Base):
    """What somebody answers for that estimates rest on: low, base and high, whence it comes, and when it was looked at last."""

    __tablename__ = "plan_assumption"

    plan_id: Mapped[int] = mapped_column(ForeignKey("benefits_plan.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    low: Mapped[float]
    base: Mapped[float]
    high: Mapped[float]
    owner: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(500))
    assessed_on: Mapped[date]

    __table_args__ = (
        CheckConstraint(f"key IN {ASSUMPTIONS}", name="key"),
        CheckConstraint("0 <= low AND low <= base AND base <= high", name="in_order"),
    )


class PlanChange(Base):
    """One thing in a plan became another: who did it, when, what it was and what it is. Added and never changed, which a trigger
    sees to. ``benefit_id`` is None for the plan itself. No word of a quote stands here."""

    __tablename__ = "plan_change"

    id: Mapped[Key]
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))
    plan_id: Mapped[int] = mapped_column(ForeignKey("benefits_plan.id"))
    benefit_id: Mapped[int | None] = mapped_column(ForeignKey("planned_benefit.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(200), default="")
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)

    __table_args__ = (Index("ix_plan_change_plan_id_id", "plan_id", "id"),)
