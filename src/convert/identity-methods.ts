/** A way to tell which directory user is behind an account that logs on. */
export interface IdentityMethod {
  /** The `method` of the edge. */
  readonly method: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly meaning: string;
}

/** All of them, the surest first. */
export const identityMethods = {
  manual: {
    method: "manual",
    confidence: 1,
    meaning: "A person linked them (`defender-graph identities link`).",
  },
  alertEvidence: {
    method: "alertEvidence",
    confidence: 1,
    meaning:
      "An alert's evidence names the account of a domain together with the user's object id; also a SID or a user principal name that an alert tells is used as the account's own.",
  },
  cloudSid: {
    method: "cloudSid",
    confidence: 1,
    meaning: "The account's SID `S-1-12-1-…` is the user's object id in another form.",
  },
  onPremisesSid: {
    method: "onPremisesSid",
    confidence: 1,
    meaning: "The account's SID is the user's on-premises SID.",
  },
  upn: {
    method: "upn",
    confidence: 0.95,
    meaning: "The account's name or id is the user principal name.",
  },
  samAndDomain: {
    method: "samAndDomain",
    confidence: 0.95,
    meaning:
      "The account's name is the user's SAM account name, and its domain is proven to be the user's: a synchronised group carries both names of the domain, or the organization's rules do, or it is the first label or the whole of the DNS name.",
  },
  uniqueSam: {
    method: "uniqueSam",
    confidence: 0.7,
    meaning:
      "Exactly one user of the tenant has the SAM account name, and no group tells that the account's domain is another one.",
  },
  ownerCorroboratedName: {
    method: "ownerCorroboratedName",
    confidence: 0.8,
    meaning:
      "Letters and digits of the account's name are those of the display name (also cut to 20 characters), the mail alias or the user principal name, and exactly one such user is a registered owner of a machine where the account logs on.",
  },
} as const satisfies Record<string, IdentityMethod>;
