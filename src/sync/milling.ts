import { type FindingConverter, findingConverter } from "../convert/finding.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Entity } from "../graph/entity.ts";
import type { Finding } from "../microsoft/finding.ts";
import { FindingFile } from "../microsoft/finding-file.ts";
import { Notices } from "../microsoft/notices.ts";
import type { Page } from "../microsoft/page.ts";
import { EdgeText } from "../store/edge-text.ts";
import { Turns } from "../store/turns.ts";
import type { MillAnswer, MilledFindings, MillQuestion, MillStart } from "./mill-message.ts";

const done: MillAnswer = { kind: "done" };

// Some dozens of rows, gzipped: so few are forgotten before the collector of garbage has to carry them about.
const sip = 16_384;

const softwareEdges: ReadonlySet<string> = new Set([
  relationshipTypes.machineInstalledSoftware.type,
  relationshipTypes.softwareHasVulnerability.type,
]);

type FileQuestion = MillQuestion & { readonly verb: "write" | "end" };

interface OpenFile {
  readonly content: FindingFile;
  /** Why nothing more can be read of it. */
  failure: Error | null;
}

/** How many rows. */
interface Read {
  rows: number;
  rejected: number;
}

function* sips(bytes: Uint8Array<ArrayBuffer>): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += sip)
    yield Buffer.from(bytes.buffer, from, Math.min(sip, bytes.length - from));
}

/** The findings of a piece, few at a time: the next ones are inflated while the caller looks at some. */
async function* pagesIn(
  content: FindingFile,
  question: FileQuestion,
): AsyncGenerator<Page<Finding>> {
  let next: Promise<Page<Finding>> | null = null;
  for (const bytes of question.verb === "end" ? [null] : sips(question.bytes)) {
    const page = next;
    next = bytes === null ? content.end() : content.write(bytes);
    next.catch(() => undefined);
    if (page !== null) yield await page;
  }
  if (next !== null) yield await next;
}

/** Turns findings, or the bytes of export files, into edges as text. It runs in a thread of its own. */
export class Milling {
  readonly #machineIds: ReadonlySet<string>;
  readonly #software: boolean;
  readonly #edges: EdgeText;
  /** What was found and not said yet, besides edges. */
  #entities: Entity[] = [];
  readonly #files = new Map<number, OpenFile>();
  // A piece comes while another one is read; what they say must not mix.
  readonly #turns = new Turns();
  #converter: FindingConverter;
  readonly #notices = new Notices();

  constructor({ numbering, machineIds, software }: MillStart) {
    this.#machineIds = new Set(machineIds);
    this.#software = software;
    this.#edges = new EdgeText(numbering);
    this.#converter = this.#newConverter();
  }

  /** Answers a question. Throws what `FindingFile` throws. */
  async answer(question: MillQuestion): Promise<MillAnswer> {
    switch (question.verb) {
      case "write":
      case "end":
      case "convert":
        return this.#inTurn(() =>
          question.verb === "convert"
            ? this.#told(this.#convert({ items: question.findings, rejected: 0 }))
            : this.#read(question),
        );
      case "drop":
        this.#drop(question.file);
        return done;
      case "restart":
        for (const file of this.#files.keys()) this.#drop(file);
        this.#edges.restart();
        this.#entities = [];
        this.#converter = this.#newConverter();
        return done;
      case "summary":
        return {
          kind: "summary",
          cves: [...this.#converter.cves()],
          dangling: this.#converter.counts().dangling,
          unlisted: [...this.#converter.unlisted()],
        };
    }
  }

  async #inTurn(work: () => MillAnswer | Promise<MillAnswer>): Promise<MillAnswer> {
    const release = await this.#turns.take();
    try {
      return await work();
    } finally {
      release();
    }
  }

  async #read(question: FileQuestion): Promise<MillAnswer> {
    const file = this.#fileOf(question);
    if (file.failure !== null) throw file.failure;
    const read: Read = { rows: 0, rejected: 0 };
    try {
      for await (const page of pagesIn(file.content, question)) {
        // Nobody waits for it any more, so what it says must not count as said.
        if (this.#files.get(question.file) !== file) throw new Error("The file was dropped");
        const { rows, rejected } = this.#convert(page);
        read.rows += rows;
        read.rejected += rejected;
      }
    } catch (error) {
      // What was read before is said before.
      if (read.rows + read.rejected === 0) throw error;
      file.failure = error instanceof Error ? error : new Error(String(error));
    }
    return this.#told(read);
  }

  #fileOf({ file, skip }: { readonly file: number; readonly skip: number }): OpenFile {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const opened = { content: new FindingFile(this.#notices, skip), failure: null };
    this.#files.set(file, opened);
    return opened;
  }

  #convert({ items, rejected }: Page<Finding>): Read {
    const { entities, edges } = this.#converter.take(items);
    for (const edge of edges) {
      if (this.#software || !softwareEdges.has(edge.kind.type)) this.#edges.add(edge);
    }
    for (const entity of entities) {
      if (this.#software || entity.type !== entityTypes.software.type) this.#entities.push(entity);
    }
    return { rows: items.length, rejected };
  }

  #told(read: Read): MilledFindings {
    const entities = this.#entities;
    this.#entities = [];
    return {
      kind: "milled",
      ...read,
      entities,
      edges: this.#edges.take(),
      notices: this.#notices.take(),
    };
  }

  #drop(file: number): void {
    this.#files.get(file)?.content.close();
    this.#files.delete(file);
  }

  #newConverter(): FindingConverter {
    return findingConverter({ holdsMachine: (id) => this.#machineIds.has(id) });
  }
}
