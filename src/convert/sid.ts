const cloudSid = /^S-1-12-1-(\d{1,10})-(\d{1,10})-(\d{1,10})-(\d{1,10})$/i;
const objectIdForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const uint32Limit = 2 ** 32;

/**
 * The object id behind a cloud SID: the GUID's bytes in Windows' order are four little-endian 32-bit numbers
 * (`microsoft-apis` §5). `null` for any other SID.
 */
export function objectIdOfSid(sid: string): string | null {
  const parts = cloudSid.exec(sid.trim())?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part >= uint32Limit)) return null;
  const bytes = Buffer.alloc(16);
  for (const [at, part] of parts.entries()) bytes.writeUInt32LE(part, at * 4);
  const hex = (at: number, length: number): string => bytes.toString("hex", at, at + length);
  const [first, second, third] = [
    bytes.readUInt32LE(0),
    bytes.readUInt16LE(4),
    bytes.readUInt16LE(6),
  ];
  const head = [first.toString(16).padStart(8, "0"), fourDigits(second), fourDigits(third)];
  return [...head, hex(8, 2), hex(10, 6)].join("-");
}

function fourDigits(value: number): string {
  return value.toString(16).padStart(4, "0");
}

/** The cloud SID of an object id; `null` for text that is no GUID. */
export function sidOfObjectId(objectId: string): string | null {
  const id = objectId.trim();
  if (!objectIdForm.test(id)) return null;
  const digits = id.replaceAll("-", "");
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(Number.parseInt(digits.slice(0, 8), 16), 0);
  bytes.writeUInt16LE(Number.parseInt(digits.slice(8, 12), 16), 4);
  bytes.writeUInt16LE(Number.parseInt(digits.slice(12, 16), 16), 6);
  bytes.write(digits.slice(16), 8, "hex");
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)).join("-")}`;
}
