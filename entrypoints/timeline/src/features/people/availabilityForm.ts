/** What is said of a person's time as it stands in the form, and back. */
import type { AvailabilityRecord } from "@/api/queries/useAvailability";
import type { components } from "@/api/schema";
import { clockOf, instantOf } from "@/features/shift/draft";
import { addDays, startOfDay } from "@/geometry/calendar";
import type { AvailabilityKind } from "@/plan/model";
import type { WallClock } from "@/ui/DateTimeField";

export interface AvailabilityForm {
  readonly kind: AvailabilityKind;
  readonly weekly: boolean;
  /** Once: whole days, from the first to the last. Weekly: the whole of each day. */
  readonly wholeDays: boolean;
  readonly start: WallClock;
  /** Of whole days the last one, not the one after. */
  readonly end: WallClock;
  readonly weekdays: readonly number[];
  readonly validFrom: string;
  readonly validUntil: string;
  readonly weight: number | null;
  readonly templateId: string | null;
  readonly reason: string;
}

export type Fault = "times" | "weekdays" | "backwards";
type Body = components["schemas"]["AvailabilityIn"];

const WHOLE = "00:00";

/** A new leave of one day. */
export function newForm(date: string): AvailabilityForm {
  return {
    kind: "leave",
    weekly: false,
    wholeDays: true,
    start: { date, time: "09:00" },
    end: { date, time: "17:00" },
    weekdays: [],
    validFrom: "",
    validUntil: "",
    weight: null,
    templateId: null,
    reason: "",
  };
}

export function formOf(record: AvailabilityRecord, zone: string): AvailabilityForm {
  const { recurrence } = record;
  const same = {
    kind: record.kind,
    weekly: recurrence !== null,
    weight: record.weight,
    templateId: record.template_id,
    reason: record.reason ?? "",
    weekdays: recurrence?.weekdays ?? [],
    validFrom: recurrence?.valid_from ?? "",
    validUntil: recurrence?.valid_until ?? "",
  };
  if (recurrence) {
    const [from, to] = [recurrence.start_time.slice(0, 5), recurrence.end_time.slice(0, 5)];
    const wholeDays = from === WHOLE && to === WHOLE;
    const [startTime, endTime] = wholeDays ? ["09:00", "17:00"] : [from, to];
    return { ...same, wholeDays, start: { date: "", time: startTime }, end: { date: "", time: endTime } };
  }
  const start = clockOf(Date.parse(record.starts_at ?? ""), zone);
  const end = clockOf(Date.parse(record.ends_at ?? ""), zone);
  const wholeDays = start.time === WHOLE && end.time === WHOLE;
  return wholeDays
    ? {
        ...same,
        wholeDays,
        start: { ...start, time: "09:00" },
        end: { date: addDays(end.date, -1), time: "17:00" },
      }
    : { ...same, wholeDays, start, end };
}

/** What to send, or what is wrong with the form. */
export function bodyOf(
  form: AvailabilityForm,
  collaboratorId: string,
  zone: string,
): { readonly body: Body } | { readonly fault: Fault } {
  const wish = form.kind === "preferred" || form.kind === "undesired";
  const same = {
    collaborator_id: collaboratorId,
    kind: form.kind,
    weight: wish ? form.weight : null,
    template_id: wish ? form.templateId : null,
    reason: form.reason.trim() === "" ? null : form.reason,
  };
  const time = form.weekly ? recurrenceOf(form, zone) : windowOf(form, zone);
  return typeof time === "string" ? { fault: time } : { body: { ...same, ...time } };
}

function recurrenceOf(form: AvailabilityForm, zone: string): Pick<Body, "recurrence"> | Fault {
  if (form.weekdays.length === 0) return "weekdays";
  if (!form.wholeDays && (form.start.time === "" || form.end.time === "")) return "times";
  if (form.validFrom !== "" && form.validUntil !== "" && form.validUntil < form.validFrom) return "backwards";
  return {
    recurrence: {
      weekdays: [...form.weekdays],
      start_time: form.wholeDays ? WHOLE : form.start.time,
      end_time: form.wholeDays ? WHOLE : form.end.time,
      timezone: zone,
      valid_from: form.validFrom || null,
      valid_until: form.validUntil || null,
    },
  };
}

function windowOf(form: AvailabilityForm, zone: string): Pick<Body, "starts_at" | "ends_at"> | Fault {
  if (form.start.date === "" || form.end.date === "") return "times";
  const from = form.wholeDays ? startOfDay(form.start.date, zone) : instantOf(form.start, zone);
  const to = form.wholeDays ? startOfDay(addDays(form.end.date, 1), zone) : instantOf(form.end, zone);
  if (from === null || to === null) return "times";
  if (to <= from) return "backwards";
  return { starts_at: new Date(from).toISOString(), ends_at: new Date(to).toISOString() };
}
