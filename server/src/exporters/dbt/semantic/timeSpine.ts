/** A calendar of days, without which dbt reads no semantic model: https://docs.getdbt.com/docs/build/metricflow-time-spine */
import { inline, type YamlData } from "../../../document/write/writeYaml.ts";

export const spineName = "eventspec_time_spine";

const union = (rows: readonly string[]): string =>
  rows.map((row) => `  select${row}`).join("\n  union all\n");

const digits = Array.from({ length: 10 }, (_, at) => String(at));
const two = (number: number): string => String(number).padStart(2, "0");
const days = Array.from({ length: 31 }, (_, at) => two(at + 1));
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const rowsOf = (column: string, values: readonly string[]): string =>
  union(values.map((value) => ` '${value}' as ${column}`));

const months = union(
  lengths.map((length, at) => `\n    '${two(at + 1)}' as calendar_month,\n    '${length}' as last_day`),
);

/** The days of this century, as texts put together: engines agree on nothing that counts days. */
const query = `with tens as (
${rowsOf("ten", digits)}
),

ones as (
${rowsOf("one", digits)}
),

months as (
${months}
),

days as (
${rowsOf("calendar_day", days)}
)

select
  cast(
    concat('20', tens.ten, ones.one, '-', months.calendar_month, '-', days.calendar_day) as date
  ) as date_day
from tens
cross join ones
cross join months
inner join days
  on days.calendar_day <= months.last_day
where months.calendar_month <> '02'
  or days.calendar_day <> '29'
  or (tens.ten in ('0', '2', '4', '6', '8') and ones.one in ('0', '4', '8'))
  or (tens.ten in ('1', '3', '5', '7', '9') and ones.one in ('2', '6'))
`;

/** The text of the model, without its header. */
export function spineText(materialized: "table" | "view"): string {
  return `{{ config(\n    materialized='${materialized}'\n) }}\n\n${query}`;
}

/** What dbt is told of it. */
export const spineModel: YamlData = {
  name: spineName,
  description: "The days of this century, by which metrics are counted.",
  time_spine: inline({ standard_granularity_column: "date_day" }),
  columns: [{ name: "date_day", data_type: "date", granularity: "day" }],
};
