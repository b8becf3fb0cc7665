/** What is known of an event's rows, in words. */
import { many } from "../../../proof/words.ts";
import type { EventFacts } from "../../session/facts.ts";

/** `12,431 events · last 2 h ago`; `undefined` when nothing is known. */
export function describeRows(facts: EventFacts | undefined, now: number): string | undefined {
  if (facts?.count === undefined) return undefined;
  const count = many(facts.count, "event");
  const last = facts.lastAt === undefined ? Number.NaN : Date.parse(facts.lastAt);
  return Number.isNaN(last) ? count : `${count} · last ${formatAge(now - last)}`;
}

const units: readonly (readonly [milliseconds: number, name: string])[] = [
  [365 * 86_400_000, "y"],
  [30 * 86_400_000, "mo"],
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
];

/** An age for people, such as `2 h ago` or `in 3 d`; in milliseconds. */
export function formatAge(age: number): string {
  const unit = units.find(([size]) => Math.abs(age) >= size);
  if (!unit) return "just now";
  const amount = `${Math.floor(Math.abs(age) / unit[0])} ${unit[1]}`;
  return age < 0 ? `in ${amount}` : `${amount} ago`;
}
