import { Button, Checkbox } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSend } from "../api/use-send.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { InputField } from "../part/input-field.tsx";
import { SelectField } from "../part/select-field.tsx";
import type { TargetView } from "./target-view.ts";

interface TargetFormProps {
  readonly instanceId: number;
  readonly target: TargetView | null;
  readonly onClose: () => void;
}

const kinds = new Map([
  ["instance", "an integration instance made there"],
  ["scope", "a scope of its own"],
] as const);

type Kind = "instance" | "scope";

interface TargetDraft {
  readonly apiUrl: string;
  readonly account: string;
  readonly token: string;
  readonly kind: Kind;
  readonly whose: string;
  readonly afterRun: boolean;
}

const nowhere: TargetDraft = {
  apiUrl: "https://api.us.jupiterone.io",
  account: "",
  token: "",
  kind: "instance",
  whose: "",
  afterRun: true,
};

function draftOf(target: TargetView | null): TargetDraft {
  if (target === null) return nowhere;
  const { apiUrl, account, integrationInstanceId, scope, afterRun } = target;
  const kind = integrationInstanceId === null ? "scope" : "instance";
  return {
    apiUrl,
    account,
    token: "",
    kind,
    whose: integrationInstanceId ?? scope ?? "",
    afterRun,
  };
}

function bodyOf({ apiUrl, account, token, kind, whose, afterRun }: TargetDraft): object {
  const owner = kind === "scope" ? { scope: whose } : { integrationInstanceId: whose };
  const key = token === "" ? {} : { token };
  return { apiUrl, account, afterRun, ...owner, ...key };
}

/** Says where a graph is to be published to. */
export function TargetForm({ instanceId, target, onClose }: TargetFormProps) {
  const [draft, setDraft] = useState(() => draftOf(target));
  const save = useSend<TargetDraft>((given) => ({
    path: `instances/${instanceId}/publication`,
    method: "PUT",
    body: bodyOf(given),
  }));
  const change = (patch: Partial<TargetDraft>): void => setDraft({ ...draft, ...patch });
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate(draft, { onSuccess: onClose });
  }
  return (
    <form className="form narrow" onSubmit={submit}>
      <TargetFields draft={draft} isNew={target === null} onChange={change} />
      <FormFailure error={save.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

interface TargetFieldsProps {
  readonly draft: TargetDraft;
  /** Whether there is no API key yet. */
  readonly isNew: boolean;
  readonly onChange: (patch: Partial<TargetDraft>) => void;
}

function TargetFields({ draft, isNew, onChange }: TargetFieldsProps) {
  return (
    <>
      <InputField
        label="Account"
        help="JupiterOne's account id, such as j1acme."
        value={draft.account}
        onChange={(account) => onChange({ account })}
        isRequired
      />
      <InputField
        label="API key"
        type="password"
        autoComplete="new-password"
        help={
          isNew
            ? "Sealed at rest, never shown again."
            : "Sealed at rest, never shown again. Empty keeps the one from before."
        }
        value={draft.token}
        onChange={(token) => onChange({ token })}
        isRequired={isNew}
      />
      <SelectField
        label="Published as"
        value={draft.kind}
        options={kinds}
        onChange={(kind) => onChange({ kind })}
      />
      <InputField
        label={draft.kind === "scope" ? "Scope" : "Integration instance id"}
        value={draft.whose}
        onChange={(whose) => onChange({ whose })}
        isRequired
      />
      <InputField
        label="API address"
        type="url"
        value={draft.apiUrl}
        onChange={(apiUrl) => onChange({ apiUrl })}
        isRequired
      />
      <Checkbox
        label="Publish after every run"
        checked={draft.afterRun}
        onChange={({ currentTarget }) => onChange({ afterRun: currentTarget.checked })}
      />
    </>
  );
}
