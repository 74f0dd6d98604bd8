"""A plan of two halves, each a site, a team and a mission with people, work and absences of their own."""

from __future__ import annotations

from typing import Any

import attrs

from tests.api.world import MARCH, Caller, Record, World


@attrs.define(kw_only=True)
class Half:
    """One half. `shift` is published under the number `publication`, `person` on it and a seat to spare."""

    admin: Caller
    name: str
    site: str
    team: str
    mission: str
    role: str
    person: str
    reason: str
    shift: Record = attrs.field(factory=dict)
    assignment: Record = attrs.field(factory=dict)
    leave: Record = attrs.field(factory=dict)
    template: Record = attrs.field(factory=dict)
    blackout: Record = attrs.field(factory=dict)
    publication: int = 0
    made: int = 0

    def shift_body(self, **fields: Any) -> Record:
        """A shift of this half, of a day with nothing else."""
        return {
            "mission_id": self.mission,
            "site_id": self.site,
            "role_id": self.role,
            "starts_at": "2026-03-20T09:00:00+01:00",
            "ends_at": "2026-03-20T17:00:00+01:00",
            "break_minutes": 30,
            **fields,
        }

    def template_body(self) -> Record:
        """A template of Friday mornings."""
        return {
            "name": f"Morning {self.name}",
            "mission_id": self.mission,
            "site_id": self.site,
            "role_id": self.role,
            "start_time": "09:00",
            "duration_minutes": 300,
            "weekdays": [5],
        }

    def blackout_body(self) -> Record:
        """A soft blackout of a night."""
        window = {"starts_at": "2026-03-29T23:00:00Z", "ends_at": "2026-03-30T01:00:00Z"}
        return {"site_id": self.site, "severity": "soft", **window}

    def leave_body(self) -> Record:
        """A leave of the person's with a reason that is nobody else's business."""
        window = {"starts_at": "2026-03-24T00:00:00+01:00", "ends_at": "2026-03-25T00:00:00+01:00"}
        return {"collaborator_id": self.person, "kind": "leave", "reason": self.reason, **window}

    def person_body(self) -> Record:
        """Somebody of this half."""
        self.made += 1
        place = {"site_ids": [self.site], "role_ids": [self.role], "team_id": self.team}
        return {"name": f"{self.name} {self.made}", **place}

    def mission_body(self) -> Record:
        """Another mission of this half."""
        window = {"starts_at": "2026-03-01T00:00:00+01:00", "ends_at": "2026-05-01T00:00:00+02:00"}
        of = {"site_ids": [self.site], "role_ids": [self.role], "team_id": self.team}
        return {"name": f"Mission {self.name}", **window, **of}

    def assignment_body(self) -> Record:
        """Somebody new to a shift that is new."""
        person = self.admin.make("/collaborators", self.person_body())["id"]
        shift = self.admin.make("/shifts", self.shift_body())["id"]
        return {"shift_id": shift, "collaborator_id": person, "role_id": self.role}

    def fill(self) -> None:
        """Make what stands in it, and publish it."""
        admin = self.admin
        fixed = {"starts_at": "2026-03-02T09:00:00+01:00", "ends_at": "2026-03-02T17:00:00+01:00"}
        body = self.shift_body(**fixed, headcount=2, external_ref=f"S-{self.name}")
        shift = admin.make("/shifts", body)["id"]
        on = {"shift_id": shift, "collaborator_id": self.person, "role_id": self.role, "status": "confirmed"}
        assignment = admin.make("/assignments", on)["id"]
        published = admin.post("/publish", {**MARCH, "site_ids": [self.site]})
        assert published.status_code == 201, published.text
        self.publication = published.json()["publication"]["number"]
        self.shift = admin.get(f"/shifts/{shift}").json()["shift"]
        self.assignment = admin.get(f"/assignments/{assignment}").json()["assignment"]
        self.leave = admin.make("/availability", self.leave_body())
        self.template = admin.make("/shift-templates", self.template_body())
        self.blackout = admin.make("/blackouts", self.blackout_body())

    def named_in(self, text: str) -> set[str]:
        """Ids, among those in a text, of the work that is nobody's business but this half's."""
        ids = (str(one["id"]) for one in (self.shift, self.assignment, self.template))
        return {one for one in ids if one in text}


def two_halves(world: World) -> tuple[Half, Half]:
    """The Hall with Anna, of the Crew; the Park with Ben, of the Guard."""
    admin, role = world.admin, world.role
    guard = admin.make("/teams", {"name": "Guard", "colour": "#445566"})["id"]
    places = (
        ("Hall", world.site, world.team, world.anna, "Dentist"),
        ("Park", world.other_site, guard, world.ben, "Surgery"),
    )
    halves = []
    for name, site, team, person, reason in places:
        half = Half(
            admin=admin, name=name, site=site, team=team, mission="", role=role, person=person, reason=reason
        )
        half.mission = admin.make("/missions", half.mission_body())["id"]
        stored = admin.get(f"/collaborators/{person}").json()["collaborator"]
        theirs = {**stored, "site_ids": [site], "team_id": team}
        assert admin.put(f"/collaborators/{person}", theirs).status_code == 200
        half.fill()
        halves.append(half)
    return halves[0], halves[1]
