/** Checks that no test of dbt's own stands for, as tests of SQL: https://docs.getdbt.com/docs/build/data-tests#singular-data-tests */
import { harmlessLine } from "../../../document/harmless.ts";
import { eventLabel } from "../../../project/givenTogether.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import type { Check } from "../../../proof/checks.ts";
import type { Loss } from "../../../spec/trackingPlan.ts";
import type { Model } from "../../../sql/models.ts";
import { sealed } from "../header.ts";
import { withNow } from "../modelFile.ts";
import type { DbtScope } from "../scope.ts";
import { slug } from "../slug.ts";
import { failingQuery } from "./failingQuery.ts";
import { type ColumnTests, isGeneric } from "./genericTests.ts";
import { testedRows } from "./testedRows.ts";

interface SingularTests {
  /** Texts by the names of their files. */
  readonly files: ReadonlyMap<string, string>;
  /** Checks that dbt can't run, and why. */
  readonly losses: readonly Loss[];
}

/** In: each model of an event with its own tests of columns. */
export function singularTests(scope: DbtScope, generic: ReadonlyMap<Model, ColumnTests>): SingularTests {
  const files = new Map<string, string>();
  const losses: Loss[] = [];
  const models = new Map([...generic.keys()].map((model) => [model.relation.name, model]));
  for (const event of scope.project.events) {
    const own = new Map(
      event.names.flatMap((name) => {
        const model = models.get(name);
        return model ? [[model, generic.get(model) ?? new Map()] as const] : [];
      }),
    );
    const rows = testedRows(scope, event, models);
    for (const check of scope.checksOf(event)) {
      if (check.subject.kind === "example" || isGeneric(scope, own, check)) continue;
      const query = failingQuery(scope, { check, rows, models });
      if ("loss" in query) losses.push({ event: eventLabel(event), check: check.name, message: query.loss });
      else
        files.set(
          `${unusedName(files, event, check)}.sql`,
          testText(scope, check, `${dependingOn(scope, [...own.keys()], query.sql)}${query.sql}`),
        );
    }
  }
  return { files, losses };
}

function testText(scope: DbtScope, check: Check, sql: string): string {
  const what = harmlessLine(`${eventLabel(check.event)}: ${check.name}`).replaceAll(/[{}#]/g, "_");
  const body = withNow(scope, `${scope.names.template(sql.trimEnd())}\n`);
  return sealed("sql", [check.file], `{# Finds what breaks it. ${what} #}\n${body}`);
}

/**
 * dbt builds nothing that lies behind all that a failing test reads: of one that reads sources alone that would be the event itself. So it
 * depends on the event's models, too.
 */
function dependingOn({ models }: DbtScope, own: readonly Model[], sql: string): string {
  const missing = own
    .map(({ relation }) => models.event(relation.name))
    .filter((name) => !new RegExp(`${name}(?!\\d)`).test(sql));
  return missing.map((name) => `-- depends_on: ${name}\n`).join("");
}

/** Names are those of files, which are the same in any case on some disks. */
function unusedName(files: ReadonlyMap<string, string>, event: ProjectEvent, check: Check): string {
  const parts = [slug(event.name), check.subject.kind, slug(detailOf(check))];
  const wanted = parts.filter((part) => part !== "").join("_");
  let free = wanted;
  for (let number = 2; files.has(`${free}.sql`); number++) free = `${wanted}_${number}`;
  return free;
}

/** What tells a check from others of its kind. */
function detailOf({ subject, name }: Check): string {
  switch (subject.kind) {
    case "one_row_per_join":
      return subject.alias;
    case "required":
    case "values":
      return subject.property.name.value;
    case "unique_id":
    case "no_future":
    case "variant_without_name":
    case "unknown_name":
      return "";
    default:
      return name;
  }
}
