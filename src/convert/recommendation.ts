import type { Relationship } from "../graph/relationship.ts";
import type { Recommendation } from "../microsoft/recommendation.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { accountKey, recommendationKey } from "./keys.ts";
import { type PropertyTable, flag, number, propertiesBy, text, texts } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const nameOf = (recommendation: Recommendation): string => recommendation.name ?? recommendation.id;

/** What a recommendation carries. */
export const recommendationTable: PropertyTable<Recommendation> = {
  id: text("Defender's id.", (one) => one.id),
  name: text("What to do.", nameOf),
  displayName: text("The same.", nameOf),
  productName: text("Product that it is about.", (one) => one.productName),
  vendor: text("Vendor of the product.", (one) => one.vendor),
  recommendedVersion: text("Version to update to.", (one) => one.recommendedVersion),
  recommendationCategory: text("Such as `Application` or `OS`.", (one) => one.category),
  subCategory: text("A finer category.", (one) => one.subCategory),
  severityScore: number("Defender's score of its severity.", (one) => one.severityScore),
  publicExploit: flag("An exploit of a weakness behind it is public.", (one) => one.publicExploit),
  activeAlert: flag("An alert is active because of it.", (one) => one.activeAlert),
  associatedThreats: texts("Ids of threats.", (one) => one.associatedThreats),
  remediationType: text("Such as `Update` or `ConfigurationChange`.", (one) => one.remediationType),
  status: text("`Active` or `Exception`.", (one) => one.status),
  configScoreImpact: number(
    "What it gives to the configuration score.",
    (one) => one.configScoreImpact,
  ),
  exposureImpact: number("What it takes off the exposure score.", (one) => one.exposureImpact),
  weaknesses: number("How many weaknesses are behind it.", (one) => one.weaknesses),
  totalMachineCount: number("Machines that it could be about.", (one) => one.totalMachineCount),
  exposedMachinesCount: number("Machines that it is about.", (one) => one.exposedMachinesCount),
};

const recommendationProperties = propertiesBy(recommendationTable);

/** What recommendations may be about, as Defender's ids name it. */
export interface Subjects {
  /** `_key`s of the software versions of a product, by `vendor-_-product` in lower case. */
  software(product: string): readonly string[];
  /** `_key` of a configuration, by its id in lower case. */
  configuration(id: string): string | undefined;
}

/** A recommendation, with edges from the account and from what it is about. */
export function recommendationOf(
  recommendation: Recommendation,
  { tenantId, subjects }: { readonly tenantId: string; readonly subjects: Subjects },
): Converted {
  const key = recommendationKey(recommendation.id);
  const { type, classes } = entityTypes.recommendation;
  const properties = recommendationProperties(recommendation);
  const relationships: Relationship[] = [
    edge(relationshipTypes.accountHasRecommendation, { from: accountKey(tenantId), to: key }),
    ...aboutEdges(recommendation.id.toLowerCase(), key, subjects),
  ];
  return {
    entities: [{ key, type, classes, properties, raw: recommendation.raw }],
    relationships,
  };
}

function aboutEdges(id: string, key: string, subjects: Subjects): Relationship[] {
  const cut = id.indexOf("-_-");
  const [family, subject] = [id.slice(0, cut), id.slice(cut + 3)];
  if (family === "va") {
    return subjects
      .software(subject)
      .map((from) => edge(relationshipTypes.softwareHasRecommendation, { from, to: key }));
  }
  const from = family === "sca" ? subjects.configuration(subject) : undefined;
  return from === undefined
    ? []
    : [edge(relationshipTypes.configurationHasRecommendation, { from, to: key })];
}
