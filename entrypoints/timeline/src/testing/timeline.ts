/** Answers of the API that a page asks for first. */
import type { components } from "@/api/schema";
import type { TimelineAnswer } from "@/plan/decode";

export function aUser(altered: Partial<components["schemas"]["MeOut"]> = {}): components["schemas"]["MeOut"] {
  return {
    user_id: "ada",
    role: "admin",
    collaborator_id: null,
    site_ids: [],
    team_ids: [],
    may: ["read", "write", "auto_assign", "publish", "override", "administer"],
    timezone: "Europe/Paris",
    rule_set: "fr",
    expires_at: null,
    ...altered,
  };
}

/** A week of March 2026 in which nothing stands. */
export function anEmptyTimeline(altered: Partial<TimelineAnswer> = {}): TimelineAnswer {
  return {
    from: "2026-03-01T23:00:00Z",
    to: "2026-03-08T23:00:00Z",
    sequence: 1,
    timezone: "Europe/Paris",
    sites: [],
    missions: [],
    roles: [],
    skills: [],
    teams: [],
    collaborators: [],
    shifts: {
      id: [],
      template_id: [],
      mission: [],
      site: [],
      role: [],
      start_ms: [],
      end_ms: [],
      break_minutes: [],
      status: [],
      headcount: [],
      soft_capacity: [],
      hard_capacity: [],
      required_skill_ids: [],
      shortage_weight: [],
      surplus_weight: [],
      note: [],
      external_ref: [],
      version: [],
      changed_since_publication: [],
      ever_published: [],
    },
    assignments: {
      id: [],
      shift: [],
      collaborator: [],
      role: [],
      status: [],
      locked: [],
      source: [],
      override: [],
      note: [],
      version: [],
      changed_since_publication: [],
    },
    availability: {
      id: [],
      collaborator: [],
      kind: [],
      start_ms: [],
      end_ms: [],
      weight: [],
      template_id: [],
      recurring: [],
      reason: [],
      version: [],
    },
    blackouts: [],
    conflicts: [],
    coverage: { at_ms: [], wanted: [], assigned: [] },
    ...altered,
  };
}
