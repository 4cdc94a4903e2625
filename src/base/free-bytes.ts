/**
 * Gives bytes back at once, which nobody may read any more; bytes that share their memory are left alone. Freed by the
 * garbage collector they would make it look through everything that is held, once for every 64 MB of them.
 */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  const isWhole = byteLength > 0 && byteLength === buffer.byteLength;
  if (isWhole && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
