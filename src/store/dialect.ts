/** The type of a digest's column. */
export const digestType = "ubigint";

/** A short digest of a text: the same in every release of the engine, and in PostgreSQL. */
export function digest(text: string): string {
  return `md5_number_lower(${text})`;
}

/** Names and kinds of a JSON object's properties, as JSON: `{"name":"VARCHAR","age":"UBIGINT","ips":["VARCHAR"]}`. */
export function structureOf(json: string): string {
  return `json_structure(${json})`;
}
