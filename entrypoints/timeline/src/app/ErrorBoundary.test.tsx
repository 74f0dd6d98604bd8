import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import { ErrorBoundary } from "@/app/ErrorBoundary";
import { useLanguageState } from "@/i18n/language";

let broken: boolean;

function Fragile() {
  if (broken) throw new Error("it fell over");
  return <p>whole</p>;
}

beforeEach(() => {
  broken = true;
  useLanguageState.setState({ language: "en" });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

test("a part that fails leaves the others standing and says what to do", () => {
  render(
    <>
      <p>the plan</p>
      <ErrorBoundary part="panel">
        <Fragile />
      </ErrorBoundary>
    </>,
  );

  expect(screen.getByText("the plan")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("This part of the page ran into an error");
  expect(screen.getAllByRole("button").map((one) => one.textContent)).toEqual(["Try again", "Reload"]);
});

test("trying again shows the part once it is well", async () => {
  const user = userEvent.setup();
  render(
    <ErrorBoundary part="panel">
      <Fragile />
    </ErrorBoundary>,
  );

  broken = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));

  expect(screen.getByText("whole")).toBeTruthy();
});

test("what draws nothing leaves nothing behind", () => {
  const { container } = render(
    <ErrorBoundary part="unseen">
      <Fragile />
    </ErrorBoundary>,
  );

  expect(container.innerHTML).toBe("");
});
