import type { InstanceFormProps } from "./instance-form-props.ts";
import { TextField } from "./text-field.tsx";

/** Addresses in place of the cloud's own. */
export function Addresses(props: InstanceFormProps) {
  return (
    <details className="addresses">
      <summary>Addresses in place of the cloud's own (a proxy, a test)</summary>
      <TextField {...props} name="authority" label="Authority" type="url" />
      <TextField {...props} name="graph" label="Microsoft Graph" type="url" />
      <TextField {...props} name="defender" label="Defender" type="url" />
      <TextField {...props} name="defenderAudience" label="Defender's audience" type="url" />
    </details>
  );
}
