import { expect, test } from "vitest";
import { osNameOf, osTypeOf } from "./operating-system.ts";

test.each([
  ["Windows11", "windows", "Windows 11"],
  ["WindowsServer2012R2", "windows", "Windows Server 2012 R2"],
  ["Windows10WVD", "windows", "Windows 10 WVD"],
  ["macOS", "darwin", "macOS"],
  ["iOS", "ios", "iOS"],
  ["Android", "android", "Android"],
  ["Ubuntu", "linux", "Ubuntu"],
  ["CentOS", "linux", "CentOS"],
  ["RedHatEnterpriseLinux", "linux", "Red Hat Enterprise Linux"],
  ["OracleLinux", "linux", "Oracle Linux"],
  ["FreeBSD", "unix", "FreeBSD"],
  ["Other", "other", null],
  [null, null, null],
])("%s is of family %s and called %s", (platform, type, name) => {
  expect(osTypeOf(platform)).toBe(type);
  expect(osNameOf(platform)).toBe(name);
});
