import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useGeometryState, type CanvasGeometry } from "@/features/canvas/geometry";
import type { Hands } from "@/features/drag/hands";
import { TEXTS } from "@/features/drag/texts";
import { Judge } from "@/features/drag/judge";
import type { Edit } from "@/features/edits/history";
import { letGo, nudge } from "@/features/keys/nudge";
import type { Plan } from "@/plan/model";
import type { Bar, Row } from "@/plan/rows";
import { useSelection } from "@/state/selection";
import { aPlan, aShift, at } from "@/testing/plan";

let applied: Edit[];

beforeEach(() => {
  vi.useFakeTimers();
  applied = [];
  const plan = aPlan([aShift("x")]);
  useGeometryState.setState({ geometry: geometryOf(plan) });
  useSelection.setState({ focused: "s:x", selected: new Set() });
});

afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  useGeometryState.setState({ geometry: null });
});

test("two quick presses, with Shift let go between them, are one edit", () => {
  const hands = handsOn(aPlan([aShift("x")]));

  nudge("later", hands);
  letGo();
  vi.advanceTimersByTime(200);
  nudge("later", hands);
  letGo();
  expect(applied).toEqual([]);
  vi.advanceTimersByTime(400);

  expect(startsOf(applied)).toEqual([at("03-02 10:00")]);
});

test("a press after a rest is an edit of its own", () => {
  const hands = handsOn(aPlan([aShift("x")]));

  nudge("later", hands);
  letGo();
  vi.advanceTimersByTime(400);
  nudge("earlier", hands);
  letGo();
  vi.advanceTimersByTime(400);

  expect(startsOf(applied)).toEqual([at("03-02 09:30"), at("03-02 08:30")]);
});

function startsOf(edits: readonly Edit[]): (number | null)[] {
  return edits.flatMap(({ changes }) =>
    changes.map((one) => (one.op === "update" && one.entity === "shift" ? one.data.startsAt : null)),
  );
}

function handsOn(plan: Plan): Hands {
  const edits = {
    apply: (edit: Edit) => {
      applied.push(edit);
      return Promise.resolve(true);
    },
  };
  return {
    plan: () => plan,
    zone: "Europe/Paris",
    zoom: "week",
    snap: 30,
    language: "en",
    texts: TEXTS.en,
    edits: edits as Hands["edits"],
    judge: new Judge(() => new Promise(() => undefined), "Europe/Paris"),
    mayWrite: true,
  };
}

/** A canvas of one row with one bar on it. */
function geometryOf(plan: Plan): CanvasGeometry {
  const shift = plan.shifts.get("x");
  if (!shift) throw new Error("The plan lacks its shift.");
  const bar: Bar = { key: "s:x", shift, assignment: null, filled: 0, conflicts: [] };
  const row = { key: "site:s1", kind: "site", id: "s1", label: "s1", bars: [bar] } as unknown as Row;
  const drawn: Partial<CanvasGeometry> = {
    viewport: document.createElement("div"),
    rows: [row],
    headWidth: 0,
    xOf: () => 0,
    rowTop: () => 0,
    boxOf: () => ({ left: 0, top: 0, width: 100, height: 20 }),
    rowOf: () => row,
    bar: () => bar,
    elementOf: () => null,
    scrollToRow: () => true,
  };
  return drawn as CanvasGeometry;
}
