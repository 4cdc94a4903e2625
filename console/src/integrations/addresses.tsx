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
      <TextField
        {...props}
        name="rateFactor"
        label="Times Microsoft's rate limits"
        help="1 for real tenants. An address or the cloud changes only together with the secret."
      />
    </details>
  );
}
