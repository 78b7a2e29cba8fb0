"""Benefits plans: what is to become better, by how much, who answers for it, and every change of it.

Revision ID: 0064
Revises: 0063
"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _plan()
    _benefit()
    _points()
    _values()
    _voices()
    _pathways()
    _assumptions()
    _changes()


def _plan() -> None:
    op.create_table(
        "benefits_plan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("goal", sa.String(length=1000), nullable=False),
        sa.Column("ways_note", sa.String(length=500), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_benefits_plan_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefits_plan")),
        sa.UniqueConstraint("organisation_id", "programme", name=op.f("uq_benefits_plan_organisation_id_programme")),
    )


def _benefit() -> None:
    op.create_table(
        "planned_benefit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("goal", sa.String(length=500), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("receiver", sa.String(length=20), nullable=False),
        sa.Column("indicator", sa.String(length=300), nullable=False),
        sa.Column("figure", sa.String(length=20), nullable=False),
        sa.Column("measure", sa.String(length=80), nullable=False),
        sa.Column("occasion", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("lower_better", sa.Boolean(), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("baseline_n", BIG, nullable=True),
        sa.Column("baseline_source", sa.String(length=300), nullable=False),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("interval", BIG, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_note", sa.String(length=500), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("proposal", sa.String(length=80), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "category IN ('quality', 'saved_time', 'avoided_cost')", name=op.f("ck_planned_benefit_category")
        ),
        sa.CheckConstraint(
            "figure IN ('', 'responders', 'responders_answered', 'mean', 'heaviest', 'started', 'waiting')",
            name=op.f("ck_planned_benefit_figure"),
        ),
        sa.CheckConstraint(
            "receiver IN ('patient', 'relative', 'staff', 'service', 'society')",
            name=op.f("ck_planned_benefit_receiver"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'measuring', 'realised', 'partly', 'not_realised', 'dropped')",
            name=op.f("ck_planned_benefit_status"),
        ),
        sa.CheckConstraint(
            "baseline IS NULL OR (baseline_on IS NOT NULL AND baseline_n IS NOT NULL)",
            name=op.f("ck_planned_benefit_baseline_whole"),
        ),
        sa.CheckConstraint("interval IN (1, 3, 6, 12)", name=op.f("ck_planned_benefit_interval")),
        sa.CheckConstraint(
            "target IS NULL OR baseline IS NULL OR target <> baseline",
            name=op.f("ck_planned_benefit_target_is_no_baseline"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["benefits_plan.id"], name=op.f("fk_planned_benefit_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_benefit")),
    )
    op.create_index(op.f("ix_planned_benefit_owner_id"), "planned_benefit", ["owner_id"], unique=False)
    op.create_index(op.f("ix_planned_benefit_plan_id"), "planned_benefit", ["plan_id"], unique=False)


def _points() -> None:
    op.create_table(
        "plan_point",
        sa.Column("id", BIG, nullable=False),
        sa.Column("benefit_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('precondition', 'action', 'disbenefit', 'risk')", name=op.f("ck_plan_point_kind")),
        sa.ForeignKeyConstraint(["benefit_id"], ["planned_benefit.id"], name=op.f("fk_plan_point_benefit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_point")),
    )
    op.create_index(op.f("ix_plan_point_benefit_id"), "plan_point", ["benefit_id"], unique=False)


def _values() -> None:
    op.create_table(
        "plan_value",
        sa.Column("benefit_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("n", BIG, nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["benefit_id"], ["planned_benefit.id"], name=op.f("fk_plan_value_benefit_id")),
        sa.PrimaryKeyConstraint("benefit_id", "day", name=op.f("pk_plan_value")),
    )


def _voices() -> None:
    op.create_table(
        "plan_voice",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("kind <> 'quote' OR consented_on IS NOT NULL", name=op.f("ck_plan_voice_quote_has_consent")),
        sa.CheckConstraint("kind IN ('quote', 'finding')", name=op.f("ck_plan_voice_kind")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (words_sealed IS NOT NULL)", name=op.f("ck_plan_voice_withdrawn_is_gone")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["benefits_plan.id"], name=op.f("fk_plan_voice_plan_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_plan_voice")),
    )
    op.create_index(op.f("ix_plan_voice_plan_id"), "plan_voice", ["plan_id"], unique=False)


def _pathways() -> None:
    op.create_table(
        "pathway_step",
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("takes_place", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.String(length=160), nullable=False),
        sa.CheckConstraint("side IN ('without', 'with')", name=op.f("ck_pathway_step_side")),
        sa.CheckConstraint("takes_place IN ('clinic', 'home', 'none')", name=op.f("ck_pathway_step_takes_place")),
        sa.ForeignKeyConstraint(["plan_id"], ["benefits_plan.id"], name=op.f("fk_pathway_step_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "side", "place", name=op.f("pk_pathway_step")),
    )


def _assumptions() -> None:
    op.create_table(
        "plan_assumption",
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("base", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "key IN ('people', 'visits', 'visit_cost', 'km', 'hours', 'car_share', 'co2', 'cost')",
            name=op.f("ck_plan_assumption_key"),
        ),
        sa.CheckConstraint("0 <= low AND low <= base AND base <= high", name=op.f("ck_plan_assumption_in_order")),
        sa.ForeignKeyConstraint(["plan_id"], ["benefits_plan.id"], name=op.f("fk_plan_assumption_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "key", name=op.f("pk_plan_assumption")),
    )


def _changes() -> None:
    op.create_table(
        "plan_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("benefit_id", BIG, nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["benefit_id"], ["planned_benefit.id"], name=op.f("fk_plan_change_benefit_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["benefits_plan.id"], name=op.f("fk_plan_change_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    op.create_index(op.f("ix_plan_change_benefit_id"), "plan_change", ["benefit_id"], unique=False)
    op.create_index("ix_plan_change_plan_id_id", "plan_change", ["plan_id", "id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER plan_change_no_{verb.lower()} BEFORE {verb} ON plan_change "
                "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER plan_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_change "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was planned since would be lost.")
