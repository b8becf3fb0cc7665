/** What events of one scan share: one expression for all of them, one moment. */
import { momentOf } from "./momentOf.ts";
import type { Moment, ScanRenderer } from "./renderer.ts";
import { indent } from "./sqlText.ts";

type Named = Pick<ScanRenderer, "names">;
type NamedScan = Pick<ScanRenderer, "dialect" | "names" | "scan">;

/** One expression for all events of a scan: the same where they agree, else by the branch that a row is tried for. */
export function choose({ names }: Named, sqls: readonly (string | undefined)[], absent: string): string {
  const [first = absent] = sqls;
  if (sqls.every((sql) => sql === first)) return first;
  const cases = sqls.flatMap((sql, n) => (sql === undefined ? [] : [`when ${n} then ${sql}`]));
  return `case ${names.branch.column}\n${indent(cases.join("\n"))}\nend`;
}

/** The time of whichever event a row is tried for. */
export function sharedMoment(renderer: NamedScan): Moment {
  const instants = momentsOf(renderer).map((moment) => moment.instant);
  const instant = choose(renderer, instants, "null");
  const written = writtenMoment(renderer);
  return written
    ? { ...written, instant }
    : { sql: instant, type: { kind: "instant" }, timezone: "UTC", instant };
}

/** The same as the users wrote it, where that is one type of time in one zone. */
export function writtenMoment(renderer: NamedScan): Omit<Moment, "instant"> | undefined {
  const moments = momentsOf(renderer);
  const [first] = moments;
  const alike = moments.every(
    ({ type, timezone }) => type?.kind === first?.type?.kind && timezone === first?.timezone,
  );
  if (!first || !alike) return undefined;
  const sql = choose(
    renderer,
    moments.map((moment) => moment.sql),
    "null",
  );
  return { sql, type: first.type, timezone: first.timezone };
}

function momentsOf({ dialect, scan }: NamedScan): Moment[] {
  return scan.events.map(({ at }) => momentOf(dialect, at.expression, at.timezone));
}
