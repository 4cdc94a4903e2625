import { type Account, type Naming, accountNaming, accountOf } from "./account.ts";
import { cast, stage } from "./cast.ts";
import { type Logon, type Scene, habitueLogons, recurring } from "./logon-scene.ts";
import { userExists } from "./user-life.ts";

/** The logons of a machine of the stage that has its own story; `undefined` for every other machine. */
export function stagedLogons(scene: Scene): readonly Logon[] | undefined {
  return STORIES.get(scene.device.index)?.(scene);
}

type Story = (scene: Scene) => readonly Logon[];

const interactive = { types: "Interactive", administrator: false };
const network = { types: "Network", administrator: false };

/** The logon of a user's own account, none where the user does not exist yet. */
function own(scene: Scene, slot: number, as = interactive): readonly Logon[] {
  const exists = userExists(scene.tenant, slot, Math.max(scene.day, 0));
  return exists ? [recurring(scene, accountOf(scene.tenant, slot), as)] : [];
}

function named(
  scene: Scene,
  slot: number,
  as: { domain: string; naming: Naming },
): readonly Logon[] {
  const exists = userExists(scene.tenant, slot, scene.day);
  return exists ? [recurring(scene, accountNaming(scene.tenant, slot, as), network)] : [];
}

function fixed(scene: Scene, account: Account): Logon {
  return recurring(scene, account, { types: "Interactive, Network", administrator: true });
}

function localUser(scene: Scene, name: string): readonly Logon[] {
  const { host } = scene.device;
  return host === undefined
    ? []
    : [fixed(scene, { domain: host, name, meaning: { kind: "local" } })];
}

function system(domain: string, name: string): Account {
  return { domain, name, meaning: { kind: "system" } };
}

/** People who all logged on in the very same second. */
function together(scene: Scene, slots: readonly number[]): readonly Logon[] {
  const logons = slots.flatMap((slot) => own(scene, slot));
  return logons.map((logon) => ({ ...logon, last: Math.min(...logons.map(({ last }) => last)) }));
}

function unproven(scene: Scene): readonly Logon[] {
  const { tenant } = scene;
  return [
    ...own(scene, cast.unprovenDomain),
    ...own(scene, cast.unprovenTwin, network),
    ...named(scene, cast.blankSecond, { domain: "", naming: "sam" }),
    ...named(scene, cast.withoutMail, { domain: "", naming: "userPrincipalName" }),
    ...named(scene, cast.provenTwin, { domain: tenant.domains[1].netBios, naming: "wrongDomain" }),
  ];
}

function wrongDomain(scene: Scene): readonly Logon[] {
  const { tenant } = scene;
  return [
    ...own(scene, cast.blankFirst),
    ...named(scene, cast.blankSecond, { domain: tenant.domains[0].netBios, naming: "wrongDomain" }),
    ...named(scene, cast.blankSecond, { domain: tenant.domains[1].dns, naming: "dns" }),
    ...named(scene, cast.unprovenDomain, { domain: tenant.domains[2].dns, naming: "dns" }),
  ];
}

function oldServer(scene: Scene): readonly Logon[] {
  const domain = scene.tenant.domains[0].netBios.toLowerCase();
  return [
    ...own(scene, cast.ownedService, { types: "Batch, Service", administrator: true }),
    recurring(scene, system(domain, `${scene.device.host}$`), network),
    recurring(scene, system("nt authority", "system"), { types: "Service", administrator: false }),
    ...localUser(scene, "administrator"),
  ];
}

const STORIES = new Map<number, Story>([
  [stage.merged, (scene) => own(scene, cast.twinFirst)],
  [stage.chained, (scene) => own(scene, cast.twinSecond)],
  [stage.survivor, (scene) => [recurring(scene, system("nt authority", "system"), network)]],
  [
    stage.nameless,
    (scene) => [
      ...own(scene, cast.twinSecond),
      fixed(scene, { domain: "desktop-n0name", name: "localuser", meaning: { kind: "stranger" } }),
    ],
  ],
  [stage.sameNameFirst, (scene) => [...habitueLogons(scene), ...localUser(scene, "administrator")]],
  [
    stage.sameNameSecond,
    (scene) => [
      ...habitueLogons(scene),
      ...localUser(scene, "administrator"),
      ...localUser(scene, "local admin"),
    ],
  ],
  [
    stage.shared,
    (scene) => [
      ...together(scene, [cast.twinFirst, cast.provenTwin, cast.newlyWed]),
      recurring(scene, system("window manager", "dwm-2"), interactive),
    ],
  ],
  [stage.namesakeOwned, habitueLogons],
  [stage.namesakeOwnerless, habitueLogons],
  [stage.ambiguousFirst, habitueLogons],
  [stage.ambiguousSecond, habitueLogons],
  [stage.undecided, habitueLogons],
  [stage.mac, (scene) => localUser(scene, "macuser")],
  [
    stage.redHat,
    (scene) =>
      named(scene, cast.provenTwin, { domain: scene.tenant.domains[0].dns, naming: "dns" }),
  ],
  [stage.unproven, unproven],
  [stage.wrongDomain, wrongDomain],
  [
    stage.foreignHost,
    (scene) => [
      fixed(scene, { domain: "lt-0000", name: "administrator", meaning: { kind: "stranger" } }),
    ],
  ],
  [stage.guestOwned, (scene) => own(scene, cast.adminReport)],
  [stage.longName, habitueLogons],
  [stage.oldServer, oldServer],
]);
