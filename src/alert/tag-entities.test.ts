import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AlertStage, entity, setAlertStage } from "../../test/support/alert-stage.ts";
import { checkText } from "../j1ql/analyse.ts";
import { exportGraph } from "../store/export.ts";
import { readNeighbourhoods } from "../store/neighbourhood.ts";
import { readCatalogue, runQuery } from "../store/query.ts";

let stage: AlertStage;

beforeAll(async () => {
  stage = await setAlertStage();
});

afterEach(async () => {
  await stage.clear();
});

afterAll(async () => {
  await stage.close();
});

function machines(...ids: readonly string[]) {
  return ids.map((id) => entity("machine", id, { exposureLevel: "High", managed: true }));
}

const calm = (id: string) => entity("machine", id, { exposureLevel: "Low", managed: true });

const urgent = {
  name: "Exposed",
  queries: [{ query: "FIND microsoft_defender_machine WITH exposureLevel = 'High'" }],
  actions: [{ kind: "tag", name: "urgent" }],
};

/** The names of machines that a query finds, and what it is warned of. */
async function find(query: string, asOf?: number): Promise<readonly string[]> {
  const { database } = stage.store;
  const { plan, warnings } = checkText(query, { catalogue: await readCatalogue(database) });
  expect(warnings).toEqual([]);
  if (plan === null) throw new Error(query);
  const result = await runQuery(database, plan, { now: stage.clock.now(), asOf });
  if (result.type === "tree") throw new Error(query);
  return result.data.map((row) => JSON.stringify("entity" in row ? row.entity : row)).toSorted();
}

async function tagged(asOf?: number): Promise<readonly string[]> {
  const query =
    "FIND microsoft_defender_machine WITH tag.urgent = true AS d RETURN d.displayName, d.tag.urgent";
  return (await find(query, asOf)).map((row) => row.replaceAll(/["{}]/g, ""));
}

const is = (id: string): string => `d.displayName:${id},d.tag.urgent:true`;

test("what a rule finds is tagged for as long as it finds it, and earlier moments show what was tagged then", async () => {
  await stage.addRule(urgent);
  await stage.run({ entities: [...machines("a", "b"), calm("c")] });
  const first = stage.clock.now();
  expect(await tagged()).toEqual([is("a"), is("b")]);
  await stage.run({ entities: [calm("a"), ...machines("b", "c")] });
  expect(await tagged()).toEqual([is("b"), is("c")]);
  await stage.run({ entities: [calm("a"), calm("b"), calm("c")] });
  const asked = "FIND microsoft_defender_machine WITH tag.urgent = true";
  expect(await find(asked)).toEqual([]);
  expect(
    await find(
      "FIND microsoft_defender_machine WITH tag.urgent = undefined RETURN microsoft_defender_machine._key",
    ),
  ).toHaveLength(3);
  expect(await tagged(first)).toEqual([is("a"), is("b")]);
});

test("a run sees no tag: it changes nothing that is tagged, and takes no tag away when it changes something else", async () => {
  await stage.addRule(urgent);
  await stage.run({ entities: machines("a") });
  const changes = async () =>
    Number((await stage.store.database.all("select count(*) as n from change"))[0]?.["n"]);
  const before = await changes();
  await stage.run({ entities: machines("a") });
  expect(await changes()).toBe(before);
  const renamed = entity("machine", "a", { exposureLevel: "High", managed: false });
  await stage.run({ entities: [renamed] });
  expect(await changes()).toBe(before + 1);
  expect(await tagged()).toEqual([is("a")]);
});

test("a tag is on the entity's page and in the export, and stays when it is to be kept", async () => {
  await stage.addRule({
    ...urgent,
    queries: [
      {
        query:
          "FIND microsoft_defender_machine WITH exposureLevel = 'High' AS d RETURN d, d.managed",
      },
    ],
    actions: [{ kind: "tag", name: "owner", value: "soc", keep: true }],
  });
  await stage.run({ entities: machines("a") });
  await stage.run({ entities: [calm("a")] });
  const { database } = stage.store;
  const key = calm("a").key;
  const [shown] = await readNeighbourhoods(database, { key });
  expect(shown?.entity.properties).toMatchObject({ "tag.owner": "soc", exposureLevel: "Low" });
  const lines = [];
  for await (const some of exportGraph(database, {})) lines.push(...some);
  expect(lines.find(({ _key }) => _key === key)?.properties).toMatchObject({ "tag.owner": "soc" });
  const paths =
    "FIND microsoft_defender_machine WITH tag.owner ^= 'so' AND tag.owner != 'x' RETURN count(microsoft_defender_machine)";
  expect(await find(paths)).toEqual([expect.stringContaining(":1")]);
});

test("where it is not sure what a rule finds, no tag is taken away", async () => {
  await stage.addRule(urgent);
  await stage.run({ entities: machines("a") });
  await stage.run({ entities: [calm("a")] }, [
    { step: "machines", status: "partial", reason: "refused" },
  ]);
  expect(await tagged()).toEqual([is("a")]);
});
