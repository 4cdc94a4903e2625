import type { Score } from "../microsoft/score.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { accountKey, scoreKey } from "./keys.ts";
import { type PropertyTable, number, propertiesBy, text, time } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const names = {
  exposure: "Exposure score",
  configuration: "Secure score for devices",
} as const satisfies Record<Score["kind"], string>;

/** What a score carries. */
export const scoreTable: PropertyTable<Score> = {
  id: text(
    "`exposure` (lower is better) or `configuration` (higher is better).",
    ({ kind }) => kind,
  ),
  name: text("What Microsoft calls it.", ({ kind }) => names[kind]),
  displayName: text("The same.", ({ kind }) => names[kind]),
  score: number("The score; its history is the trend.", (score) => score.score),
  measuredOn: time("When Defender measured it.", (score) => score.measuredOn),
};

const scoreProperties = propertiesBy(scoreTable);

/** A score, with the edge from the account. */
export function scoreOf(score: Score, tenantId: string): Converted {
  const key = scoreKey(score.kind);
  const { type, classes } = entityTypes.score;
  return {
    entities: [{ key, type, classes, properties: scoreProperties(score), raw: score.raw }],
    relationships: [
      edge(relationshipTypes.accountHasScore, { from: accountKey(tenantId), to: key }),
    ],
  };
}
