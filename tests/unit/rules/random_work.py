"""Random work of one person around the nights on which clocks change, and rules that judge it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from planning_core.domain.conflict import Conflict
from planning_core.domain.people import Collaborator
from planning_core.domain.plan import Plan
from planning_core.domain.work import Assignment, Shift
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook, built_in_rules, in_force

SLOT = timedelta(minutes=15)
Spell = tuple[int, int, int]
"""First slot, number of slots, minutes of break."""

PLACES = (
    ("Europe/Paris", datetime(2025, 3, 17, tzinfo=UTC)),
    ("Europe/Paris", datetime(2025, 10, 13, tzinfo=UTC)),
    ("America/New_York", datetime(2025, 3, 1, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2025, 3, 25, tzinfo=UTC)),
    ("America/Havana", datetime(2025, 3, 1, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 10, 25, tzinfo=UTC)),
    ("Africa/Cairo", datetime(2025, 4, 15, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2025, 6, 1, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 20, tzinfo=UTC)),
)
places = st.sampled_from(PLACES)


@st.composite
def spells(draw: st.DrawFn, longest: int = 64) -> list[Spell]:
    """Up to sixteen pieces of work within three weeks, overlaps and all."""
    found = []
    for _ in range(draw(st.integers(1, 16))):
        length = draw(st.integers(1, longest))
        pause = draw(st.sampled_from((0, 0, 10, 14)))
        found.append((draw(st.integers(0, 21 * 96)), length, pause))
    return found


def plan_of(place: tuple[str, datetime], work: Sequence[Spell]) -> Plan:
    """A plan in which Ann does that work."""
    timezone, origin = place
    ann = Collaborator(id="ann", name="Ann", role_ids=("agent",))
    shifts = [
        Shift(
            id=f"shift-{number}",
            mission_id="mission",
            site_id="site",
            role_id="agent",
            starts_at=origin + first * SLOT,
            ends_at=origin + (first + length) * SLOT,
            break_minutes=pause,
        )
        for number, (first, length, pause) in enumerate(work)
    ]
    assignments = [
        Assignment(id=f"{number}", shift_id=f"shift-{number}", collaborator_id="ann", role_id="agent")
        for number in range(len(work))
    ]
    return Plan([ann, *shifts, *assignments], timezone=timezone)


def findings_of(code: str, plan: Plan) -> list[Conflict]:
    """What one rule, at its defaults, finds in a plan."""
    rule = next(rule for rule in built_in_rules() if rule.code == code)
    return evaluate(plan, RuleBook([in_force(rule, [])]))
