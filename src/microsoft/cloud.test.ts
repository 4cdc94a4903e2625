import { expect, test } from "vitest";
import { hostsOf } from "./cloud.ts";

test("the commercial cloud's Defender token is made out to securitycenter", () => {
  expect(hostsOf("commercial")).toEqual({
    authority: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    graphAudience: "https://graph.microsoft.com",
    defender: "https://api.security.microsoft.com",
    defenderAudience: "https://api.securitycenter.microsoft.com",
  });
});

test("China has no Defender host until one is given", () => {
  expect(() => hostsOf("china")).toThrow("no Defender API host");
  expect(hostsOf("china", { defender: "https://d.example" }).defenderAudience).toBe(
    "https://d.example",
  );
});

test("slashes and the APIs' own paths at the end do not matter", () => {
  const hosts = hostsOf("dod", {
    authority: "https://proxy.example/login/",
    graph: "https://dod-graph.microsoft.us/v1.0/",
    defender: "https://proxy.example/defender/api/",
    defenderAudience: "https://audience.example/.default",
  });
  expect(hosts).toEqual({
    authority: "https://proxy.example/login",
    graph: "https://dod-graph.microsoft.us",
    graphAudience: "https://dod-graph.microsoft.us",
    defender: "https://proxy.example/defender",
    defenderAudience: "https://audience.example",
  });
});

test("behind a proxy the Graph audience stays the cloud's own", () => {
  expect(hostsOf("gcc-high", { graph: "http://127.0.0.1:8080" }).graphAudience).toBe(
    "https://graph.microsoft.us",
  );
});

test.each(["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"])(
  "%s may be plain http",
  (url) => {
    expect(hostsOf("commercial", { defender: url }).defender).toBe(url);
  },
);

test.each([
  ["http://graph.example", "insecure_url"],
  ["http://127.0.0.1.example", "insecure_url"],
  ["ftp://127.0.0.1", "insecure_url"],
  ["graph.example", "invalid_url"],
  ["https://graph.example?x=1", "invalid_url"],
])("%s is refused as %s", (url, code) => {
  expect(() => hostsOf("commercial", { graph: url })).toThrow(expect.objectContaining({ code }));
});

test("a password in an address is not repeated", () => {
  const attempt = () => hostsOf("commercial", { graph: "https://user:pass@graph.example" });
  expect(attempt).toThrow("https://…@graph.example");
});
