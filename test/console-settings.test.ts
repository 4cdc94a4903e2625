import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { usersCreate } from "../src/service/access/users.ts";
import { localCaller } from "../src/service/caller.ts";
import { instancesEdit } from "../src/service/instances/edit-instance.ts";
import { type Hands, handsOn } from "./support/console-hands.ts";
import { type Stage, setStage } from "./support/console-stage.ts";
import { goodPassword } from "./support/guarded.ts";

const dayMs = 86_400_000;

let stage: Stage;
let page: Page;
let hands: Hands;

beforeAll(async () => {
  stage = await setStage({ collected: true, keepsTime: true, guarded: true });
  const { desk, tenant } = stage.bench;
  const asOwner = (input: object) => ({ caller: localCaller, input });
  await desk.perform(
    usersCreate,
    asOwner({ name: "ada", role: "administrator", password: goodPassword }),
  );
  const { authorityUrl: authority, graphUrl: graph, defenderUrl: defender } = tenant;
  await desk.perform(
    instancesEdit,
    asOwner({
      id: 1,
      credential: { kind: "secret", secret: tenant.clientSecret },
      secretExpiresOn: Date.now() + 5 * dayMs,
      hosts: { authority, graph, defender, defenderAudience: tenant.defenderAudience },
      rateFactor: 10_000,
    }),
  );
});

afterAll(() => stage?.close());

afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

async function open(path: string): Promise<void> {
  page = await stage.open(path);
  hands = handsOn(page);
  await page.getByLabel("Name").fill("ada");
  await page.getByLabel("Password").fill(goodPassword);
  await page.getByRole("button").click();
  await hands.see(".navigation");
}

const button = (name: string) => page.getByRole("button", { name, exact: true });

test("an expiring secret is rotated in three presses", async () => {
  await open("/");
  await hands.click(page.getByRole("link", { name: "Enter a new secret" }));
  await page.locator("input[name=secret]:focus").waitFor();
  await page.keyboard.insertText(stage.bench.tenant.clientSecret);
  await page.locator("input[name=secretExpiresOn]").fill("2028-01-01");
  await hands.click(button("Test connection"));
  await hands.see(".access-test[data-ok]");
  await hands.click(button("Save"));
  await hands.see("form [role=status]", "Saved.");
  expect(hands.clicks()).toBe(3);
  expect(await page.locator(".instance-warning").count()).toBe(0);
});

test("an account that no user fits is linked in three presses", async () => {
  await open("/");
  await hands.click(page.getByRole("link", { name: /^Accounts whose user is not known/ }));
  await hands.click(button("Link to …"));
  await page.getByLabel("A user's name or mail").fill("an");
  await hands.click(".choices button");
  await page.locator("dialog").waitFor({ state: "detached" });
  expect(hands.clicks()).toBe(3);
  const report = await stage.bench.desk.identities({ status: "by_hand" });
  expect(report.accounts.length).toBe(1);
});

test("an instance's fields are changed, it is switched off and on, and its counts are said before it is deleted", async () => {
  await open("/instance?id=1&tab=Settings");
  await page.getByLabel("Description").fill("The first one");
  await page.getByLabel("Polling interval").selectOption("ONE_WEEK");
  await page.getByLabel("certificates", { exact: true }).check();
  await page.getByLabel("Tags", { exact: true }).fill("stage prod");
  await button("Save").click();
  await hands.see(".field-problem", "“stage prod” is no tag");
  await page.getByLabel("Tags", { exact: true }).fill("stage=prod");
  await button("Save").click();
  await hands.see("form [role=status]", "Saved.");
  await page.getByLabel("Proves who it is by").selectOption("certificate");
  await button("Save").click();
  await hands.see(".field-problem", "Paste the certificate in PEM");
  await button("Switch off").click();
  await button("Switch on").click();
  await button("Switch off").waitFor();
  await button("Delete …").click();
  await hands.see("dialog", /It holds [\d,]+ entities, [\d,]+ relationships/);
  await page.getByLabel("What was read of the tenant").selectOption("delete");
  expect(await button("Delete with its data").isDisabled()).toBe(true);
  await button("Leave it").click();
});

test("a run with options begins and is cancelled", async () => {
  // Long enough to be cancelled.
  stage.bench.tenant.setFaults({ faults: [{ kind: "latency", ms: 10_000 }] });
  await open("/instance?id=1");
  await button("Run with options").click();
  await page.getByRole("menuitem", { name: /^Read everything anew/ }).click();
  // The second one brought the link of the account into the graph.
  await hands.see("h1", "Run 3");
  await button("Cancel").click();
  expect(await hands.see(".form-failure", "ada cancelled the run.")).toBe(true);
  stage.bench.tenant.setFaults({});
});

test("somebody is let in, made editor, kept out, given a new password and deleted", async () => {
  await open("/settings?tab=Users");
  await page.getByLabel(/^Name/).fill("noor");
  await page.getByLabel(/^Password/).fill("short");
  await button("Make the user").click();
  await hands.see(".form-failure", "Cannot take this password");
  await page.getByLabel(/^Password/).fill(goodPassword);
  await button("Make the user").click();
  await hands.see("form [role=status]", "noor can log in now.");
  const line = page.locator("tr", { hasText: "noor" });
  await line.getByLabel("Role of noor").selectOption("editor");
  await line.getByRole("button", { name: "Keep out" }).click();
  await line.getByText("(kept out)").waitFor();
  await line.getByRole("button", { name: "Reset password" }).click();
  await page
    .locator("dialog")
    .getByLabel(/^New password/)
    .fill("some other four words");
  await button("Set password").click();
  await line.getByRole("button", { name: "Keep out" }).waitFor();
  expect(await line.getByLabel("Role of noor").inputValue()).toBe("editor");
  await line.getByRole("button", { name: "Delete" }).click();
  await line.getByRole("button", { name: "Delete noor for good" }).click();
  await line.waitFor({ state: "detached" });
  // The last administrator stays.
  await page.locator("tr", { hasText: "ada" }).getByRole("button", { name: "Keep out" }).click();
  expect(await hands.see(".form-failure", "nobody else is administrator")).toBe(true);
});

test("a token is shown once, lets a program in, and is taken away", async () => {
  await open("/settings?tab=API tokens");
  await page.getByLabel(/^Name/).fill("nightly report");
  await button("Make the token").click();
  const token = await page.locator(".shown-once code").innerText();
  const asked = { headers: { authorization: `Bearer ${token}` } };
  const status = new URL("/api/v1/status", page.url()).href;
  expect((await fetch(status, asked)).status).toBe(200);
  await page.reload();
  await hands.see(".plain-table", "nightly report");
  expect(await page.content()).not.toContain(token);
  await button("Delete").click();
  await button("Delete nightly report for good").click();
  await hands.see(".card", "None yet.");
  expect((await fetch(status, asked)).status).toBe(401);
});

test("a graph is to be published, and no more", async () => {
  await open("/settings?tab=Publishing");
  await button("Publish to JupiterOne").click();
  await page.getByLabel(/^Account/).fill("j1acme");
  await page.getByLabel(/^Integration instance id/).fill("abc");
  await button("Save").click();
  await page.locator("input[type=password]:invalid:focus").waitFor();
  await page.getByLabel(/^API key/).fill("a key");
  await page.getByLabel("Publish after every run").uncheck();
  await button("Save").click();
  await hands.see(".card", "Published to account j1acme");
  await button("Publish no more").click();
  await button("Forget the target and its API key").click();
  expect(await hands.see(".card", "Not published to JupiterOne.")).toBe(true);
});

test("a backup is downloaded, and the audit log tells of it all", async () => {
  await open("/settings?tab=Data");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    button("Download a backup").click(),
  ]);
  const file = await readFile(await download.path());
  expect(file.subarray(8, 12).toString()).toBe("DUCK");
  await hands.click(page.getByRole("tab", { name: "Audit log" }));
  await hands.see(".plain-table", "access.log_in");
  await page.getByRole("searchbox").fill("USERS.CREATE");
  await page
    .locator("tbody tr", { hasText: "access.log_in" })
    .first()
    .waitFor({ state: "detached" });
  expect(await hands.see(".plain-table tbody", "users.create")).toBe(true);
});
