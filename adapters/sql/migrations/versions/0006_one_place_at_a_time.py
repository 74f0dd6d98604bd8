"""A person is in one place at a time: the database itself refuses active assignments that overlap.

What stands_over already is marked and left outside. The columns come without rewriting the table on either
database. On PostgreSQL the constraint's index is built under an exclusive lock, for such a constraint
cannot be built beside writers: about 4 seconds for 100,000 assignments, and as much more for as many more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_one_place_at_a_time"
down_revision = "0005_audit_sinks"
branch_labels = None
depends_on = None

_ACTIVE = "{0}status <> 'rejected' AND NOT {0}cancelled AND NOT {0}stands_over"

_MARK_CANCELLED = """
UPDATE assignment SET cancelled = true WHERE EXISTS (
  SELECT 1 FROM shift WHERE shift.organization_id = assignment.organization_id
  AND shift.id = assignment.shift_id AND shift.status = 'cancelled')
"""
_MARK_OVERLAPS = """
UPDATE assignment SET stands_over = true WHERE (organization_id, id) IN (
  SELECT organization_id, id FROM (
    SELECT organization_id, id, starts_at, max(ends_at) OVER (
      PARTITION BY organization_id, collaborator_id ORDER BY starts_at, id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
    FROM assignment WHERE status <> 'rejected' AND NOT cancelled) AS in_order
  WHERE busy_until > starts_at)
"""

_POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""ALTER TABLE assignment ADD CONSTRAINT ex_assignment_one_place EXCLUDE USING gist (
      collaborator_id WITH =, tstzrange(starts_at, ends_at) WITH &&, organization_id WITH =
    ) WHERE ({_ACTIVE.format("")})""",
    """CREATE FUNCTION planning_move_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE assignment
      SET starts_at = NEW.starts_at, ends_at = NEW.ends_at, cancelled = (NEW.status = 'cancelled')
      WHERE organization_id = NEW.organization_id AND shift_id = NEW.id;
      RETURN NULL;
    END $$""",
    """CREATE TRIGGER shift_moves_assignments AFTER UPDATE OF starts_at, ends_at, status ON shift FOR EACH ROW
    WHEN (NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at
      OR (NEW.status = 'cancelled') <> (OLD.status = 'cancelled'))
    EXECUTE FUNCTION planning_move_assignments()""",
)

# What is in the fence does not overlap: of what begins before a window ends, only the last can reach into it.
_REFUSE = f"""
WHEN {_ACTIVE.format("NEW.")} BEGIN
  SELECT RAISE(ABORT, 'one person in two places at once') WHERE (
    SELECT ends_at FROM assignment
    WHERE organization_id = NEW.organization_id AND collaborator_id = NEW.collaborator_id
    AND starts_at < NEW.ends_at AND id <> NEW.id AND {_ACTIVE.format("")}
    ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
END
"""  # noqa: S608 - nothing from outside
_SQLITE = (
    f"CREATE TRIGGER assignment_one_place_insert BEFORE INSERT ON assignment {_REFUSE}",
    "CREATE TRIGGER assignment_one_place_update BEFORE UPDATE OF organization_id, collaborator_id, "
    f"starts_at, ends_at, status, cancelled, stands_over ON assignment {_REFUSE}",
    """CREATE TRIGGER shift_moves_assignments AFTER UPDATE OF starts_at, ends_at, status ON shift
    WHEN NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at
      OR (NEW.status = 'cancelled') <> (OLD.status = 'cancelled')
    BEGIN
      UPDATE assignment
      SET starts_at = NEW.starts_at, ends_at = NEW.ends_at, cancelled = (NEW.status = 'cancelled')
      WHERE organization_id = NEW.organization_id AND shift_id = NEW.id;
    END""",
)


def _postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    for name in ("cancelled", "stands_over"):
        op.add_column("assignment", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    for statement in (_MARK_CANCELLED, _MARK_OVERLAPS, *(_POSTGRES if _postgres() else _SQLITE)):
        op.execute(statement)


def downgrade() -> None:
    if _postgres():
        # The extension stays: it may have been there before.
        op.execute("DROP TRIGGER shift_moves_assignments ON shift")
        op.execute("DROP FUNCTION planning_move_assignments()")
        op.execute("ALTER TABLE assignment DROP CONSTRAINT ex_assignment_one_place")
    else:
        for name in ("shift_moves_assignments", "assignment_one_place_update", "assignment_one_place_insert"):
            op.execute(f"DROP TRIGGER {name}")
    op.drop_column("assignment", "stands_over")
    op.drop_column("assignment", "cancelled")
