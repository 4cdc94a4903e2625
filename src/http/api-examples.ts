const tenant = {
  tenantId: "00000000-0000-0000-0000-000000000000",
  accountName: "Contoso",
  clientId: "11111111-1111-1111-1111-111111111111",
  credential: { kind: "secret", secret: "the secret's value" },
};

const silent = {
  title: "Devices that are silent",
  queries: [{ query: "FIND Device WITH lastSeenOn < date.now - {{days}} days" }],
  parameters: { days: 7 },
};

/** A body that each of these operations takes, by its name. */
export const apiExamples: Readonly<Record<string, object>> = {
  "session.begin": { name: "ada@example.com", password: "four words of no use" },
  "graph.query": {
    query: "FIND Device WITH riskScore = {{risk}} THAT HAS User",
    parameters: { risk: "High" },
    asOf: "2026-11-02T06:00:00Z",
    limit: 100,
  },
  "graph.explain": { query: "FIND Person THAT OWNS Device" },
  "query.complete": { query: "FIND Device WITH risk" },
  "identities.link": { account: "contoso\\ada", user: "ada@contoso.com", note: "asked her" },
  "instances.create": { ...tenant, pollingInterval: "FOUR_HOURS" },
  "instances.testNew": tenant,
  "instances.edit": { pollingInterval: "ONE_DAY", tags: { stage: "prod" } },
  "instances.run": { full: true },
  "questions.create": silent,
  "questions.run": { parameters: { days: 30 } },
  "rules.create": {
    name: "A device was silent for a week",
    severity: "MEDIUM",
    queries: [{ name: "silent", query: "FIND Device WITH lastSeenOn < date.now - 7 days" }],
    condition: "{{queries.silent.total > 0}}",
    actions: [{ kind: "notify", channelId: 1, on: ["opened", "closed"] }],
  },
  "alerts.dismiss": { note: "Known: lab machines" },
  "alerts.snooze": { until: 1_796_112_000_000, note: "After the move" },
  "channels.create": {
    kind: "webhook",
    name: "SOC",
    settings: { url: "https://hooks.example.com/defender" },
    secret: { signingKey: "a long random text" },
  },
  "users.create": {
    name: "ada@example.com",
    role: "editor",
    password: "four words of no use",
  },
  "tokens.create": { name: "nightly report", role: "viewer", days: 30 },
  "publications.set": { account: "acme", token: "an API key", scope: "defender" },
  "publications.now": { account: "acme", token: "an API key", scope: "defender" },
  "database.compact": { keepDays: 365 },
};
