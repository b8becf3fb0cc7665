/** What is tested of an event, as a contract says it: in its own metrics, as SQL over the table, or else in words. */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import type { Check } from "../../proof/checks.ts";
import type { EventTable } from "../eventTables.ts";

export function qualityOf({ checks }: EventTable): YamlData[] {
  return checks.flatMap((check) => qualityOfCheck(check));
}

/** Kinds of tests that a contract has a place for, if only in words; it has none for what speaks of other rows than the event's. */
export const keptTests = ["unique", "volume", "fresh", "follows", "rows"] as const;

/** Example rows, and numbers and events that are compared with the event's. */
const left: ReadonlySet<string> = new Set(["example", "reconcile", "tracked_as"]);

/** Said at a column, or at the contract. */
const elsewhere: ReadonlySet<string> = new Set(["values", "fresh"]);

function qualityOfCheck({ subject, name }: Check): YamlData[] {
  if (left.has(subject.kind) || elsewhere.has(subject.kind)) return [];
  switch (subject.kind) {
    case "unique":
      return [
        {
          type: "library",
          metric: "duplicateValues",
          arguments: inline({ properties: [...subject.columns] }),
          mustBe: 0,
        },
      ];
    case "no_future":
      return [sqlRule(name, `select count(*) from ${object} where occurred_at > current_timestamp`)];
    case "rows":
      return [sqlRule(name, `select count(*) from ${object} where ${subject.test.where.text.trim()}`)];
    case "volume":
      return subject.unusual === undefined ? [volume(subject.test)] : [inWords(`Its volume ${name}`)];
    case "follows":
      return [
        inWords(`Each follows an event ${subject.test.event.value} of the same ${subject.test.by.value}.`),
      ];
    default:
      return [inWords(name)];
  }
}

/** What checkers put the table's name in place of. */
const object = "$" + "{object}";

const inWords = (description: string): YamlData => ({ type: "text", description });

function sqlRule(name: string, query: string): YamlData {
  return { name, type: "sql", query, mustBe: 0 };
}

function volume({ per, min, max }: { per: { value: string }; min?: number; max?: number }): YamlData {
  const bounds = [
    ...(min === undefined ? [] : [`${min} at least`]),
    ...(max === undefined ? [] : [`${max} at most`]),
  ];
  return inWords(`Events per ${per.value}: ${bounds.join(", ")}.`);
}
