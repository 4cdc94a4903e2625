import {
  type GraphEntity,
  type GraphRelationship,
  uploadOfEntity,
  uploadOfRelationship,
} from "./upload-object.ts";

/** Objects of one kind that go in one request. */
export interface Batch {
  readonly kind: "entities" | "relationships";
  /** Each object as JSON. */
  readonly objects: readonly string[];
}

/** The body of a request that uploads a batch. */
export function bodyOf({ kind, objects }: Batch): string {
  return `{"${kind}":[${objects.join(",")}]}`;
}

/** A batch in two, for a server that finds it too large; itself when it cannot be cut. */
export function halves(batch: Batch): readonly Batch[] {
  const { kind, objects } = batch;
  const middle = Math.ceil(objects.length / 2);
  if (objects.length < 2) return [batch];
  return [
    { kind, objects: objects.slice(0, middle) },
    { kind, objects: objects.slice(middle) },
  ];
}

function uploadOf(line: GraphEntity | GraphRelationship): string | null {
  const object = line.kind === "entity" ? uploadOfEntity(line) : uploadOfRelationship(line);
  return object === null ? null : JSON.stringify(object);
}

type Graph = AsyncIterable<readonly (GraphEntity | GraphRelationship)[]>;

/** An object that is uploaded, as JSON. */
interface Upload {
  readonly kind: Batch["kind"];
  readonly text: string;
}

/** What of a graph is uploaded, in its order, without the first so many. */
async function* uploadsOf(graph: Graph, skip: number): AsyncGenerator<Upload> {
  let passed = 0;
  for await (const lines of graph) {
    for (const line of lines) {
      const text = uploadOf(line);
      if (text === null || passed++ < skip) continue;
      yield { kind: line.kind === "entity" ? "entities" : "relationships", text };
    }
  }
}

/**
 * Cuts a graph, entities first, into batches below so many bytes, without the objects that were sent before. One batch
 * is in memory at a time. An object that is larger goes alone.
 */
export async function* batchesOf(
  graph: Graph,
  { mostBytes, skip }: { readonly mostBytes: number; readonly skip: number },
): AsyncGenerator<Batch> {
  let kind: Batch["kind"] = "entities";
  let objects: string[] = [];
  let bytes = 0;
  for await (const upload of uploadsOf(graph, skip)) {
    const size = Buffer.byteLength(upload.text) + 1;
    if (objects.length > 0 && (upload.kind !== kind || bytes + size > mostBytes)) {
      yield { kind, objects };
      objects = [];
      bytes = 0;
    }
    kind = upload.kind;
    objects.push(upload.text);
    bytes += size;
  }
  if (objects.length > 0) yield { kind, objects };
}
