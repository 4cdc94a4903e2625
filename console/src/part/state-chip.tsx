/** How good or bad a state is. */
export type Tone = "good" | "late" | "bad" | "busy" | "quiet";

interface StateChipProps {
  readonly tone: Tone;
  readonly text: string;
  readonly title?: string | undefined;
}

/** A state in a word. */
export function StateChip({ tone, text, title }: StateChipProps) {
  return (
    <span className="run-state" data-tone={tone} title={title}>
      {text}
    </span>
  );
}
