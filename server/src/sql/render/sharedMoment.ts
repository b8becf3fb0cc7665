/** What events of one scan share: one expression for all of them, one moment. */
import type { Dialect } from "../dialects/dialect.ts";
import type { Scan } from "../plan/plan.ts";
import { branch, type Moment, momentOf } from "./renderFrom.ts";
import { indent } from "./sqlText.ts";

/** One expression for all events of a scan: the same where they agree, else by the branch that a row is tried for. */
export function choose(sqls: readonly (string | undefined)[], absent: string): string {
  const [first = absent] = sqls;
  if (sqls.every((sql) => sql === first)) return first;
  const cases = sqls.flatMap((sql, n) => (sql === undefined ? [] : [`when ${n} then ${sql}`]));
  return `case ${branch.column}\n${indent(cases.join("\n"))}\nend`;
}

/** The time of whichever event a row is tried for. */
export function sharedMoment(dialect: Dialect, scan: Scan): Moment {
  const moments = momentsOf(dialect, scan);
  const instant = choose(
    moments.map((moment) => moment.instant),
    "null",
  );
  const written = writtenMoment(dialect, scan);
  return written
    ? { ...written, instant }
    : { sql: instant, type: { kind: "instant" }, timezone: "UTC", instant };
}

/** The same as the users wrote it, where that is one type of time in one zone. */
export function writtenMoment(dialect: Dialect, scan: Scan): Omit<Moment, "instant"> | undefined {
  const moments = momentsOf(dialect, scan);
  const [first] = moments;
  const alike = moments.every(
    ({ type, timezone }) => type?.kind === first?.type?.kind && timezone === first?.timezone,
  );
  if (!first || !alike) return undefined;
  const sql = choose(
    moments.map((moment) => moment.sql),
    "null",
  );
  return { sql, type: first.type, timezone: first.timezone };
}

function momentsOf(dialect: Dialect, scan: Scan): Moment[] {
  return scan.events.map(({ at }) => momentOf(dialect, at.expression, at.timezone));
}
