import { scoreOf } from "../convert/score.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Score, ScoreKind } from "../microsoft/score.ts";
import { together } from "./collections.ts";
import { packStep, readRows } from "./pack.ts";

const emits = [entityTypes.score.type, relationshipTypes.accountHasScore.type];
const kinds: readonly ScoreKind[] = ["exposure", "configuration"];

/** The tenant's scores; their history is the trend. */
export const scoresStep = packStep({
  id: "scores",
  title: "Scores",
  permission: { api: "defender", role: "Score.Read.All" },
  absent: "exposure score and secure score",
  dependsOn: ["account"],
  emits,
  read(context) {
    const { held, signal, tenant } = context;
    async function* pages() {
      for (const kind of kinds)
        yield { items: [await tenant.optional.score(kind, signal)], rejected: 0 };
    }
    return readRows<Score>(context, {
      listing: { collection: "scores", key: ({ kind }) => kind, pages },
      emits,
      converter: () => (scores) => together(scores.map((score) => scoreOf(score, held.tenantId))),
    });
  },
});
