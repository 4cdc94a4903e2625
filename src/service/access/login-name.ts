/** A name in the form that names are compared in: case and look-alike spellings make no difference. */
export function loginName(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}
