import { expect, test } from "../harness/fixtures";
import { Issuer } from "../harness/issuer";
import { seedNamed } from "../harness/seed";
import { Server } from "../harness/server";

test("the identity provider signs people in; who has no role is told so", async ({ page, complaints }) => {
  const issuer = await Issuer.start();
  const server = await Server.start(seedNamed("empty"), issuer.settings);
  try {
    // Another site than the issuer's: cookies count names, not ports.
    const home = server.url.replace("127.0.0.1", "localhost");
    await issuer.say({ claims: { sub: "ada", roles: ["others"] } });
    complaints.expect(/403/);

    await page.goto(`${home}/?date=2026-03-02`);
    await page.getByRole("button", { name: "Sign in with Example Login" }).click();
    await expect(
      page.getByText("You are signed in as oidc:ada, but nobody gave you a role here"),
    ).toBeVisible();
    await issuer.say({ claims: { sub: "ada", roles: ["planners"] } });
    await page.getByRole("button", { name: "Sign in with Example Login" }).click();

    await expect(page.getByRole("button", { name: /^Signed in as oidc:ada/ })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/");
    expect(new URL(page.url()).searchParams.get("date")).toBe("2026-03-02");
    expect(new URL(page.url()).searchParams.has("code")).toBe(false);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.reload();
    await expect(page.getByRole("button", { name: /^Signed in as oidc:ada/ })).toBeVisible();
    complaints.expect(/401/);
    const ended = page.waitForRequest((request) => request.url().startsWith(`${issuer.url}/end-session?`));
    await page.getByRole("button", { name: /^Signed in as oidc:ada/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();

    const asked = new URL((await ended).url()).searchParams;
    expect(asked.get("post_logout_redirect_uri")).toBe(`${home}/sign-in`);
    expect(asked.get("id_token_hint")).not.toBeNull();
    await expect(page.getByRole("button", { name: "Sign in with Example Login" })).toBeVisible();
    expect(page.url()).toBe(`${home}/?date=2026-03-02`);
    expect(await issuer.asked("signed out ada")).toBe(1);
  } finally {
    complaints.stopListening();
    await server.remove();
    issuer.kill();
  }
});
