import { recommendationOf, type Subjects } from "../convert/recommendation.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { together } from "./collections.ts";
import { packStep, readRows } from "./pack.ts";
import type { StepContext } from "./step.ts";

const emits = [
  entityTypes.recommendation.type,
  relationshipTypes.accountHasRecommendation.type,
  relationshipTypes.softwareHasRecommendation.type,
  relationshipTypes.configurationHasRecommendation.type,
];

const lower = (value: unknown): string => (typeof value === "string" ? value.toLowerCase() : "");

/** What recommendations may be about: the software and the configurations of the graph as it would be. */
async function subjectsOf(context: StepContext): Promise<Subjects> {
  const products = new Map<string, string[]>();
  const configurations = new Map<string, string>();
  const types = [entityTypes.software.type, entityTypes.secureConfiguration.type];
  for await (const entities of context.entitiesToBe(types)) {
    for (const { key, type, properties } of entities) {
      if (type !== entityTypes.software.type) {
        configurations.set(lower(properties["id"]), key);
        continue;
      }
      const product = `${lower(properties["vendor"])}-_-${lower(properties["product"])}`;
      const known = products.get(product);
      if (known === undefined) products.set(product, [key]);
      else known.push(key);
    }
  }
  return {
    software: (product) => products.get(product) ?? [],
    configuration: (id) => configurations.get(id),
  };
}

/** What Defender recommends to do, and about which software and configurations. */
export const recommendationsStep = packStep({
  id: "recommendations",
  title: "Security recommendations",
  permission: { api: "defender", role: "SecurityRecommendation.Read.All" },
  absent: "recommendations",
  dependsOn: ["account", "vulnerabilities", "secure_configurations"],
  emits,
  async read(context) {
    const about = { tenantId: context.held.tenantId, subjects: await subjectsOf(context) };
    return readRows(context, {
      listing: context.tenant.optional.recommendations(),
      emits,
      converter: () => (items) => together(items.map((item) => recommendationOf(item, about))),
    });
  },
});
