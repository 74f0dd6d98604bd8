/** A small company and its plan, made through the API: one hall in Paris, one fair over 2026, two roles. */
import { Temporal } from "temporal-polyfill";

import type { components } from "@/api/schema";
import { type Api, told } from "./api";

type Schemas = components["schemas"];
export type ShiftIn = Schemas["ShiftIn"];
export type AssignmentIn = Schemas["AssignmentIn"];
export type CollaboratorIn = Schemas["CollaboratorIn"];

export const ZONE = "Europe/Paris";
/** A Monday far from any clock change; the weeks of the two changes of 2026 begin on the others. */
export const WEEK = "2026-03-02";
export const SPRING_WEEK = "2026-03-23";
export const AUTUMN_WEEK = "2026-10-19";

/** The instant at which clocks of the hall show that time, such as `2026-03-02 09:00`. */
export function at(wall: string): string {
  const local = Temporal.PlainDateTime.from(wall.replace(" ", "T"));
  return local.toZonedDateTime(ZONE).toInstant().toString();
}

/** What clocks of the hall show at an instant, such as `2026-03-02 09:00`. */
export function wall(instant: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}

export class Company {
  private constructor(
    readonly api: Api,
    readonly site: string,
    readonly mission: string,
    /** Steward, which takes no skill. */
    readonly role: string,
    /** Rigger. */
    readonly otherRole: string,
  ) {}

  static async found(api: Api): Promise<Company> {
    const site = told(await api.POST("/api/v1/planning/sites", { body: { name: "Hall", timezone: ZONE } }));
    const roles = ["Steward", "Rigger"].map(async (name) =>
      told(await api.POST("/api/v1/planning/roles", { body: { name, required_skill_ids: [] } })),
    );
    const [steward, rigger] = await Promise.all(roles);
    if (steward === undefined || rigger === undefined) throw new Error("two roles were asked for");
    const body = {
      name: "Fair",
      starts_at: at("2026-01-01 00:00"),
      ends_at: at("2027-01-01 00:00"),
      site_ids: [site.site.id],
      role_ids: [steward.role.id, rigger.role.id],
    };
    const mission = told(await api.POST("/api/v1/planning/missions", { body }));
    return new Company(api, site.site.id, mission.mission.id, steward.role.id, rigger.role.id);
  }

  /** Somebody who holds both roles; the id. */
  async person(name: string, more: Partial<CollaboratorIn> = {}): Promise<string> {
    const body: CollaboratorIn = {
      name,
      role_ids: [this.role, this.otherRole],
      site_ids: [],
      skills: [],
      active: true,
      ...more,
    };
    return told(await this.api.POST("/api/v1/planning/collaborators", { body })).collaborator.id;
  }

  /** A shift from one wall time to another, such as `2026-03-02 09:00` to `17:00` of the same day; the id. */
  async shift(from: string, to: string, more: Partial<ShiftIn> = {}): Promise<string> {
    const end = to.includes(" ") ? to : `${from.slice(0, 10)} ${to}`;
    const body: ShiftIn = {
      mission_id: this.mission,
      site_id: this.site,
      role_id: this.role,
      starts_at: at(from),
      ends_at: at(end),
      break_minutes: 30,
      headcount: 1,
      required_skill_ids: [],
      status: "draft",
      ...more,
    };
    return told(await this.api.POST("/api/v1/planning/shifts", { body })).shift.id;
  }

  /** Put a person on a shift, confirmed; the id of the assignment. */
  async assign(shift: string, person: string, more: Partial<AssignmentIn> = {}): Promise<string> {
    const body: AssignmentIn = {
      shift_id: shift,
      collaborator_id: person,
      role_id: this.role,
      status: "confirmed",
      locked: false,
      ...more,
    };
    return told(await this.api.POST("/api/v1/planning/assignments", { body })).assignment.id;
  }

  /** A shift with somebody on it; the ids. */
  async worked(from: string, to: string, person: string): Promise<{ shift: string; assignment: string }> {
    const shift = await this.shift(from, to);
    return { shift, assignment: await this.assign(shift, person) };
  }

  /** Say something of a person's time: leave, unavailable, available, desired … */
  async say(person: string, kind: Schemas["AvailabilityKind"], from: string, to: string): Promise<string> {
    const body = { collaborator_id: person, kind, starts_at: at(from), ends_at: at(to) };
    return told(await this.api.POST("/api/v1/planning/availability", { body })).availability.id;
  }

  async publish(from: string, to: string): Promise<number> {
    const body = { from: at(from), to: at(to), site_ids: [], mission_ids: [] };
    return told(await this.api.POST("/api/v1/planning/publish", { body })).publication.number;
  }

  /** Every shift of the plan as it stands, by start: wall times and state. */
  async shifts(): Promise<Schemas["ShiftOut"][]> {
    const query = { from: at("2026-01-01 00:00"), to: at("2027-01-01 00:00"), limit: 200 };
    const answer = told(await this.api.GET("/api/v1/planning/shifts", { params: { query } }));
    return answer.items
      .map((item) => item.shift)
      .sort((one, other) => one.starts_at.localeCompare(other.starts_at));
  }

  /** A shift's wall times, `from – to`. */
  async times(shift: string): Promise<string> {
    const path = { params: { path: { id: shift } } };
    const found = told(await this.api.GET("/api/v1/planning/shifts/{id}", path)).shift;
    return `${wall(found.starts_at)} – ${wall(found.ends_at)}`;
  }

  /** Who is on a shift, by id, in any state but rejected and cancelled. */
  async onShift(shift: string): Promise<string[]> {
    const query = { shift_id: [shift] };
    const answer = told(await this.api.GET("/api/v1/planning/assignments", { params: { query } }));
    return answer.items
      .map((item) => item.assignment)
      .filter((one) => one.status === "proposed" || one.status === "confirmed")
      .map((one) => one.collaborator_id);
  }
}
