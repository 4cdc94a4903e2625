import { describe, expect, test } from "vitest";
import { cleanAddress, cleanList, cleanMac, cleanText, hostOf } from "./clean.ts";

describe("text", () => {
  test("blank text is no text", () => {
    expect(cleanText("  ")).toBeNull();
    expect(cleanText(null)).toBeNull();
  });

  test("surrounding blanks are dropped", () => {
    expect(cleanText(" ada ")).toBe("ada");
  });

  test("a list loses blanks and repeats, and its order is always the same", () => {
    expect(cleanList(["b", "", "a", " b ", null])).toEqual(["a", "b"]);
  });
});

describe("MAC address", () => {
  test.each(["0a1b2c3d4e5f", "0A-1B-2C-3D-4E-5F", "0a:1b:2c:3d:4e:5f", "0a1b.2c3d.4e5f"])(
    "%s is written in pairs",
    (text) => {
      expect(cleanMac(text)).toBe("0A:1B:2C:3D:4E:5F");
    },
  );

  test.each([
    ["no adapter", "000000000000"],
    ["a tunnel", "00000000000000E0"],
    ["nothing", ""],
    ["nothing", null],
    ["a word", "unknown"],
  ])("that of %s is dropped: %s", (_, text) => {
    expect(cleanMac(text)).toBeNull();
  });
});

describe("IP address", () => {
  test.each([
    ["10.1.2.3", "ipv4", true],
    ["172.31.0.1", "ipv4", true],
    ["192.168.0.5", "ipv4", true],
    ["169.254.1.1", "ipv4", true],
    ["100.64.0.1", "ipv4", true],
    ["172.32.0.1", "ipv4", false],
    ["203.0.113.7", "ipv4", false],
    ["fe80::1", "ipv6", true],
    ["fd12::1", "ipv6", true],
    ["2a02::1", "ipv6", false],
  ])("%s is %s, private: %s", (address, family, isPrivate) => {
    expect(cleanAddress(address)).toEqual({ address, family, private: isPrivate });
  });

  test.each(["127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "::", "", " ", "pc-1", "10.0.0"])(
    "%j tells no device from another",
    (address) => {
      expect(cleanAddress(address)).toBeNull();
    },
  );

  test("no address is none", () => {
    expect(cleanAddress(null)).toBeNull();
  });

  test("the zone of an IPv6 address is dropped", () => {
    expect(cleanAddress("FE80::1%12")?.address).toBe("fe80::1");
  });
});

describe("host", () => {
  test("is the first label in lower case", () => {
    expect(hostOf("PC-1.Contoso.COM")).toBe("pc-1");
  });

  test("is not known without a name", () => {
    expect(hostOf(null)).toBeNull();
    expect(hostOf("")).toBeNull();
  });
});
