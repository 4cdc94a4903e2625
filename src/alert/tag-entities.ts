import type { EpochMs } from "../base/clock.ts";
import { addTags, endTags, type EntityTag, listRuleTags } from "../store/entity-tags.ts";
import type { Session } from "../store/session.ts";
import type { Answers } from "./ask-rule.ts";
import { type RuleDefinition, type TagAction, tagsOf } from "./definition.ts";

/** What an evaluation means for the tags of its rule. */
interface Tagged {
  readonly rule: { readonly id: number; readonly definition: RuleDefinition };
  readonly outcome: "matched" | "clear" | "unsure" | "failed";
  readonly answers: Answers;
  readonly now: EpochMs;
}

function placeOf({ instanceId, entityKey, name }: EntityTag): string {
  return JSON.stringify([instanceId, entityKey, name]);
}

/** The tags that the results of an evaluation are to have. */
function wantedTags({ queries }: Answers, actions: readonly TagAction[]): readonly EntityTag[] {
  const found = Object.values(queries).flatMap(({ rows }) => rows.flatMap((row) => row.entities));
  const tags = actions.flatMap(({ name, value }) =>
    found.map(({ instanceId, key }) => ({ instanceId, entityKey: key, name, value })),
  );
  return [...new Map(tags.map((tag) => [placeOf(tag), tag])).values()];
}

/**
 * Gives the entities that a rule has found its tags, and takes them away from those that are no result any more, in the
 * transaction of the evaluation. Where it is not sure what is a result, nothing is taken away.
 */
export async function tagEntities(session: Session, tagged: Tagged): Promise<void> {
  const { rule, outcome, answers, now } = tagged;
  const actions = tagsOf(rule.definition);
  const given = await listRuleTags(session, rule.id);
  if (actions.length === 0 && given.length === 0) return;
  const wanted = outcome === "matched" ? wantedTags(answers, actions) : [];
  const wantedAt = new Map(wanted.map((tag) => [placeOf(tag), tag]));
  const kept = new Set(actions.filter(({ keep }) => keep).map(({ name }) => name));
  const isOver = (tag: EntityTag): boolean => {
    const other = wantedAt.get(placeOf(tag));
    if (other !== undefined) return other.value !== tag.value;
    return outcome !== "unsure" && !answers.isDoubtful && !kept.has(tag.name);
  };
  const over = given.filter(isOver);
  const staying = new Set(given.filter((tag) => !isOver(tag)).map(placeOf));
  const tagging = { ruleId: rule.id, now };
  await endTags(session, tagging, over);
  await addTags(
    session,
    tagging,
    wanted.filter((tag) => !staying.has(placeOf(tag))),
  );
}
