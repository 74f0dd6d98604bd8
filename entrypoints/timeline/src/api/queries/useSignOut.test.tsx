import { QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useSignOut } from "@/api/queries/useSignOut";
import { makeClient } from "@/app/queryClient";
import { useSession } from "@/state/session";
import { answered, fakeServer, type Reply } from "@/testing/server";

const PROVIDER = "https://login.example/end-session?state=s";
const gone: string[] = [];

beforeEach(() => {
  useSession.setState({ state: "in" });
  gone.length = 0;
  vi.stubGlobal("location", {
    href: window.location.href,
    origin: window.location.origin,
    search: "?date=2026-03-02",
    assign: (address: string) => gone.push(address),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

async function signOut(reply: Reply): Promise<void> {
  fakeServer(reply);
  const client = makeClient();
  const { result } = renderHook(() => useSignOut(), {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  await result.current.mutateAsync();
}

test("whom the identity provider signed in goes on to sign out there, and comes back to the same place", async () => {
  await signOut(() => answered({ address: PROVIDER }));

  expect(gone).toEqual([PROVIDER]);
  expect(useSession.getState().state).toBe("out");
  expect(sessionStorage.getItem("planning-place")).toBe("?date=2026-03-02");
});

test("whoever signed in otherwise stays", async () => {
  await signOut(() => new Response(null, { status: 204 }));

  expect(gone).toEqual([]);
  expect(useSession.getState().state).toBe("out");
});
