// The thread in which findings become text, as a collect's mill does it (`src/sync/mill.ts`): each message asks for the
// findings of some machines.
import { parentPort, workerData } from "node:worker_threads";
import { EdgeText, type NumberedEdge, type NumberedEnd } from "../src/store/edge-text.ts";
import { finding, type FindingsStart, type MadeFindings, severities } from "./store-graph.ts";

const { numbering, size, version }: FindingsStart = workerData;
const { devices, perDevice } = size;
const cves = devices * 2;
const day = 86_400_000;
const begin = Date.UTC(2026, 0, 1);
// Made once each, as who converts findings does.
const end = (key: string): NumberedEnd => ({ key, number: null });
const cveEnds = Array.from({ length: cves }, (_, at) => end(`cve:${at}`));
const text = new EdgeText(numbering);

/** In version 1, one finding of a hundred has another fix. */
function findingOf(from: NumberedEnd, machine: number, at: number): NumberedEdge {
  const cve = (machine * 7 + at * 13) % cves;
  const isOther = version === 1 && (machine * perDevice + at) % 100 === 0;
  return {
    kind: finding,
    from,
    to: cveEnds[cve] ?? end(""),
    properties: {
      diskPaths: [`c:\\program files\\vendor ${at % 50}\\product ${at}\\app.exe`],
      firstSeenOn: begin - at * day,
      fixingUpdateId: isOther ? "KB9999999" : `KB50${at % 400}`,
      fixingUpdateUrl: `https://catalog.update.example/search?q=KB50${at % 400}`,
      publicExploit: at % 9 === 0,
      severity: severities[cve % 4] ?? "Low",
      software: [`vendor ${at % 50} product ${at} 1.${at % 7}.${at % 11}`],
      softwareCount: 1,
    },
  };
}

parentPort?.on("message", (machines: readonly number[]) => {
  for (const machine of machines) {
    const from = end(`machine:${machine}`);
    for (let at = 0; at < perDevice; at++) text.add(findingOf(from, machine, at));
  }
  const block = text.take();
  const { user, system } = process.threadCpuUsage();
  const made: MadeFindings = { block, cpuSeconds: (user + system) / 1e6 };
  parentPort?.postMessage(made, [block.text.buffer]);
});
