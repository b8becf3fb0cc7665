/** SQL in YAML, laid out in the dialect of the project. */
import { lineBreak } from "../../document/lines.ts";
import { positionAt } from "../../document/positions.ts";
import type { TextDocument, TextEdit, YamlScalar } from "../../document/types.ts";
import { writeInto } from "../../document/write/writeInside.ts";
import { sqlOfFile } from "../../project/sqlOf.ts";
import type { Project } from "../../project/types.ts";
import { tokenize } from "../../sql/reader/tokens.ts";
import { formatSql } from "../../sql/render/formatUserSql.ts";
import type { DialectName } from "../../sql/types.ts";

/** Edits that change only the blanks between the tokens of SQL: below `|` by lines, on one line within it. */
export function sqlEdits(project: Project, file: string, dialect: DialectName): TextEdit[] {
  const document = project.documents.get(file);
  if (!document) return [];
  const scalars = new Map(sqlOfFile(project, file).map(({ sql }) => [sql.scalar.span.start, sql.scalar]));
  return [...scalars.values()].flatMap((scalar) => {
    const edit =
      scalar.style === "literal" ? blockEdit(document, scalar, dialect) : lineEdit(document, scalar, dialect);
    return edit && document.text.slice(edit.span.start, edit.span.end) !== edit.text ? [edit] : [];
  });
}

/** A block whose header says by how much it is indented stays: whoever wrote that had a reason. */
function blockEdit(document: TextDocument, { text, span }: YamlScalar, dialect: DialectName) {
  const [header = "", first = ""] = document.text.slice(span.start, span.end).split(/\r?\n/, 2);
  const laid = formatSql(text, dialect);
  const indent = /^ */.exec(first)?.[0] ?? "";
  if (/\d/.test(header.split("#", 1)[0] ?? "") || laid.trim() === "" || indent === "") return undefined;
  const lines = laid.trim().split("\n");
  const body = lines.map((line) => (line.trim() === "" ? "" : indent + line));
  return { span, text: [header, ...body].join(lineBreak(document.text)) };
}

/** Text that YAML folds from several lines stays as it is. */
function lineEdit(document: TextDocument, scalar: YamlScalar, dialect: DialectName): TextEdit | undefined {
  const { text, span, style } = scalar;
  const source = document.text.slice(span.start, span.end);
  if (style === "folded" || /[\r\n]/.test(source) || /[\r\n]/.test(text)) return undefined;
  const laid = onOneLine(formatSql(text, dialect), dialect);
  if (laid === undefined || laid === text) return undefined;
  const quote = style === "plain" ? "" : source.slice(0, 1);
  const flow = isInFlow(document, span.start);
  const inside = writeInto({ style, flow, atStart: true }, laid);
  return inside === undefined ? undefined : { span, text: quote + inside + quote };
}

/** Nothing where a comment ends with its line. */
function onOneLine(sql: string, dialect: DialectName): string | undefined {
  const tokens = tokenize(sql, dialect);
  if (tokens.some(({ kind, text }) => kind === "comment" || /[\r\n]/.test(text))) return undefined;
  let line = "";
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    const gap = before ? sql.slice(before.end, token.start) : "";
    const isEdge = before?.text === "(" || token.text === ")";
    line += (gap.includes("\n") ? (isEdge ? "" : " ") : gap) + token.text;
  });
  return line;
}

function isInFlow(document: TextDocument, at: number): boolean {
  const { line } = positionAt(document, at);
  return /[[{]/.test(document.text.slice(document.lineStarts[line] ?? 0, at));
}
