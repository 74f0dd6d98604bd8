"""A person is in one place at a time: the database itself refuses active assignments that overlap.

What stands over other work already is marked and left outside. The columns come without rewriting the table
on either database. On PostgreSQL such a constraint cannot be built beside writers, nor be added unvalidated;
so it comes while every row there is stands outside it, which takes a look at the table and no index. Then
the rows go in, some people at a time in a transaction of their own, while others write.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import IntegrityError

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

_THERE = """
SELECT 1 FROM pg_constraint WHERE conname = 'ex_assignment_one_place' AND conrelid = 'assignment'::regclass
"""
PEOPLE = 20
"""Whose rows go into the fence at once."""
_CROSSED = "23P01"
_NEXT = """
SELECT organization_id, collaborator_id FROM assignment
WHERE (organization_id, collaborator_id) > (:organization, :person) GROUP BY 1, 2 ORDER BY 1, 2 LIMIT :people
"""
# Shifts cancelled, or not any more, meanwhile move assignments by the trigger: one waits for the other.
_MARK_CANCELLED_BESIDE_WRITERS = """
UPDATE assignment SET cancelled = true
FROM (SELECT organization_id, id FROM shift WHERE status = 'cancelled' FOR SHARE) AS gone
WHERE assignment.organization_id = gone.organization_id AND shift_id = gone.id AND NOT cancelled
"""
_LET_IN = """
WITH theirs AS (
  SELECT organization_id, collaborator_id, id, starts_at, ends_at, stands_over,
    status <> 'rejected' AND NOT cancelled AS active
  FROM assignment
  WHERE (organization_id, collaborator_id) > (:organization, :person)
  AND (organization_id, collaborator_id) <= (:last_organization, :last_person)
), in_order AS (
  SELECT *, max(ends_at) FILTER (WHERE active) OVER (
    PARTITION BY organization_id, collaborator_id ORDER BY starts_at, id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
  FROM theirs
), fenced AS MATERIALIZED (
  SELECT * FROM theirs WHERE active AND NOT stands_over
)
UPDATE assignment SET stands_over = false FROM in_order AS one
WHERE assignment.organization_id = one.organization_id AND assignment.id = one.id
AND one.stands_over AND (NOT one.active OR (
  coalesce(one.busy_until <= one.starts_at, true)
  AND NOT EXISTS (
    SELECT 1 FROM fenced
    WHERE fenced.organization_id = one.organization_id AND fenced.collaborator_id = one.collaborator_id
    AND fenced.starts_at < one.ends_at AND one.starts_at < fenced.ends_at)))
"""

_POSTGRES = (
    "ALTER TABLE assignment ALTER COLUMN stands_over SET DEFAULT false",
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
    if not _postgres():
        _add_columns(outside=False)
        for statement in (_MARK_CANCELLED, _MARK_OVERLAPS, *_SQLITE):
            op.execute(statement)
        return
    if op.get_bind().execute(sa.text(_THERE)).first() is None:
        _add_columns(outside=True)
        for statement in _POSTGRES:
            op.execute(statement)
    with op.get_context().autocommit_block():
        op.execute("SET jit = off")  # a portion takes less than compiling its statement
        op.execute("ANALYZE assignment")
        op.execute(_MARK_CANCELLED_BESIDE_WRITERS)
        _let_in()


def _add_columns(*, outside: bool) -> None:
    """The columns, all rows that there are outside the fence or in it."""
    for name, given in (("cancelled", False), ("stands_over", outside)):
        default = sa.true() if given else sa.false()
        op.add_column("assignment", sa.Column(name, sa.Boolean(), nullable=False, server_default=default))


def _let_in() -> None:
    """Put into the fence what stands over nothing, each time some people's rows and no other's."""
    bind = op.get_bind()
    place = {"organization": "", "person": ""}
    while people := bind.execute(sa.text(_NEXT), {**place, "people": PEOPLE}).all():
        last = people[-1]
        portion = {"last_organization": last.organization_id, "last_person": last.collaborator_id}
        for attempt in range(10):
            try:
                bind.execute(sa.text(_LET_IN), {**place, **portion})
                break
            except IntegrityError as error:  # somebody wrote in between: what is there now is looked at
                if attempt == 9 or getattr(error.orig, "sqlstate", None) != _CROSSED:
                    raise
        place = {"organization": last.organization_id, "person": last.collaborator_id}


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
