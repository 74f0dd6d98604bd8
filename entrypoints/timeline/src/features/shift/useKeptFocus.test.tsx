import { render, screen, waitFor } from "@testing-library/react";
import { useRef } from "react";
import { createPortal } from "react-dom";
import { expect, test } from "vitest";

import { useKeptFocus } from "@/features/shift/useKeptFocus";

interface PanelProps {
  readonly staff?: readonly string[];
  readonly candidates?: readonly string[];
  readonly asking?: boolean;
}

/** People on a shift with a button each, people who could be, and a window over the page. */
function Panel({ staff = [], candidates = [], asking = false }: PanelProps) {
  const part = useRef<HTMLDivElement>(null);
  useKeptFocus(part);
  return (
    <div ref={part}>
      <ul aria-label="Staff" data-home tabIndex={-1}>
        {staff.map((name) => (
          <li key={name} aria-label={name} data-person={name} tabIndex={-1}>
            {asking || <button type="button">Accept {name}</button>}
          </li>
        ))}
      </ul>
      <section aria-label="Candidates" data-home tabIndex={-1}>
        {candidates.map((name) => (
          <p key={name} data-person={name}>
            <button type="button">Assign {name}</button>
          </p>
        ))}
      </section>
      {asking &&
        createPortal(
          <div role="dialog">
            <button type="button">Allow</button>
          </div>,
          document.body,
        )}
    </div>
  );
}

const button = (name: string) => screen.getByRole("button", { name });
const focused = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName;

test("who was assigned has the focus in the list of those on the shift", async () => {
  const page = render(<Panel candidates={["Ana", "Bob"]} />);
  button("Assign Ana").focus();

  page.rerender(<Panel staff={["Ana"]} candidates={["Bob"]} />);

  await waitFor(() => expect(focused()).toBe("Ana"));
});

test("where the person is nowhere any more, the list that they stood in has the focus", async () => {
  const page = render(<Panel staff={["Ana"]} />);
  button("Accept Ana").focus();

  page.rerender(<Panel />);

  await waitFor(() => expect(focused()).toBe("Staff"));
});

test("a window that took its button with it leaves the focus with the person whom it was about", async () => {
  const page = render(<Panel staff={["Ana"]} />);
  button("Accept Ana").focus();
  page.rerender(<Panel staff={["Ana"]} asking />);
  button("Allow").focus();

  page.rerender(<Panel staff={["Ana"]} />);

  await waitFor(() => expect(focused()).toBe("Ana"));
});

test("who has gone elsewhere is not drawn back", async () => {
  const page = render(
    <>
      <Panel staff={["Ana"]} />
      <p>The plan</p>
    </>,
  );
  button("Accept Ana").focus();
  screen.getByText("The plan").dispatchEvent(new Event("pointerdown", { bubbles: true }));

  page.rerender(<Panel />);

  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(focused()).toBe("BODY");
});
