/** What may be said of the sum of an event's revenue. */
import type { RelationPlan } from "../../../sql/plan/plan.ts";

export type Revenue =
  | { readonly kind: "none" }
  | { readonly kind: "sum"; readonly title: string; readonly description: string }
  /** A sum over several currencies means nothing. */
  | { readonly kind: "mixed"; readonly message: string };

/** Amounts are added up where all are in one currency, or where the spec says nothing of any. */
export function revenueOf({ scans }: RelationPlan): Revenue {
  const events = scans.flatMap((scan) => scan.events).filter(({ revenue }) => revenue !== undefined);
  if (events.length === 0) return { kind: "none" };
  const currencies = new Set(
    events.map(({ currency }) => {
      if (!currency) return undefined;
      return "constant" in currency.value ? String(currency.value.constant) : "several";
    }),
  );
  const [only, ...more] = currencies;
  if (more.length > 0 || only === "several")
    return {
      kind: "mixed",
      message: "Its revenue is in several currencies, of which a sum means nothing: it is no metric.",
    };
  if (only === undefined)
    return {
      kind: "sum",
      title: "revenue",
      description: "What it earned, added up; its currency is not declared.",
    };
  return { kind: "sum", title: `revenue in ${only}`, description: `What it earned in ${only}, added up.` };
}
