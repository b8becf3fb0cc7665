/** The text of a model, without its header. */
import type { Materialized } from "../../spec/projectTypes.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { Model } from "../../sql/models.ts";
import { adapters } from "./adapters.ts";
import { alternatives } from "./alternatives.ts";
import { jinjaText } from "./jinja.ts";
import { type DbtScope, nowVariable } from "./scope.ts";

/** A model's settings, each as an expression of Jinja. */
type Settings = Readonly<Record<string, string>>;

/** An event's: its rows, and what keeps them right from run to run. */
export function eventModelText(scope: DbtScope, model: Model): string {
  const { names, dialect } = scope;
  const materialized = materializedAs(scope, model);
  const query = names.template(model.query.trimEnd());
  const { increment } = model;
  if (materialized !== "incremental" || !increment)
    return withNow(scope, `${config({ materialized: `'${materialized}'` })}\n\n${query}\n`);
  const settings = config({
    materialized: "'incremental'",
    unique_key: "'event_id'",
    incremental_strategy: `'${adapters[dialect].strategy}'`,
    on_schema_change: "'append_new_columns'",
    pre_hook: "removal",
  });
  const rows = alternatives("is_incremental()", names.template(increment.query.trimEnd()), query);
  const removal = withNow(
    scope,
    `{%- if is_incremental() %}\n${names.template(increment.removal)}\n{%- endif %}\n`,
  );
  // dbt reads a hook when it runs it, so what is read now must leave it as it is.
  const hook = `{%- set removal %}\n{%- raw %}\n${removal}{%- endraw %}\n{%- endset %}`;
  return withNow(scope, `${hook}\n${settings}\n\n${rows}\n`, rows);
}

/** A stream's. */
export function streamModelText(scope: DbtScope, { query }: Model): string {
  const materialized = scope.materialized === "view" ? "view" : "table";
  const layout = materialized === "table" ? adapters[scope.dialect].layout : undefined;
  const settings = config({ materialized: `'${materialized}'`, ...layout });
  return withNow(scope, `${settings}\n\n${scope.names.template(query.trimEnd())}\n`);
}

/** Where a late row can change any other there is nothing to be kept up to date by. */
function materializedAs({ materialized }: DbtScope, { increment }: Model): Materialized {
  return materialized === "incremental" && !increment ? "table" : materialized;
}

function config(settings: Settings): string {
  const lines = Object.entries(settings).map(([name, value]) => `    ${name}=${value}`);
  return `{{ config(\n${lines.join(",\n")}\n) }}`;
}

/** A template that says what the run's moment is, where `rows` ask for it. */
export function withNow({ dialect }: DbtScope, template: string, rows = template): string {
  if (!rows.includes(`{{ ${nowVariable} }}`)) return template;
  const { moment, now } = dialectOf(dialect);
  const mark = "\u0000";
  const [before = "", after = ""] = moment("instant", mark).split(mark);
  const literal = [jinjaText(before), `var('${nowVariable}')`, jinjaText(after)].join(" ~ ");
  return `{%- set ${nowVariable} = ${literal} if var('${nowVariable}', none) else ${jinjaText(now)} %}\n${template}`;
}
