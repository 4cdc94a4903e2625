import { expect, test } from "vitest";
import { FindingParser } from "./finding.ts";
import { Notices } from "./notices.ts";

test("a file whose first row has no CVE may spell the CVE's key as it likes", () => {
  const parser = new FindingParser(new Notices());
  const rows = [
    { DeviceID: "a", SoftwareName: "chrome" },
    { DeviceID: "b", SoftwareName: "edge", CVEId: "CVE-2026-1", CVSSScore: 7 },
    { DeviceID: "c", SoftwareName: "edge" },
    { DeviceID: "d", SoftwareName: "edge", CVEId: "CVE-2026-2" },
  ];
  const found = rows.map((row) => parser.parse(row));
  expect(found.map((finding) => finding?.cveId)).toEqual([null, "CVE-2026-1", null, "CVE-2026-2"]);
  expect(found[1]?.cvssScore).toBe(7);
});

test("each key is learnt in the row that first has it", () => {
  const parser = new FindingParser(new Notices());
  const rows = [
    { deviceid: "a" },
    { deviceid: "b", SOFTWARENAME: "edge", CvssScore: 7 },
    { deviceid: "c", SOFTWARENAME: "chrome", vulnerabilityseveritylevel: "High" },
  ];
  const found = rows.map((row) => parser.parse(row));
  expect(found.map((finding) => finding?.softwareName)).toEqual([null, "edge", "chrome"]);
  expect(found[1]?.cvssScore).toBe(7);
  expect(found[2]?.severity).toBe("High");
});

test("rows may spell one key in several ways, and call the device a machine", () => {
  const parser = new FindingParser(new Notices());
  const rows = [
    { MachineId: "a", CveId: "CVE-1" },
    { DeviceId: "b", CVEID: "CVE-2" },
    { MachineId: "c", cveid: "CVE-3" },
    { MachineId: "d", DeviceId: "e", CveId: "CVE-4" },
  ];
  const found = rows.map((row) => parser.parse(row));
  expect(found.map((finding) => `${finding?.machineId} ${finding?.cveId}`)).toEqual([
    "a CVE-1",
    "b CVE-2",
    "c CVE-3",
    "e CVE-4",
  ]);
});
