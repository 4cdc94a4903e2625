import { expect, test } from "vitest";
import { readFlags } from "./flags.ts";
import { rateFactorHint, sampleTenant, shapeOf } from "./sample-tenant.ts";

test.each([
  ["--devices=1.5", `--devices wants a whole number from 0 to 1000000, not "1.5".`],
  ["--devices=-1", `--devices wants a whole number from 0 to 1000000, not "-1".`],
  ["--seed=1e99", `--seed wants a whole number from 0 to 9007199254740991, not "1e99".`],
  ["--speed=0", "--speed wants 0.001 to 1000000, not 0."],
  ["--first-day=monday", "--first-day wants a time such as"],
  ["--first-day=1999-01-01", "--first-day wants a day from 2020 to 2099."],
  ["--port=99999", `--port wants a whole number from 0 to 65535, not "99999".`],
])("%s is refused with what is wanted", (argument, words) => {
  expect(() => shapeOf(readFlags([argument], sampleTenant.flags, {}))).toThrow(words);
});

test("a tenant may be of any size, also of none", () => {
  const flags = ["--devices=1", "--users=0", "--findings-per-device=0.5"];
  expect(shapeOf(readFlags(flags, sampleTenant.flags, {}))).toMatchObject({
    devices: 1,
    users: 0,
    findingsPerDevice: 0.5,
  });
});

test.each([
  ["documented", "1", ""],
  ["documented", "60", " --rate-factor 60"],
  ["off", "1", " --rate-factor 1000000"],
  ["off", "60", " --rate-factor 1000000"],
])("with %s limits and speed %s, collect is told to run with '%s'", (limits, speed, told) => {
  expect(rateFactorHint(limits, speed)).toBe(told);
});
