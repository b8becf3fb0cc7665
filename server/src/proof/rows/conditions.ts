/** Checks that look at one row at a time. */
import { sqlOf } from "../../project/sqlOf.ts";
import type { EventProperty, Project } from "../../project/types.ts";
import { countIf } from "../../sql/funnel/countedQuery.ts";
import { declaredType } from "../../sql/logicalType.ts";
import { refusedOne } from "../../sql/refusedSql.ts";
import { condition as embedded } from "../../sql/render/embed.ts";
import { sentinelsOf } from "../../sql/render/sentinels.ts";
import { identifier, literal, select } from "../../sql/render/sqlText.ts";
import type { Check } from "../checks.ts";
import type { Verdict } from "../results.ts";
import { inWords, many } from "../words.ts";
import type { CheckedRows } from "./eventRelation.ts";
import type { RowCheck } from "./rowCheck.ts";

/** What a row must not be, and how that is said. */
interface Forbidden {
  readonly condition: string;
  /** The end of `In 825 events, …`. */
  readonly expected: string;
  /** The end of `12 of 825 events …`. */
  readonly fault: string;
}

/** In: a check that a condition on rows decides, and the prefix of its columns. Out: the verdict where it can't be asked; `undefined` for other kinds. */
export function conditionCheck(
  relation: CheckedRows,
  project: Project,
  check: Check,
  prefix: string,
): RowCheck | Verdict | undefined {
  const forbidden = forbiddenOf(relation, project, check);
  if (!forbidden || "status" in forbidden) return forbidden;
  const { condition, expected, fault } = forbidden;
  const failing = `${prefix}_failing`;
  return {
    check,
    counts: { [failing]: countIf(condition) },
    failingRows: select({
      columns: [...relation.columns.map((name) => identifier(relation.dialect, name))],
      from: relation.events,
      where: [condition],
    }),
    read({ events, number }) {
      const count = number(failing);
      if (events === 0) return nothingToTest;
      if (count === 0)
        return {
          status: "passed",
          message: `In ${many(events, "event")}, ${expected}.`,
          expected,
          failing: 0,
        };
      return {
        status: "failed",
        message: `${inWords(count)} of ${many(events, "event")} ${fault}.`,
        expected,
        actual: many(count, "row"),
        failing: count,
      };
    },
  };
}

export const nothingToTest: Verdict = {
  status: "skipped",
  message: "There are no events, so there is nothing to test.",
};

function forbiddenOf(relation: CheckedRows, project: Project, check: Check): Forbidden | Verdict | undefined {
  const { dialect } = relation;
  const { subject } = check;
  switch (subject.kind) {
    case "not_null": {
      const missing = missingColumn(relation, subject.columns);
      if (missing) return missing;
      const columns = subject.columns.map((name) => identifier(dialect, name));
      return {
        condition: columns.map((name) => `${name} is null`).join(" or "),
        expected: `${listOf(subject.columns)} ${columns.length === 1 ? "is" : "are"} never null`,
        fault: `have no ${subject.columns.join(" or no ")}`,
      };
    }
    case "required": {
      const name = subject.property.name.value;
      return {
        condition: `${identifier(dialect, name)} is null`,
        expected: `${name} is never null`,
        fault: `have no ${name}`,
      };
    }
    case "values":
      return valuesOf(relation, subject.property);
    case "rows": {
      const { where } = subject.test;
      const written = sqlOf(project, check.event).find(({ sql }) => sql === where);
      const refused = written && refusedOne(project, check.event, written, dialect.name);
      if (refused) return { status: "error", message: refused.message };
      return {
        condition: embedded(dialect, where.text),
        expected: `none has ${oneLine(where.text)}`,
        fault: `have ${oneLine(where.text)}`,
      };
    }
    default:
      return undefined;
  }
}

/** `a`, `a and b`, `a, b and c`. */
function listOf(names: readonly string[]): string {
  const [last = "", ...before] = [...names].reverse();
  return before.length === 0 ? last : `${before.reverse().join(", ")} and ${last}`;
}

const oneLine = (sql: string): string => sql.trim().replace(/\s+/g, " ");

/** The verdict of a test that speaks of a column which the event doesn't have. */
export function missingColumn({ columns }: CheckedRows, wanted: readonly string[]): Verdict | undefined {
  const missing = wanted.find((name) => !columns.includes(name));
  return missing === undefined
    ? undefined
    : { status: "error", message: `The event has no column "${missing}".` };
}

function valuesOf(relation: CheckedRows, { name, values = [], type }: EventProperty): Forbidden {
  const { dialect, plan, event } = relation;
  const column = identifier(dialect, name.value);
  const known = plan.properties.find((one) => one.name === name.value)?.type ?? declaredType(type?.value);
  const texts = values.map(({ text }) => text);
  const compared = sentinelsOf(dialect, known, texts, event.timezone);
  const allowed = [
    ...(compared.literals.length > 0 ? [`${column} in (${compared.literals.join(", ")})`] : []),
    ...(compared.texts.length > 0
      ? [
          `cast(${column} as ${dialect.types.string}) in (${compared.texts.map((text) => literal(dialect, text)).join(", ")})`,
        ]
      : []),
  ];
  const isAllowed = allowed.length > 0 ? allowed.join(" or ") : "1 = 0";
  return {
    condition: `${column} is not null and not (${isAllowed})`,
    expected: `${name.value} is one of ${texts.join(", ")}`,
    fault: `have another ${name.value}`,
  };
}
