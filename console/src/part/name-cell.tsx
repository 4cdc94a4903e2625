import type { ResultEntity } from "../../../src/j1ql/result.ts";
import { KindMark } from "./kind-mark.tsx";

/** An entity's mark and name, as the first cell of its row. */
export function NameCell({ entity: { entity } }: { readonly entity: ResultEntity }) {
  const { _type, _class, displayName, _key } = entity;
  return (
    <span className="name-cell" title={displayName || _key}>
      <KindMark type={_type[0] ?? ""} classes={_class} />
      <span className="link-name">{displayName || _key}</span>
    </span>
  );
}
