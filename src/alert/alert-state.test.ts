import { expect, test } from "vitest";
import { toldOf, transitions } from "./alert-state.ts";

test("a closed alert stays closed whatever happens", () => {
  expect(new Set(Object.values(transitions.closed))).toEqual(new Set(["ignored"]));
});

test("nothing but clearing closes an alert, and what is not known never does", () => {
  for (const moves of Object.values(transitions))
    for (const [event, state] of Object.entries(moves))
      expect([event, state === "closed"]).toEqual([
        event,
        event === "cleared" && state !== "ignored",
      ]);
  for (const moves of Object.values(transitions)) expect(moves.unsure).toBe("ignored");
});

test("receivers are told of what opens, joins and closes, and of nothing twice", () => {
  expect(toldOf("open", "matched", "open")).toBeNull();
  expect(toldOf("open", "grew", "open")).toBe("updated");
  expect(toldOf("open", "cleared", "closed")).toBe("closed");
  expect(toldOf("snoozed", "grew", "snoozed")).toBeNull();
  expect(toldOf("snoozed", "woke", "open")).toBe("reopened");
  expect(toldOf("dismissed", "grew", "open")).toBe("reopened");
  expect(toldOf("open", "dismiss", "dismissed")).toBe("dismissed");
});
