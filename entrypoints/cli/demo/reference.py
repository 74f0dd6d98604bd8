"""The demo's reference data as entities: places, trades, people, missions and templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

import attrs

from entrypoints.cli.demo.calendar import DemoCalendar
from entrypoints.cli.demo.company import CONTRACTS, LONDON, PARIS, ROLES, SITES, SKILLS, TEAMS
from entrypoints.cli.demo.events import EVENTS
from entrypoints.cli.demo.specs import Event, Hire, Post
from entrypoints.cli.demo.staff import PEOPLE
from planning_core import (
    Collaborator,
    Contract,
    Entity,
    HeldSkill,
    Mission,
    Role,
    ShiftTemplate,
    Site,
    Skill,
    Team,
)
from planning_core.ports.ids import IdSource


@attrs.frozen
class Directory:
    """Ids by kind and by the code (of people: the name) that the demo's data know them under."""

    ids: IdSource
    known: dict[tuple[str, str], str] = attrs.field(factory=dict)

    def id(self, kind: str, code: str) -> str:
        """The id of that thing, made when it is first asked for."""
        key = (kind, code)
        if key not in self.known:
            self.known[key] = self.ids.new_id()
        return self.known[key]

    def many(self, kind: str, codes: str) -> tuple[str, ...]:
        """Ids of codes parted by blanks."""
        return tuple(self.id(kind, code) for code in codes.split())


def reference_data(directory: Directory, calendar: DemoCalendar, chance: Random) -> list[Entity]:
    """Everything that a plan speaks of, in an order in which each follows those it names."""
    events = [event for event in EVENTS if event.first < calendar.weeks]
    return [
        *_company(directory),
        *(_mission(event, directory, calendar) for event in events),
        *(_person(number, hire, directory, calendar, chance) for number, hire in enumerate(PEOPLE, start=1)),
        *(template for event in events for template in _templates(event, directory, calendar)),
    ]


def _company(directory: Directory) -> Iterator[Entity]:
    for code, (name, _) in SKILLS.items():
        yield Skill(id=directory.id("skill", code), name=name, external_ref=code)
    for code, (name, skills) in ROLES.items():
        needed = tuple(directory.id("skill", skill) for skill in skills)
        yield Role(id=directory.id("role", code), name=name, required_skill_ids=needed, external_ref=code)
    for code, (name, timezone) in SITES.items():
        yield Site(id=directory.id("site", code), name=name, timezone=timezone, external_ref=code)
    for code, (name, colour) in TEAMS.items():
        yield Team(id=directory.id("team", code), name=name, colour=colour, external_ref=code)


def _mission(event: Event, directory: Directory, calendar: DemoCalendar) -> Mission:
    window = calendar.slack(event.first, min(event.end or calendar.weeks, calendar.weeks))
    roles = dict.fromkeys(post.role for _, posts in event.posts for post in posts)
    return Mission(
        id=directory.id("mission", event.code),
        name=event.name,
        starts_at=window.start,
        ends_at=window.end,
        site_ids=tuple(directory.id("site", site) for site, _ in event.posts),
        role_ids=tuple(directory.id("role", role) for role in roles),
        team_id=directory.id("team", event.team),
        budget_minutes=None if event.budget_hours is None else event.budget_hours * 60,
        external_ref=event.code,
    )


def _person(
    number: int, hire: Hire, directory: Directory, calendar: DemoCalendar, chance: Random
) -> Collaborator:
    skills = dict.fromkeys(
        [*(skill for role in hire.roles.split() for skill in ROLES[role][1]), *hire.languages.split()]
    )
    email = f"p{number:03d}@lumiere.example"
    return Collaborator(
        id=directory.id("collaborator", hire.name),
        name=hire.name,
        email=email,
        team_id=directory.id("team", hire.team),
        site_ids=directory.many("site", hire.sites),
        role_ids=directory.many("role", hire.roles),
        skills=tuple(_held(skill, hire, directory, calendar, chance) for skill in skills),
        timezone=LONDON if hire.sites == "LON" else PARIS,
        contract=_contract(hire, directory),
        external_ref=f"COL-{number:03d}",
    )


def _held(skill: str, hire: Hire, directory: Directory, calendar: DemoCalendar, chance: Random) -> HeldSkill:
    """A skill with its expiry; some run out within the plan's weeks, none before its published half ends."""
    months = chance.randint(1, 30)
    until: date | None = None
    if SKILLS[skill][1]:
        until = calendar.day(calendar.published, 7) + timedelta(days=30 * months - 25)
    return HeldSkill(skill_id=directory.id("skill", skill), valid_until=until)


def _contract(hire: Hire, directory: Directory) -> Contract:
    """The contract of that name; who works in the theatre's hall is not put there every evening."""
    contract = CONTRACTS[hire.contract]
    if hire.sites == "MRS" and hire.roles == "ACC":
        caps = {directory.id("shift_template", "THE-ACC"): 18}
        return attrs.evolve(contract, max_shifts_per_template=caps)
    return contract


def _templates(event: Event, directory: Directory, calendar: DemoCalendar) -> Iterator[ShiftTemplate]:
    for site, posts in event.posts:
        for post in posts:
            yield _template(event, site, post, directory, calendar)


def _template(
    event: Event, site: str, post: Post, directory: Directory, calendar: DemoCalendar
) -> ShiftTemplate:
    end = min(event.end or calendar.weeks, calendar.weeks)
    return ShiftTemplate(
        id=directory.id("shift_template", post.code),
        name=post.name,
        mission_id=directory.id("mission", event.code),
        site_id=directory.id("site", site),
        role_id=directory.id("role", post.role),
        start_time=time.fromisoformat(post.start),
        duration_minutes=post.length,
        break_minutes=post.pause,
        weekdays=tuple(int(day) for day in post.days),
        valid_from=calendar.day(event.first),
        valid_until=calendar.day(end - 1, 7),
        headcount=post.wanted,
        soft_capacity=post.most,
        hard_capacity=None if post.most is None else post.most + 2,
        required_skill_ids=tuple(directory.id("skill", skill) for skill in post.skills),
        team_id=directory.id("team", event.team),
        not_followed_by=tuple(directory.id("shift_template", code) for code in post.not_before),
        external_ref=post.code,
    )
