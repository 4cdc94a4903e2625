import { Failure } from "../../base/failure.ts";

const least = 12;
const most = 256;

/** What people choose who must choose something; each is refused with anything around it that adds little. */
const common = [
  "password",
  "passwort",
  "defender",
  "microsoft",
  "administrator",
  "qwerty",
  "qwertz",
  "letmein",
  "welcome",
  "changeme",
  "iloveyou",
  "123456789",
  "abcdefgh",
];

function complaintOf(password: string, name: string): string | null {
  const plain = password.normalize("NFKC").toLowerCase();
  const length = Array.from(plain).length;
  if (length < least) return `it has ${length} characters, and ${least} are the least`;
  if (length > most) return `it has ${length} characters, and ${most} are the most`;
  if (new Set(plain).size < 5) return "it is made of fewer than five different characters";
  const stem = name.toLowerCase().split("@")[0] ?? "";
  const known = [...common, ...(stem.length >= 3 ? [stem] : [])];
  const found = known.find((word) => plain.includes(word) && plain.replaceAll(word, "").length < 8);
  if (found !== undefined) return "it is little more than a name or a word that is tried first";
  return null;
}

/** Throws a `password_weak` failure that says why a password will not do. */
export function refuseWeakPassword(password: string, name: string): void {
  const complaint = complaintOf(password, name);
  if (complaint === null) return;
  const message = `Cannot take this password: ${complaint}. Choose another, such as four words that have nothing to do with each other.`;
  throw new Failure(message, { code: "password_weak", retryable: false });
}
