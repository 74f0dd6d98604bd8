import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { Details } from "@/features/shift/Details";
import { useDrafts } from "@/features/shift/drafts";
import type { Shift } from "@/plan/model";
import { aPlan, aShift } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";
import { answered, fakeServer, problem, type Asked } from "@/testing/server";

const PARIS = "Europe/Paris";
const FINE = { conflicts: [], new_conflicts: [], blocking_conflicts: [], resolved_conflicts: [], items: [] };

beforeEach(() => useDrafts.setState({ drafts: new Map() }));

function form(shift: Shift) {
  return <Details plan={aPlan([shift])} shift={shift} zone={PARIS} />;
}

function opened(shift: Shift, may?: readonly string[]) {
  return renderOnPage(form(shift), aPlan([shift]), may);
}

function reply(asked: Asked): Response {
  if (asked.path.endsWith("/conflicts/preview")) return answered(FINE);
  return answered({ items: [] });
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const saving = () => screen.getByRole<HTMLButtonElement>("button", { name: "Save" });

test("a form that nobody touched offers nothing to save", () => {
  fakeServer(reply);

  opened(aShift("x"));

  expect(field("Start time").value).toBe("09:00");
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test("what was typed stays while the plan is refreshed, and untouched fields follow it", async () => {
  fakeServer(reply);
  const page = opened(aShift("x"));
  await userEvent.type(field("Note"), "Mine");

  page.rerender(form(aShift("x", { version: 2, headcount: 6 })));

  expect(field("Note").value).toBe("Mine");
  expect(field("People wanted").value).toBe("6");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(saving().disabled).toBe(false);
});

test("a field that somebody else changed too must be settled before it is saved", async () => {
  fakeServer(reply);
  const page = opened(aShift("x"));
  await userEvent.type(field("Note"), "Mine");

  page.rerender(form(aShift("x", { version: 2, note: "Theirs" })));
  const said = screen.getByRole("alert").textContent;
  const held = saving().disabled;
  await userEvent.click(screen.getByRole("button", { name: "Keep mine" }));

  expect(said).toContain("Meanwhile changed by somebody else: Note.");
  expect(held).toBe(true);
  expect(saving().disabled).toBe(false);
  expect(field("Note").value).toBe("Mine");
});

test("theirs can be taken over", async () => {
  fakeServer(reply);
  const page = opened(aShift("x"));
  await userEvent.type(field("Note"), "Mine");
  page.rerender(form(aShift("x", { version: 2, note: "Theirs" })));

  await userEvent.click(screen.getByRole("button", { name: "Take over theirs" }));

  expect(field("Note").value).toBe("Theirs");
});

test("a value that the API does not take is told at its field before saving", async () => {
  const errors = [{ path: "changes.0.data.break_minutes", reason: "too long", code: "x", value: 900 }];
  fakeServer((asked) =>
    asked.path.endsWith("/conflicts/preview")
      ? problem("invalid", 422, "Invalid.", { errors })
      : reply(asked),
  );
  opened(aShift("x"));

  await userEvent.type(field("Break (minutes)"), "9");

  await waitFor(() =>
    expect(screen.getByText("too long").id).toBe(field("Break (minutes)").getAttribute("aria-describedby")),
  );
  expect(field("Break (minutes)").getAttribute("aria-invalid")).toBe("true");
});

test("saving sends the whole shift with the version that was seen", async () => {
  const requests = fakeServer((asked) =>
    asked.path.endsWith("/batch") ? problem("hard-conflict", 409, "Refused.") : reply(asked),
  );
  opened(aShift("x", { version: 3 }));

  await userEvent.clear(field("People wanted"));
  await userEvent.type(field("People wanted"), "4");
  await userEvent.click(saving());

  await waitFor(() => expect(requests.some((one) => one.path.endsWith("/batch"))).toBe(true));
  const sent = requests.find((one) => one.path.endsWith("/batch"))?.body;
  expect(sent).toMatchObject({
    changes: [{ op: "update", entity: "shift", id: "x", expected_version: 3, data: { headcount: 4 } }],
  });
  expect(field("People wanted").value).toBe("4");
});

test("who may only read finds the fields closed", () => {
  fakeServer(reply);

  opened(aShift("x"), ["read"]);

  expect(field("Note").closest("fieldset")?.disabled).toBe(true);
});
