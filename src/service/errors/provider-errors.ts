import type { KnownError } from "./known-error.ts";

/** What can go wrong between the program and Microsoft. */
export const providerErrors = {
  permission_missing: {
    status: 403,
    means: "The app registration lacks an application permission.",
    todo: "Add the named permission under API permissions as an application permission, and grant admin consent.",
  },
  secret_wrong: {
    status: 502,
    means: "Microsoft does not accept the client secret.",
    todo: "Enter the value (not the id) of a secret under Certificates & secrets.",
  },
  secret_expired: {
    status: 502,
    means: "The client secret has expired.",
    todo: "Create a new one under Certificates & secrets and enter its value.",
  },
  certificate_refused: {
    status: 502,
    means: "Microsoft does not accept the certificate.",
    todo: "Upload its public part under Certificates & secrets; check that it is in date and the clock is right.",
  },
  credential_unusable: {
    status: 400,
    means: "The certificate, its key or the managed identity cannot be used.",
    todo: "Check the PEM texts, or that this machine has the identity.",
  },
  client_unknown: {
    status: 502,
    means: "There is no such app registration in the tenant.",
    todo: "Check the application (client) id and the directory (tenant) id.",
  },
  tenant_unknown: {
    status: 502,
    means: "There is no such tenant in this cloud.",
    todo: "Check the directory (tenant) id and the cloud.",
  },
  tenant_malformed: {
    status: 400,
    means: "The tenant id has no valid form.",
    todo: "Copy the directory (tenant) id from the app registration.",
  },
  cloud_wrong: {
    status: 502,
    means: "The tenant lives in another cloud.",
    todo: "Choose its cloud.",
  },
  app_disabled: {
    status: 502,
    means: "The app registration is disabled.",
    todo: "Enable it under Enterprise applications.",
  },
  service_absent: {
    status: 502,
    means: "The tenant has no such API.",
    todo: "Check the licence, the cloud and the Defender audience.",
  },
  consent_missing: {
    status: 502,
    means: "Nobody consented to the permissions.",
    todo: "Grant admin consent under API permissions.",
  },
  access_blocked: {
    status: 502,
    means: "A conditional access policy blocks the app.",
    todo: "Exclude the app from the policy, or allow the address of this machine.",
  },
  audience_wrong: {
    status: 502,
    means: "The token is made out to another API.",
    todo: "Use the audience of the cloud of the tenant.",
  },
  token_unavailable: {
    status: 503,
    means: "The token endpoint has a bad time.",
    todo: "It passes: try again later.",
  },
  token_refused: {
    status: 502,
    means: "The token endpoint refused for a reason that is not known here.",
    todo: "Look its AADSTS code up in the list of Microsoft.",
  },
  authority_unreachable: {
    status: 503,
    means: "The token endpoint cannot be reached.",
    todo: "Check the network, the proxy and the address.",
  },
  unauthorized: {
    status: 502,
    means: "The API refused the token twice.",
    todo: "Check that cloud and audience belong to the tenant.",
  },
  defender_inactive: {
    status: 502,
    means: "The tenant has no active Defender for Endpoint.",
    todo: "Open the Defender portal once and onboard a device.",
  },
  defender_not_in_cloud: {
    status: 400,
    means: "Microsoft publishes no Defender address for this cloud.",
    todo: "Give the Defender address and its audience.",
  },
  feature_disabled: {
    status: 502,
    means: "The licence or the settings of the tenant do not include it.",
    todo: "Switch the feature on, or the data source off.",
  },
  bad_request: {
    status: 502,
    means: "The provider did not understand the request.",
    todo: "The API may have changed: look for a newer release.",
  },
  unexpected_answer: {
    status: 502,
    means: "The answer is not what was asked for.",
    todo: "Check the address: a proxy may have answered.",
  },
  provider_unavailable: {
    status: 503,
    means: "The provider failed several times.",
    todo: "It passes: the next run tries again.",
  },
  throttled: {
    status: 503,
    means: "The provider said too many requests, again and again.",
    todo: "It passes. Other programs may share the limits of the tenant.",
  },
  network: {
    status: 503,
    means: "The network failed several times.",
    todo: "Check network, proxy and firewall.",
  },
  budget_spent: {
    status: 503,
    means: "The calls that the API allows within the hour are used up.",
    todo: "The next run goes on where this one ended.",
  },
  page_token_expired: {
    status: 503,
    means: "The provider forgot where a listing was, again and again.",
    todo: "It passes: the next run tries again.",
  },
  snapshot_changed: {
    status: 503,
    means: "The export changed while it was read.",
    todo: "It passes: the next run tries again.",
  },
  file_damaged: {
    status: 503,
    means: "A file of the export is damaged.",
    todo: "It passes: the next run tries again.",
  },
  export_failed: {
    status: 503,
    means: "The export of findings failed.",
    todo: "It passes: the next run tries again.",
  },
  link_refused: {
    status: 502,
    means: "The link to a file of the export was refused.",
    todo: "Check that the clock is right, and that *.blob.core.windows.net can be reached.",
  },
  unsafe_link: {
    status: 502,
    means: "The link to a file is not https.",
    todo: "A proxy may have changed it.",
  },
  catalogue_empty: {
    status: 503,
    means: "The catalogue of CVEs came back empty.",
    todo: "It passes: the next run tries again.",
  },
  incomplete_walk: {
    status: 503,
    means: "A collection was not read to its proven end: nothing was deleted.",
    todo: "The cause is told with it; the next run tries again.",
  },
  broken_walk: {
    status: 503,
    means: "The pages of a collection contradict each other.",
    todo: "It passes: the next run tries again.",
  },
  invalid_url: {
    status: 400,
    means: "An address cannot be used.",
    todo: "Give a plain https:// address.",
  },
  insecure_url: {
    status: 400,
    means: "A token would travel without encryption.",
    todo: "Give an https:// address; plain HTTP is for loopback only.",
  },
  run_in_progress: {
    status: 409,
    means: "The tenant is being read already.",
    todo: "Wait until that run ends, or cancel it.",
  },
  run_cancelled: {
    status: 409,
    means: "A person cancelled the run.",
    todo: "The graph is as it was before. Run again when you want.",
  },
  interrupted: {
    status: 503,
    means: "The program was ended while it worked.",
    todo: "The graph is as it was before. The server takes a run up again; ask for other work again.",
  },
  delta_unfit: {
    status: 502,
    means: "What Microsoft tells of changes does not fit what was known.",
    todo: "Nothing: everything is read again.",
  },
  sync_state_lost: {
    status: 503,
    means: "Microsoft has forgotten up to where changes were read.",
    todo: "Nothing: everything is read again.",
  },
} as const satisfies Readonly<Record<string, KnownError>>;
