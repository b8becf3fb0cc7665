import type { Suggest } from "../../document/didYouMean.ts";
import type { Fix, Span, TextEdit } from "../../document/types.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";

/** The `fixes` of a report, or nothing where no edit is possible. */
export function oneFix(
  title: string,
  edits: readonly TextEdit[] | undefined | "",
): { fixes?: readonly Fix[] } {
  return edits ? { fixes: [{ title, edits, preferred: true }] } : {};
}

/**
 * Writes a key that is still to be filled in, of edits that give it an empty value. What only the author knows is never made up:
 * the rule finds the empty value as it found the missing one.
 */
export function blankFix(
  title: string,
  key: string,
  edits: readonly TextEdit[] | undefined,
): { fixes?: readonly Fix[] } {
  const writesKey = edits?.some(({ text }) => text.includes(`${key}:`));
  return edits && writesKey ? { fixes: [{ title, edits }] } : {};
}

/** What there is to choose from. */
export interface KnownNames {
  readonly known: ReadonlySet<string>;
  /** What they are called, of many: `teams`. */
  readonly what: string;
  /** Where one is declared, as a sentence. */
  readonly whereDeclared: string;
}

/** Remedy of a YAML scalar that names something unknown: the nearest known name, else what there is to choose from. */
export function nameRemedy(
  at: { readonly value: string; readonly span: Span },
  { known, what, whereDeclared }: KnownNames,
  suggest: Suggest,
): { hint: string; fixes?: readonly Fix[] } {
  const guess = suggest(at.value, known);
  if (guess) {
    return {
      hint: `Did you mean "${guess}"?`,
      ...oneFix(`Change to "${guess}"`, [{ span: at.span, text: writeScalar(guess, { flow: true }) }]),
    };
  }
  return { hint: `${whereDeclared} ${choice(known, what)}`.trim() };
}

function choice(known: ReadonlySet<string>, what: string): string {
  if (known.size === 0) return "";
  const shown = firstOf(known, 8).map((name) => `"${name}"`);
  return `Known ${what}: ${shown.join(", ")}${known.size > 8 ? ", …" : ""}.`;
}

function firstOf(names: Iterable<string>, count: number): string[] {
  const first: string[] = [];
  for (const name of names) {
    if (first.length === count) break;
    first.push(name);
  }
  return first;
}
