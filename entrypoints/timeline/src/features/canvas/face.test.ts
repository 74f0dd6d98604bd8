import { expect, test } from "vitest";

import { faceOf, faces } from "@/features/canvas/face";
import { TEXTS } from "@/features/canvas/texts";
import { byId } from "@/plan/indexes";
import type { Assignment, Plan, Shift } from "@/plan/model";
import { rowsOf, type Bar, type Row } from "@/plan/rows";
import { aConflict, withConflicts } from "@/testing/conflict";
import { aMission, anAssignment, aPlan, aShift, at } from "@/testing/plan";
import { FIRST_VIEW, type RowsBy } from "@/view/view";

/** The first bar of a kind of rows. */
function firstBar(plan: Plan, rows: RowsBy | "open"): [Bar, Row] {
  const by = rows === "open" ? "collaborator" : rows;
  for (const row of rowsOf(plan, { ...FIRST_VIEW, rows: by })) {
    const [bar] = row.bars;
    if (row.kind === rows && bar) return [bar, row];
  }
  throw new Error(`no bar by ${rows}`);
}

function face(plan: Plan, rows: RowsBy | "open") {
  const [bar, row] = firstBar(plan, rows);
  return faceOf(bar, row, { plan, zone: "Europe/Paris", language: "en", texts: TEXTS.en }, "#123456");
}

function worked(shift: Partial<Shift> = {}, assignment: Partial<Assignment> = {}): Plan {
  return aPlan([aShift("one", shift)], [anAssignment("a", "one", "ana", assignment)]);
}

test("a bar is read as person, day, times, role, site, mission, status and headcount", () => {
  expect(face(worked(), "collaborator").label).toMatch(
    /^Ana, Monday,? 2 March 2026, 09:00 – 17:00, r1, s1, m1, draft, 1 of 1 people$/,
  );
});

test("what the row says already is not repeated on the bar", () => {
  expect(face(worked(), "collaborator").what).toBe("r1 · s1 · m1");
  expect(face(worked(), "site").what).toBe("r1 · Ana · m1");
  expect(face(worked(), "mission").what).toBe("r1 · Ana · s1");
  expect(face(worked(), "role").what).toBe("Ana · s1 · m1");
});

test("a shift that nobody is on says so", () => {
  const open = aPlan([aShift("one", { headcount: 2 })]);

  expect(face(open, "site").what).toBe("r1 · Nobody yet · m1");
  expect(face(open, "open")).toMatchObject({ count: "0/2", short: true });
});

test("headcount is left out where one person is all there is to it, and on what is cancelled", () => {
  expect(face(worked(), "collaborator").count).toBeNull();
  expect(face(worked({ headcount: 2 }), "collaborator").count).toBe("1/2");
  expect(face(worked({ status: "cancelled" }), "site").count).toBeNull();
});

test("short times leave out what is nought", () => {
  expect(face(worked(), "collaborator")).toMatchObject({ shortTime: "9–17", startTime: "9" });
  expect(face(worked({ endsAt: at("03-02 17:30") }), "collaborator").shortTime).toBe("9–17:30");
});

test("the end on another day is read with its day", () => {
  expect(face(worked({ endsAt: at("03-03 05:00") }), "collaborator").time).toMatch(
    /^09:00 – Tue,? 3 Mar, 05:00$/,
  );
});

test("locked, changed and proposed are shown and read out", () => {
  const proposed = worked({ changedSincePublication: true }, { status: "proposed", locked: true });

  const shown = face(proposed, "collaborator");

  expect(shown).toMatchObject({ locked: true, changed: true, proposedIds: ["a"] });
  expect(shown.label).toContain("draft, changed since publication, proposed, locked, 1 of 1 people");
});

test("conflicts are counted without those allowed by exception, and the worst is told", () => {
  const plan = withConflicts(worked(), [
    aConflict("1", { type: "soft", message: "Too much." }),
    aConflict("2", { message: "No rest." }),
    aConflict("3", { overridden: true }),
  ]);

  const shown = face(plan, "collaborator");

  expect(shown).toMatchObject({ conflicts: 2, worst: "hard" });
  expect(shown.label).toMatch(/2 conflicts \(not allowed\): No rest\.$/);
});

test("a conflict allowed by exception is told as that", () => {
  const plan = withConflicts(worked(), [aConflict("1", { overridden: true })]);

  expect(face(plan, "collaborator")).toMatchObject({ conflicts: 0, worst: "overridden" });
});

test("that a shift lacks people is no second badge beside its headcount", () => {
  const open = aPlan([aShift("one")]);
  const lacking = aConflict("1", { rule: "understaffed", type: "soft", collaborator_ids: [] });

  expect(face(withConflicts(open, [lacking]), "site")).toMatchObject({ worst: null, count: "0/1" });
});

test("a bar has the colour of its mission's team, else one of its role", () => {
  const plan: Plan = {
    ...worked(),
    teams: byId([{ id: "t", name: "Team", colour: "#abcdef" }]),
    missions: byId([aMission("m1", { teamId: "t" })]),
  };
  const [bar, row] = firstBar(plan, "collaborator");
  const context = { zone: "Europe/Paris", language: "en", texts: TEXTS.en } as const;

  expect(faces({ plan, ...context })(bar, row).hue).toBe("#abcdef");
  expect(faces({ plan: worked(), ...context })(bar, row).hue).toMatch(/^#[0-9a-f]{6}$/);
});

test("a shift in the hour that comes twice says which of the two it is", () => {
  const first = Date.parse("2026-10-25T02:30:00+02:00");
  const changes = [{ at: first + 1_800_000, minutes: -60, before: "03:00", after: "02:00" }];
  const said = [first, first + 3_600_000, first + 36_000_000].map((startsAt) => {
    const plan = worked({ startsAt, endsAt: startsAt + 900_000 });
    const [bar, row] = firstBar(plan, "collaborator");
    const context = { plan, zone: "Europe/Paris", language: "en", texts: TEXTS.en } as const;
    return /\d\d:\d\d – [^,]*/.exec(
      faceOf(bar, row, { ...context, clockChanges: changes }, "#123456").label,
    )?.[0];
  });

  expect(said).toEqual(["02:30 – 02:45 (GMT+2)", "02:30 – 02:45 (GMT+1)", "11:30 – 11:45"]);
});
