import { Failure } from "../base/failure.ts";
import type { ExplanationView, ServedDesk } from "../service/desk.ts";
import type { QueryAnswer } from "../service/service.ts";

/** The answer to any query of the desk below. */
export const emptyList = {
  ok: true,
  result: { type: "list", data: [], totalCount: 0 },
  warnings: [],
  ms: 3,
} satisfies QueryAnswer;

/** The explanation of any query of the desk below. */
export const explanation = {
  result: "list",
  steps: [
    {
      kind: "find",
      target: "person",
      optional: false,
      types: ["person"],
      ways: [],
      estimated: 2,
      actual: 2,
    },
  ],
  rows: 2,
  sql: "select 1",
  values: ["person"],
  measured: ["scan"],
} satisfies ExplanationView;

/** A desk over next to nothing. */
export const desk: ServedDesk = {
  query: async () => emptyList,
  check: () => ({ problems: [], warnings: [] }),
  explain: async () => ({ ok: true, explanation }),
  async *export() {},
  async *changes() {},
  async *verify() {},
  facts: async () => ({
    engine: "v1",
    memoryLimit: "244.1 MiB",
    schema: 2,
    rows: { entity: 2 },
    historyBeginsOn: null,
    lastRuns: [],
    lastApplied: {},
    replica: null,
  }),
  async *backup() {},
  compact: async () => ({ versions: 0, changes: 0, beginsOn: null }),
  publish: async () => {
    throw new Failure("This desk publishes nothing.", { code: "not_found", retryable: false });
  },
  figures: async () => [],
  perform: async () => {
    throw new Failure("This desk does nothing.", { code: "not_found", retryable: false });
  },
  history: async () => [],
  entity: async () => [],
  identities: async () => ({
    counts: { linked: 0, by_hand: 0, ambiguous: 0, unmatched: 0, nobody: 0 },
    total: 0,
    accounts: [],
    employees: [],
  }),
  shape: async () => ({
    entities: [{ type: "person", classes: ["Person"], count: 2, properties: {} }],
    relationships: [],
  }),
  status: async () => [{ id: 1, tenantId: "t", accountName: "Contoso", lastRun: null }],
};
