import { expect, test } from "vitest";

import { concerned } from "@/features/live/concerned";
import type { Assignment, Plan } from "@/plan/model";

const PLAN = {
  assignments: new Map([
    ["a1", { id: "a1", shiftId: "s1" } as Assignment],
    ["a2", { id: "a2", shiftId: "s2" } as Assignment],
  ]),
} as unknown as Plan;

test("a write to the open shift's staff concerns who has it open", () => {
  const busy = { panel: { kind: "shift", shiftId: "s1" }, selected: new Set<never>() } as const;

  const found = concerned([{ entity: "assignment", id: "a1", action: "update" }], PLAN, busy);

  expect(found).toEqual({ open: true, shiftIds: ["s1"] });
});

test("of what is selected, only the shifts touched are told, each once", () => {
  const busy = {
    panel: { kind: "none" },
    selected: new Set(["a:a2", "s:s2", "s:s1"] as const),
  } as const;

  const found = concerned([{ entity: "shift", id: "s2", action: "update" }], PLAN, busy);

  expect(found).toEqual({ open: false, shiftIds: ["s2"] });
});

test("a write elsewhere concerns nobody", () => {
  const busy = { panel: { kind: "shift", shiftId: "s1" }, selected: new Set<never>() } as const;

  const found = concerned([{ entity: "site", id: "s1", action: "update" }], PLAN, busy);

  expect(found).toEqual({ open: false, shiftIds: [] });
});
