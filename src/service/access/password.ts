import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** How hard a password is to guess by machine; stored beside each, so that they can grow. */
interface Cost {
  /** The power of two of the work. */
  readonly power: number;
  readonly blockSize: number;
  readonly parallel: number;
}

// 32 MB for each try, as OWASP's password storage cheat sheet has it for scrypt.
const cost: Cost = { power: 15, blockSize: 8, parallel: 3 };

const keyLength = 32;

// The same password typed on two keyboards is the same text.
function bytesOf(password: string): Buffer {
  return Buffer.from(password.normalize("NFKC"), "utf8");
}

function derive(password: string, salt: Buffer, { power, blockSize, parallel }: Cost) {
  const N = 2 ** power;
  const options = { N, r: blockSize, p: parallel, maxmem: 256 * N * blockSize };
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(bytesOf(password), salt, keyLength, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** What is stored of a password: the parameters, a salt, the key that follows from them. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  const { power, blockSize, parallel } = cost;
  return ["scrypt", power, blockSize, parallel, salt.toString("hex"), key.toString("hex")].join(
    "$",
  );
}

/** What nobody's password hashes to, for a try that takes as long as one for somebody. */
const nobody = `scrypt$${cost.power}$${cost.blockSize}$${cost.parallel}$${"00".repeat(16)}$${"00".repeat(keyLength)}`;

/** Whether a password is the one that was stored. For `null` it takes as long, and says no. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, power, blockSize, parallel, salt = "", key = ""] = (stored ?? nobody).split("$");
  const used: Cost = {
    power: Number(power),
    blockSize: Number(blockSize),
    parallel: Number(parallel),
  };
  const derived = await derive(password, Buffer.from(salt, "hex"), used);
  return timingSafeEqual(derived, Buffer.from(key, "hex")) && stored !== null;
}

/** Whether a password was stored with less work than is asked for today. */
export function isWeaklyHashed(stored: string): boolean {
  const { power, blockSize, parallel } = cost;
  return !stored.startsWith(`scrypt$${power}$${blockSize}$${parallel}$`);
}
