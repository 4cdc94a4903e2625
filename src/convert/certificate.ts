import type { CertificateUse } from "../microsoft/certificate.ts";
import { edge } from "./edge.ts";
import { certificateKey, machineKey } from "./keys.ts";
import { type PropertyTable, flag, number, propertiesBy, text, texts, time } from "./property.ts";
import type { RowShape } from "./row-converter.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const nameOf = ({ subject, thumbprint }: CertificateUse): string => subject ?? thumbprint;

/** What a certificate carries. */
export const certificateTable: PropertyTable<CertificateUse> = {
  id: text("Thumbprint, lower case.", (use) => use.thumbprint),
  name: text("Common name of the subject, else the thumbprint.", nameOf),
  displayName: text("The same.", nameOf),
  thumbprint: text("Thumbprint, lower case.", (use) => use.thumbprint),
  subject: text("Common name of the subject.", (use) => use.subject),
  issuer: text("Common name of the issuer.", (use) => use.issuer),
  serialNumber: text("Serial number.", (use) => use.serialNumber),
  signatureAlgorithm: text("Such as `sha256RSA`.", (use) => use.signatureAlgorithm),
  keyLength: number("Length of the key in bits.", (use) => use.keyLength),
  keyUsages: texts("What the key may be used for.", (use) => use.keyUsages),
  extendedKeyUsages: texts("The same, extended.", (use) => use.extendedKeyUsages),
  selfSigned: flag("Signed by itself.", (use) => use.isSelfSigned),
  issuedOn: time("Valid from.", (use) => use.notBeforeOn),
  expiresOn: time("Valid until.", (use) => use.notAfterOn),
};

/** What the edge from a machine carries. */
export const hasCertificateTable: PropertyTable<CertificateUse> = {
  paths: texts("Where it lies, the first ten places.", (use) => [use.path]),
};

const entityProperties = propertiesBy(certificateTable);
const edgeProperties = propertiesBy(hasCertificateTable);
const { type, classes } = entityTypes.certificate;

/** Rows of certificates on machines. */
export const certificateShape: RowShape<CertificateUse> = {
  key: (use) => certificateKey(use.thumbprint),
  entity: (key, use) => ({ key, type, classes, properties: entityProperties(use) }),
  edges: (key, use) => [
    edge(relationshipTypes.machineHasCertificate, {
      from: machineKey(use.machineId),
      to: key,
      properties: edgeProperties(use),
    }),
  ],
};
