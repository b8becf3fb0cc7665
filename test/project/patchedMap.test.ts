import assert from "node:assert/strict";
import fc from "fast-check";
import { patchedMap } from "../../server/src/project/patchedMap.ts";

describe("patchedMap", () => {
  it("is what a changed copy would be, and leaves the map as it was", () => {
    const key = fc.constantFrom("a", "b", "c", "d");
    const change = fc.tuple(key, fc.option(fc.nat(9), { nil: undefined }));
    const changes = fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.nat(9))), changes, (entries, batches) => {
        const start = new Map(entries);
        const copy = new Map(start);
        let map: ReadonlyMap<string, number> = start;
        for (const batch of batches) {
          const before = [...map];
          const after = patchedMap(map, batch);
          for (const [name, value] of batch) {
            if (value === undefined) copy.delete(name);
            else copy.set(name, value);
          }
          assert.deepEqual([...map], before);
          map = after;
        }
        assert.deepEqual([...map].sort(), [...copy].sort());
        assert.deepEqual([...map.keys()].sort(), [...copy.keys()].sort());
        assert.deepEqual([...map.values()].sort(), [...copy.values()].sort());
        assert.equal(map.size, copy.size);
        for (const name of ["a", "b", "c", "d"] as const) {
          assert.equal(map.get(name), copy.get(name));
          assert.equal(map.has(name), copy.has(name));
        }
        const seen = new Map<string, number>();
        map.forEach((value, name) => {
          seen.set(name, value);
        });
        assert.deepEqual(seen, new Map(map));
      }),
    );
  });

  it("stays right through many changes", () => {
    let map: ReadonlyMap<number, number> = new Map();
    for (let i = 0; i < 1000; i++)
      map = patchedMap(map, [
        [i, i],
        [i - 2, undefined],
      ]);
    assert.deepEqual(
      [...map],
      [
        [998, 998],
        [999, 999],
      ],
    );
  });
});
