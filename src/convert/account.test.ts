import { expect, test } from "vitest";
import { accountOf } from "./account.ts";
import { march, organization } from "./records.fixture.ts";

test("a tenant is an account with its domains", () => {
  const { entities, relationships } = accountOf(
    organization({
      displayName: "Contoso",
      verifiedDomains: [
        { name: "contoso.onmicrosoft.com", isDefault: false, isInitial: true },
        { name: "contoso.com", isDefault: true, isInitial: false },
      ],
      createdOn: march,
      directorySizeUsed: 1_200,
    }),
  );
  expect(relationships).toEqual([]);
  expect(entities).toEqual([
    {
      key: "microsoft_defender_account:tenant-1",
      type: "microsoft_defender_account",
      classes: ["Account"],
      properties: {
        id: "tenant-1",
        name: "Contoso",
        displayName: "Contoso",
        vendor: "Microsoft",
        tenantId: "tenant-1",
        organizationName: "Contoso",
        defaultDomain: "contoso.com",
        initialDomain: "contoso.onmicrosoft.com",
        verifiedDomains: ["contoso.com", "contoso.onmicrosoft.com"],
        createdOn: march,
        directorySizeUsed: 1_200,
      },
      raw: { id: "tenant-1" },
    },
  ]);
});

test("a nameless tenant is called by its id", () => {
  const [account] = accountOf(organization({ displayName: " " })).entities;
  expect(account?.properties).toEqual({
    id: "tenant-1",
    name: "tenant-1",
    displayName: "tenant-1",
    tenantId: "tenant-1",
    vendor: "Microsoft",
  });
});
