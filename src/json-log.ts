import type { Log, LogFacts } from "./base/log.ts";

const levels = ["debug", "info", "warn", "error"] as const;
type Level = (typeof levels)[number];

/**
 * One JSON object a line from a level upwards: `DEFENDER_GRAPH_LOG` is debug, info, warn or error. Silent below error
 * unless asked, since the command line speaks for itself.
 */
export function jsonLog(asked: string | undefined, stream: { write(text: string): unknown }): Log {
  const from = levels.findIndex((level) => level === asked?.toLowerCase());
  const least = from === -1 ? levels.indexOf("error") : from;
  const say =
    (level: Level) =>
    (message: string, facts?: LogFacts): void => {
      if (levels.indexOf(level) < least) return;
      const at = new Date().toISOString();
      stream.write(`${JSON.stringify({ at, level, message, ...facts })}\n`);
    };
  return { debug: say("debug"), info: say("info"), warn: say("warn"), error: say("error") };
}
