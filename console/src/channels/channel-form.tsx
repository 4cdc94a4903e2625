import { Button, Checkbox } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import type { ChannelKindView, ChannelView } from "../../../src/service/channels/channel-view.ts";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { RoleFields } from "../app/role-fields.tsx";
import { Field } from "../part/field.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { bodyOf, type ChannelDraft, draftOf, problemsOf } from "./channel-draft.ts";
import { ChannelEntries } from "./channel-entries.tsx";
import { fieldsOf } from "./channel-fields.ts";

interface ChannelFormProps {
  readonly kind: ChannelKindView;
  readonly channel?: ChannelView;
}

/** Makes or changes a channel: the fields are those that its kind has. */
export function ChannelForm({ kind, channel }: ChannelFormProps) {
  const { go } = useAddress();
  const form = useRef<HTMLFormElement>(null);
  const fields = fieldsOf(kind);
  const kept = channel?.secrets ?? [];
  const [draft, setDraft] = useState(() => draftOf(channel, fields));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const save = useSend<ChannelDraft, ChannelView>((given) =>
    channel === undefined
      ? { path: "channels", method: "POST", body: { kind: kind.kind, ...bodyOf(given, fields) } }
      : { path: `channels/${channel.id}`, method: "PATCH", body: bodyOf(given, fields) },
  );
  function saved(view: ChannelView): void {
    // What was secret in it is sealed now, and no more to be seen.
    setDraft(draftOf(view, fields));
    go("/channel", { id: String(view.id) });
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = problemsOf(draft, fields, kept);
    setProblems(found);
    const [first] = found.keys();
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    else save.mutate(draft, { onSuccess: saved });
  }
  return (
    <form ref={form} className="card form" noValidate onSubmit={submit}>
      <RoleFields least="administrator">
        <NameField
          name={draft.name}
          problem={problems.get("name")}
          onChange={(name) => setDraft({ ...draft, name })}
        />
        <ChannelEntries
          fields={fields}
          kept={kept}
          problems={problems}
          texts={draft.texts}
          onChange={(texts) => setDraft({ ...draft, texts })}
        />
        <Checkbox
          label="Switched on"
          checked={draft.enabled}
          onChange={({ currentTarget }) => setDraft({ ...draft, enabled: currentTarget.checked })}
        />
        <FormFailure error={save.error} />
        <SaveAction isPending={save.isPending} isSaved={save.isSuccess && channel !== undefined} />
      </RoleFields>
    </form>
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly problem: string | undefined;
  readonly onChange: (name: string) => void;
}

function NameField({ name, problem, onChange }: NameFieldProps) {
  return (
    <Field label="Name" problem={problem} isRequired>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          name="name"
          autoComplete="off"
          value={name}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface SaveActionProps {
  readonly isPending: boolean;
  readonly isSaved: boolean;
}

function SaveAction({ isPending, isSaved }: SaveActionProps) {
  return (
    <>
      {isSaved && <p role="status">Saved.</p>}
      <div className="form-actions">
        <Button type="submit" loading={isPending}>
          Save
        </Button>
      </div>
    </>
  );
}
