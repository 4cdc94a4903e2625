import { type Command, databaseFlag, databaseOf } from "./command.ts";

/** `defender-graph key rotate` */
export const keyRotate: Command = {
  name: "key rotate",
  summary: "Seal every secret anew with a new key",
  about: `
Makes a new key, seals every secret with it, and forgets the old key. The server must be stopped. Killed at any moment, every
secret can still be opened. Where the key is in DEFENDER_GRAPH_KEY, put the new key before the old one (new,old), run this,
then take the old one out.

  defender-graph key rotate`,
  flags: [databaseFlag, { name: "json", help: 'print {"secrets","keyId","oldKeysRemain"}' }],
  async run(world, given) {
    const database = databaseOf(given);
    await (await world.openDesk({ database, mode: "read" })).close();
    const desk = await world.openDesk({ database, mode: "write" });
    try {
      const done = await desk.rotateKey();
      const rest = done.oldKeysRemain
        ? " The old key is not needed any more: take it out of DEFENDER_GRAPH_KEY."
        : "";
      const text = `${done.secrets} secrets are sealed with the key ${done.keyId}.${rest}\n`;
      await world.stdout.write(given.on("json") ? `${JSON.stringify(done)}\n` : text);
      return 0;
    } finally {
      await desk.close();
    }
  },
};
