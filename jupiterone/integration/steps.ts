import {
  IntegrationError,
  type IntegrationStepExecutionContext,
  type Entity as SdkEntity,
  type IntegrationStep,
  type Relationship as SdkRelationship,
} from "@jupiterone/integration-sdk-core";
import { entityTypes, relationshipTypes } from "../../src/convert/types.ts";
import { relationshipKey } from "../../src/graph/relationship.ts";
import { uploadOfEntity, uploadOfRelationship } from "../../src/publish/upload-object.ts";
import { defaultSources, type StepId } from "../../src/sync/source.ts";
import type { Step, StepContext } from "../../src/sync/step.ts";
import { ended, skipped } from "../../src/sync/step-results.ts";
import { steps } from "../../src/sync/steps.ts";
import type { Config } from "./config.ts";
import { type Session, sessionOf } from "./session.ts";

type Context = IntegrationStepExecutionContext<Config>;

const shared = "cve";
const allEntities = Object.values(entityTypes);
const allRelationships = Object.values(relationshipTypes);

/** What costs many calls or rows is read by defender-graph itself, where it is asked for. */
const taken = steps.filter(({ source }) => source === null || defaultSources.includes(source));

function idOf(step: StepId): string {
  return step.replaceAll("_", "-");
}

async function* inOneBatch<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  yield items;
}

function contextOf(step: Step, session: Session, { logger }: Context): StepContext {
  return {
    ...session,
    tenant: session.tenant.metered(step.id),
    staging: session.gathered,
    sources: new Set(defaultSources),
    full: true,
    inOneThread: true,
    checkpoints: { load: () => Promise.resolve([]), add: () => Promise.resolve() },
    // JupiterOne's own instance settings tag what an integration brings.
    tags: {},
    fullEveryMs: 0,
    signal: new AbortController().signal,
    previous: () => inOneBatch([]),
    previousRecords: () => inOneBatch([]),
    previousEdges: () => inOneBatch([]),
    entitiesToBe: (types) => inOneBatch(session.gathered.entities(types)),
    relationshipsToBe: (types) => inOneBatch(session.gathered.relationships(types)),
    saveBudgets: () => Promise.resolve(),
    note: (code, text) => void logger.info({ code }, text),
    progress: () => undefined,
  };
}

/** Hands what a step found to JupiterOne. */
async function handOver(step: Step, { gathered }: Session, { jobState }: Context): Promise<void> {
  for (const { key, type, classes, properties } of gathered.entities(step.emits)) {
    const upload = uploadOfEntity({
      kind: "entity",
      _key: key,
      _type: type,
      _class: classes,
      properties,
    });
    if (upload !== null) await jobState.addEntity(upload as SdkEntity);
  }
  for (const edge of gathered.relationships(step.emits)) {
    const { type, verb, from, to, properties } = edge;
    const upload = uploadOfRelationship({
      kind: "relationship",
      _key: relationshipKey(edge),
      _type: type,
      _class: verb,
      _fromEntityKey: from,
      _toEntityKey: to,
      properties,
    });
    await jobState.addRelationship(upload as SdkRelationship);
  }
}

async function runToItsEnd(step: Step, context: StepContext) {
  try {
    return await step.run(context);
  } catch (thrown) {
    return ended(thrown, 0);
  }
}

async function execute(step: Step, context: Context): Promise<void> {
  const session = await sessionOf(context.instance, context.logger);
  for (const { id } of steps) {
    if (taken.some((one) => one.id === id)) continue;
    session.outcomes.set(id, skipped("It is no part of the integration."));
  }
  const outcome = await runToItsEnd(step, contextOf(step, session, context));
  session.outcomes.set(step.id, outcome);
  await handOver(step, session, context);
  if (session.outcomes.size === steps.length) await session.tenant.close();
  if (outcome.status === "complete" || outcome.status === "skipped") return;
  // Only a step that fails has its types kept on the other side.
  throw new IntegrationError({
    code: "STEP_INCOMPLETE",
    message: outcome.reason ?? `${step.title} was not read to its end.`,
  });
}

function integrationStepOf(step: Step): IntegrationStep<Config> {
  const relationships = allRelationships.filter(({ type }) => step.emits.includes(type));
  const [mapped, direct] = [
    relationships.filter(({ to }) => to === shared),
    relationships.filter(({ to }) => to !== shared),
  ];
  return {
    id: idOf(step.id),
    name: step.title,
    dependsOn: taken.filter(({ id }) => step.dependsOn.includes(id)).map(({ id }) => idOf(id)),
    ...(step.source === null ? {} : { ingestionSourceId: step.source }),
    entities: allEntities
      .filter(({ type }) => step.emits.includes(type) && type !== shared)
      .map(({ resource, type, classes }) => ({
        resourceName: resource,
        _type: type,
        _class: [...classes],
      })),
    relationships: direct.map(({ type, verb, from, to }) => ({
      _type: type,
      _class: verb as never,
      sourceType: from,
      targetType: to,
    })),
    mappedRelationships: mapped.map(({ type, verb, from, to }) => ({
      _type: type,
      _class: verb as never,
      sourceType: from,
      targetType: to,
      direction: "FORWARD" as never,
    })),
    executionHandler: (context: Context) => execute(step, context),
  };
}

/** The steps of a run as steps of an integration. */
export const integrationSteps = taken.map(integrationStepOf);

/** What can be switched off, and what it is called. */
export const ingestionConfig = Object.fromEntries(
  taken.flatMap(({ source, title }) => (source === null ? [] : [[source, { title }]])),
);
