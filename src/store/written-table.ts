const reading =
  /^\s*(?:select|with|explain|begin|commit|rollback|set|reset|pragma|attach|detach|checkpoint)\b/i;
const changing = /\b(?:insert|update|delete|nextval|setval)\b/i;
const write = /^\s*(?:insert\s+into|update|delete\s+from)\s+(?:\w+\.)?(\w+)/i;

/** Which table a statement writes to: `null` when that cannot be told, `none` when it writes nothing. */
export function writtenTable(sql: string): { readonly table: string | null } | "none" {
  if (reading.test(sql) && !changing.test(sql)) return "none";
  return { table: write.exec(sql)?.[1] ?? null };
}
