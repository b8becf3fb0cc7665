/** How a statement reads, in figures. */

export interface Measures {
  /** Characters without the comments above the statement and white space at the ends of lines. */
  readonly length: number;
  /** Parentheses around the innermost place outside of literals. */
  readonly parentheses: number;
  /** Selects around and with the innermost one; a common table expression stands beside its query, not inside it. */
  readonly selects: number;
  readonly longestLine: number;
  /** Times that one of the tables is named. */
  readonly scans: number;
}

/** In: a statement and the tables that it may read, as SQL writes them. */
export function measured(sql: string, tables: readonly string[]): Measures {
  const text = withoutHeader(sql);
  const code = withoutLiterals(text);
  return {
    length: text.length,
    ...depths(code),
    longestLine: Math.max(...text.split("\n").map((line) => line.length)),
    scans: tables.reduce((count, table) => count + timesNamed(code, table), 0),
  };
}

function withoutHeader(sql: string): string {
  const lines = sql.trim().split("\n");
  const first = lines.findIndex((line) => !line.startsWith("--"));
  return lines
    .slice(first)
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Literals and quoted names keep their quotes and lose what is between them. */
function withoutLiterals(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'/g, "''").replace(/"[^"]*"|`[^`]*`/g, '""');
}

function timesNamed(code: string, table: string): number {
  return [...code.matchAll(new RegExp(`(?<![\\w.])${table.replaceAll(".", "\\.")}(?![\\w.])`, "g"))].length;
}

interface Parenthesis {
  readonly isCte: boolean;
  hasSelect: boolean;
}

function depths(code: string): Pick<Measures, "parentheses" | "selects"> {
  const open: Parenthesis[] = [{ isCte: false, hasSelect: false }];
  let parentheses = 0;
  let selects = 0;
  let before = "";
  for (const [token] of code.matchAll(/[()]|\w+/g)) {
    const word = token.toLowerCase();
    if (word === "(") {
      open.push({ isCte: before === "as" || before === "materialized", hasSelect: false });
      parentheses = Math.max(parentheses, open.length - 1);
    } else if (word === ")") open.pop();
    else if (word === "select") {
      const innermost = open.at(-1);
      if (innermost) innermost.hasSelect = true;
      selects = Math.max(selects, selectsAround(open));
    }
    before = word;
  }
  return { parentheses, selects };
}

/** What encloses a common table expression does not enclose it as a nested select does. */
function selectsAround(open: readonly Parenthesis[]): number {
  const from = open.findLastIndex(({ isCte, hasSelect }) => isCte && hasSelect);
  return open.slice(Math.max(from, 0)).filter(({ hasSelect }) => hasSelect).length;
}
