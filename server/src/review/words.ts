/** Changes in words. */
import type { Change, Verdict } from "./types.ts";

/** `The filter changed. Other rows count. (refuted: differs when \`o.status\` is null: false → null)`, with the event's name in front. */
export function didChange({ event, message, verdict, class: kind }: Change): string {
  const named =
    event === undefined || message.includes(`\`${event}\``) ? message : `\`${event}\`: ${message}`;
  const known =
    verdict && (kind !== "none" || verdict.step !== "same tokens") ? ` (${verdictInWords(verdict)})` : "";
  return named + known;
}

/** The step of the ladder, and what it says. */
export function verdictInWords({ step, difference, note }: Verdict): string {
  const more = difference ?? note;
  return more === undefined ? step : `${step}: ${more.replace(/\.$/, "")}`;
}
