/** How often an instance is read, as people say it. */
export const intervals: Readonly<Record<string, string>> = {
  DISABLED: "by hand only",
  THIRTY_MINUTES: "every 30 minutes",
  ONE_HOUR: "every hour",
  FOUR_HOURS: "every 4 hours",
  EIGHT_HOURS: "every 8 hours",
  TWELVE_HOURS: "every 12 hours",
  ONE_DAY: "every day",
  ONE_WEEK: "every week",
};

/** Where the tenant lives. */
export const clouds: Readonly<Record<string, string>> = {
  commercial: "Commercial",
  gcc: "GCC",
  "gcc-high": "GCC High",
  dod: "DoD",
  china: "China",
};
