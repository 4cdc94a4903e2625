import { Checkbox } from "@mantine/core";
import { Field } from "../part/field.tsx";
import type { NotifyAction } from "./rule-draft.ts";

const events: readonly (readonly [NotifyAction["on"][number], string])[] = [
  ["opened", "it opens"],
  ["updated", "new results join it"],
  ["reopened", "it opens again"],
  ["dismissed", "somebody dismisses it"],
  ["closed", "it closes"],
];

interface ActionDetailsProps {
  readonly action: NotifyAction;
  readonly onChange: (action: NotifyAction) => void;
}

/** Of what a channel is told, and in which words. */
export function ActionDetails({ action, onChange }: ActionDetailsProps) {
  const { on } = action;
  return (
    <details className="addresses">
      <summary>When, and in which words</summary>
      <div className="source-choice">
        {events.map(([event, text]) => (
          <Checkbox
            key={event}
            label={`When ${text}`}
            checked={on.includes(event)}
            // Of nothing at all, no action can tell.
            disabled={on.length === 1 && on.includes(event)}
            onChange={({ currentTarget }) => {
              const others = on.filter((one) => one !== event);
              onChange({ ...action, on: currentTarget.checked ? [...others, event] : others });
            }}
          />
        ))}
      </div>
      <WordsField action={action} onChange={onChange} part="title" label="Title" />
      <WordsField action={action} onChange={onChange} part="body" label="Text" />
    </details>
  );
}

interface WordsFieldProps extends ActionDetailsProps {
  readonly part: "title" | "body";
  readonly label: string;
}

function WordsField({ action, onChange, part, label }: WordsFieldProps) {
  return (
    <Field
      label={label}
      help="A template such as {{alertRuleName}}: {{alertTotal}}. Empty: the usual."
    >
      {(attributes) => (
        <textarea
          {...attributes}
          rows={part === "title" ? 1 : 3}
          spellCheck={false}
          value={action[part] ?? ""}
          onChange={({ currentTarget: { value } }) => {
            const { [part]: _, ...others } = action;
            onChange(value === "" ? others : { ...action, [part]: value });
          }}
        />
      )}
    </Field>
  );
}
