import { Worker } from "node:worker_threads";
import type { Entity } from "../src/graph/entity.ts";
import type { EdgeBlock, EdgeNumbering } from "../src/store/edge-text.ts";

/** How large the measured graph is. */
export interface Size {
  readonly devices: number;
  /** Findings of each device. */
  readonly perDevice: number;
}

/** What the thread that makes findings starts with. */
export interface FindingsStart {
  readonly numbering: EdgeNumbering;
  readonly size: Size;
  readonly version: number;
}

export const finding = { type: "machine_identified_vulnerability", verb: "IDENTIFIED" };

export const severities: readonly string[] = ["Critical", "High", "Medium", "Low"];

/** The devices and the CVEs. */
export function entitiesOf({ devices }: Size): Entity[] {
  const all: Entity[] = [];
  for (let at = 0; at < devices; at++) {
    const properties = {
      displayName: `host-${at}`,
      osPlatform: at % 3 === 0 ? "macOS" : "Windows11",
    };
    all.push({ key: `machine:${at}`, type: "machine", classes: ["HostAgent"], properties });
  }
  for (let at = 0; at < devices * 2; at++) {
    const properties = { displayName: `CVE-2026-${at}`, severity: severities[at % 4] ?? "Low" };
    all.push({ key: `cve:${at}`, type: "vulnerability", classes: ["Finding"], properties });
  }
  return all;
}

// Devices whose findings are made with one message: a megabyte of text.
const devicesAtOnce = 20;

/** Some findings as text, and the time that the thread was at work in all so far. */
export interface MadeFindings {
  readonly block: EdgeBlock;
  readonly cpuSeconds: number;
}

/** The findings as text, made in a thread of its own, one block ahead of who reads them. */
export async function* findingsOf(start: FindingsStart): AsyncGenerator<MadeFindings> {
  const worker = new Worker(new URL("store-findings.ts", import.meta.url), { workerData: start });
  const { devices } = start.size;
  const ask = (first: number): Promise<MadeFindings> => {
    const { promise, resolve, reject } = Promise.withResolvers<MadeFindings>();
    const most = Math.min(devicesAtOnce, devices - first);
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.postMessage(Array.from({ length: most }, (_, at) => first + at));
    return promise.finally(() => worker.off("error", reject));
  };
  try {
    let next = ask(0);
    for (let first = devicesAtOnce; first < devices; first += devicesAtOnce) {
      const made = await next;
      next = ask(first);
      yield made;
    }
    yield await next;
  } finally {
    await worker.terminate();
  }
}
