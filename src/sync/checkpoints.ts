import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress } from "node:zlib";
import type { Json } from "../base/json.ts";
import type { Database } from "../store/database.ts";
import type { Instance } from "../store/instance.ts";
import { forgetStates, recallStates, rememberText } from "../store/state.ts";

const beginning = "checkpoint:";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

// A tenth of the size, in a tenth of the time that the database takes to write the rest.
const quickly = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

async function packed(text: string): Promise<string> {
  const bytes = await compress(text, quickly);
  return JSON.stringify(bytes.toString("base64"));
}

/** A piece as it was added. Earlier versions left it as it was; what cannot be read is asked for again. */
async function unpacked(piece: Json): Promise<Json> {
  if (typeof piece !== "string") return piece;
  try {
    const bytes = await decompress(Buffer.from(piece, "base64"));
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

/** What a run that is not yet applied leaves for the next, should it be interrupted. */
export interface Checkpoints {
  /** What interrupted runs left under a name. */
  load(name: string): Promise<readonly Json[]>;
  /** Leaves a further piece: JSON text. */
  add(name: string, text: string): Promise<void>;
}

/** The checkpoints of an instance; `runId` keeps the pieces of runs apart. */
export function checkpointsOf(
  database: Database,
  { id: instanceId }: Instance,
  runId: number,
): Checkpoints {
  let pieces = 0;
  return {
    async load(name) {
      const pieces = await recallStates(database, instanceId, `${beginning}${name}:`);
      return Promise.all(pieces.map(unpacked));
    },
    async add(name, text) {
      pieces += 1;
      const place = `${String(runId).padStart(9, "0")}:${String(pieces).padStart(6, "0")}`;
      await rememberText(database, {
        instanceId,
        name: `${beginning}${name}:${place}`,
        text: await packed(text),
      });
    },
  };
}

/** A run was applied: what it left is in the graph. */
export function clearCheckpoints(database: Database, { id }: Instance): Promise<void> {
  return forgetStates(database, id, beginning);
}
