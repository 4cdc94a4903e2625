import { useMutation, useQuery } from "@tanstack/react-query";
import type { DatabaseReply } from "../../../src/http/contract.ts";
import { RoleButton } from "../app/role-button.tsx";
import { useWorld } from "../app/world.ts";
import { Asked } from "../part/asked.tsx";
import { Facts } from "../part/facts.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { moment } from "../part/format.ts";
import { Icon } from "../part/icon.tsx";
import { saveFile } from "../part/save-file.ts";

/** What the database holds, how long, and a copy of it. */
export function DataTab() {
  const { call } = useWorld();
  const facts = useQuery({
    queryKey: ["database"],
    queryFn: async ({ signal }): Promise<DatabaseReply> =>
      (await call("database", { signal })).json(),
  });
  return (
    <div className="form-columns">
      <section className="card">
        <Asked asked={facts}>
          {({ engine, schema, memoryLimit, rows, replica }) => (
            <Facts
              title="What is kept"
              asHeading="h2"
              facts={[
                ["engine", engine],
                ["schema", schema],
                ["memory limit", memoryLimit],
                ...replicaFact(replica),
                ...Object.entries(rows).map(
                  ([table, count]) => [`rows of ${table.replace("_", " ")}`, count] as const,
                ),
              ]}
            />
          )}
        </Asked>
        <h2>History</h2>
        <p>{historyText(facts.data?.historyBeginsOn ?? null)}</p>
        <p className="muted">
          Start the server with <code>--keep-history 365</code> to let go of what is older than so
          many days, or do it once with <code>defender-graph compact</code>.
        </p>
      </section>
      <BackupCard />
    </div>
  );
}

function replicaFact(replica: DatabaseReply["replica"]): readonly (readonly [string, string])[] {
  if (replica === null) return [];
  const { serves, behindMs, reason } = replica;
  const behind = `read from, ${Math.round(behindMs / 1_000)} s behind`;
  return [["replica", serves ? behind : `not read from: ${reason ?? "no answer"}`]];
}

function historyText(begins: number | null): string {
  return begins === null
    ? "Every version of every entity and relationship is kept."
    : `History is whole from ${moment(begins)} on; what was before was let go.`;
}

function BackupCard() {
  const { call, now } = useWorld();
  const backup = useMutation({
    async mutationFn() {
      const headers = { "content-type": "application/json" };
      const reply = await call("backup", { method: "POST", headers, body: "{}" });
      const day = new Date(now()).toISOString().slice(0, 10);
      saveFile(`defender-graph-${day}.duckdb`, await reply.blob());
    },
  });
  return (
    <section className="card form">
      <h2>Backup</h2>
      <p>
        A copy of the whole database as it is at this moment, in one file, taken while everything
        goes on. Secrets in it are sealed: keep the key apart from it. Put it back with{" "}
        <code>defender-graph restore</code>.
      </p>
      <FormFailure error={backup.error} />
      {backup.isSuccess && <p role="status">Handed to the browser.</p>}
      <div className="form-actions">
        <RoleButton
          least="administrator"
          loading={backup.isPending}
          leftSection={<Icon name="download" size={15} />}
          onClick={() => backup.mutate()}
        >
          Download a backup
        </RoleButton>
      </div>
    </section>
  );
}
