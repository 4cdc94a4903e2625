import type { StatusReply } from "../../../src/http/contract.ts";
import { ago, moment } from "../part/format.ts";

type Instance = StatusReply["instances"][number];

/** How old the data is, in words. */
export interface Age {
  /** What happened; a narrow screen leaves it out. */
  readonly what: string;
  readonly when: string;
  readonly tone: "good" | "late" | "bad";
  readonly title: string;
  /** The number of the run that is told of. */
  readonly run: number | null;
}

/** Data older than this is called late: the usual interval is a day. */
const late = 26 * 3_600_000;

const order = { good: 0, late: 1, bad: 2 };

/** Of several tenants, that of the one that is worst off. */
export function ageOf({ instances, now }: StatusReply): Age {
  const ages = instances.map((instance) => ageOfOne(instance, now));
  const [worst] = ages.toSorted((a, b) => order[b.tone] - order[a.tone]);
  const title = "Nothing was collected yet. Run “defender-graph collect”.";
  return worst ?? { ...neverRead, title };
}

/** Whose data this is: the account's name, or how many there are. */
export function namesOf({ instances }: StatusReply): string {
  const [first] = instances;
  if (first === undefined) return "";
  const others = instances.length > 1 ? ` +${instances.length - 1}` : "";
  return `${first.accountName ?? first.tenantId}${others}`;
}

const neverRead = { what: "", when: "no run yet", tone: "late", run: null } as const;

function ageOfOne({ lastRun: run }: Instance, now: number): Age {
  if (run === null) return { ...neverRead, title: "Nothing was collected yet." };
  const end = run.endedOn ?? run.startedOn;
  const title = `Run ${run.id}, ${run.state.replaceAll("_", " ")}, ${moment(end)}`;
  const told = { title, run: run.id };
  if (run.endedOn === null) return { what: "", when: "running now", tone: "good", ...told };
  if (run.state === "failed")
    return { what: "last run", when: `failed ${ago(end, now)}`, tone: "bad", ...told };
  const whole = run.state === "completed";
  const what = whole ? "last run" : "partial run";
  const tone = whole && now - end < late ? "good" : "late";
  return { what, when: ago(end, now), tone, ...told };
}
