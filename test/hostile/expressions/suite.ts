/** A suite out of an arena. */
import { loadSqlParser, type SqlParser } from "../../../server/src/sql/reader/parser.ts";
import type { Attempt, HostileRun, HostileSuite } from "../../support/hostile.ts";
import type { Arena } from "./arena.ts";
import { damagedOf, expressionsOf } from "./attack.ts";
import { attack, control } from "./execute.ts";
import { type Place, placesOf } from "./places.ts";
import { hostileValues, valueAttack } from "./values.ts";

interface Engine {
  readonly title: string;
  missing?(): Promise<string | undefined>;
  open(): Promise<Arena>;
  /** How many expressions a small run tries; absent where the engine is a server. */
  readonly small?: number;
  /** How many expressions a full run tries, where the engine is too slow for all of them. */
  readonly full?: number;
}

export function expressionSuite({ title, missing, open, small, full }: Engine): HostileSuite {
  return {
    title,
    ...(missing && { missing }),
    ...(small === undefined && { onlyFull: true }),
    async *attempts(run) {
      const arena = await open();
      try {
        yield* attacksIn(arena, { ...run, ...limitOf(run, small, full) });
      } finally {
        await arena.close();
      }
    },
  };
}

const mostDamaged = 1_500;

/** How many expressions a run tries at most. */
function limitOf(
  { size, count }: HostileRun,
  small: number | undefined,
  full: number | undefined,
): { readonly count?: number } {
  const limit = count ?? (size === "small" ? small : full);
  return limit === undefined ? {} : { count: limit };
}

/** First the controls; then every expression, each at another key than the one before it. */
async function* attacksIn(arena: Arena, { size, count, seed }: HostileRun): AsyncIterable<Attempt> {
  const { attacks } = arena;
  await arena.damage();
  for (const sql of arena.controls)
    yield { group: "harm done without the guard, as a control", tried: sql, ...(await control(arena, sql)) };
  await arena.damage();
  const parser = await loadSqlParser();
  const places = await placesOf(attacks.dialect, attacks.list);
  for (const place of places.sql.filter((_, at) => size === "full" || at % 9 === 0))
    yield {
      group: "harmless SQL, as a control",
      tried: place.path,
      ...(await harmless(arena, place, parser)),
    };
  for (const { place, sql } of shared(places.sql, expressionsOf(attacks), { count, seed }))
    yield {
      group: keyOf(place),
      tried: `${place.path}: ${sql}`,
      ...(await attack(arena, { place, sql }, parser)),
    };
  const damaged = damagedOf(attacks, seed, Math.min(count ?? mostDamaged, mostDamaged));
  for (const { place, sql } of shared(places.sql, damaged, { count, seed }))
    yield {
      group: "with pieces put in by chance",
      tried: `${place.path}: ${sql}`,
      ...(await attack(arena, { place, sql }, parser)),
    };
  for (const value of hostileValues(attacks).filter((_, at) => count === undefined || at % 5 === 0))
    yield { group: "values", tried: value, ...(await valueAttack(arena, value)) };
  const tables = places.tables.flatMap((place) => attacks.tables.map((sql) => ({ place, sql })));
  for (const { place, sql } of tables.slice(0, count))
    yield {
      group: "names of tables",
      tried: `${place.path}: ${sql}`,
      ...(await attack(arena, { place, sql }, parser)),
    };
}

/** Each text at another place than the one before it. */
function shared(
  places: readonly Place[],
  texts: readonly string[],
  { count, seed }: { readonly count: number | undefined; readonly seed: number },
): { readonly place: Place; readonly sql: string }[] {
  return texts.slice(0, count).flatMap((sql, at) => {
    const place = places[(at + seed) % places.length];
    return place ? [{ place, sql }] : [];
  });
}

/** A project that does not run at all would withstand anything. */
async function harmless(
  arena: Arena,
  place: Place,
  parser: SqlParser,
): Promise<Pick<Attempt, "ended" | "gotThrough">> {
  const sql = place.role === "variants_by" ? "'paid'" : "coalesce(1, 2)";
  // However busy the machine is.
  const end = await attack(arena, { place, sql, limitMs: 60_000 }, parser);
  const isRun = /^(ran|not run)/.test(end.ended);
  return isRun ? end : { ended: "", gotThrough: `It was ${end.ended}, so nothing is tried there.` };
}

/** What the key is called, without the names of events and places in lists. */
function keyOf({ path, role }: Place): string {
  const keys = path.split(".").filter((key) => !/^(\d+|(order|customer|item)_(?!by$)\w+)$/.test(key));
  const named = role === "property" || role === "entity";
  return `\`${(named ? keys.slice(0, keys.length > 2 ? -1 : 1) : keys).join(".")}\``;
}
