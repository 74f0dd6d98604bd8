import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { makeClient } from "@/app/queryClient";
import { codeIn, useLinkState, useSignInLink } from "@/features/sign-in/link";
import { SignIn } from "@/features/sign-in/SignIn";
import { useLanguageState } from "@/i18n/language";
import { useSession } from "@/state/session";
import { answered, fakeServer, problem, unreachable, type Reply } from "@/testing/server";
import { aUser } from "@/testing/timeline";

beforeEach(() => {
  useSession.setState({ state: "out" });
  useLinkState.setState({ code: null, entering: false, fault: null });
  useLanguageState.setState({ language: "en" });
});

function Entrance() {
  return useSignInLink() ? <p>entering</p> : <SignIn />;
}

function open(reply: Reply) {
  const requests = fakeServer(reply);
  render(
    <QueryClientProvider client={makeClient()}>
      <Entrance />
    </QueryClientProvider>,
  );
  return requests;
}

test("a token signs in", async () => {
  const user = userEvent.setup();
  const requests = open(() => answered(aUser()));

  await user.type(screen.getByLabelText("Access token"), " pp_secret ");
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  await expect.poll(() => useSession.getState().state).toBe("in");
  expect(requests.map((one) => [one.method, one.body])).toEqual([["POST", { token: "pp_secret" }]]);
});

test("a wrong token is told in the API's words, and the page goes on asking", async () => {
  const user = userEvent.setup();
  open(() => problem("unauthenticated", 401, "This token is unknown, has expired or was revoked."));

  await user.type(screen.getByLabelText("Access token"), "nonsense");
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  expect((await screen.findByRole("alert")).textContent).toBe(
    "This token is unknown, has expired or was revoked.",
  );
  expect(useSession.getState().state).toBe("out");
});

test("nothing is sent for an empty field", async () => {
  const user = userEvent.setup();
  const requests = open(() => answered(aUser()));

  await user.click(screen.getByRole("button", { name: "Sign in" }));

  expect(screen.getByRole("alert").textContent).toBe("Paste a token first.");
  expect(requests).toEqual([]);
});

test("a server that is gone is told as such", async () => {
  const user = userEvent.setup();
  open(unreachable);

  await user.type(screen.getByLabelText("Access token"), "pp_secret");
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  const text = await screen.findByText(/cannot be reached/);
  expect(text.getAttribute("role")).toBe("alert");
});

test("a link's code is tried once", async () => {
  useLinkState.setState({ code: "pp_code", entering: true });

  const requests = open(() => answered(aUser()));

  await expect.poll(() => useSession.getState().state).toBe("in");
  expect(requests.map((one) => one.body)).toEqual([{ code: "pp_code" }]);
  expect(useLinkState.getState()).toEqual({ code: null, entering: false, fault: null });
});

test("a link that was used before says so where a token is asked for", async () => {
  useLinkState.setState({ code: "pp_code", entering: true });

  open(() => problem("unauthenticated", 401, "This sign-in link has expired or was used before."));

  const text = await screen.findByText("This sign-in link has expired or was used before.");
  expect(text.getAttribute("role")).toBe("alert");
});

test("a session that ended is a window over the page, without a way past it", async () => {
  useSession.setState({ state: "ended" });
  const user = userEvent.setup();
  open(() => problem("unauthenticated", 401, "The session has ended."));

  await screen.findByRole("dialog", { name: "Your session has ended" });
  await user.keyboard("{Escape}");

  expect(screen.getByRole("dialog", { name: "Your session has ended" })).toBeTruthy();
});

test("the page speaks the other language at once", async () => {
  const user = userEvent.setup();
  open(() => answered(aUser()));

  await user.click(screen.getByRole("button", { name: "Français" }));

  expect(screen.getByRole("heading").textContent).toBe("Connexion à Planning PRO");
});

test.each([
  ["#code=pp_a-b_c", "pp_a-b_c"],
  ["#code=", null],
  ["#other=1", null],
  ["", null],
])("the fragment %j carries the code %j", (hash, code) => {
  expect(codeIn(hash)).toBe(code);
});
