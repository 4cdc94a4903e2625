import { useState } from "react";
import { useAddress } from "../app/address.ts";
import { Icon } from "../part/icon.tsx";
import { KindMark } from "../part/kind-mark.tsx";
import { counted } from "../part/format.ts";
import { shortType } from "../picture/short-type.ts";
import { neighboursOfKind } from "../query/related-queries.ts";
import { type EntityThen, type RelationGroup, relationGroups } from "./relation-groups.ts";
import { Evidence } from "./evidence.tsx";

/** Members of a group that are listed; a query lists the rest. */
const mostListed = 25;

/** Groups of at most this many are open from the start. */
const mostOpen = 12;

/** What an entity is related to, by what it is. */
export function Relations({ entity }: { readonly entity: EntityThen }) {
  const { neighbours, total } = entity;
  const groups = relationGroups(neighbours);
  if (total === 0) return <p className="muted">It is related to nothing.</p>;
  return (
    <div className="relations">
      <p className="muted">
        {neighbours.length < total
          ? `First ${neighbours.length.toLocaleString("en")} of ${counted(total, "relationship", "relationships")}.`
          : counted(total, "relationship", "relationships")}
      </p>
      {groups.map((group) => (
        <Group key={group.id} group={group} of={entity.entity.key} />
      ))}
    </div>
  );
}

function Group({ group, of }: { readonly group: RelationGroup; readonly of: string }) {
  const { verb, direction, type, members } = group;
  const [open, setOpen] = useState(members.length <= mostOpen);
  const { go, search } = useAddress();
  const [first] = members;
  const said = direction === "out" ? `${verb} ${shortType(type)}` : `${shortType(type)} ${verb} it`;
  return (
    <section className="relation-group">
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? "down" : "right"} size={14} />
          <KindMark type={type} classes={first?.entity.classes ?? []} size={18} />
          <span>{said}</span>
          <span className="count">{members.length.toLocaleString("en")}</span>
        </button>
      </h2>
      {open && (
        <ul>
          {members.slice(0, mostListed).map((neighbour) => (
            <li key={`${neighbour.entity.key}${neighbour.type}`}>
              <button
                type="button"
                className="entity-link"
                onClick={() => go("/entity", { key: neighbour.entity.key, asOf: search.asOf })}
              >
                {neighbour.entity.displayName || neighbour.entity.key}
              </button>
              <Evidence properties={neighbour.properties} />
            </li>
          ))}
          {members.length > mostListed && (
            <li>
              <button
                type="button"
                className="quiet"
                onClick={() => go("/query", { q: neighboursOfKind(of, type, verb), view: "table" })}
              >
                List all {members.length.toLocaleString("en")}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
