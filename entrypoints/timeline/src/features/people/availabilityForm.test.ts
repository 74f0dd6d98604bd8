import { expect, test } from "vitest";

import type { AvailabilityRecord } from "@/api/queries/useAvailability";
import { bodyOf, formOf, newForm } from "@/features/people/availabilityForm";

const PARIS = "Europe/Paris";

function record(altered: Partial<AvailabilityRecord>): AvailabilityRecord {
  return {
    id: "v",
    collaborator_id: "ana",
    kind: "leave",
    starts_at: null,
    ends_at: null,
    recurrence: null,
    weight: null,
    template_id: null,
    reason: null,
    version: 1,
    ...altered,
  };
}

const WEEKLY = {
  weekdays: [1, 3],
  start_time: "18:00",
  end_time: "01:30",
  timezone: PARIS,
  valid_from: "2026-01-05",
  valid_until: null,
};

test.each([
  [
    "whole days",
    record({ starts_at: "2026-03-27T23:00:00Z", ends_at: "2026-03-29T22:00:00Z", reason: "Ski" }),
  ],
  [
    "hours",
    record({ kind: "available", starts_at: "2026-03-02T08:00:00Z", ends_at: "2026-03-02T11:00:00Z" }),
  ],
  ["weekly hours", record({ kind: "undesired", recurrence: WEEKLY, weight: 5, template_id: "t" })],
  [
    "weekly days",
    record({ kind: "unavailable", recurrence: { ...WEEKLY, start_time: "00:00", end_time: "00:00" } }),
  ],
])("%s read into the form are sent back the same", (_name, given) => {
  const { id: _id, version: _version, ...content } = given;

  const sent = bodyOf(formOf(given, PARIS), "ana", PARIS);

  expect(withoutMilliseconds(sent)).toEqual({ body: withoutNulls(content) });
});

function withoutMilliseconds(sent: unknown): unknown {
  return JSON.parse(JSON.stringify(sent).replaceAll(".000Z", "Z"));
}

/** A window says nothing of a recurrence and the other way round. */
function withoutNulls({ starts_at, ends_at, recurrence, ...rest }: Partial<AvailabilityRecord>) {
  return recurrence ? { ...rest, recurrence } : { ...rest, starts_at, ends_at };
}

test("a leave of whole days ends with its last day", () => {
  const form = { ...newForm("2026-03-28"), end: { date: "2026-03-29", time: "17:00" } };

  expect(bodyOf(form, "ana", PARIS)).toMatchObject({
    body: { starts_at: "2026-03-27T23:00:00.000Z", ends_at: "2026-03-29T22:00:00.000Z" },
  });
});

test("what is a fact has no weight and no template", () => {
  const form = { ...newForm("2026-03-28"), weight: 3, templateId: "t" };

  expect(bodyOf(form, "ana", PARIS)).toMatchObject({ body: { weight: null, template_id: null } });
});

test("a form that says no time is told what it lacks", () => {
  const form = newForm("2026-03-28");
  const hours = { ...form, wholeDays: false };

  expect(bodyOf({ ...form, start: { date: "", time: "" } }, "ana", PARIS)).toEqual({ fault: "times" });
  expect(bodyOf({ ...hours, end: { date: "2026-03-28", time: "" } }, "ana", PARIS)).toEqual({
    fault: "times",
  });
  expect(bodyOf({ ...hours, end: { date: "2026-03-28", time: "08:00" } }, "ana", PARIS)).toEqual({
    fault: "backwards",
  });
  expect(bodyOf({ ...form, weekly: true }, "ana", PARIS)).toEqual({ fault: "weekdays" });
  expect(
    bodyOf(
      { ...form, weekly: true, weekdays: [1], validFrom: "2026-03-02", validUntil: "2026-03-01" },
      "ana",
      PARIS,
    ),
  ).toEqual({ fault: "backwards" });
});
