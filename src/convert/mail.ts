import { cleanText } from "./clean.ts";

/**
 * A user principal name that is an address to write to: with an `@`, and not a guest's
 * `name_domain#EXT#@tenant.onmicrosoft.com`, which no mail reaches.
 */
export function addressOfPrincipal(userPrincipalName: string | null): string | null {
  const name = cleanText(userPrincipalName);
  if (name === null || !name.includes("@") || name.toUpperCase().includes("#EXT#")) return null;
  return name;
}

/** The address to write to: the mail, else the user principal name where it is one. */
export function emailOf(mail: string | null, userPrincipalName: string | null): string | null {
  return cleanText(mail) ?? addressOfPrincipal(userPrincipalName);
}

/** What precedes the `@`. */
export function localPartOf(userPrincipalName: string | null): string | null {
  const [local = ""] = (userPrincipalName ?? "").split("@");
  return cleanText(local);
}

/** What follows the last `@`, in lower case. */
export function domainOf(address: string | null): string | null {
  if (address === null || !address.includes("@")) return null;
  return cleanText(address.slice(address.lastIndexOf("@") + 1).toLowerCase());
}

/** The SMTP addresses among proxy addresses such as `SMTP:ada@contoso.com`; others are `x500:` and the like. */
export function smtpAddresses(proxyAddresses: readonly string[]): readonly string[] {
  return proxyAddresses
    .filter((address) => /^smtp:/i.test(address))
    .map((address) => address.slice("smtp:".length));
}
