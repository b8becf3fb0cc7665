/** An engine with something to lose, and eyes that see when it is lost. */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cell, Connection } from "../../../server/src/warehouse/types.ts";
import { never } from "../../support/connections.ts";
import type { Attacks, Targets } from "./attack.ts";

export interface Arena {
  readonly connection: Connection;
  readonly attacks: Attacks;
  /** Texts that nothing which is asked may tell. */
  readonly secrets: readonly string[];
  /** What was written, changed or ended since the last look; `undefined`: nothing. */
  damage(): Promise<string | undefined>;
  /** SQL that does harm once it is run without any guard: what is to be seen of it is seen, or the eyes are blind. */
  readonly controls: readonly string[];
  /** Runs SQL without guard or limits, in the attacked session where there is one; gives what it answers. */
  unguarded(sql: string): Promise<string>;
  close(): Promise<void>;
}

/** Rows that every arena has: `shop.orders`, `shop.customers` and `shop.plans`, in words that all engines read. */
const rows = {
  orders: [
    "(1, 1, 'paid', 12.50, timestamp '2026-01-05 10:00:00', timestamp '2026-01-06 00:00:00')",
    "(2, 2, 'sent', 99.00, timestamp '2026-01-05 11:00:00', timestamp '2026-01-06 00:00:00')",
    "(3, 1, 'sent', 10.00, timestamp '2026-01-07 10:00:00', timestamp '2026-01-08 00:00:00')",
  ],
  customers: ["(1, 'BE')", "(2, 'NL')"],
  plans: ["(1, 'free', timestamp '2026-01-01 00:00:00', timestamp '2027-01-01 00:00:00')"],
} as const;

/** Statements that make the tables. In: the names of an engine's types. */
export function tableStatements(
  types: Readonly<Record<"integer" | "text" | "decimal" | "timestamp", string>>,
  tail: (key: string) => string = () => "",
): string[] {
  const { integer, text, decimal, timestamp } = types;
  const columns: Readonly<Record<keyof typeof rows, string>> = {
    orders: `order_id ${integer}, customer_id ${integer}, status ${text}, total ${decimal}, ordered_at ${timestamp}, loaded_at ${timestamp}`,
    customers: `customer_id ${integer}, country ${text}`,
    plans: `customer_id ${integer}, plan ${text}, valid_from ${timestamp}, valid_to ${timestamp}`,
  };
  return Object.entries(rows).flatMap(([table, values]) => [
    `create table shop.${table} (${columns[table as keyof typeof rows]})${tail(columns[table as keyof typeof rows].split(" ")[0] ?? "")}`,
    `insert into shop.${table} values ${values.join(", ")}`,
  ]);
}

/** A file that nothing may read, and a folder that must stay empty. */
export async function secretPlace(): Promise<
  Targets & {
    readonly folder: string;
    readonly sentinel: string;
    written(): Promise<string | undefined>;
    remove(): Promise<void>;
  }
> {
  const folder = await mkdtemp(join(tmpdir(), "eventspec-hostile-"));
  await chmod(folder, 0o755);
  const [file, out, sentinel] = [join(folder, "secret.csv"), join(folder, "out"), `sentinel${process.pid}x`];
  await writeFile(file, `column0\n${sentinel}\n`, { mode: 0o644 });
  await mkdir(out);
  await chmod(out, 0o777);
  return {
    ...{ folder, file, out, sentinel },
    async written() {
      const found = await readdir(out);
      await Promise.all(found.map((name) => rm(join(out, name), { recursive: true })));
      return found.length > 0 ? `wrote ${found.join(", ")}` : undefined;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What a question of ours answers, through the connection that is attacked. */
export async function asked(connection: Connection, sql: string): Promise<readonly (readonly Cell[])[]> {
  return (await connection.run(sql, { limit: 1000, timeoutMs: 60_000 }, never())).rows;
}

/** Tells what differs from the last time, of things that have names. */
export function changes(): (now: Readonly<Record<string, unknown>>) => string | undefined {
  let before: Readonly<Record<string, unknown>> | undefined;
  return (now) => {
    const last = before ?? now;
    before = now;
    const different = Object.keys(now).filter((name) => now[name] !== last[name]);
    const text = (value: unknown) => String(value).slice(0, 200);
    return different.length > 0
      ? different.map((name) => `${name} was ${text(last[name])} and is ${text(now[name])}`).join("; ")
      : undefined;
  };
}
