import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Database } from "./database.ts";
import { EdgeInlet } from "./edge-inlet.ts";
import type { EdgeBlock, EdgeNumbering } from "./edge-text.ts";
import type { Joiner, JoinStart, Merges } from "./edge-join.ts";
import { Intake, type StagedCounts } from "./intake.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";
import type { ShapeBook } from "./shape-book.ts";
import { settleEntities, settleRelationships } from "./settle.ts";
import { SettlingAside } from "./settling-aside.ts";
import type { Losses } from "./losses.ts";
import { holdsBack, type Question, stagedEntities, stagedRelationships } from "./staged-view.ts";
import { StagingArea } from "./staging-area.ts";
import { stageTables } from "./stage-table.ts";
import type { Volatile } from "./volatile.ts";

/** What the store must know about the types that are staged. */
export interface StagingRules {
  /** By type, the properties whose change alone is no change. */
  readonly volatile: Volatile;
  /** By relationship type, how edges that come several times are joined. */
  readonly merge: Merges;
  /** Who joins where they are many; in the thread that stages when absent. Joins as `merge` says. */
  readonly joinAside?: (start: JoinStart) => Joiner;
}

// With fewer edges, joining them is done before the next step has begun.
const worthAside = 100_000;

const nothingLost: Losses = { receipts: new Map() };

/** Opens an empty staging area for a run. Nothing of it outlasts the process. */
export async function openStaging(
  database: Database,
  run: Run,
  rules: StagingRules,
): Promise<Staging> {
  const area = await StagingArea.open(database, run);
  return new Staging({ area, intake: await Intake.open(area, rules.volatile), run, rules });
}

interface Parts {
  readonly area: StagingArea;
  readonly intake: Intake;
  readonly run: Run;
  readonly rules: StagingRules;
}

/** What one run found so far, beside the graph and not yet part of it. */
export class Staging {
  readonly run: Run;
  readonly rules: StagingRules;
  readonly #area: StagingArea;
  readonly #intake: Intake;
  readonly #inlet: EdgeInlet;
  readonly #conflicts = new Map<string, number>();
  readonly #aside = new SettlingAside();
  #turn: Promise<unknown> = Promise.resolve();
  #settledAt: StagedCounts | null = null;
  #closed = false;

  constructor({ area, intake, run, rules }: Parts) {
    this.run = run;
    this.rules = rules;
    this.#area = area;
    this.#intake = intake;
    this.#inlet = new EdgeInlet(area);
  }

  /** Adds entities. The same one again is one; with other content the first wins, and applying reports a conflict. */
  async addEntities(entities: readonly Entity[]): Promise<void> {
    for (const entity of entities) this.#intake.addEntity(entity);
    await this.#intake.relieve();
  }

  /** Adds relationships. Those that come again are joined where their type says how; else the first wins. */
  async addRelationships(relationships: readonly Relationship[]): Promise<void> {
    for (const relationship of relationships) {
      this.#aside.forget(relationship.type);
      this.#intake.addRelationship(relationship);
    }
    await this.#intake.relieve();
  }

  /**
   * What edges need that are written as text elsewhere: edges of these types, from or to these keys and keys that no
   * other step mentions. Only one such text may be written in a run.
   */
  edgeNumbering(
    types: readonly { readonly type: string; readonly verb: string }[],
    keys: Iterable<string>,
  ): EdgeNumbering {
    return {
      types: new Map(
        types.map(({ type, verb }) => [type, this.#intake.typeNumber(type, verb)] as const),
      ),
      keys: this.#intake.keyNumbers(keys),
      volatile: this.rules.volatile,
    };
  }

  /** Adds relationships that were written as text. */
  async addEdges(block: EdgeBlock): Promise<void> {
    this.#aside.forgetAll();
    this.#intake.adopt(block);
    await this.#inlet.add(block.text);
  }

  /**
   * Edges of these types are all staged: where there are many, those that came several times are joined while others are
   * read. Any that come all the same are seen to when everything is settled.
   */
  settleSoon(types: readonly string[]): void {
    if (this.#intake.counts().relationships < worthAside) return;
    const { merge } = this.rules;
    const known = this.#intake.relationshipTypes();
    const joined = types.filter((type) => merge.has(type) && known.includes(type));
    if (joined.length === 0) return;
    this.#aside.begin(
      joined,
      async () => {
        await this.#area.makeRoom("to settle", this.#intake.counts().relationships);
        return this.#flushed();
      },
      (session) => this.#settleRelationships(session, joined),
    );
  }

  /** Forgets what was staged of these types: their collection is read again from its start. */
  async discard(types: readonly string[]): Promise<void> {
    await this.#aside.done();
    await this.#settled(async (session) => {
      await this.#area.remove(session, stageTables.entities, {
        where: "type in (select unnest(?::text[]))",
        values: [types],
      });
      await this.#area.remove(session, stageTables.relationships, {
        where: "type_n in (select n from stage_type where type in (select unnest(?::text[])))",
        values: [types],
      });
      this.#intake.forget();
    });
  }

  /** What is in the graph of these types stays, unless it is staged anew. */
  async keepTypes(types: readonly string[]): Promise<void> {
    for (const type of types) this.#intake.keepType(type);
  }

  /** Edges of a type from these entities stay as they are; so do the entities of `targetType` they lead to. */
  async keepFrom(input: {
    readonly relationshipType: string;
    readonly fromKeys: Iterable<string>;
    readonly targetType: string | null;
  }): Promise<void> {
    const { relationshipType, targetType } = input;
    for (const key of input.fromKeys) this.#intake.keepFrom(relationshipType, key, targetType);
  }

  /** Entities of these types as they would be: staged, kept, and held back as far as `losses` tell. */
  async *entities(
    types: readonly string[],
    losses: Losses = nothingLost,
  ): AsyncGenerator<readonly Entity[]> {
    await this.#intake.flush();
    yield* stagedEntities(this.#question(types, losses));
  }

  /** Relationships of these types as they would be: staged, joined, kept, and held back as far as `losses` tell. */
  async *relationships(
    types: readonly string[],
    losses: Losses = nothingLost,
  ): AsyncGenerator<readonly Relationship[]> {
    if (types.some((type) => this.#aside.touches(type))) await this.#aside.done();
    await this.#settled((session) => this.#settleRelationships(session, types));
    yield* stagedRelationships(this.#question(types, losses));
  }

  /** Whether entities of these types will be held back, by what is staged now. */
  async holdsBack(types: readonly string[], losses: Losses): Promise<boolean> {
    await this.#intake.flush();
    return holdsBack(this.#question(types, losses));
  }

  /** How much was staged so far. */
  counts(): StagedCounts {
    return this.#intake.counts();
  }

  /** The structures of staged entities, by the numbers that stand beside them. */
  get shapes(): ShapeBook {
    return this.#intake.shapes;
  }

  /** Keys that came with differing content and were not joined, by type: known once settled. */
  get conflicts(): ReadonlyMap<string, number> {
    return this.#conflicts;
  }

  /** Leaves everything staged once, for `applyRun`. Types of the present graph get their numbers, too. */
  async settle(): Promise<void> {
    if (this.#isSettled()) return;
    await this.#aside.done();
    await this.#area.makeRoom("to settle", this.#intake.counts().relationships);
    await this.#settled(async (session) => {
      const sql = "select distinct type, verb from shape_relationship where instance_id = ?";
      for (const row of await session.all(sql, [this.run.instanceId])) {
        this.#intake.typeNumber(String(row["type"]), String(row["verb"]));
      }
      await this.#intake.flush();
      this.#note(await settleEntities(this.#area, session));
      const types = this.#intake.relationshipTypes().filter((type) => !this.#aside.covers(type));
      await this.#settleRelationships(session, types);
    });
    this.#settledAt = this.#intake.counts();
  }

  /** A connection that sees graph and stage. The caller closes it. */
  session(): Promise<Session> {
    return this.#area.session();
  }

  /** Gives the database more memory while what was staged is applied. */
  makeRoom(): Promise<void> {
    return this.#area.makeRoom("to apply", this.#intake.counts().relationships);
  }

  /** Makes sure, as the last thing in a transaction, that this run is still the one of its instance. */
  hold(session: Session): Promise<void> {
    return this.#area.hold(session);
  }

  /** Forgets everything that was staged, and makes room for what comes after it was applied. */
  async empty(): Promise<void> {
    await this.#intake.close();
    await this.#area.empty();
  }

  /** Forgets everything that was staged, and lets others read the tenant. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#aside.stop();
    await this.#intake.close();
    await this.#area.close();
  }

  /** Whether nothing was added since everything was settled. */
  #isSettled(): boolean {
    const { entities, relationships } = this.#intake.counts();
    return (
      entities === this.#settledAt?.entities && relationships === this.#settledAt.relationships
    );
  }

  #question(types: readonly string[], losses: Losses): Question {
    const { instanceId } = this.run;
    return { area: this.#area, instanceId, types, losses, names: this.#intake };
  }

  async #settleRelationships(session: Session, types: readonly string[]): Promise<void> {
    const settling = { ...this.rules, area: this.#area, intake: this.#intake, session };
    this.#note(await settleRelationships(settling, types));
  }

  #note(conflicts: ReadonlyMap<string, number>): void {
    for (const [type, count] of conflicts)
      this.#conflicts.set(type, (this.#conflicts.get(type) ?? 0) + count);
  }

  /** A connection that sees everything that was staged so far. */
  async #flushed(): Promise<Session> {
    await this.#intake.flush();
    await this.#inlet.flush();
    return this.#area.session();
  }

  /** One after another: two that settle at once would join the same rows twice. */
  #settled(work: (session: Session) => Promise<void>): Promise<void> {
    const turn = this.#turn.then(async () => {
      const session = await this.#flushed();
      try {
        await work(session);
      } finally {
        session.close();
      }
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
