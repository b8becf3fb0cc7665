/** Where lines of SQL break. */

export function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");
}

/** What a reader takes in at once. Characters. */
export const lineWidth = 100;

/** Where more stands on the same line. */
const shortLine = 80;

/** Arguments: on one line where they fit, else each on its own. */
export function list(items: readonly string[]): string {
  const line = items.join(", ");
  return line.length <= shortLine && !line.includes("\n") ? line : `\n${indent(items.join(",\n"))}\n`;
}
