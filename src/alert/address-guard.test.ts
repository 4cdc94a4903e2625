import { expect, test } from "vitest";
import { addressGuard, allowProblem } from "./address-guard.ts";

const guard = addressGuard([]);

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "192.0.0.170",
  "198.19.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "0:0:0:0:0:0:0:1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:10.0.0.1",
  "0:0:0:0:0:ffff:c0a8:0101",
  "::127.0.0.1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:0:7f00:1::",
  "fe80::1",
  "fe80::1%eth0",
  "fc00::1",
  "fd12:3456::1",
  "ff02::1",
  "not an address",
])("%s may not be sent to", (address) => {
  expect(guard.allowsAddress(address)).toBe(false);
});

test.each(["8.8.8.8", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])(
  "%s may be sent to",
  (address) => {
    expect(guard.allowsAddress(address)).toBe(true);
  },
);

test("what the list names may be sent to, and nothing beside it", () => {
  const some = addressGuard(["10.20.0.0/16", "127.0.0.1", "hooks.internal", "fd00::/8"]);
  const allows = (address: string): boolean => some.allowsAddress(address);
  expect(["10.20.3.4", "127.0.0.1", "::ffff:10.20.0.1", "fd00::7"].map(allows)).toEqual(
    Array(4).fill(true),
  );
  expect(["10.21.0.1", "127.0.0.2", "fc00::1"].map(allows)).toEqual(Array(3).fill(false));
  expect([some.allowsHost("HOOKS.internal"), some.allowsHost("other.internal")]).toEqual([
    true,
    false,
  ]);
});

test.each([
  ["10.0.0.0/8", null],
  ["hooks.internal", null],
  ["::1", null],
  ["10.0.0.0/33", '"10.0.0.0/33" is not a network such as 10.0.0.0/8'],
  ["10.0.0.0/8/9", '"10.0.0.0/8/9" is not a network such as 10.0.0.0/8'],
  ["http://x", '"http://x" is not a network such as 10.0.0.0/8'],
  ["a b", '"a b" is neither a host name nor an address'],
])("the entry %s: %s", (entry, problem) => {
  expect(allowProblem(entry)).toBe(problem);
});
