import assert from "node:assert/strict";
import { parse, stringify } from "yaml";
import { fullJoinSpec, fullProject, fullSpec } from "../support/fullFiles.ts";
import { projectOf } from "../support/memoryProject.ts";
import { changesOf } from "./support.ts";

type Path = readonly (string | number)[];

/** Every key and every item of a list, by its path. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const own = [...path, Array.isArray(value) ? Number(key) : key];
    return [own, ...pathsIn(Reflect.get(value, key), own)];
  });
}

/** A copy of the data without what stands at a path, or with something else there. */
function edited(data: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const copy = structuredClone(data);
  let owner: unknown = copy;
  for (const step of path.slice(0, -1)) owner = Reflect.get(owner as object, step);
  const last = path.at(-1) ?? "";
  const next = change(Reflect.get(owner as object, last));
  if (next !== undefined) Reflect.set(owner as object, last, next);
  else if (Array.isArray(owner)) owner.splice(Number(last), 1);
  else Reflect.deleteProperty(owner as object, last);
  return copy;
}

/** Another value of the same kind. */
function other(value: unknown): unknown {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return value + 1;
  return typeof value === "boolean" ? !value : value;
}

/** What is no change: by the side that it stands on, and why. */
const same: readonly (readonly [RegExp, string])[] = [
  [
    / (?:.*\.)?(?:join\.5\.as|for_each\.\d\.(?:item|position)|from\.full\.\d\.as|as)$/,
    "an alias that no SQL uses, or whose SQL changed with it",
  ],
  [/ lookups\.(?:other|author)/, "a lookup that no project declares gives nothing"],
  [/ entities\.visitor$/, "it takes away what nobody gave"],
  [/ events\.order_placed\.also$/, "no other document gives the event"],
  [/^without events\.order_placed\.(?:owner|goals)$/, "the document's is the same"],
  [
    / .*\.volume\.per$|^without .*\.(?:follows\.by|measure)$|^other .*reconcile\.1\.measure$/,
    "what holds without it is the same",
  ],
];

const sameInProject: readonly (readonly [RegExp, string])[] = [
  [/ eventspec$/, "the version of the language"],
  [/ streams\.customer_events\.layout$/, "what holds without it is the same, and another word is none"],
];

describe("a change of every key of the language", () => {
  for (const [name, text] of Object.entries({
    fullSpec,
    fullJoinSpec: `${fullJoinSpec}events: {license_sold: {at: l.sold_at}}\n`,
  })) {
    const data: unknown = parse(text);
    const files = (spec: unknown) =>
      projectOf({ "eventspec.yml": fullProject, "a.events.yml": stringify(spec) });

    it(`is told: ${name}`, async () => {
      const base = await files(data);
      const silent: string[] = [];
      for (const path of pathsIn(data))
        for (const [how, change] of [
          ["without", () => undefined],
          ["other", other],
        ] as const) {
          const spec = edited(data, path, change);
          if (JSON.stringify(spec) === JSON.stringify(data)) continue;
          const changes = await changesOf(base, await files(spec));
          const told = `${how} ${path.join(".")}`;
          if (changes.length === 0 && !same.some(([pattern]) => pattern.test(told))) silent.push(told);
        }
      assert.deepEqual(silent, []);
    });
  }

  it("is told of the project file, too", async () => {
    const data: unknown = parse(fullProject);
    const files = (file: unknown) =>
      projectOf({ "eventspec.yml": stringify(file), "a.events.yml": fullSpec });
    const base = await files(data);
    const silent: string[] = [];
    for (const path of pathsIn(data))
      for (const [how, change] of [
        ["without", () => undefined],
        ["other", other],
      ] as const) {
        const file = edited(data, path, change);
        const told = `${how} ${path.join(".")}`;
        if (JSON.stringify(file) === JSON.stringify(data) || sameInProject.some(([one]) => one.test(told)))
          continue;
        const changes = await changesOf(base, await files(file));
        if (changes.length === 0) silent.push(told);
        // What may be a secret is not shown.
        assert.equal(JSON.stringify(changes).includes("PGPASSWORD"), false, told);
      }
    assert.deepEqual(silent, []);
  });
});
