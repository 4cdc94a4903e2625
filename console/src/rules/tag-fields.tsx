import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { Field } from "../part/field.tsx";
import type { RuleFieldsProps } from "./rule-draft.ts";
import { tagsOfText, tagsText } from "./tag-actions.ts";

const help =
  "Entities that it finds carry these tags, several with commas between, such as urgent, owner=soc. Queries see them as tag.urgent and tag.owner.";

/** How what a rule finds is tagged. */
export function TagFields({ draft, onChange }: RuleFieldsProps) {
  const tags = draft.actions.filter((action) => action.kind === "tag");
  const others = draft.actions.filter((action) => action.kind !== "tag");
  // What is being written need not be what it means yet: `owner=`.
  const [text, write] = useState(() => tagsText(tags));
  const keep = tags.some((tag) => tag.keep);
  return (
    <>
      <Field label="Tag what it finds" help={help}>
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            name="entity-tags"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={({ currentTarget: { value } }) => {
              write(value);
              onChange({ actions: [...others, ...tagsOfText(value, keep)] });
            }}
          />
        )}
      </Field>
      {tags.length > 0 && (
        <Checkbox
          label="Leave the tags when the alert closes"
          checked={keep}
          onChange={({ currentTarget }) =>
            onChange({ actions: [...others, ...tagsOfText(text, currentTarget.checked)] })
          }
        />
      )}
    </>
  );
}
