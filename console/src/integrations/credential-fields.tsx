import { SelectField } from "../part/select-field.tsx";
import { Field } from "../part/field.tsx";
import { credentialKinds } from "./credential-draft.ts";
import type { InstanceFormProps } from "./instance-form-props.ts";
import { TextField } from "./text-field.tsx";

/** How the app registration proves who it is: by a secret, a certificate, or the machine that it runs on. */
export function CredentialFields(props: InstanceFormProps) {
  const { draft, onChange, kept } = props;
  const { credentialKind } = draft;
  const keeps = kept === credentialKind ? " Leave it empty to keep the present one." : "";
  return (
    <>
      <SelectField
        label="Proves who it is by"
        value={credentialKind}
        options={credentialKinds}
        onChange={(kind) => onChange({ credentialKind: kind })}
        {...(credentialKind === "managedIdentity" ? { help: managedHelp } : {})}
      />
      {credentialKind === "secret" && (
        <TextField
          {...props}
          name="secret"
          label="Client secret"
          type="password"
          help={`Its value, not its id. Sealed at rest, never shown again.${keeps}`}
          isRequired={keeps === ""}
        />
      )}
      {credentialKind === "certificate" && (
        <>
          <PemField {...props} name="certificate" label="Certificate" help={`In PEM.${keeps}`} />
          <PemField
            {...props}
            name="privateKey"
            label="Private key"
            help="In PEM, without a passphrase. Sealed at rest, never shown again."
          />
        </>
      )}
      {credentialKind !== "managedIdentity" && (
        <TextField
          {...props}
          name="secretExpiresOn"
          label={credentialKind === "secret" ? "Secret expires on" : "Certificate expires on"}
          type="date"
          help="You are warned 30 days before."
        />
      )}
    </>
  );
}

const managedHelp =
  "For a server in Azure: nothing secret is kept. The client id is needed only for a user-assigned identity.";

interface PemFieldProps extends InstanceFormProps {
  readonly name: "certificate" | "privateKey";
  readonly label: string;
  readonly help: string;
}

function PemField({ draft, problems, onChange, name, label, help }: PemFieldProps) {
  return (
    <Field label={label} help={help} problem={problems.get(name)}>
      {(attributes) => (
        <textarea
          {...attributes}
          name={name}
          rows={4}
          autoComplete="off"
          spellCheck={false}
          value={draft[name]}
          onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
        />
      )}
    </Field>
  );
}
