import { certificateShape } from "../convert/certificate.ts";
import { rowConverter } from "../convert/row-converter.ts";
import { secureConfigurationShape } from "../convert/secure-configuration.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { packStep, readRows } from "./pack.ts";

const permission = { api: "defender", role: "Vulnerability.Read.All" } as const;

const configurations = [
  entityTypes.secureConfiguration.type,
  relationshipTypes.machineViolatesConfiguration.type,
];

/** Configurations that machines should have, and which machines do not. */
export const secureConfigurationsStep = packStep({
  id: "secure_configurations",
  title: "Secure configurations",
  permission,
  absent: "configurations that machines violate",
  dependsOn: ["machines"],
  emits: configurations,
  read: (context) =>
    readRows(context, {
      listing: context.tenant.optional.configurationStates(),
      emits: configurations,
      converter: () =>
        rowConverter(secureConfigurationShape, (id) => context.held.machines.has(id)),
    }),
});

const certificates = [entityTypes.certificate.type, relationshipTypes.machineHasCertificate.type];

/** Certificates, and where they are. */
export const certificatesStep = packStep({
  id: "certificates",
  title: "Certificates",
  permission,
  absent: "certificates",
  dependsOn: ["machines"],
  emits: certificates,
  read: (context) =>
    readRows(context, {
      listing: context.tenant.optional.certificates(),
      emits: certificates,
      converter: () => rowConverter(certificateShape, (id) => context.held.machines.has(id)),
    }),
});
