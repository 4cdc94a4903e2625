import { type ChannelDraft, textName } from "./channel-draft.ts";
import { ChannelEntry } from "./channel-entry.tsx";
import type { ChannelField } from "./channel-fields.ts";

interface ChannelEntriesProps {
  readonly fields: readonly ChannelField[];
  /** The names of the secrets that are kept. */
  readonly kept: readonly string[];
  readonly problems: ReadonlyMap<string, string>;
  readonly texts: ChannelDraft["texts"];
  readonly onChange: (texts: ChannelDraft["texts"]) => void;
}

/** The fields that a kind of channel has. */
export function ChannelEntries(props: ChannelEntriesProps) {
  const { fields, kept, problems, texts, onChange } = props;
  return fields.map((field) => {
    const name = textName(field);
    return (
      <ChannelEntry
        key={name}
        field={field}
        text={texts[name] ?? ""}
        problem={problems.get(name)}
        isKept={field.part === "secret" && kept.includes(field.name)}
        onChange={(text) => onChange({ ...texts, [name]: text })}
      />
    );
  });
}
