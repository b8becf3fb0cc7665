/** What dbt says of a table and of a column, in words: nothing that it does not say. */
import { asCode } from "../../document/asCode.ts";
import type { Column, Table } from "../types.ts";
import { type DbtExposure, type DbtFacts, type DbtTest, ownerText } from "./facts.ts";

/** Exposures and values that are shown; more are counted. */
const most = 8;

/** Paragraphs of Markdown; none where dbt says nothing. */
export function dbtTableParagraphs({ dbt, tags, reference }: Table): string[] {
  if (!dbt) return [];
  return [
    [
      reference,
      [dbt.materialized && asCode(dbt.materialized), dbt.resource].filter(Boolean).join(" "),
      dbt.group && `group ${asCode(dbt.group)}`,
      ownerInWords(dbt),
      listed("tags", tags ?? []),
    ],
    [freshnessInWords(dbt), dbt.loadedAt && `loaded at ${asCode(dbt.loadedAt)}`],
    [dbt.deprecatedOn && `**Deprecated: it may be gone from ${dbt.deprecatedOn} on.**`],
    [
      dbt.keys.length > 0 &&
        `rows differ in ${dbt.keys.map((key) => key.map((column) => asCode(column)).join(" and ")).join(", or in ")}`,
    ],
    [dbt.exposures.length > 0 && `read by ${some(dbt.exposures.map(exposureInWords))}`],
  ]
    .map((parts) => parts.filter(Boolean).join(" · "))
    .filter(Boolean);
}

/** What dbt's tests and contract say of a column's values, and its tags; absent where they say nothing. */
export function dbtColumnInWords({ dbt, tags = [] }: Column): string | undefined {
  const constraints = (dbt?.constraints ?? []).map((one) => one.replaceAll("_", " "));
  const parts = [
    ...(dbt?.tests ?? []).map(testInWords),
    ...(constraints.length > 0 ? [`by contract ${constraints.join(", ")}`] : []),
    ...(tags.length > 0 ? [listed("tags", tags)] : []),
  ];
  return parts.length > 0 ? `dbt: ${parts.join(" · ")}` : undefined;
}

function testInWords(test: DbtTest): string {
  return `${promise(test)}${test.warns ? " (a warning where not)" : ""}`;
}

function promise({ name, values, to, field }: DbtTest): string {
  if (name === "not_null") return "never null";
  if (values) return `one of ${some(values.map((value) => asCode(value)))}`;
  if (to !== undefined) return `found in ${asCode(field === undefined ? to : `${to}.${field}`)}`;
  return name === "unique" ? name : asCode(name);
}

function ownerInWords({ owner }: DbtFacts): string | undefined {
  const text = owner && ownerText(owner);
  if (text === undefined) return undefined;
  return `owner ${asCode(text)}${owner?.email !== undefined && owner.email !== text ? ` (${asCode(owner.email)})` : ""}`;
}

function freshnessInWords({ freshness }: DbtFacts): string | undefined {
  if (!freshness) return undefined;
  const { warnAfter, errorAfter } = freshness;
  const parts = [warnAfter && `a warning after ${warnAfter}`, errorAfter && `an error after ${errorAfter}`];
  return `freshness: ${parts.filter(Boolean).join(", ")}`;
}

function exposureInWords({ name, type }: DbtExposure): string {
  return `${asCode(name)}${type === undefined ? "" : ` (${type})`}`;
}

function listed(what: string, items: readonly string[]): string {
  return items.length > 0 ? `${what} ${some(items.map((item) => asCode(item)))}` : "";
}

function some(items: readonly string[]): string {
  const rest = items.length - most;
  return `${items.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
