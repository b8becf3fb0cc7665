/**
 * Whether a user's SQL may be embedded in a statement. Decided on tokens alone, so that it never depends on a grammar
 * understanding the SQL; where engines disagree on what a text means, it is refused.
 */
import { dialectOf } from "../dialects/index.ts";
import { isRefusedAttribute } from "./functionStanding.ts";
import { holdsQuery, isAt, type SqlStructure, wordAt } from "./structure.ts";
import { isSystemTable, systemTableHint, systemTableMessage } from "./systemTables.ts";
import { dottedName, tablePlaces } from "./tablePlaces.ts";
import { insteadOfTemplate, isTemplate } from "./templating.ts";
import { isName, type Token } from "./tokens.ts";
import type { FunctionUse, SqlMode, SqlProblem, SqlProblemCode } from "./types.ts";

type TextRange = Pick<Token, "start" | "end">;

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const changing = set("insert update delete merge replace upsert drop create alter truncate");
const statements =
  set(`insert update delete merge replace upsert drop create alter truncate grant revoke deny copy attach
  detach install load call execute exec set reset pragma vacuum analyze export import checkpoint begin commit rollback
  use listen notify unlisten lock declare prepare deallocate do refresh optimize system kill rename exchange undrop put
  remove unload msck repair cache uncache restore clone explain describe desc show summarize pivot unpivot table`);
const operatorWords = set(
  "is in like ilike between and or not at as asc desc collate similar rlike regexp div mod over",
);
const fileFormats = set("csv json parquet orc avro text delta iceberg binaryfile xml image libsvm");
const fileName =
  /[/\\*]|:|\.(csv|tsv|txt|parquet|json|jsonl|ndjson|geojson|xlsx?|arrow|arrows|ipc|feather|db|duckdb|sqlite3?|gz|zst|bz2)$/i;

/** Everything that makes the SQL unfit to be embedded; empty when it is safe. */
export function guard(
  structure: SqlStructure,
  functions: readonly FunctionUse[],
  mode: SqlMode,
): SqlProblem[] {
  if (structure.tooDeep) return [structure.tooDeep];
  return [
    ...lexicalProblems(structure),
    ...bracketProblems(structure),
    ...statementProblems(structure, mode),
    ...queryProblems(structure),
    ...functionProblems(structure, functions),
    ...tableProblems(structure),
    ...substitutions(structure, mode),
  ].sort((a, b) => a.start - b.start);
}

function problem(code: SqlProblemCode, range: TextRange, message: string, hint?: string): SqlProblem {
  return { code, message, ...(hint ? { hint } : {}), start: range.start, end: range.end };
}

function lexicalProblems({ all, text }: SqlStructure): SqlProblem[] {
  const found: SqlProblem[] = [];
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    found.push(problem("sql-syntax", { start: nul, end: nul + 1 }, "A null character can't stand in SQL."));
  }
  all.forEach((token, index) => {
    if (token.kind === "comment") found.push(...commentProblems(token, index === all.length - 1));
    else if (token.open) {
      const what = token.kind === "quoted" ? "quoted name" : "text";
      found.push(
        problem(
          "sql-syntax",
          token,
          `The ${what} that begins here is never closed.`,
          "Add the closing quote.",
        ),
      );
    } else if (token.doubtful && token.kind === "quoted") {
      const message =
        "The letters of this name are spelled by numbers or escapes, so it is not clear what it names.";
      found.push(problem("sql-syntax", token, message, "Write the letters themselves."));
    } else if (token.doubtful) {
      const message = "Engines and their settings disagree on where this ends.";
      found.push(
        problem("sql-syntax", token, message, "Write it without backslashes or `$` beside its quotes."),
      );
    } else if (token.kind === "unknown") {
      const hint = /[‘’“”´`]/.test(token.text)
        ? "Write `'` around texts."
        : "Remove it, or quote the name it is part of.";
      found.push(problem("sql-syntax", token, `The character \`${token.text}\` can't stand here.`, hint));
    }
  });
  return found;
}

function commentProblems(token: Token, last: boolean): SqlProblem[] {
  const swallows = token.open && (token.text.startsWith("/*") || last);
  if (swallows) {
    const message = "This comment swallows whatever follows the expression.";
    const hint = token.text.startsWith("/*")
      ? "Close it with `*/`."
      : "Move it before the SQL, or use a YAML comment.";
    return [problem("statement-in-expression", token, message, hint)];
  }
  if (!token.doubtful) return [];
  return [
    problem(
      "statement-in-expression",
      token,
      "Engines disagree on where this comment ends.",
      "Write no comment inside a comment, and no backslash at its end.",
    ),
  ];
}

function bracketProblems(structure: SqlStructure): SqlProblem[] {
  return structure.loose.flatMap((index) => {
    const token = structure.tokens[index];
    if (!token) return [];
    if (!")]}".includes(token.text)) {
      return [problem("sql-syntax", token, `This \`${token.text}\` is never closed.`)];
    }
    return [
      problem(
        "statement-in-expression",
        token,
        `This \`${token.text}\` closes nothing that the expression opened.`,
      ),
    ];
  });
}

function statementProblems(structure: SqlStructure, mode: SqlMode): SqlProblem[] {
  const { tokens } = structure;
  const code = "statement-in-expression";
  const found: SqlProblem[] = [];
  tokens.forEach((token, index) => {
    if (isAt(structure, index, ";")) {
      const last = index === tokens.length - 1;
      found.push(
        last
          ? problem(code, token, "A `;` ends a statement; this is part of one.", "Remove it.")
          : problem(code, token, "A second statement follows this `;`.", "Keep only the first."),
      );
    }
    const starts = index === 0 || isAt(structure, index - 1, ";");
    const nested = isAt(structure, index - 1, "(") || isAt(structure, index - 1, ")");
    const words = starts ? statements : nested ? changing : undefined;
    if (words?.has(wordAt(structure, index)) && isStatementHead(structure, index)) {
      found.push(
        problem(code, token, `\`${token.text}\` is a statement of its own; only reading is possible here.`),
      );
    }
  });
  return [...found, ...firstWordProblems(structure, mode)];
}

/** `delete from …` is a statement; `delete is null` and `delete(…)` are a column and a function. */
function isStatementHead(structure: SqlStructure, index: number): boolean {
  const next = structure.tokens[index + 1];
  if (next === undefined) return false;
  return (isName(next) || next.kind === "string") && !operatorWords.has(wordAt(structure, index + 1));
}

function firstWordProblems(structure: SqlStructure, mode: SqlMode): SqlProblem[] {
  const first = structure.tokens[0];
  if (!first) {
    const asked = mode === "query" ? "A `select` is asked for" : "An expression is expected";
    return [problem("sql-syntax", { start: 0, end: structure.text.length }, `${asked}; this is empty.`)];
  }
  // It is named as what it is.
  if (isTemplate(structure.tokens, 0)) return [];
  const word = wordAt(structure, 0);
  if (mode === "query") {
    const query = holdsQuery(structure, -1) && !statements.has(word);
    if (query || statements.has(word)) return [];
    return [problem("statement-in-expression", first, "A `select` is asked for.")];
  }
  if (!["select", "with", "from"].includes(word)) return [];
  const hint = "Put the query in parentheses if it yields one value.";
  return [problem("statement-in-expression", first, "An expression is expected; this is a query.", hint)];
}

/** What a `select` can do besides reading: write into a table, lock rows, change settings, run a script. */
function queryProblems(structure: SqlStructure): SqlProblem[] {
  const { tokens, dialect } = structure;
  if (!tokens.some((_, index) => wordAt(structure, index) === "select")) return [];
  return tokens.flatMap((token, index) => {
    const word = wordAt(structure, index);
    const next = wordAt(structure, index + 1);
    if (isAt(structure, index - 1, ".") || wordAt(structure, index - 1) === "as") return [];
    const writes = word === "into";
    const locks = word === "for" && ["update", "share", "no", "key"].includes(next);
    const settings = dialect === "clickhouse" && word === "settings" && isAt(structure, index + 2, "=");
    const script = dialect === "databricks" && word === "using" && tokens[index + 1]?.kind === "string";
    if (!(writes || locks || settings || script)) return [];
    return [problem("statement-in-expression", token, `\`${token.text} …\` does more than read.`)];
  });
}

function functionProblems(structure: SqlStructure, functions: readonly FunctionUse[]): SqlProblem[] {
  return [
    ...functions.filter(({ standing }) => standing === "refused"),
    ...functionsWithoutParentheses(structure),
  ].map((use) => {
    const written = structure.text.slice(use.start, use.end);
    const message = `\`${written}\` reaches outside of the data, so it can't be used here.`;
    return problem("forbidden-function", use, message, "Name a table of the warehouse instead.");
  });
}

/** Postgres takes a field that a value has not for a function of it: `('/etc/passwd'::text).pg_read_file`. */
function functionsWithoutParentheses({ dialect, tokens }: SqlStructure): Token[] {
  if (dialect !== "postgres" && dialect !== "redshift") return [];
  return tokens.filter(
    (token, index) =>
      isName(token) &&
      tokens[index - 1]?.text === "." &&
      tokens[index + 1]?.text !== "(" &&
      isRefusedAttribute(token.value.toLowerCase(), dialect),
  );
}

/** Files, and the tables that engines keep for themselves, where a query names a table. */
function tableProblems(structure: SqlStructure): SqlProblem[] {
  const places = [...tablePlaces(structure), ...placesAfterIn(structure)];
  return places.flatMap((index) => {
    const token = structure.tokens[index];
    if (!token) return [];
    if (isFile(structure, index)) return [fileProblem(token)];
    const { parts, last } = dottedName(structure, index);
    if (parts.length === 0 || !isSystemTable(parts, structure.dialect)) return [];
    const range = { start: token.start, end: structure.tokens[last]?.end ?? token.end };
    return [systemTableProblem(structure.text, range)];
  });
}

/** ClickHouse reads a whole table there: `1 in system.users`. */
function placesAfterIn(structure: SqlStructure): number[] {
  if (structure.dialect !== "clickhouse") return [];
  return structure.tokens.flatMap((_, index) => {
    if (wordAt(structure, index) !== "in") return [];
    return isAt(structure, index + 1, "(") ? [index + 1, index + 2] : [index + 1];
  });
}

function fileProblem(range: TextRange): SqlProblem {
  const hint = "Declare it in `files:` of a connection, and name the table.";
  return problem("forbidden-function", range, "A file can't be read here.", hint);
}

function systemTableProblem(text: string, range: TextRange): SqlProblem {
  const message = systemTableMessage(text.slice(range.start, range.end));
  return problem("forbidden-table", range, message, systemTableHint);
}

function isFile(structure: SqlStructure, index: number): boolean {
  const { tokens, dialect } = structure;
  const token = tokens[index];
  if (!token) return false;
  if (dialect === "snowflake")
    return token.text === "@" || (token.kind === "string" && token.value.startsWith("@"));
  if (dialect === "databricks") {
    const path = tokens[index + 2];
    return (
      isName(token) &&
      fileFormats.has(token.value.toLowerCase()) &&
      path?.kind === "quoted" &&
      /[/:\\]/.test(path.value)
    );
  }
  if (!dialectOf(dialect).filesAsTables) return false;
  let name = token.value;
  for (let at = index; isAt(structure, at + 1, ".") && isName(tokens[at + 2]); at += 2) {
    name += `.${tokens[at + 2]?.value}`;
  }
  // What an escape spells is not known: `from E'\x2f…'`.
  const isSpelled = token.kind === "string" && /^\w/.test(token.text);
  return isSpelled || ((isName(token) || token.kind === "string") && fileName.test(name));
}

/** Text that something else than the engine's parser would replace. */
function substitutions(structure: SqlStructure, mode: SqlMode): SqlProblem[] {
  const { tokens, text, dialect } = structure;
  const at = text.indexOf("$" + "{");
  if (dialect === "databricks" && at >= 0) {
    const message = "Spark replaces what stands after this `$` before it reads the SQL.";
    return [problem("forbidden-function", { start: at, end: at + 2 }, message)];
  }
  return tokens.flatMap((token, index) => {
    if (isTemplate(tokens, index)) {
      const hint = insteadOfTemplate(text.slice(token.start), mode);
      return [problem("sql-syntax", token, "There is no templating in this SQL.", hint)];
    }
    if (token.kind !== "parameter") return [];
    return [problem("sql-syntax", token, `\`${token.text}\` is a parameter that nothing fills.`)];
  });
}
