import { randomInt } from "node:crypto";

// Without characters that look like others.
const letters = "abcdefghijkmnpqrstuvwxyz23456789";

/** A password that nobody guesses and that can be read out: 100 bits in five groups. */
export function randomPassword(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: 5 }, group).join("-");
}
