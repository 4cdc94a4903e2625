import { entityTypes } from "../convert/types.ts";
import { accountOf } from "../convert/account.ts";
import { type Converted } from "../convert/converted.ts";
import { stage, together, walk } from "./collections.ts";
import type { Step } from "./step.ts";
import { completed } from "./step-results.ts";

const emits = [entityTypes.account.type];

/** The tenant itself. When it cannot be read, the account stands with its id alone, so that nothing loses its edges. */
export const accountStep: Step = {
  id: "account",
  title: "Account",
  source: null,
  dependsOn: [],
  emits,
  async run(context) {
    const receipt = await walk(context, {
      listing: context.tenant.organization(),
      counter: { count: 0 },
      async take(organizations) {
        const first = organizations[0];
        if (first !== undefined) context.held.tenantId = first.id;
        await stage(
          context,
          together(organizations.map((organization): Converted => accountOf(organization))),
        );
      },
    });
    return completed([receipt], emits);
  },
  async settle(context) {
    for await (const known of context.entitiesToBe(emits)) if (known.length > 0) return;
    const id = context.held.tenantId;
    const properties = { displayName: id, id, name: id, vendor: "Microsoft" };
    const key = `microsoft_defender_account:${id}`;
    await stage(context, {
      entities: [{ key, type: entityTypes.account.type, classes: ["Account"], properties }],
      relationships: [],
    });
  },
};
