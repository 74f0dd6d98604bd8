/** The compact answer of `GET /timeline` (columns, references as positions) made into a Plan. */
import type { components } from "@/api/schema";
import { isolated } from "@/plan/bidi";
import { byId, conflictsByShift, groupByShift } from "@/plan/indexes";
import type { Assignment, Availability, Collaborator, Elsewhere, Mission, Plan, Shift } from "@/plan/model";

export type TimelineAnswer = components["schemas"]["TimelineOut"];

export function decodeTimeline(answer: TimelineAnswer): Plan {
  const assignments = decodeAssignments(answer);
  return {
    window: { from: Date.parse(answer.from), to: Date.parse(answer.to) },
    sequence: answer.sequence,
    timezone: answer.timezone,
    sites: byId(answer.sites.map(shown)),
    teams: byId(answer.teams.map(shown)),
    roles: byId(
      answer.roles
        .map(shown)
        .map((one) => ({ id: one.id, name: one.name, requiredSkillIds: one.required_skill_ids })),
    ),
    skills: byId(answer.skills.map(shown)),
    missions: byId(answer.missions.map(shown).map(decodeMission)),
    collaborators: byId(answer.collaborators.map(shown).map(decodeCollaborator)),
    shifts: byId(decodeShifts(answer)),
    assignments: byId(assignments),
    assignmentsByShift: groupByShift(assignments),
    availability: decodeAvailability(answer),
    blackouts: answer.blackouts.map((one) => ({
      id: one.id,
      siteId: one.site_id,
      startsAt: Date.parse(one.starts_at),
      endsAt: Date.parse(one.ends_at),
      hard: one.severity === "hard",
      reason: one.reason,
    })),
    elsewhere: decodeElsewhere(answer),
    conflicts: answer.conflicts,
    conflictsByShift: conflictsByShift(answer.conflicts),
  };
}

/** Names as they can stand in any sentence of the page. */
function shown<T extends { readonly name: string }>(one: T): T {
  return { ...one, name: isolated(one.name) };
}

function decodeMission(one: TimelineAnswer["missions"][number]): Mission {
  return {
    id: one.id,
    name: one.name,
    startsAt: Date.parse(one.starts_at),
    endsAt: Date.parse(one.ends_at),
    siteIds: one.site_ids,
    roleIds: one.role_ids,
    teamId: one.team_id,
  };
}

function decodeCollaborator(one: TimelineAnswer["collaborators"][number]): Collaborator {
  return {
    id: one.id,
    name: one.name,
    teamId: one.team_id,
    siteIds: one.site_ids,
    roleIds: one.role_ids,
    skillIds: one.skills.map((held) => held.skill_id),
    active: one.active,
    weeklyMinutes: one.contract?.weekly_minutes ?? null,
  };
}

function decodeShifts({ shifts: c, missions, sites, roles }: TimelineAnswer): Shift[] {
  return c.id.map((id, i) => ({
    id,
    templateId: at(c.template_id, i),
    missionId: at(missions, at(c.mission, i)).id,
    siteId: at(sites, at(c.site, i)).id,
    roleId: at(roles, at(c.role, i)).id,
    startsAt: at(c.start_ms, i),
    endsAt: at(c.end_ms, i),
    breakMinutes: at(c.break_minutes, i),
    status: at(c.status, i),
    headcount: at(c.headcount, i),
    softCapacity: at(c.soft_capacity, i),
    hardCapacity: at(c.hard_capacity, i),
    requiredSkillIds: at(c.required_skill_ids, i),
    shortageWeight: at(c.shortage_weight, i),
    surplusWeight: at(c.surplus_weight, i),
    note: at(c.note, i),
    externalRef: at(c.external_ref, i),
    version: at(c.version, i),
    changedSincePublication: at(c.changed_since_publication, i),
    everPublished: at(c.ever_published, i),
  }));
}

function decodeAssignments({ assignments: c, shifts, collaborators, roles }: TimelineAnswer): Assignment[] {
  return c.id.map((id, i) => {
    const override = at(c.override, i);
    return {
      id,
      shiftId: at(shifts.id, at(c.shift, i)),
      collaboratorId: at(collaborators, at(c.collaborator, i)).id,
      roleId: at(roles, at(c.role, i)).id,
      status: at(c.status, i),
      locked: at(c.locked, i),
      source: at(c.source, i),
      override: override && { rules: override.rules, reason: override.reason, userId: override.user_id },
      note: at(c.note, i),
      version: at(c.version, i),
      changedSincePublication: at(c.changed_since_publication, i),
    };
  });
}

function decodeAvailability({ availability: c, collaborators }: TimelineAnswer): Availability[] {
  return c.id.map((id, i) => ({
    id,
    collaboratorId: at(collaborators, at(c.collaborator, i)).id,
    kind: at(c.kind, i),
    startsAt: at(c.start_ms, i),
    endsAt: at(c.end_ms, i),
    recurring: at(c.recurring, i),
    reason: at(c.reason, i),
  }));
}

function decodeElsewhere({ elsewhere: c, collaborators }: TimelineAnswer): Elsewhere[] {
  if (!c) return [];
  return c.collaborator.map((person, i) => ({
    collaboratorId: at(collaborators, person).id,
    startsAt: at(c.start_ms, i),
    endsAt: at(c.end_ms, i),
  }));
}

/** The columns of a group have one length; an answer that breaks that is no answer of ours. */
function at<T>(column: readonly T[], position: number): T {
  if (position < 0 || position >= column.length)
    throw new RangeError("The timeline's columns do not fit together.");
  return column[position] as T;
}
