import { expect, test } from "vitest";

import { decodeRepair } from "@/api/queries/useRepairs";
import { toWire } from "@/plan/changes";

const SHIFT = {
  id: "s",
  template_id: null,
  mission_id: "m",
  site_id: "p",
  role_id: "r",
  starts_at: "2026-03-02T08:00:00Z",
  ends_at: "2026-03-02T16:00:00Z",
  break_minutes: 20,
  status: "published" as const,
  headcount: 2,
  soft_capacity: null,
  hard_capacity: 3,
  required_skill_ids: ["k"],
  shortage_weight: null,
  surplus_weight: null,
  note: null,
  external_ref: "x",
  version: 4,
  changed_since_publication: false,
  ever_published: true,
};
const ASSIGNMENT = {
  id: "a",
  shift_id: "s",
  collaborator_id: "c",
  role_id: "r",
  status: "confirmed" as const,
  locked: false,
  source: "manual" as const,
  override: null,
  note: null,
  version: 1,
  changed_since_publication: false,
};

test("a repair's changes go back to the API as it gave them", () => {
  const repair = decodeRepair({
    kind: "swap_person",
    message: "Put Bob in Ana's place.",
    changes: [
      { op: "update", entity: "shift", id: "s", expected_version: 4, data: SHIFT },
      { op: "delete", entity: "assignment", id: "b", expected_version: 2, data: null },
      { op: "create", entity: "assignment", id: "a", expected_version: null, data: ASSIGNMENT },
    ],
    resolved_conflicts: [],
    new_conflicts: [],
  });

  expect(repair.changes.map(toWire)).toEqual([
    {
      op: "update",
      entity: "shift",
      id: "s",
      expected_version: 4,
      data: {
        template_id: null,
        mission_id: "m",
        site_id: "p",
        role_id: "r",
        starts_at: "2026-03-02T08:00:00.000Z",
        ends_at: "2026-03-02T16:00:00.000Z",
        break_minutes: 20,
        status: "published",
        headcount: 2,
        soft_capacity: null,
        hard_capacity: 3,
        required_skill_ids: ["k"],
        shortage_weight: null,
        surplus_weight: null,
        note: null,
        external_ref: "x",
      },
    },
    { op: "delete", entity: "assignment", id: "b", expected_version: 2 },
    {
      op: "create",
      entity: "assignment",
      id: "a",
      data: {
        shift_id: "s",
        collaborator_id: "c",
        role_id: "r",
        status: "confirmed",
        locked: false,
        override: null,
        note: null,
      },
    },
  ]);
});
