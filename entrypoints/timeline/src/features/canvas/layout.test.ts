import { expect, test } from "vitest";

import {
  bandHeight,
  barBox,
  lanesWithin,
  laidRow,
  layoutOf,
  measuresOf,
  placesToDraw,
} from "@/features/canvas/layout";
import { scaleOf } from "@/geometry/scale";
import { byId } from "@/plan/indexes";
import type { Plan, Shift } from "@/plan/model";
import { rowsOf, type Row } from "@/plan/rows";
import { anAssignment, aPerson, aPlan, aShift, at } from "@/testing/plan";
import { FIRST_VIEW } from "@/view/view";

const WINDOW = aPlan().window;
const SCALE = scaleOf(WINDOW, "week", 1680);
const MEASURES = measuresOf("week", 1400);
const NONE = new Set<string>();

function siteRow(...shifts: Shift[]): Row {
  const row = rowsOf(aPlan(shifts), { ...FIRST_VIEW, rows: "site" })[0];
  if (!row) throw new Error("no row");
  return row;
}

/** One person of each of two teams and one of none; a shift for the first, and one that nobody is on. */
function teams(): Plan {
  const plan = aPlan([aShift("one"), aShift("two")], [anAssignment("a", "one", "ana")]);
  return {
    ...plan,
    teams: byId([
      { id: "t2", name: "Stage", colour: null },
      { id: "t1", name: "Bar", colour: null },
    ]),
    collaborators: byId([
      aPerson("ana", "Ana", { teamId: "t1" }),
      aPerson("bob", "Bob", { teamId: "t2" }),
      aPerson("eve", "Eve"),
    ]),
  };
}

test("rows stand under the heads of their groups, teams by name, open shifts apart", () => {
  const layout = layoutOf(rowsOf(teams(), FIRST_VIEW), NONE, SCALE, MEASURES);

  expect(layout.band?.row.bars).toHaveLength(1);
  expect(layout.items.map((item) => item.key)).toEqual([
    "group:t1",
    "collaborator:ana",
    "group:t2",
    "collaborator:bob",
    "group:none",
    "collaborator:eve",
  ]);
  expect(layout.offsets).toEqual([0, 30, 78, 108, 156, 186, 234]);
});

test("the rows of a closed group are left out, its head stays", () => {
  const layout = layoutOf(rowsOf(teams(), FIRST_VIEW), new Set(["t1"]), SCALE, MEASURES);

  expect(layout.items[0]).toMatchObject({ key: "group:t1", rows: 1, open: false });
  expect(layout.items[1]?.key).toBe("group:t2");
  expect(layout.placeOf.has("collaborator:ana")).toBe(false);
});

test("a single group needs no head", () => {
  const layout = layoutOf(rowsOf(aPlan(), FIRST_VIEW), NONE, SCALE, MEASURES);

  expect(layout.items.map((item) => item.kind)).toEqual(["row", "row", "row"]);
  expect(layout.band).toBeNull();
});

test("a row is as high as the shifts that overlap in it", () => {
  const shifts = Array.from({ length: 40 }, (_, n) => aShift(`shift ${n}`));

  expect(laidRow(siteRow(...shifts), SCALE, MEASURES)).toMatchObject({ lanes: 40, height: 40 * 40 + 8 });
});

test("a shift of a minute is wide enough to be hit, and keeps its lane free for that width", () => {
  const short = aShift("short", { endsAt: at("03-02 09:01") });
  const next = aShift("next", { startsAt: at("03-02 09:02") });

  const laid = laidRow(siteRow(short, next), SCALE, MEASURES);

  expect(barBox(short, 0, SCALE, MEASURES)).toEqual({ left: 90, top: 4, width: 11 });
  expect(laid.laneOf).toEqual([0, 1]);
});

test("a bar ends where the window does", () => {
  const long = aShift("long", { startsAt: WINDOW.from - 3_600_000, endsAt: WINDOW.to + 3_600_000 });

  expect(barBox(long, 0, SCALE, MEASURES)).toEqual({ left: 0, top: 4, width: SCALE.width - 1 });
});

test("only bars within the time and the lanes in view are drawn, and the one with the focus", () => {
  const shifts = [
    aShift("a"),
    aShift("b"),
    aShift("c", { startsAt: at("03-04 09:00"), endsAt: at("03-04 17:00") }),
    aShift("d", { startsAt: at("03-06 09:00"), endsAt: at("03-06 17:00") }),
  ];
  const laid = laidRow(siteRow(...shifts), SCALE, MEASURES);
  const untilThursday = [at("03-02 00:00"), at("03-05 00:00")] as const;

  expect(placesToDraw(laid, untilThursday, [0, 2], -1)).toEqual([0, 1, 2]);
  expect(placesToDraw(laid, untilThursday, [1, 2], -1)).toEqual([1]);
  expect(placesToDraw(laid, untilThursday, [0, 2], 3)).toEqual([0, 1, 2, 3]);
});

test("lanes in view follow from pixels", () => {
  const laid = laidRow(siteRow(...Array.from({ length: 10 }, (_, n) => aShift(String(n)))), SCALE, MEASURES);

  expect(lanesWithin(laid, 84, 164, MEASURES)).toEqual([2, 4]);
  expect(lanesWithin(laid, -500, 9000, MEASURES)).toEqual([0, 10]);
  expect(lanesWithin(laid, 5000, 9000, MEASURES)).toEqual([10, 10]);
});

test("the band of open shifts is low until all of it is asked for, and never takes the screen", () => {
  const rows = rowsOf(aPlan(Array.from({ length: 30 }, (_, n) => aShift(String(n)))), FIRST_VIEW);
  const { band } = layoutOf(rows, NONE, SCALE, MEASURES);

  const room = { all: false, period: WINDOW, room: 800 };
  const elsewhere = { from: at("03-05 00:00"), to: at("03-06 00:00") };

  expect(bandHeight(band, room, MEASURES)).toBe(140);
  expect(bandHeight(band, { ...room, all: true }, MEASURES)).toBe(360);
  expect(bandHeight(band, { ...room, period: elsewhere }, MEASURES)).toBe(52);
  expect(bandHeight(null, room, MEASURES)).toBe(0);
});

test("row heads are narrower on a narrow screen", () => {
  expect(measuresOf("month", 700).head).toBeLessThan(measuresOf("month", 1400).head);
});
