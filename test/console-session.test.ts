import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { usersCreate } from "../src/service/access/users.ts";
import { localCaller, type Role } from "../src/service/caller.ts";
import { type Hands, handsOn } from "./support/console-hands.ts";
import { type Stage, setStage } from "./support/console-stage.ts";
import { goodPassword } from "./support/guarded.ts";

let stage: Stage;
let page: Page;
let hands: Hands;

beforeAll(async () => {
  stage = await setStage({ collected: true, keepsTime: true, guarded: true });
});

afterAll(() => stage?.close());

afterEach(async () => {
  expect(await stage.leave()).toEqual([]);
});

async function open(path: string): Promise<void> {
  page = await stage.open(path);
  hands = handsOn(page);
}

async function logIn(name: string, password = goodPassword): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button").click();
  await hands.see(".navigation");
}

async function makeUser(name: string, role: Role): Promise<void> {
  const input = { name, role, password: goodPassword };
  await stage.bench.desk.perform(usersCreate, { caller: localCaller, input });
}

test("from the set-up link into the console, out, in again, and back after a session ended", async () => {
  const token = (await stage.bench.desk.doorkeeper?.beginSetUp()) ?? "";
  await open(`/set-up?token=${token}`);
  await logIn("ada");
  await hands.see(".session-button", "ada, administrator");
  await hands.see(".tiles", "Devices");
  await hands.click(".session-button");
  await hands.click(page.getByRole("menuitem", { name: "Log out" }));
  await hands.see("h1", "Log in");
  await logIn("ada");

  await hands.click(page.getByRole("link", { name: "Devices", exact: true }));
  await hands.see(".data-row .link-name");
  // The session ends elsewhere, while the page is open.
  await page.context().clearCookies();
  await hands.click(page.getByRole("link", { name: "People", exact: true }));
  await hands.see("h1", "Log in");
  expect(new URL(page.url()).searchParams.get("next")).toBe("/people");
  await logIn("ada");
  expect(new URL(page.url()).pathname).toBe("/people");
  expect(await hands.see(".data-row .link-name")).toBe(true);
});

test("a viewer is shown what they may not do, and why, and nothing is sent", async () => {
  await makeUser("vera", "viewer");
  await open("/instance?id=1");
  await logIn("vera");
  await hands.see(".session-button", "vera, viewer");
  const run = page.getByRole("button", { name: "Run now" });
  await run.focus();
  await hands.see("[role=tooltip]", "This needs the role editor; you are viewer.");
  await run.click({ force: true });
  expect(new URL(page.url()).pathname).toBe("/instance");
  await page.goto(new URL("/settings?tab=Users", page.url()).href);
  await hands.see(".message", "This needs the role administrator; you are viewer.");
  await page.goto(new URL("/rule/new?q=FIND+person", page.url()).href);
  await hands.see(".role-note", "This needs the role editor; you are viewer.");
  expect(await page.getByRole("button", { name: "Save and switch on" }).isDisabled()).toBe(true);
  await page.goto(new URL("/changes?type=user_endpoint", page.url()).href);
  await page.getByRole("button", { name: "Alert me on this" }).focus();
  await hands.see("[role=tooltip]", "This needs the role editor; you are viewer.");
});

test("one's own password: the wrong one is refused, the new one is asked for at once", async () => {
  await makeUser("noor", "viewer");
  await open("/settings");
  await logIn("noor");
  const change = async (current: string): Promise<void> => {
    await page.getByLabel(/^Current password/).fill(current);
    await page.getByLabel(/^New password \*|^New password$/).fill("some other four words");
    await page.getByLabel(/^New password again/).fill("some other four words");
    await hands.click(page.getByRole("button", { name: "Change password" }));
  };
  await change("nothing of the kind");
  await hands.see(".form-failure", "the current one is another");
  await change(goodPassword);
  await hands.see("h1", "Log in");
  await logIn("noor", "some other four words");
  expect(await hands.see(".plain-table[aria-label=Sessions]", "noor")).toBe(true);
});
