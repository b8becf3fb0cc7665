import { didYouMean } from "../../document/didYouMean.ts";
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

/** Remedy of a YAML scalar that names something unknown: the nearest known name, else what there is to choose from. */
export function nameRemedy(
  at: { readonly value: string; readonly span: Span },
  known: readonly string[],
  what: string,
  whereDeclared: string,
): { hint: string; fixes?: readonly Fix[] } {
  const guess = didYouMean(at.value, known);
  if (guess) {
    return {
      hint: `Did you mean "${guess}"?`,
      ...oneFix(`Change to "${guess}"`, [{ span: at.span, text: writeScalar(guess, { flow: true }) }]),
    };
  }
  return { hint: `${whereDeclared} ${choice(known, what)}`.trim() };
}

function choice(known: readonly string[], what: string): string {
  if (known.length === 0) return "";
  const shown = known
    .slice(0, 8)
    .map((name) => `"${name}"`)
    .join(", ");
  return `Known ${what}: ${shown}${known.length > 8 ? ", …" : ""}.`;
}
