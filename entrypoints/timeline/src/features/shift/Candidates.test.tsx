import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { Candidates } from "@/features/shift/Candidates";
import { changeShift } from "@/plan/changes";
import { usePendingEdits } from "@/state/pending";
import { aPlan, aShift } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";
import { answered, fakeServer } from "@/testing/server";

beforeEach(() => usePendingEdits.setState({ edits: [] }));

test("people for a shift that was just restored are asked for once the API has taken it", async () => {
  const requests = fakeServer(() => answered({ items: [] }));
  const asked = () => requests.filter((one) => one.path.endsWith("/candidates")).length;
  const shift = aShift("x");
  const changes = [changeShift(shift, { status: "draft" })];
  usePendingEdits.setState({ edits: [{ id: 1, label: "Restore", changes, state: "sending", why: null }] });

  const plan = aPlan([shift]);
  renderOnPage(<Candidates plan={plan} shift={shift} zone="Europe/Paris" />, plan);

  expect(screen.getByRole("status").textContent).toBe("Looking for people who fit");
  expect(asked()).toBe(0);
  act(() => usePendingEdits.setState({ edits: [] }));
  await waitFor(() => expect(asked()).toBe(1));
});
