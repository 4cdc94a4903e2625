import { Failure } from "../base/failure.ts";

interface Known {
  readonly code: string;
  readonly retryable: boolean;
  readonly says: string;
}

const unwritable: Known = {
  code: "file_unusable",
  retryable: false,
  says: "it, or its folder, may not be read or written here. Check the path and its permissions.",
};

const known: Readonly<Record<string, Known>> = {
  ENOSPC: { code: "disk_full", retryable: true, says: "the disk is full. Free some space." },
  EDQUOT: { code: "disk_full", retryable: true, says: "the quota is used up. Free some space." },
  EFBIG: { code: "disk_full", retryable: true, says: "the file may not grow so large here." },
  ENOENT: {
    code: "file_missing",
    retryable: false,
    says: "there is no such file or folder. Check the path.",
  },
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  EISDIR: unwritable,
  ENOTDIR: unwritable,
};

/** A failure of the file system in words, or the error itself when it is another. */
export function fileFailure(error: unknown, attempted: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const found = "code" in error ? known[String(error.code)] : undefined;
  if (found === undefined) return error;
  const { code, retryable, says } = found;
  const message = `Cannot ${attempted}: ${says} (${error.message})`;
  return new Failure(message, { code, retryable, cause: error });
}
