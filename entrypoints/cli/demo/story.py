"""How the demo's plan came about: staffed, published, corrected, published again, overtaken by events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

import attrs

from entrypoints.cli.demo.calendar import DemoCalendar
from entrypoints.cli.demo.company import PARIS
from entrypoints.cli.demo.desk import ADMINISTRATOR, PUBLISHER, Desk
from entrypoints.cli.demo.reference import Directory
from entrypoints.cli.demo.staffing import Staffing, assignments_in, open_shifts
from planning_core import (
    Assignment,
    AssignmentStatus,
    Availability,
    AvailabilityKind,
    Blackout,
    Override,
    Plan,
    Severity,
    Shift,
    create,
    delete,
    update,
)

Seat = Callable[[Shift, str], Assignment]


@attrs.frozen
class Story:
    """The steps, each on what the ones before it left."""

    desk: Desk
    directory: Directory
    calendar: DemoCalendar
    chance: Random

    def seat(self, status: AssignmentStatus, locked: bool = False) -> Seat:
        """Makes assignments of that status."""

        def make(shift: Shift, person: str) -> Assignment:
            return Assignment(
                id=self.directory.ids.new_id(),
                shift_id=shift.id,
                collaborator_id=person,
                role_id=shift.role_id,
                status=status,
                locked=locked,
            )

        return make

    def staffing(self) -> tuple[Plan, Staffing]:
        """What is stored, and who could take more."""
        plan, rules = self.desk.plan()
        return plan, Staffing(plan, rules, self.chance)

    def weeks(self, plan: Plan, first: int, end: int) -> list[Shift]:
        """Shifts of the weeks `[first, end)`."""
        return open_shifts(plan, first=self.calendar.day(first), end=self.calendar.day(end))

    def on(self, plan: Plan, day: date, role: str | None = None, site: str | None = None) -> list[Shift]:
        """Shifts of one day, of a role and a site where named."""
        return [
            shift
            for shift in open_shifts(plan, first=day, end=day + timedelta(days=1))
            if (role is None or shift.role_id == self.directory.id("role", role))
            and (site is None or shift.site_id == self.directory.id("site", site))
        ]


def staff_published_weeks(story: Story) -> None:
    """Fill the weeks to be published: confirmed, but for the last of them, which people still answer."""
    plan, staffing = story.staffing()
    last = story.calendar.published - 1
    confirmed = story.seat(AssignmentStatus.CONFIRMED)
    asked = story.seat(AssignmentStatus.PROPOSED)
    found = list(staffing.fill(story.weeks(plan, 0, last), confirmed))
    for shift in story.weeks(plan, last, last + 1):
        found += staffing.fill([shift], confirmed if story.chance.random() < 0.6 else asked)
    story.desk.write([create(assignment) for assignment in found])


def staff_later_weeks(story: Story) -> None:
    """Begin the drafts: most of the next week, some of the one after, a few people fixed in the last ones."""
    plan, staffing = story.staffing()
    shares = {0: 0.7, 1: 0.4}
    found: list[Assignment] = []
    for week in range(story.calendar.published, story.calendar.weeks):
        share = shares.get(week - story.calendar.published, 0.06)
        some = [s for s in story.weeks(plan, week, week + 1) if story.chance.random() < share]
        fixed = share < 0.1
        status = AssignmentStatus.CONFIRMED if fixed else AssignmentStatus.PROPOSED
        found += staffing.fill(some, story.seat(status, locked=fixed))
    story.desk.write([create(assignment) for assignment in found])
    declined = [a for a in found if a.status is AssignmentStatus.PROPOSED][::25]
    story.desk.write(
        [update(attrs.evolve(a, status=AssignmentStatus.REJECTED, note="Pas disponible")) for a in declined]
    )


def correct(story: Story) -> None:
    """What changes after a first publication: people swapped, a shift called off, one moved, one added."""
    week = story.calendar.published - 1
    replace_people(story, [(week - 1, 4), (week - 1, 6), (week, 2), (week, 3), (week, 5)])
    plan, _ = story.staffing()
    called_off = story.on(plan, story.calendar.day(week, 3), "ACC", "BAS")[0]
    story.desk.write([delete("shift", called_off.id)])
    by = timedelta(minutes=30)
    for shift in story.on(plan, story.calendar.day(week, 4), None, "LON"):
        later = attrs.evolve(shift, starts_at=shift.starts_at + by, ends_at=shift.ends_at + by)
        if story.desk.try_to([update(attrs.evolve(later, note="Ouverture décalée de 30 minutes"))]):
            break
    add_reinforcement(story, week)


def replace_people(story: Story, days: Iterable[tuple[int, int]]) -> None:
    """On each of these days, put somebody else on the first shift for which there is somebody."""
    for week, weekday in days:
        plan, staffing = story.staffing()
        shifts = story.on(plan, story.calendar.day(week, weekday))
        for leaving in assignments_in(plan, shifts):
            shift = plan.shifts[leaving.shift_id]
            there = [a.collaborator_id for a in plan.assignments_on(shift.id)]
            coming = staffing.choose(shift, story.seat(AssignmentStatus.CONFIRMED), but=there)
            if coming is not None:
                story.desk.write([delete("assignment", leaving.id), create(coming)])
                break


def add_reinforcement(story: Story, week: int) -> None:
    """A shift that no template foresaw, with whoever can take it."""
    plan, _ = story.staffing()
    site, mission = story.directory.id("site", "NEF"), story.directory.id("mission", "NEF")
    shift = Shift(
        id=story.directory.ids.new_id(),
        mission_id=mission,
        site_id=site,
        role_id=story.directory.id("role", "CAR"),
        starts_at=story.calendar.at(week, 6, "08:00", plan.sites[site].timezone),
        ends_at=story.calendar.at(week, 6, "14:00", plan.sites[site].timezone),
        break_minutes=20,
        note="Livraison exceptionnelle avant ouverture",
    )
    story.desk.write([create(shift)])
    _, staffing = story.staffing()
    coming = staffing.choose(shift, story.seat(AssignmentStatus.CONFIRMED))
    if coming is not None:
        story.desk.write([create(coming)])


def events_overtake(story: Story) -> None:
    """Facts that break the published plan: an illness, a qualification that lapses, a site that is closed."""
    week = story.calendar.published - 1
    fall_ill(story, week - 1)
    lose_skill(story, week)
    close_sites(story, week)
    override_rest(story, week)


def fall_ill(story: Story, week: int) -> None:
    """Sick leave from Wednesday to Saturday for whoever then works most at a welcome desk."""
    plan, _ = story.staffing()
    days = [story.calendar.day(week, weekday) for weekday in (3, 4, 5, 6)]
    person = _busiest(plan, [s for day in days for s in story.on(plan, day, "ACC", "NEF")])
    leave = Availability(
        id=story.directory.ids.new_id(),
        collaborator_id=person,
        kind=AvailabilityKind.LEAVE,
        starts_at=story.calendar.at(week, 3),
        ends_at=story.calendar.at(week, 7),
        reason="Arrêt maladie",
    )
    story.desk.write([create(leave)])


def lose_skill(story: Story, week: int) -> None:
    """A lift licence that turns out to lapse in the middle of the week."""
    plan, _ = story.staffing()
    days = [story.calendar.day(week, weekday) for weekday in (4, 5)]
    person = plan.collaborators[_busiest(plan, [s for day in days for s in story.on(plan, day, "CAR")])]
    licence = story.directory.id("skill", "CACES")
    until = story.calendar.day(week, 3)
    skills = tuple(
        attrs.evolve(held, valid_until=until) if held.skill_id == licence else held for held in person.skills
    )
    story.desk.write([update(attrs.evolve(person, skills=skills))], ADMINISTRATOR)


def close_sites(story: Story, week: int) -> None:
    """One site closed for an inspection during a published shift, one to be spared on a draft evening."""
    at, directory = story.calendar.at, story.directory
    inspection = Blackout(
        id=directory.ids.new_id(),
        site_id=directory.id("site", "LYO"),
        starts_at=at(week, 4, "09:00", PARIS),
        ends_at=at(week, 4, "12:00", PARIS),
        reason="Visite de la commission de sécurité",
    )
    rehearsal = Blackout(
        id=directory.ids.new_id(),
        site_id=directory.id("site", "MRS"),
        starts_at=at(week + 1, 3, "15:00", PARIS),
        ends_at=at(week + 1, 3, "18:00", PARIS),
        severity=Severity.SOFT,
        reason="Balances de l'orchestre",
    )
    story.desk.write([create(inspection), create(rehearsal)], ADMINISTRATOR)


def override_rest(story: Story, week: int) -> None:
    """Somebody steps in with a short rest, by agreement: a hard conflict that a publisher lets stand."""
    plan, staffing = story.staffing()
    for shift in reversed(story.weeks(plan, 0, week + 1)):
        if sum(a.active for a in plan.assignments_on(shift.id)) >= shift.headcount:
            continue
        for person in staffing.able(shift):
            wanted = story.seat(AssignmentStatus.CONFIRMED)(shift, person.id)
            hard, _ = staffing.judge(wanted)
            if {c.rule for c in hard} != {"min_rest"}:
                continue
            word = Override(
                rules=("min_rest",), reason="Accord écrit du salarié, repos compensé le lendemain"
            )
            if story.desk.try_to([create(attrs.evolve(wanted, override=word))], PUBLISHER):
                return


def _busiest(plan: Plan, shifts: Iterable[Shift]) -> str:
    """Who works most of these shifts; of several, whose name comes first."""
    counts = Counter(a.collaborator_id for a in assignments_in(plan, shifts))
    return min(counts, key=lambda person: (-counts[person], plan.collaborators[person].name))
