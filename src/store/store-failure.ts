import { Failure } from "../base/failure.ts";

interface Known {
  readonly pattern: RegExp;
  readonly code: string;
  readonly retryable: boolean;
  readonly says: string;
}

const known: readonly Known[] = [
  {
    pattern: /Could not set lock|Conflicting lock|being used by another process/i,
    code: "database_locked",
    retryable: true,
    says: "another process has it open (perhaps defender-graph start). Stop that one, or name another --database.",
  },
  {
    pattern: /No space left|Could not write all|disk full|Out of disk|File too large/i,
    code: "disk_full",
    retryable: true,
    says: "the disk is full. Free some space; what was committed is intact.",
  },
  {
    pattern: /Out of Memory|failed to (allocate|pin|offload)/i,
    code: "out_of_memory",
    retryable: true,
    says: "its memory limit was reached. Give it more (DEFENDER_GRAPH_MEMORY_LIMIT), free disk space for its temporary files, or ask for less.",
  },
  {
    pattern:
      /not a valid DuckDB database|file is too small|corrupt|Failed to load metadata|checksum|Could not read (enough|all) bytes/i,
    code: "database_corrupt",
    retryable: false,
    says: "the file is not a whole DuckDB database. Restore it from a backup, or name another --database.",
  },
  {
    pattern: /version number|newer version of DuckDB|older version of DuckDB/i,
    code: "database_newer",
    retryable: false,
    says: "another release wrote the file. Use that release of defender-graph.",
  },
  {
    pattern: /Permission denied|read-only|Read-only|Is a directory|No such file|Cannot open file/i,
    code: "database_unwritable",
    retryable: false,
    says: "the file cannot be opened. Check that it exists and may be read and written.",
  },
];

/** A failure of the database in words, or the error itself when it is a defect of ours. */
export function storeFailure(error: unknown, attempted: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const found = known.find(({ pattern }) => pattern.test(error.message));
  if (found === undefined) return error;
  const { code, retryable, says } = found;
  return new Failure(`Cannot ${attempted}: ${says} (${firstLine(error.message)})`, {
    code,
    retryable,
    cause: error,
  });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.slice(0, 300) ?? "";
}
