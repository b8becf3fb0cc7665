import { harmlessLine } from "../document/harmless.ts";
import type { Loss } from "../spec/trackingPlan.ts";
import { paint, type Terminal } from "./terminal.ts";

/** More are in JSON: real plans lose hundreds of things. */
const mostKinds = 20;
const mostNamed = 4;

/** Says what one side knows and the other can't hold, each kind of it once. */
export function tellLosses(losses: readonly Loss[], { err }: Terminal): void {
  if (losses.length === 0) return;
  const kinds = new Map<string, Loss[]>();
  for (const loss of losses) kinds.set(loss.message, [...(kinds.get(loss.message) ?? []), loss]);
  err.write(`${paint(err, "bold", "Not kept:")}\n`);
  for (const [message, alike] of [...kinds].slice(0, mostKinds)) {
    const named = alike.map(nameOf).filter((name) => name !== "");
    const more = named.length > mostNamed ? `, and ${named.length - mostNamed} more` : "";
    const which = named.length === 0 ? "" : ` (${named.slice(0, mostNamed).join(", ")}${more})`;
    err.write(`  ${harmlessLine(`${message}${which}`)}\n`);
  }
  if (kinds.size > mostKinds || [...kinds.values()].some((alike) => alike.length > mostNamed))
    err.write("  --format json lists all.\n");
}

function nameOf({ event, property, example, check, now }: Loss): string {
  const name = [event, property, example, check].filter((one) => one !== undefined).join(" · ");
  return now === undefined ? name : `${name} → ${now}`;
}
