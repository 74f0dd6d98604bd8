import { expect, test } from "vitest";

import type { AuditEntry } from "@/api/queries/useAudit";
import { HISTORY } from "@/features/shift/historyTexts";
import { historyLine } from "@/features/shift/historyWords";
import { aPlan } from "@/testing/plan";

function told(given: Partial<AuditEntry>) {
  const entry: AuditEntry = {
    id: "e",
    entity: "shift",
    entity_id: "x",
    user_id: "claire",
    action: "update",
    before: null,
    after: null,
    timestamp: "2026-03-01T10:00:00Z",
    request_id: null,
    ...given,
  };
  const around = { plan: aPlan(), zone: "Europe/Paris", language: "en" as const, texts: HISTORY.en };
  const { what, alterations } = historyLine(entry, around);
  return [what, alterations.map(({ field, from, to }) => `${field}: ${from} → ${to}`)];
}

test("a changed shift tells each field from what to what, in names and local time", () => {
  const before = { starts_at: "2026-03-02T08:00:00Z", site_id: "s1", note: null, version: 1 };
  const after = { starts_at: "2026-03-02T09:30:00Z", site_id: "s2", note: "Door 4", version: 2 };

  expect(told({ before, after })).toEqual([
    "Shift changed",
    ["Start: Mon 2 Mar, 09:00 → Mon 2 Mar, 10:30", "Site: s1 → s2", "Note: none → Door 4"],
  ]);
});

test("a change of status alone is told by the sentence", () => {
  const entity = "assignment";
  const before = { collaborator_id: "ana", status: "proposed" };

  expect(told({ entity, before, after: { ...before, status: "confirmed" } })).toEqual(["Ana confirmed", []]);
});

test("a creation tells whether somebody was assigned or proposed", () => {
  const after = { collaborator_id: "ana", status: "confirmed" };

  expect(told({ entity: "assignment", action: "create", after })).toEqual(["Ana assigned", []]);
});

test("an action that is not known and a person who is gone are still told", () => {
  const before = { collaborator_id: "zoe" };

  expect(told({ entity: "assignment", action: "merge", before })).toEqual([
    "Unknown person: Recorded as “merge”",
    [],
  ]);
});
