/** When a file is another than it was. */
import type { BigIntStats } from "node:fs";

/** Changes whenever the file is written, replaced or given other rights: what wrote it can set its time, but not that of the change. */
export function versionOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join("-");
}

/** When that was last, in milliseconds since 1970. */
export function lastChange({ mtimeNs, ctimeNs }: BigIntStats): number {
  return Number(mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1e6;
}
