/** Current edges that stay because their from-entity was not asked for this time. Placeholder: the instance. */
export const keptEdges = `
  select r.id, r.to_id, k.target_type
  from keep_from k
  join stage_key s on s.n = k.n
  join entity f on f.key = s.key and f.instance_id = ?
  join relationship r on r.from_id = f.id and r.type = k.type`;

/** Whether the entity `e` stays because kept edges lead to it; `edges` gives `keptEdges`. */
export const isKeptTarget = (edges: string): string =>
  `(e.id, e.type) in (select to_id, target_type from ${edges} where target_type is not null)`;
