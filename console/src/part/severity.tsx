import { Level } from "./level.tsx";

/** How bad it is, in JupiterOne's words, which are loud, written as a degree. */
export function Severity({ value }: { readonly value: string }) {
  return <Level value={severityText(value)} />;
}

/** "CRITICAL" as "Critical". */
export function severityText(value: string): string {
  return value.slice(0, 1) + value.slice(1).toLowerCase();
}
