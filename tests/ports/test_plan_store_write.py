"""What a plan store keeps, and what it refuses to write."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from planning_core.domain.kinds import KINDS, Entity, kind_of
from planning_core.domain.people import Availability, Collaborator
from planning_core.domain.reference import Skill
from planning_core.domain.time import Window
from planning_core.errors import Fault, InvalidInput, NotFound, StaleVersion
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import (
    DAY,
    FULL,
    HOUR,
    START,
    a_shift,
    an_assignment,
    creation,
    deletion,
    edit,
    store,
    write,
)

ANYTHING = object()


@pytest.mark.storeless("what the tests store")
def test_full_entities_leave_no_field_at_its_default() -> None:
    left: dict[str, set[str]] = {}
    for entity in FULL:
        fields: tuple[Any, ...] = attrs.fields(type(entity))
        defaults = {
            field.name
            for field in fields
            if field.default is not attrs.NOTHING and getattr(entity, field.name) == _default(field)
        }
        left[kind_of(entity)] = left.get(kind_of(entity), defaults) & defaults

    assert left == {kind: set() for kind in KINDS}


def _default(field: Any) -> Any:
    return field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type] # attrs types a factory as any value


@pytest.mark.parametrize("entity", FULL, ids=lambda entity: f"{kind_of(entity)}-{entity.id}")
def test_entity_comes_back_as_it_was_written(storage: UnitOfWorkFactory, entity: Entity) -> None:
    store(storage, *FULL)

    with storage(writes=False) as work:
        found = work.plan.get(kind_of(entity), entity.id)

    assert found == entity


def test_contract_limits_per_template_come_back(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    with storage(writes=False) as work:
        person = work.plan.get("collaborator", "person")

    assert isinstance(person, Collaborator)
    assert person.contract is not None
    assert person.contract.max_shifts_per_template == {"template": 4, 'étrange "%_': 0}


@pytest.mark.parametrize("entity", FULL, ids=lambda entity: f"{kind_of(entity)}-{entity.id}")
def test_entity_is_replaced_by_an_edit_and_gone_after_a_deletion(
    storage: UnitOfWorkFactory, entity: Entity
) -> None:
    store(storage, *FULL)
    change = edit(entity)
    assert change.after is not None

    write(storage, [change])
    with storage(writes=False) as work:
        edited = work.plan.get(kind_of(entity), entity.id)
    write(storage, [deletion(change.after)])
    with storage(writes=False) as work:
        left = work.plan.get(kind_of(entity), entity.id)

    assert edited == change.after
    assert left is None


def test_write_keeps_the_order_of_edits_of_one_entity(storage: UnitOfWorkFactory) -> None:
    skill = Skill(id="a", name="first", external_ref="x")
    second = edit(skill, name="second", external_ref=None)
    assert second.after is not None
    third = edit(second.after, name="third")

    write(storage, [creation(skill), second, creation(Skill(id="b", name="other", external_ref="x")), third])

    with storage(writes=False) as work:
        found = work.plan.get_many("skill", ["a", "b"])
    assert found == {"a": third.after, "b": Skill(id="b", name="other", external_ref="x")}


def test_write_without_commit_leaves_nothing(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        work.plan.write([creation(entity) for entity in FULL])

    with storage(writes=False) as work:
        found = [work.plan.get(kind_of(entity), entity.id) for entity in FULL]
    assert found == [None] * len(FULL)


def test_write_is_seen_inside_its_own_unit_of_work(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        work.plan.write([creation(a_shift("s"))])

        assert work.plan.get("shift", "s") == a_shift("s")


@pytest.mark.parametrize("others", [0, 3], ids=["alone", "in a batch"])
def test_edit_of_a_version_that_moved_on_is_stale(storage: UnitOfWorkFactory, others: int) -> None:
    more = [Skill(id=f"more-{n}", name="x") for n in range(others)]
    skill = Skill(id="a", name="first")
    store(storage, skill, *more)
    write(storage, [edit(skill, name="second")])

    with storage() as work, pytest.raises(StaleVersion) as caught:
        work.plan.write([*map(edit, more), edit(skill, name="third")])

    error = caught.value
    assert (error.entity, error.entity_id, error.expected, error.current) == ("skill", "a", 1, 2)


@pytest.mark.parametrize("change", [edit, deletion])
def test_edit_of_an_entity_that_is_gone_is_stale_at_zero(storage: UnitOfWorkFactory, change: Any) -> None:
    with storage() as work, pytest.raises(StaleVersion) as caught:
        work.plan.write([change(Skill(id="a", name="x", version=4))])

    assert (caught.value.expected, caught.value.current) == (4, 0)


def test_external_reference_of_another_is_refused(storage: UnitOfWorkFactory) -> None:
    store(storage, Skill(id="a", name="x", external_ref="one"), Skill(id="b", name="x"))

    with storage() as work, pytest.raises(InvalidInput) as created:
        work.plan.write([creation(Skill(id="c", name="x", external_ref="one"))])
    with storage() as work, pytest.raises(InvalidInput) as edited:
        work.plan.write([edit(Skill(id="b", name="x"), external_ref="one")])

    assert created.value.faults == (Fault("external_ref", "one", "repeated"),)
    assert edited.value.faults == (Fault("external_ref", "one", "repeated"),)


def test_external_reference_repeated_within_the_edits_is_refused(storage: UnitOfWorkFactory) -> None:
    twins = [creation(Skill(id=name, name="x", external_ref="two")) for name in "ab"]

    with storage() as work, pytest.raises(InvalidInput) as caught:
        work.plan.write([creation(Skill(id="z", name="x", external_ref="one")), *twins])

    assert caught.value.faults == (Fault("external_ref", "two", "repeated"),)


def test_unit_of_work_goes_on_after_a_refused_write(storage: UnitOfWorkFactory) -> None:
    store(storage, Skill(id="a", name="x", external_ref="one"))

    with storage() as work:
        with pytest.raises(InvalidInput):
            work.plan.write([creation(Skill(id="b", name="x", external_ref="one"))])
        work.plan.write([creation(Skill(id="c", name="x", external_ref="two"))])
        work.commit()

    with storage(writes=False) as work:
        assert set(work.plan.get_many("skill", ["a", "b", "c"])) == {"a", "c"}


def test_same_external_reference_serves_two_kinds(storage: UnitOfWorkFactory) -> None:
    skill, shift = Skill(id="a", name="x", external_ref="one"), a_shift("a", external_ref="one")

    store(storage, skill, shift)

    with storage(writes=False) as work:
        assert work.plan.by_external_ref("skill", ["one", "none"]) == {"one": skill}
        assert work.plan.by_external_ref("shift", ["one"]) == {"one": shift}
        assert work.plan.by_external_ref("assignment", ["one"]) == {}


def test_id_of_another_is_refused(storage: UnitOfWorkFactory) -> None:
    store(storage, Skill(id="a", name="x"))

    with storage() as work, pytest.raises(InvalidInput) as caught:
        work.plan.write([creation(Skill(id="a", name="again"))])

    assert caught.value.faults == (Fault("id", "a", "repeated"),)


def test_assignment_without_its_shift_is_refused(storage: UnitOfWorkFactory) -> None:
    with storage() as work, pytest.raises(NotFound) as caught:
        work.plan.write([creation(an_assignment("a", "nowhere"))])

    assert (caught.value.entity, caught.value.entity_id) == ("shift", "nowhere")


def test_assignment_may_come_before_its_shift(storage: UnitOfWorkFactory) -> None:
    assignment = an_assignment("a", "s")

    write(storage, [creation(assignment), creation(a_shift("s"))])

    with storage(writes=False) as work:
        assert work.plan.get("assignment", "a") == assignment


def test_assignment_moves_with_its_shift(storage: UnitOfWorkFactory) -> None:
    shift, assignment = a_shift("s"), an_assignment("a", "s")
    store(storage, shift, assignment)

    write(storage, [edit(shift, starts_at=START + 9 * DAY, ends_at=START + 9 * DAY + 30 * HOUR)])

    with storage(writes=False) as work:
        before = work.plan.page(Query(kind="assignment", starts_before=START + DAY))
        after = work.plan.page(Query(kind="assignment", ends_after=START + 10 * DAY))
        around = work.plan.neighbourhood(
            collaborator_ids=["person"], shift_ids=[], window=Window(START + 10 * DAY, START + 11 * DAY)
        )
    assert (before.items, after.items) == ([], [assignment])
    assert assignment in around


def test_assignment_moves_to_another_shift(storage: UnitOfWorkFactory) -> None:
    assignment = an_assignment("a", "s")
    store(storage, a_shift("s"), a_shift("t", START + 9 * DAY), assignment)
    change = edit(assignment, shift_id="t")

    write(storage, [change])

    with storage(writes=False) as work:
        assert work.plan.page(Query(kind="assignment", ends_after=START + 9 * DAY)).items == [change.after]


def test_thousand_entities_are_written_and_read_at_once(storage: UnitOfWorkFactory) -> None:
    shifts = [a_shift(f"{n:04}", START + n * HOUR, hours=1) for n in range(1203)]
    assignments = [an_assignment(f"{n:04}", f"{n:04}") for n in range(1203)]

    store(storage, *shifts, *assignments)

    with storage(writes=False) as work:
        found = work.plan.get_many("shift", [shift.id for shift in shifts])
        theirs = work.plan.assignments_of_shifts([shift.id for shift in shifts])
    assert found == {shift.id: shift for shift in shifts}
    assert sorted(theirs, key=lambda one: one.id) == assignments


def test_many_availabilities_of_both_forms_are_written_at_once(storage: UnitOfWorkFactory) -> None:
    said = [entity for entity in FULL if isinstance(entity, Availability)]

    store(storage, *said)

    with storage(writes=False) as work:
        assert work.plan.get_many("availability", [one.id for one in said]) == {one.id: one for one in said}
