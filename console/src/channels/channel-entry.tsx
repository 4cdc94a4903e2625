import { Field } from "../part/field.tsx";
import type { ChannelField } from "./channel-fields.ts";
import { textName } from "./channel-draft.ts";

interface ChannelEntryProps {
  readonly field: ChannelField;
  readonly text: string;
  readonly problem: string | undefined;
  /** A secret of it is kept. */
  readonly isKept: boolean;
  readonly onChange: (text: string) => void;
}

/** One field of a channel. */
export function ChannelEntry(props: ChannelEntryProps) {
  const { field, text, problem, isKept, onChange } = props;
  const { part, label, help, entry, isRequired, choices } = field;
  const sealed = part === "secret" ? "Sealed at rest, never shown again." : "";
  const kept = isKept ? "One is kept; empty leaves it as it is." : "";
  const said = [help, sealed, kept].filter(Boolean).join(" ");
  const isLong = entry !== "line" && entry !== "number" && entry !== "choice";
  const change = ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
    onChange(currentTarget.value);
  return (
    <Field
      label={label}
      help={said === "" ? undefined : said}
      problem={problem}
      isRequired={isRequired && !isKept}
    >
      {(attributes) => {
        const given = { ...attributes, name: textName(field), value: text, onChange: change };
        if (entry === "choice")
          return (
            <select {...given}>
              {choices.map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
            </select>
          );
        if (isLong) return <textarea {...given} rows={3} spellCheck={false} autoComplete="off" />;
        const type = part === "secret" ? "password" : "text";
        return <input {...given} type={type} autoComplete="new-password" spellCheck={false} />;
      }}
    </Field>
  );
}
