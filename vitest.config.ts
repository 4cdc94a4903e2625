import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What is tested on both engines: these files once more, with `openStore` giving databases of PostgreSQL.
const onPostgres = [
  "src/alert/deliver.test.ts",
  "src/alert/evaluate.test.ts",
  "src/alert/tag-entities.test.ts",
  "src/store/apply.test.ts",
  "src/store/apply-kept.test.ts",
  "src/store/brake.test.ts",
  "src/store/compact.test.ts",
  "src/store/current-edges.test.ts",
  "src/store/edge-text.test.ts",
  "src/store/explain.test.ts",
  "src/store/kill.test.ts",
  "src/store/model.test.ts",
  "src/store/net-changes.test.ts",
  "src/store/object-life.test.ts",
  "src/store/query.test.ts",
  "src/store/run.test.ts",
  "src/store/settle.test.ts",
  "src/store/settle.test.ts",
  "src/store/staged-text.test.ts",
  "src/store/staging.test.ts",
  "src/store/tenants.test.ts",
  "src/store/verify.test.ts",
  "src/store/write-shape.test.ts",
  "src/service/complete.test.ts",
  "test/j1ql-breadth.test.ts",
  "test/j1ql-golden.test.ts",
  "test/j1ql-guide.test.ts",
  "test/j1ql-model.test.ts",
  "test/j1ql-mutated.test.ts",
  "test/j1ql-patterns.test.ts",
  "test/join-aside.test.ts",
  "test/packs.test.ts",
  "test/truth.test.ts",
];

// Programs that tests start find their code compiled: half of the time of starting one.
const compiled = fileURLToPath(new URL("node_modules/.cache/compiled", import.meta.url));

// The workers share the cores: what they start need not do so once more.
const common = { NODE_COMPILE_CACHE: compiled, DEFENDER_GRAPH_THREADS: "1" };

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: "test/support/start-postgres.ts",
    // On two cores one worker is usual, but much of the time a test waits for a server or a browser.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: "duckdb",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          env: { DEFENDER_GRAPH_TEST_ENGINE: "duckdb", ...common },
        },
      },
      {
        test: {
          ...shared,
          name: "postgres",
          include: onPostgres,
          env: { DEFENDER_GRAPH_TEST_ENGINE: "postgres", ...common },
        },
      },
    ],
  },
});
