import { type Command, strong } from "./command.ts";

/** `defender-graph tour` */
export const tour: Command = {
  name: "tour",
  summary: "Follow one machine from Microsoft's reply to the screen",
  about: `
Reads a small sample tenant and prints, for one machine, the value that each part of the program hands to the next:
token → page → record → entity → graph → change → query → screen. ARCHITECTURE.md is the map to it.`,
  flags: [],
  async run(world) {
    for await (const stop of world.tour()) {
      await world.stdout.write(
        `\n${strong(stop.noun, world)}  ${stop.file}\n${stop.says}\n\n${stop.value}\n`,
      );
    }
    return 0;
  },
};
