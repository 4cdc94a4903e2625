/** A type as people say it: `microsoft_defender_logon_user` is "logon user". */
export function shortType(type: string): string {
  return type.replace(/^microsoft_defender_/, "").replaceAll("_", " ");
}
