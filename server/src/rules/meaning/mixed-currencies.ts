import type { ProjectEvent } from "../../project/types.ts";
import { belongsTo } from "../../sql/plan/planMembers.ts";
import { defineRule } from "../engine/defineRule.ts";

type Mixed =
  | { readonly stream: string; readonly kind: "no_column"; readonly currencies: readonly string[] }
  | { readonly stream: string; readonly kind: "unknown"; readonly events: readonly string[] };

export const mixedCurrencies = defineRule<Mixed>({
  name: "mixed-currencies",
  topic: "Meaning",
  severity: "warning",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "In a stream with a currency, revenue must not be added to that of another one, or of none.",
  message: (mixed) =>
    mixed.kind === "no_column"
      ? `Stream "${mixed.stream}" has revenue in ${listed(mixed.currencies)}, and no column that tells which.`
      : `Stream "${mixed.stream}" tells the currency of revenue, but not of ${listed(mixed.events)}.`,
  projectFile({ streams }, report, { project }) {
    for (const stream of streams) {
      const earning = project.events.filter(
        (event) => event.enabled && event.definition.revenue !== undefined && belongsTo(event, stream),
      );
      const declared = earning.filter(({ definition }) => definition.currency !== undefined);
      if (declared.length === 0) continue;
      const name = stream.name.value;
      const currencies = [...new Set(declared.map(currencyOf))];
      const isMixed = currencies.length > 1 || currencies.includes(several);
      if (stream.layout.value === "activity_schema" && isMixed)
        report(
          stream.layout,
          { stream: name, kind: "no_column", currencies },
          {
            hint: "Make it of one currency, convert revenue to one, or take a layout with the column `currency`.",
          },
        );
      const unknown = earning.filter(({ definition }) => definition.currency === undefined);
      if (unknown.length > 0)
        report(
          stream.name,
          { stream: name, kind: "unknown", events: unknown.map((event) => `"${event.name}"`) },
          { hint: "Say it there: `revenue: {sql: …, currency: EUR}`." },
        );
    }
  },
});

const several = "several currencies";

function currencyOf({ definition: { currency } }: ProjectEvent): string {
  return currency?.kind === "code" ? currency.code.value : several;
}

const mostListed = 3;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed);
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
