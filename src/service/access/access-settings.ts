import type { ProviderSettings } from "./provider-settings.ts";

/** Who may come in to a server: everybody on this machine, or who logs in. */
export type AccessSettings =
  | { readonly mode: "open" }
  | {
      readonly mode: "users";
      /** The address under which people reach it, when a proxy stands before it. */
      readonly publicUrl: URL | null;
      readonly provider: ProviderSettings | null;
    };
