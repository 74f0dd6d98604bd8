/** A planning API for tests, faked at `fetch`: what it takes, it answers as the real one does. */
import { vi } from "vitest";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}

export type Reply = (asked: Asked) => Response | Promise<Response>;

/** Have every request answered by `reply`; what was asked is kept in the array returned, in order. */
export function fakeServer(reply: Reply): Asked[] {
  const requests: Asked[] = [];
  vi.stubGlobal("fetch", async (input: Request | string | URL, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(input, location.href), init);
    const text = await request.clone().text();
    const asked: Asked = {
      method: request.method,
      path: new URL(request.url).pathname,
      body: text === "" ? null : JSON.parse(text),
      headers: request.headers,
    };
    requests.push(asked);
    return reply(asked);
  });
  return requests;
}

export function answered(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

/** A refusal as the API words it. */
export function problem(kind: string, status: number, detail: string, more: object = {}): Response {
  const body = {
    type: `urn:planning-pro:problem:${kind}`,
    title: kind,
    status,
    detail,
    instance: "x",
    ...more,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });
}

/** The server cannot be reached. */
export function unreachable(): Promise<Response> {
  return Promise.reject(new TypeError("Failed to fetch"));
}
