const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

/**
 * Reads a `.env` file: `NAME=value` lines, an optional `export`, comments, single quotes (taken as they are) and double
 * quotes (with `\n`, `\"`, `\\`). Lines that are nothing of that are passed over. Values over several lines are not read.
 */
export function readEnvironment(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const match = assignment.exec(line);
    if (match?.[1]) variables.set(match[1], unquoted(match[2] ?? ""));
  }
  return variables;
}

function unquoted(written: string): string {
  const single = /^'([^']*)'/.exec(written);
  if (single) return single[1] ?? "";
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(written);
  if (double) return (double[1] ?? "").replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c));
  return written.replace(/(^|\s)#.*$/, "").trim();
}
