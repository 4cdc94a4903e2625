import type { ShapeReply, StatusReply } from "../../../src/http/contract.ts";
import { ago, counted, moment } from "./format.ts";
import { make } from "./make.ts";

/** The header's facts: whose data this is, how much, and how old. */
export interface StatusBar {
  readonly element: HTMLElement;
  showStatus(status: StatusReply): void;
  showShape(shape: ShapeReply): void;
}

/** Makes it, empty. */
export function createStatusBar(): StatusBar {
  const account = make("span", { class: "account" });
  const counts = make("span", { class: "counts muted" });
  const age = make("span", { class: "age", hidden: true });
  return {
    element: make("div", { class: "status-bar" }, [account, counts, age]),
    showStatus({ instances, now }) {
      const [first] = instances;
      const others = instances.length > 1 ? ` +${instances.length - 1}` : "";
      account.textContent =
        first === undefined ? "" : `${first.accountName ?? first.tenantId}${others}`;
      account.title = first === undefined ? "" : `Tenant ${first.tenantId}`;
      const { what, when, tone, title } = ageOf(first, now);
      age.replaceChildren(make("span", { class: "age-what" }, `${what} `), when);
      age.className = `age ${tone}`;
      age.title = title;
      age.hidden = false;
    },
    showShape({ entities, relationships }) {
      const sum = (list: readonly { readonly count: number }[]): number =>
        list.reduce((total, { count }) => total + count, 0);
      const things = counted(sum(entities), "entity", "entities");
      const links = counted(sum(relationships), "relationship", "relationships");
      counts.textContent = `${things} · ${links}`;
    },
  };
}

interface Age {
  /** What happened; a narrow screen leaves it out. */
  readonly what: string;
  readonly when: string;
  readonly tone: "good" | "late" | "bad";
  readonly title: string;
}

/** Data older than this is called late: the usual interval is a day. */
const late = 26 * 3_600_000;

function ageOf(instance: StatusReply["instances"][number] | undefined, now: number): Age {
  const run = instance?.lastRun ?? null;
  if (run === null) {
    const title = "Nothing was collected yet. Run “defender-graph collect”.";
    return { what: "", when: "no run yet", tone: "late", title };
  }
  const end = run.endedOn ?? run.startedOn;
  const title = `Run ${run.id}, ${run.state.replaceAll("_", " ")}, ${moment(end)}`;
  if (run.endedOn === null) return { what: "", when: "running now", tone: "good", title };
  if (run.state === "failed")
    return { what: "last run", when: `failed ${ago(end, now)}`, tone: "bad", title };
  const whole = run.state === "completed";
  const what = whole ? "last run" : "partial run";
  return { what, when: ago(end, now), tone: whole && now - end < late ? "good" : "late", title };
}
