/** Changes laid over a map that stays as it is: snapshots of a big map, one keystroke after the other, without copying it. */
class PatchedMap<K, V> implements ReadonlyMap<K, V> {
  readonly base: ReadonlyMap<K, V>;
  /** `undefined` where the base's entry is gone. */
  readonly patch: ReadonlyMap<K, V | undefined>;
  readonly size: number;

  constructor(base: ReadonlyMap<K, V>, patch: ReadonlyMap<K, V | undefined>) {
    this.base = base;
    this.patch = patch;
    let size = base.size;
    for (const [key, value] of patch) size += Number(value !== undefined) - Number(base.has(key));
    this.size = size;
  }

  get(key: K): V | undefined {
    return this.patch.has(key) ? this.patch.get(key) : this.base.get(key);
  }

  has(key: K): boolean {
    return this.patch.has(key) ? this.patch.get(key) !== undefined : this.base.has(key);
  }

  *entries(): MapIterator<[K, V]> {
    for (const entry of this.base) {
      const [key] = entry;
      const value = this.patch.get(key);
      if (!this.patch.has(key)) yield entry;
      else if (value !== undefined) yield [key, value];
    }
    for (const [key, value] of this.patch) if (value !== undefined && !this.base.has(key)) yield [key, value];
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}

/** More changes than these are put into a map of their own, so that look-ups and copies of changes stay cheap. */
const mostChanges = 128;

/** The map with some entries put in place (`undefined`: removed). The given map stays as it is; values are never `undefined`. */
export function patchedMap<K, V>(
  map: ReadonlyMap<K, V>,
  changes: Iterable<readonly [K, V | undefined]>,
): ReadonlyMap<K, V> {
  const patched = map instanceof PatchedMap ? (map as PatchedMap<K, V>) : undefined;
  const patch = new Map<K, V | undefined>(patched?.patch);
  for (const [key, value] of changes) patch.set(key, value);
  const result = new PatchedMap(patched?.base ?? map, patch);
  return patch.size > mostChanges ? new Map(result) : result;
}
