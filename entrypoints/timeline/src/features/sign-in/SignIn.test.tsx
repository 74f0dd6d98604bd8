import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { makeClient } from "@/app/queryClient";
import { codeIn, useLinkState, useSignInLink } from "@/features/sign-in/link";
import { answerIn } from "@/state/provider";
import { SignIn } from "@/features/sign-in/SignIn";
import { useLanguageState } from "@/i18n/language";
import { useSession } from "@/state/session";
import { answered, fakeServer, problem, unreachable, type Reply } from "@/testing/server";
import { aUser } from "@/testing/timeline";

beforeEach(() => {
  useSession.setState({ state: "out" });
  useLinkState.setState({ proof: null, entering: false, fault: null });
  useLanguageState.setState({ language: "en" });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function Entrance() {
  return useSignInLink() ? <p>entering</p> : <SignIn />;
}

function open(reply: Reply, provider: { name: string } | null = null) {
  const requests = fakeServer((asked) =>
    asked.method === "GET" && asked.path.endsWith("/session") ? answered({ provider }) : reply(asked),
  );
  render(
    <QueryClientProvider client={makeClient()}>
      <Entrance />
    </QueryClientProvider>,
  );
  return () => requests.filter((asked) => asked.method !== "GET");
}

test("a token signs in", async () => {
  const user = userEvent.setup();
  const requests = open(() => answered(aUser()));

  await user.type(screen.getByLabelText("Access token"), " pp_secret ");
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  await expect.poll(() => useSession.getState().state).toBe("in");
  expect(requests().map((one) => [one.method, one.body])).toEqual([["POST", { token: "pp_secret" }]]);
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
  expect(requests()).toEqual([]);
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
  useLinkState.setState({ proof: { code: "pp_code" }, entering: true });

  const requests = open(() => answered(aUser()));

  await expect.poll(() => useSession.getState().state).toBe("in");
  expect(requests().map((one) => one.body)).toEqual([{ code: "pp_code" }]);
  expect(useLinkState.getState()).toEqual({ proof: null, entering: false, fault: null });
});

test("a link that was used before says so where a token is asked for", async () => {
  useLinkState.setState({ proof: { code: "pp_code" }, entering: true });

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

test("the identity provider is offered by its name, and left for", async () => {
  const user = userEvent.setup();
  const assign = vi.fn();
  const { href, origin } = location;
  vi.stubGlobal("location", { href, origin, pathname: "/", search: "?view=people", hash: "", assign });
  const requests = open(() => answered({ address: "https://login.example.org/in" }), { name: "Example" });

  await user.click(await screen.findByRole("button", { name: "Sign in with Example" }));

  await expect.poll(() => assign.mock.calls).toEqual([["https://login.example.org/in"]]);
  expect(requests().map((one) => one.path)).toEqual(["/api/v1/planning/session/provider"]);
});

test("a provider that is out of reach is told beside its button", async () => {
  const user = userEvent.setup();
  open(() => problem("unavailable", 503, "The identity provider cannot be reached."), { name: "Example" });

  await user.click(await screen.findByRole("button", { name: "Sign in with Example" }));

  const text = await screen.findByText("The identity provider cannot be reached.");
  expect(text.getAttribute("role")).toBe("alert");
});

test("where a session ended, the provider is asked in another tab: this one keeps what was being done", async () => {
  useSession.setState({ state: "ended" });
  open(() => problem("unauthenticated", 401, "The session has ended."), { name: "Example" });

  const link = await screen.findByRole("link", { name: "Sign in with Example in another tab" });

  expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["/", "_blank"]);
});

test("what the provider answered is tried once", async () => {
  const provider = { code: "c", state: "s", issuer: null };
  useLinkState.setState({ proof: { provider }, entering: true });

  const requests = open(() => answered(aUser()));

  await expect.poll(() => useSession.getState().state).toBe("in");
  expect(requests().map((one) => one.body)).toEqual([{ provider }]);
});

test.each([
  ["?code=c&state=s&iss=https%3A%2F%2Fx.example", { code: "c", state: "s", issuer: "https://x.example" }],
  ["?code=c&state=s", { code: "c", state: "s", issuer: null }],
  ["?error=access_denied&state=s", "refused"],
  ["?code=c", null],
  ["", null],
])("the provider's answer %j is %j", (search, answer) => {
  expect(answerIn(search)).toEqual(answer);
});

test.each([
  ["#code=pp_a-b_c", "pp_a-b_c"],
  ["#code=", null],
  ["#other=1", null],
  ["", null],
])("the fragment %j carries the code %j", (hash, code) => {
  expect(codeIn(hash)).toBe(code);
});
