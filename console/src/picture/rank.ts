/** An arrow between two named things. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/**
 * Columns for a graph that names none: every arrow points to the right, except the few that would close a cycle.
 * What nothing points to stands just left of what it points to.
 */
export function rank(
  ids: readonly string[],
  arrows: readonly Arrow[],
): ReadonlyMap<string, number> {
  const forward = withoutCycles(ids, arrows);
  const ranks = new Map(ids.map((id) => [id, 0]));
  for (let pass = 0; pass < ids.length; pass++) {
    for (const { from, to } of forward) {
      ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(from) ?? 0) + 1));
    }
  }
  const reached = new Set(forward.map(({ to }) => to));
  for (const id of ids.filter((source) => !reached.has(source))) {
    const targets = forward.filter(({ from }) => from === id).map(({ to }) => ranks.get(to) ?? 0);
    if (targets.length > 0) ranks.set(id, Math.min(...targets) - 1);
  }
  return ranks;
}

/** The arrows that a depth-first walk does not find closing a cycle. */
function withoutCycles(ids: readonly string[], arrows: readonly Arrow[]): readonly Arrow[] {
  const kept: Arrow[] = [];
  const open = new Set<string>();
  const done = new Set<string>();
  const visit = (id: string): void => {
    open.add(id);
    for (const arrow of arrows.filter(({ from }) => from === id)) {
      if (open.has(arrow.to)) continue;
      kept.push(arrow);
      if (!done.has(arrow.to)) visit(arrow.to);
    }
    open.delete(id);
    done.add(id);
  };
  for (const id of ids) if (!done.has(id)) visit(id);
  return kept;
}
