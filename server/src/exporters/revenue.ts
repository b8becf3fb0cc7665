/** What may be said of the sum of an event's revenue. */
import type { ProjectEvent } from "../project/types.ts";

export type Revenue =
  | { readonly kind: "none" }
  | { readonly kind: "sum"; readonly title: string; readonly description: string }
  /** A sum over several currencies means nothing. */
  | { readonly kind: "mixed"; readonly message: string };

/** In: an event, as each of its documents gives it. Amounts are added up where all are in one currency, or where no spec says of any. */
export function revenueOf(events: readonly ProjectEvent[]): Revenue {
  const paid = events.map(({ definition }) => definition).filter(({ revenue }) => revenue !== undefined);
  if (paid.length === 0) return { kind: "none" };
  const currencies = new Set(
    paid.map(({ currency }) => (currency?.kind === "sql" ? "several" : currency?.code.value)),
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
