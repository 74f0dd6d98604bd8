import { afterEach, beforeEach, expect, test } from "vitest";

import { useHistory } from "@/features/edits/history";
import {
  bodyOf,
  closePlan,
  editor,
  expectations,
  HALF_HOUR,
  moved,
  NINE,
  openPlan,
  shift,
  titles,
  versions,
  write,
  writes,
} from "@/features/edits/testing";
import { changeAssignment } from "@/plan/changes";
import { useNotices } from "@/state/notices";
import { anAssignment } from "@/testing/plan";
import { fakeServer, problem } from "@/testing/server";

beforeEach(openPlan);
afterEach(closePlan);

test("an undo brings back what was, a redo does it again", async () => {
  fakeServer(write);
  const edits = editor();

  await edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });
  const undone = await edits().undo();
  const afterUndo = shift().startsAt;
  const toldOfUndo = titles();
  const redone = await edits().redo();

  expect([undone, redone]).toEqual([true, true]);
  expect(afterUndo).toBe(NINE);
  expect(shift().startsAt).toBe(NINE + HALF_HOUR);
  expect([toldOfUndo, titles()]).toEqual([["Undone: Move"], ["Done again: Move"]]);
});

test("undos asked in a row go back in order, the answers of edits not awaited", async () => {
  const requests = fakeServer(write);
  const edits = editor();

  void edits().apply({ label: "one", changes: [moved(HALF_HOUR)] });
  void edits().apply({ label: "two", changes: [moved(2 * HALF_HOUR)] });
  const undone = await Promise.all([edits().undo(), edits().undo()]);

  expect(undone).toEqual([true, true]);
  expect(expectations(requests)).toEqual([1, 2, 3, 4]);
  expect(shift().startsAt).toBe(NINE);
});

test("an undo never writes over what somebody else did since", async () => {
  fakeServer(write);
  const edits = editor();
  await edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });
  versions.set("x", 3);

  const undone = await edits().undo();

  expect(undone).toBe(false);
  expect(versions.get("x")).toBe(3);
  expect(useNotices.getState().notices.map((one) => one.title)).toEqual(["Cannot be undone: Move"]);
  expect(useHistory.getState()).toMatchObject({ past: [], future: [] });
});

test("an undo that the rules refuse says why and can be tried later", async () => {
  let count = 0;
  fakeServer((asked) =>
    asked.method === "POST" && ++count === 2
      ? problem("hard-conflict", 409, "Refused.", { conflicts: [{ message: "Ana is on leave." }] })
      : write(asked),
  );
  const edits = editor();
  await edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });

  const undone = await edits().undo();

  expect(undone).toBe(false);
  expect(useNotices.getState().notices[0]).toMatchObject({
    title: "Cannot be undone: Move",
    lines: ["Ana is on leave."],
  });
  expect(useHistory.getState().past.map((one) => one.label)).toEqual(["Move"]);
});

test("an acceptance can be undone", async () => {
  const requests = fakeServer(write);
  const edits = editor();
  const proposal = anAssignment("a1", "x", "ana", { status: "proposed" });

  await edits().apply({ label: "Accept", changes: [changeAssignment(proposal, { status: "confirmed" })] });
  const undone = await edits().undo();

  expect(undone).toBe(true);
  expect(bodyOf(writes(requests)[1]).map((one) => [one.data?.status, one.expected_version])).toEqual([
    ["rejected", 2],
    ["proposed", 2],
  ]);
});

test("a publication cannot be undone", async () => {
  fakeServer(write);
  const edits = editor();

  await edits().apply({ label: "Publish", changes: [moved(HALF_HOUR)], final: true });

  expect(await edits().undo()).toBe(false);
  expect(useNotices.getState().notices.map((one) => one.title)).toEqual(["Nothing to undo."]);
});
