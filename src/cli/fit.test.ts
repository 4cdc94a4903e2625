import { expect, it } from "vitest";
import { fit } from "./fit.ts";

const row = "Machines \u001b[32mcomplete\u001b[39m 250 ms";

it("a row that fits stays as it is", () => {
  expect(fit(row, 24)).toBe(row);
});

it("a row that is too long is cut at the edge, and its colour ends", () => {
  expect(fit(row, 23)).toBe("Machines \u001b[32mcomplete\u001b[39m 250 …");
  expect(fit(row, 12)).toBe("Machines \u001b[32mco…\u001b[39m");
  expect(fit(row, 9)).toBe("Machines \u001b[32m\u001b[39m");
});
