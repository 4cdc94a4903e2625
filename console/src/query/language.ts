import { checkText } from "../../../src/j1ql/analyse.ts";
import { complete } from "../../../src/j1ql/complete.ts";

/** The language itself, loaded when the editor first needs it: the page can be read before. */
export const language = { checkText, complete };
