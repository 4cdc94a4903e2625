/** How a run stands, or one of its steps. */
export function RunState({ state }: { readonly state: string }) {
  return <span className={`run-state ${state}`}>{state.replaceAll("_", " ")}</span>;
}
