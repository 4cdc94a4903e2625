import { z } from "zod";

/** How much of a long list to give: `cursor` is the `next` of the page before. */
export const pageInput = {
  cursor: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: "The next of the page before; the first page when absent" }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .meta({ description: "At most so many items" }),
};

/** A page of a long list; `next` leads to the following one, `null` at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.number().nullable() });
}

/** Makes a page of rows that are sorted by falling number and were read one more than asked for. */
export function cutPage<Item extends { readonly id: number }>(
  rows: readonly Item[],
  limit: number,
): { items: Item[]; next: number | null } {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
