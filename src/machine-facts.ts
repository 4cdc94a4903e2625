import { access, constants, stat, statfs } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { isOnServer } from "./base/database-name.ts";
import type { MachineFacts, OfMachine } from "./service/doctor.ts";

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** The folder of a file, or the nearest one above that there is. */
async function folderOf(path: string): Promise<string> {
  const folder = dirname(path);
  const isThere = (await sizeOf(folder)) !== null || folder === dirname(folder);
  return isThere ? folder : folderOf(folder);
}

async function fileOf(path: string): Promise<MachineFacts["file"]> {
  const size = await sizeOf(path);
  if (size === null) return null;
  const log = (await sizeOf(`${path}.wal`)) ?? 0;
  return { size, log, writable: await isWritable(path) };
}

function machineOf(process: NodeJS.Process) {
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    availableMemory: process.availableMemory(),
  };
}

const noFile = {
  isFile: false,
  file: null,
  folderWritable: true,
  freeDisk: null,
  leftovers: [],
} as const;

/** What the machine tells of itself and of a database's file. */
export async function machineFacts(database: string, process: NodeJS.Process): Promise<OfMachine> {
  if (isOnServer(database)) return { ...machineOf(process), ...noFile };
  const path = resolve(database);
  const folder = await folderOf(path);
  const left: string[] = [];
  for (const ending of [".replaced", ".restoring"])
    if ((await sizeOf(`${path}${ending}`)) !== null) left.push(`${basename(path)}${ending}`);
  const disk = await statfs(folder).catch(() => null);
  return {
    ...machineOf(process),
    isFile: true,
    file: await fileOf(path),
    folderWritable: await isWritable(folder),
    freeDisk: disk === null ? null : disk.bavail * disk.bsize,
    leftovers: left,
  };
}
