import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { OverrideDialog } from "@/features/shift/OverrideDialog";
import { aConflict } from "@/testing/conflict";
import { aPlan } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";
import { answered, fakeServer } from "@/testing/server";

const RULES = ["min_rest", "double_booking"].map((code) => ({
  rule: { code, overridable: code !== "double_booking", legal_source: `Law of ${code}` },
  conflicts: [],
}));

function opened(...rules: string[]) {
  fakeServer(() => answered({ items: RULES }));
  const onAllow = vi.fn();
  renderOnPage(
    <OverrideDialog
      name="Ana"
      conflicts={rules.map((rule) => aConflict(rule, { rule }))}
      confirm="Allow"
      onAllow={onAllow}
      onClose={() => undefined}
    />,
    aPlan(),
  );
  return onAllow;
}

test("an exception needs a reason", async () => {
  const onAllow = opened("min_rest");
  await screen.findByText("Law of min_rest");

  await userEvent.click(screen.getByRole("button", { name: "Allow" }));
  const told = screen.queryByText("Say why, for those who read it later.") !== null;
  await userEvent.type(screen.getByLabelText("Reason"), " Agreed by phone ");
  await userEvent.click(screen.getByRole("button", { name: "Allow" }));

  expect(told).toBe(true);
  expect(onAllow.mock.calls).toEqual([[{ rules: ["min_rest"], reason: "Agreed by phone" }]]);
});

test("what no exception can allow keeps the button closed", async () => {
  opened("min_rest", "double_booking");

  await screen.findByText("This can never be allowed:");

  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Allow" }).disabled).toBe(true);
});
