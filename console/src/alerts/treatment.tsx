import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import type { AlertView } from "../../../src/service/alerts/alert-view.ts";
import { useSend } from "../api/use-send.ts";
import { RoleFields } from "../app/role-fields.tsx";
import { useWorld } from "../app/world.ts";
import { Field } from "../part/field.tsx";
import { FormFailure } from "../part/form-failure.tsx";

const hour = 3_600_000;
const spans = [
  ["for an hour", hour],
  ["for a day", 24 * hour],
  ["for a week", 7 * 24 * hour],
  ["for 30 days", 30 * 24 * hour],
] as const;

interface Said {
  readonly verb: "dismiss" | "snooze" | "reopen";
  readonly until?: number;
}

/** What a person can say of an alert, with the reason. */
export function Treatment({ alert: { id, state } }: { readonly alert: AlertView }) {
  const { now } = useWorld();
  const [note, setNote] = useState("");
  const say = useSend<Said>(({ verb, until }) => ({
    path: `alerts/${id}/${verb}`,
    method: "POST",
    body: { ...(note === "" ? {} : { note }), ...(until === undefined ? {} : { until }) },
  }));
  const mutate = (said: Said): void => say.mutate(said, { onSuccess: () => setNote("") });
  return (
    <section className="card treatment" aria-label="What to do with it">
      <RoleFields least="editor">
        <Field label="Why" help="Kept in its history; those who are told of it read it, too.">
          {(attributes) => (
            <input
              {...attributes}
              type="text"
              value={note}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
          )}
        </Field>
        <div className="form-actions">
          {state === "open" && (
            <Button variant="default" onClick={() => mutate({ verb: "dismiss" })}>
              Dismiss
            </Button>
          )}
          {state === "open" && (
            <Snooze onSnooze={(ms) => mutate({ verb: "snooze", until: now() + ms })} />
          )}
          {state !== "open" && <Button onClick={() => mutate({ verb: "reopen" })}>Reopen</Button>}
        </div>
        <FormFailure error={say.error} />
      </RoleFields>
    </section>
  );
}

function Snooze({ onSnooze }: { readonly onSnooze: (ms: number) => void }) {
  return (
    <Menu shadow="md" position="bottom-end">
      <Menu.Target>
        <Button variant="default">Snooze</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {spans.map(([text, ms]) => (
          <Menu.Item key={text} onClick={() => onSnooze(ms)}>
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
