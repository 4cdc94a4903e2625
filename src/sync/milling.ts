import { type FindingConverter, findingConverter } from "../convert/finding.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Finding } from "../microsoft/finding.ts";
import { FindingFile } from "../microsoft/finding-file.ts";
import { Notices } from "../microsoft/notices.ts";
import type { Page } from "../microsoft/page.ts";
import { EdgeText } from "../store/edge-text.ts";
import type { MillAnswer, MilledFindings, MillQuestion, MillStart } from "./mill-message.ts";

const done: MillAnswer = { kind: "done" };

const softwareEdges: ReadonlySet<string> = new Set([
  relationshipTypes.machineInstalledSoftware.type,
  relationshipTypes.softwareHasVulnerability.type,
]);

/** Turns findings, or the bytes of export files, into edges as text. It runs in a thread of its own. */
export class Milling {
  readonly #machineIds: ReadonlySet<string>;
  readonly #software: boolean;
  readonly #edges: EdgeText;
  readonly #files = new Map<number, FindingFile>();
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
        return this.#read(question);
      case "drop":
        this.#drop(question.file);
        return done;
      case "convert":
        return this.#convert({ items: question.findings, rejected: 0 });
      case "restart":
        for (const file of this.#files.keys()) this.#drop(file);
        this.#edges.restart();
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

  async #read(question: MillQuestion & { readonly verb: "write" | "end" }): Promise<MillAnswer> {
    const file = this.#files.get(question.file) ?? new FindingFile(this.#notices, question.skip);
    this.#files.set(question.file, file);
    const page =
      question.verb === "end"
        ? await file.end()
        : await file.write(Buffer.from(question.bytes.buffer));
    // Nobody waits for it any more, so what it says must not count as said.
    if (this.#files.get(question.file) !== file) throw new Error("The file was dropped");
    return this.#convert(page);
  }

  #convert({ items, rejected }: Page<Finding>): MilledFindings {
    const made = this.#converter.take(items);
    for (const edge of made.relationships) {
      if (this.#software || !softwareEdges.has(edge.type)) this.#edges.add(edge);
    }
    return {
      kind: "milled",
      rows: items.length,
      rejected,
      entities: this.#software
        ? made.entities
        : made.entities.filter((entity) => entity.type !== entityTypes.software.type),
      edges: this.#edges.take(),
      notices: this.#notices.take(),
    };
  }

  #drop(file: number): void {
    this.#files.get(file)?.close();
    this.#files.delete(file);
  }

  #newConverter(): FindingConverter {
    return findingConverter({ holdsMachine: (id) => this.#machineIds.has(id) });
  }
}
