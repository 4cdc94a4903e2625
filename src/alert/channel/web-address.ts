import { z } from "zod";

/** An address that may be posted to; the guard decides where it leads. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: "wants an http:// or https:// address" })
  .max(2_000)
  .refine((url) => new URL(url).username === "" && new URL(url).password === "", {
    error: "must not hold a user name or password; put them into a header",
  });
