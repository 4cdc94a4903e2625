/**
 * Users whose circumstances every tenant needs, by their position among the users. They never leave, so a tenant
 * of 40 users has them all on every day.
 */
export const cast = {
  /** Nobody manages this one. */
  chief: 0,
  /** The same human's admin account: same employee id in other letters, no mail. */
  chiefAdmin: 1,
  sync: 2,
  /** A service account that carries its owner's employee id. */
  ownedService: 3,
  room: 4,
  guest: 5,
  /** Two users with one SAM account name in two domains, both of them proven. */
  twinFirst: 6,
  twinSecond: 7,
  /** Namesakes: the owner of one machine tells them apart. */
  namesakeOwner: 8,
  namesakeOther: 9,
  /** One human with two mailboxes that share an address. */
  twoMailboxes: 10,
  secondMailbox: 11,
  /** The only user of a SAM account name, in a domain that nothing proves. */
  unprovenDomain: 12,
  /** The same SAM account name in the unproven domain and in a proven one. */
  unprovenTwin: 13,
  provenTwin: 14,
  withoutMail: 15,
  /** Two humans whose employee id is blank. */
  blankFirst: 16,
  blankSecond: 17,
  /** Namesakes on a machine that nobody owns. */
  undecidedFirst: 18,
  undecidedSecond: 19,
  disabled: 20,
  resource: 21,
  shared: 22,
  /** `userType` is null, which counts as a member. */
  untyped: 23,
  /** An admin account that nothing ties to its human. */
  withoutId: 24,
  looseAdmin: 25,
  healthMailbox: 26,
  invitedGuest: 27,
  /** Namesakes who own one machine each, both used by the one account. */
  ambiguousFirst: 28,
  ambiguousSecond: 29,
  /** A name longer than the 20 characters of a Windows account. */
  longName: 30,
  /** Marries on the first day. */
  newlyWed: 31,
  /** Marries on the third day. */
  nextWed: 32,
  /** Reports to a guest. */
  guestReport: 33,
  /** Reports to the chief's admin account. */
  adminReport: 34,
  /** Created at an unknown time. */
  undated: 35,
} as const;

/** How many users the cast has. */
export const CAST_SIZE = 36;

/** Machines whose circumstances every tenant needs, by their position among the machines. They never leave. */
export const stage = {
  plain: 0,
  server: 1,
  /** Merged into `survivor`, and `chained` into this one. */
  merged: 2,
  survivor: 3,
  chained: 4,
  nameless: 5,
  discovered: 6,
  ubuntuShort: 7,
  ubuntuLong: 8,
  sameNameFirst: 9,
  sameNameSecond: 10,
  shared: 11,
  blank: 12,
  joinedWithoutId: 13,
  azure: 14,
  azureWithoutSubscription: 15,
  namesakeOwned: 16,
  namesakeOwnerless: 17,
  ambiguousFirst: 18,
  ambiguousSecond: 19,
  undecided: 20,
  mac: 21,
  redHat: 22,
  twoOwners: 23,
  /** The machine `plain` before it was installed anew: the same Entra device. */
  reinstalled: 24,
  withoutAddresses: 25,
  strangeAddresses: 26,
  neverDated: 27,
  mergedIntoNothing: 28,
  loopFirst: 29,
  loopSecond: 30,
  shoutedId: 31,
  unproven: 32,
  wrongDomain: 33,
  foreignHost: 34,
  guestOwned: 35,
  longName: 36,
  oldServer: 37,
  excluded: 38,
  quiet: 39,
} as const;

/** How many machines the stage has. */
export const STAGE_SIZE = 40;
