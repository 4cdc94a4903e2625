import type { Value } from "../../../src/j1ql/result.ts";
import { type Fact, Facts } from "../part/facts.tsx";
import { moment } from "../part/format.ts";
import { telling } from "../table/telling.ts";
import { Concerned } from "./concerned.tsx";
import type { EntityThen } from "./relation-groups.ts";

/** Names that a heading already says. */
const redundant = new Set(["displayName", "name"]);

/** What is known of an entity: whom it concerns, what tells most, everything else, and where it comes from. */
export function EntityFacts({ entity: then }: { readonly entity: EntityThen }) {
  const { entity, version, createdOn, beginOn, instance, total } = then;
  const all = Object.entries(entity.properties)
    .filter(([name, value]) => !redundant.has(name) && value !== undefined)
    .map(([name, value]): Fact => [name, valueOf(value)]);
  const first = telling.flatMap((name) => all.filter(([other]) => other === name));
  const rest = all
    .filter(([name]) => !telling.includes(name))
    .toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <div className="entity-facts">
      <Concerned type={entity.type} entityKey={entity.key} />
      <Facts asHeading="h2" title="At a glance" facts={first} />
      <Facts asHeading="h2" title="Properties" facts={rest} most={16} />
      <Facts
        asHeading="h2"
        title="Record"
        facts={[
          ["_key", entity.key],
          ["first stored", moment(createdOn)],
          [`version ${version} since`, moment(beginOn)],
          ["relationships", total],
          ["instance", instance],
        ]}
      />
    </div>
  );
}

function valueOf(value: Value | undefined): Value {
  return value ?? null;
}
