import { afterEach, beforeEach, expect, it } from "vitest";
import { rememberText } from "../store/state.ts";
import { openStore, type Store } from "../../test/support/store.ts";
import { checkpointsOf, clearCheckpoints } from "./checkpoints.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore();
});

afterEach(() => store.close());

it("what runs left is loaded piece by piece, also of earlier versions, without what cannot be read", async () => {
  const { database, instance } = store;
  const leave = (name: string, text: string): Promise<void> =>
    rememberText(database, { instanceId: instance.id, name: `checkpoint:${name}`, text });
  await leave("logons:000000001:000001", '[{"machine":"old"}]');
  await leave("logons:000000001:000002", '"no base64 of anything"');
  const checkpoints = checkpointsOf(database, instance, 2);
  const long = JSON.stringify(Array.from({ length: 50_000 }, (_, at) => ({ machine: `né ${at}` })));
  await checkpoints.add("logons", '[{"machine":"new"}]');
  await checkpoints.add("logons", long);
  await checkpoints.add("others", "[1]");

  const loaded = await checkpointsOf(database, instance, 3).load("logons");
  expect(loaded).toEqual([[{ machine: "old" }], null, [{ machine: "new" }], JSON.parse(long)]);

  await clearCheckpoints(database, instance);
  expect(await checkpoints.load("logons")).toEqual([]);
});
