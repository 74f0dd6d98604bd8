"""Clients that write to one plan at random, all at once: run as a program, one process of the storm.

`python -m tests.concurrency.storm URL ORGANIZATION SEED SECONDS CLIENTS FACTS` prints what came of it (JSON).
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import attrs

from adapters.sql import SqlDatabase
from adapters.system import SystemClock, UuidIds
from planning_core import (
    Assignment,
    Availability,
    Blackout,
    Collaborator,
    Contract,
    Entity,
    Mission,
    PlanningError,
    Role,
    Shift,
    ShiftTemplate,
    Skill,
    Unavailable,
    Window,
    create,
    delete,
    update,
)
from planning_core.errors import Contended
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from planning_core.use_cases.copy import CopyShifts, copy_shifts
from planning_core.use_cases.generate import GenerateShifts, every, generate_shifts
from planning_core.use_cases.publish import PublishPeriod, publish
from planning_core.use_cases.restore import restore_publication
from planning_core.use_cases.write import apply_changes
from tests.small_plan import ADMIN, MISSION, OTHER_ROLE, ROLE, SITE, SKILL, an_id, at, reference_data

PEOPLE = [an_id(100 + n) for n in range(16)]
TEMPLATE = an_id(50)
FIRST_DAY, DAYS = 3, 14
ATTEMPTS = 4
LEAST_WRITTEN, PATIENCE = 3, 60.0
"""A client that has written less goes on for so many seconds more."""

Deed = Callable[["Client", UnitOfWork], Any]


def starting_plan() -> list[Entity]:
    """Sixteen people of one role, a template, and three shifts a day over two weeks."""
    people = [
        Collaborator(id=one, name=f"Person {n}", role_ids=(ROLE,), timezone="Europe/Paris")
        for n, one in enumerate(PEOPLE)
    ]
    shifts = [
        Shift(
            id=an_id(1000 + 10 * day + n),
            mission_id=MISSION,
            site_id=SITE,
            role_id=ROLE,
            starts_at=at(FIRST_DAY + day, 6 + 4 * n),
            ends_at=at(FIRST_DAY + day, 11 + 4 * n),
            break_minutes=20,
            headcount=2,
        )
        for day in range(DAYS)
        for n in range(3)
    ]
    template = ShiftTemplate(
        id=TEMPLATE,
        name="Evening",
        mission_id=MISSION,
        site_id=SITE,
        role_id=ROLE,
        start_time=at(1, 18).time(),
        duration_minutes=180,
        weekdays=(1, 3, 5),
    )
    return [*reference_data(), *people, template, *shifts]


@attrs.define
class Client:
    """One of the writers, with its own chance."""

    storage: UnitOfWorkFactory
    chance: random.Random
    clock: SystemClock = attrs.field(factory=SystemClock)
    ids: UuidIds = attrs.field(factory=UuidIds)
    counts: Counter[str] = attrs.field(factory=Counter)
    broken: list[str] = attrs.field(factory=list)

    @property
    def writing(self) -> dict[str, Any]:
        """What every use case is given."""
        return {"principal": ADMIN, "clock": self.clock, "ids": self.ids}

    def run(self, until: float, deeds: list[tuple[str, Deed]]) -> None:
        """Write until then, or until enough was; what nobody foresaw is kept in `broken`."""
        while time.monotonic() < until or self._owes(until):
            name, deed = self.chance.choice(deeds)
            self.counts[self._done(name, deed)] += 1

    def _owes(self, until: float) -> bool:
        return self.counts["written"] < LEAST_WRITTEN and time.monotonic() < until + PATIENCE

    def _done(self, name: str, deed: Deed) -> str:
        for _ in range(ATTEMPTS):
            try:
                with self.storage() as uow:
                    deed(self, uow)
                    uow.commit()
            except Contended as error:
                self.counts["retried"] += 1
                self.counts[f"contended in {name}: {error.reason}"] += 1
            except Unavailable as error:
                self.counts[f"unavailable in {name}: {error.reason}"] += 1
                return "unavailable"
            except PlanningError as error:
                return f"refused: {type(error).__name__}"
            except Exception:
                self.broken.append(f"{name}\n{traceback.format_exc()}")
                return "broken"
            else:
                return "written"
        return "given up"

    def some(self, kind: str, uow: UnitOfWork) -> Any:
        """One of the stored entities of a kind; NotFound where there is none."""
        found = list(every(Query(kind=kind, limit=500), uow))
        if not found:
            raise PlanningError(f"no {kind} yet")
        return self.chance.choice(found)

    def apply(self, uow: UnitOfWork, *changes: Any) -> None:
        """Write changes as they are, others of this client's having read what they rest on before."""
        apply_changes(changes, uow=uow, **self.writing)


def _before(client: Client, kind: str) -> Any:
    """Something stored as it is now: by the time it is written somebody else may have been there."""
    with client.storage(writes=False) as uow:
        return client.some(kind, uow)


def _assign(client: Client, uow: UnitOfWork) -> None:
    shift = _before(client, "shift")
    person = client.chance.choice(PEOPLE)
    one = Assignment(id=client.ids.new_id(), shift_id=shift.id, collaborator_id=person, role_id=ROLE)
    client.apply(uow, create(one))


def _assign_several(client: Client, uow: UnitOfWork) -> None:
    shifts = {_before(client, "shift").id for _ in range(3)}
    person = client.chance.choice(PEOPLE)
    client.apply(
        uow,
        *(
            create(Assignment(id=client.ids.new_id(), shift_id=one, collaborator_id=person, role_id=ROLE))
            for one in shifts
        ),
    )


def _move_shift(client: Client, uow: UnitOfWork) -> None:
    shift = _before(client, "shift")
    by = timedelta(minutes=30 * client.chance.randrange(-6, 7))
    client.apply(uow, update(attrs.evolve(shift, starts_at=shift.starts_at + by, ends_at=shift.ends_at + by)))


def _swap(client: Client, uow: UnitOfWork) -> None:
    first, second = _before(client, "assignment"), _before(client, "assignment")
    if first.id != second.id:
        client.apply(
            uow,
            update(attrs.evolve(first, collaborator_id=second.collaborator_id)),
            update(attrs.evolve(second, collaborator_id=first.collaborator_id)),
        )


def _reseat(client: Client, uow: UnitOfWork) -> None:
    one, shift = _before(client, "assignment"), _before(client, "shift")
    client.apply(uow, update(attrs.evolve(one, shift_id=shift.id)))


def _decide_assignment(client: Client, uow: UnitOfWork) -> None:
    one = _before(client, "assignment")
    status = client.chance.choice(["confirmed", "rejected", "proposed"])
    client.apply(uow, update(attrs.evolve(one, status=status), expected_version=one.version))


def _unassign(client: Client, uow: UnitOfWork) -> None:
    client.apply(uow, delete("assignment", _before(client, "assignment").id))


def _new_shift(client: Client, uow: UnitOfWork) -> None:
    start = at(FIRST_DAY + client.chance.randrange(DAYS), client.chance.randrange(5, 18))
    shift = Shift(
        id=client.ids.new_id(),
        mission_id=MISSION,
        site_id=SITE,
        role_id=client.chance.choice([ROLE, ROLE, OTHER_ROLE]),
        starts_at=start,
        ends_at=start + timedelta(hours=client.chance.randrange(1, 6)),
    )
    client.apply(uow, create(shift))


def _drop_shift(client: Client, uow: UnitOfWork) -> None:
    client.apply(uow, delete("shift", _before(client, "shift").id))


def _publish(client: Client, uow: UnitOfWork) -> None:
    day = FIRST_DAY + client.chance.randrange(DAYS)
    publish(PublishPeriod(window=Window(at(day), at(day + 2))), uow=uow, **client.writing)


def _restore(client: Client, uow: UnitOfWork) -> None:
    newest = uow.publications.newest(None, 1)
    if newest:
        restore_publication(client.chance.randrange(1, newest[0].number + 1), uow=uow, **client.writing)


def _generate(client: Client, uow: UnitOfWork) -> None:
    day = at(FIRST_DAY + client.chance.randrange(DAYS)).date()
    generate_shifts(GenerateShifts(first_day=day, end_day=day + timedelta(days=3)), uow=uow, **client.writing)


def _copy(client: Client, uow: UnitOfWork) -> None:
    day = FIRST_DAY + client.chance.randrange(DAYS)
    command = CopyShifts(
        starts_at=at(day),
        ends_at=at(day, 12),
        onto=at(day + client.chance.randrange(20, 60)),
        with_assignments=client.chance.random() < 0.5,
    )
    copy_shifts(command, uow=uow, **client.writing)


def _use_new_role(client: Client, uow: UnitOfWork) -> None:
    """A role comes, is put on the mission and on a shift by one, and is taken away by others meanwhile."""
    role = Role(id=client.ids.new_id(), name="Passing")
    mission = _before(client, "mission")
    client.apply(
        uow, create(role), update(attrs.evolve(mission, role_ids=(*mission.role_ids[-4:], ROLE, role.id)))
    )


def _drop_role(client: Client, uow: UnitOfWork) -> None:
    role = _before(client, "role")
    if role.name == "Passing":
        client.apply(uow, delete("role", role.id))


def _shift_of_any_role(client: Client, uow: UnitOfWork) -> None:
    role, shift = _before(client, "role"), _before(client, "shift")
    client.apply(uow, create(attrs.evolve(shift, id=client.ids.new_id(), role_id=role.id, status="draft")))


def _leave(client: Client, uow: UnitOfWork) -> None:
    day = FIRST_DAY + client.chance.randrange(DAYS)
    entry = Availability(
        id=client.ids.new_id(),
        collaborator_id=client.chance.choice(PEOPLE),
        kind="leave",
        starts_at=at(day, 6),
        ends_at=at(day, 20),
    )
    client.apply(uow, create(entry))


def _back_from_leave(client: Client, uow: UnitOfWork) -> None:
    client.apply(uow, delete("availability", _before(client, "availability").id))


def _contract(client: Client, uow: UnitOfWork) -> None:
    person = _before(client, "collaborator")
    contract = Contract(weekly_minutes=client.chance.randrange(600, 2400))
    client.apply(uow, update(attrs.evolve(person, contract=contract)))


def _skills(client: Client, uow: UnitOfWork) -> None:
    role = _before(client, "role")
    wanted = (SKILL,) if client.chance.random() < 0.3 else ()
    client.apply(uow, update(attrs.evolve(role, required_skill_ids=wanted)))


def _new_skill(client: Client, uow: UnitOfWork) -> None:
    client.apply(uow, create(Skill(id=client.ids.new_id(), name="Juggling")))


def _blackout(client: Client, uow: UnitOfWork) -> None:
    day = FIRST_DAY + client.chance.randrange(DAYS)
    one = Blackout(id=client.ids.new_id(), site_id=SITE, starts_at=at(day, 5), ends_at=at(day, 9))
    client.apply(uow, create(one))


def _end_blackout(client: Client, uow: UnitOfWork) -> None:
    client.apply(uow, delete("blackout", _before(client, "blackout").id))


def _mission_window(client: Client, uow: UnitOfWork) -> None:
    mission = _before(client, "mission")
    assert isinstance(mission, Mission)
    end = at(150 + client.chance.randrange(60))
    client.apply(uow, update(attrs.evolve(mission, ends_at=end)))


DECISIONS: dict[Deed, int] = {
    _assign: 12,
    _assign_several: 4,
    _move_shift: 8,
    _swap: 4,
    _reseat: 4,
    _decide_assignment: 6,
    _unassign: 3,
    _new_shift: 4,
    _drop_shift: 3,
    _publish: 2,
    _restore: 1,
    _generate: 1,
    _copy: 1,
    _use_new_role: 1,
    _drop_role: 2,
    _shift_of_any_role: 2,
    _contract: 1,
    _new_skill: 1,
    _mission_window: 1,
}
FACTS: dict[Deed, int] = {_leave: 3, _back_from_leave: 3, _skills: 2, _blackout: 1, _end_blackout: 2}
"""What writes hard conflicts, because it is so."""


def deeds(*, facts: bool) -> list[tuple[str, Deed]]:
    """Every deed as often as it is likely."""
    chosen = {**DECISIONS, **(FACTS if facts else {})}
    return [(deed.__name__.strip("_"), deed) for deed, weight in chosen.items() for _ in range(weight)]


def storm(
    storage: UnitOfWorkFactory, *, seed: int, seconds: float, clients: int, facts: bool
) -> Iterator[Client]:
    """So many clients writing for so long; each as it ended."""
    some = [Client(storage, random.Random(f"{seed}-{n}")) for n in range(clients)]
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda one: one.run(until, deeds(facts=facts)), some))
    yield from some


def main() -> None:
    """Storm on the database named, and tell."""
    url, organization, seed, seconds, clients, facts = sys.argv[1:]
    database = SqlDatabase(url)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    for one in storm(
        database.units_of_work(organization),
        seed=int(seed),
        seconds=float(seconds),
        clients=int(clients),
        facts=facts == "facts",
    ):
        counts += one.counts
        broken += one.broken
    database.close()
    print(json.dumps({"counts": counts, "broken": broken[:5]}))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main()
