import type { KnownError } from "./known-error.ts";

/** What can be wrong with who asks. */
export const accessErrors = {
  login_wrong: {
    status: 401,
    means: "Name and password do not belong together.",
    todo: "Try again, or ask an administrator for a new password.",
  },
  login_blocked: {
    status: 429,
    means: "Too many logins failed in a short time.",
    todo: "Wait for as long as the message says.",
  },
  password_weak: {
    status: 400,
    means: "The password is easily guessed.",
    todo: "Choose a longer one that is not a common one.",
  },
  password_wrong: {
    status: 400,
    means: "The present password is another one.",
    todo: "Type it again.",
  },
  set_up_refused: {
    status: 403,
    means: "The set-up link was used, has expired, or is another server's.",
    todo: "Start the server anew for a new link, or log in.",
  },
  single_sign_on_refused: {
    status: 403,
    means: "The identity provider's answer lets nobody in.",
    todo: "The message says why; roles and domains are settings of start.",
  },
  single_sign_on_unreachable: {
    status: 503,
    means: "The identity provider does not answer.",
    todo: "Look whether its address is right and reachable from the server.",
  },
  cross_site: {
    status: 403,
    means: "The request came from another site's page.",
    todo: "Send it from the console, or with an API token.",
  },
  busy: {
    status: 503,
    means: "Too many log-ins wait to be checked.",
    todo: "Try again in a few seconds.",
  },
} as const satisfies Readonly<Record<string, KnownError>>;
