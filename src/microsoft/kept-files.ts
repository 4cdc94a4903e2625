/** Files of one snapshot of an export that need not be downloaded again. */
export interface KeptFiles {
  /** The bytes of a file that was kept whole; `null` where none was. */
  read(path: string): Promise<AsyncIterable<Buffer> | null>;
  /** Hands on the bytes of a file and keeps them, until it is settled or dropped. */
  keep(path: string, bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer>;
  /** The file was read to its end and is sound: from now on it counts as kept. */
  settle(path: string): Promise<void>;
  /** The file broke off or is not sound: nothing of it is kept. */
  drop(path: string): Promise<void>;
}

/** Keeps files of exports until their rows are in the graph, so that an interrupted run can be continued. */
export interface FileKeeper {
  /** The files of a snapshot, which its time of generation names. Those of any other snapshot are let go. */
  of(snapshot: string): Promise<KeptFiles>;
}

const nothing: KeptFiles = {
  read: () => Promise.resolve(null),
  keep: (_path, bytes) => bytes,
  settle: () => Promise.resolve(),
  drop: () => Promise.resolve(),
};

/** The files kept of a snapshot: none where nobody keeps any, or where the provider does not say which one it is. */
export function keptFilesOf(keeper: FileKeeper | null, snapshot: string): Promise<KeptFiles> {
  return keeper === null || snapshot === "" ? Promise.resolve(nothing) : keeper.of(snapshot);
}
