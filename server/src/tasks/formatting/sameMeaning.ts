/** Whether two texts of a file say the same. */
import { isDeepStrictEqual } from "node:util";
import type { TextDocument, YamlNode } from "../../document/types.ts";
import { sqlOfFile } from "../../project/sqlOf.ts";
import type { Project } from "../../project/types.ts";
import { tokenize } from "../../sql/reader/tokens.ts";
import type { DialectName } from "../../sql/types.ts";

/** What is not the same in a file of two projects: its data, its comments, or the tokens of its SQL. Nothing where all is. */
export function differentMeaning(
  before: Project,
  after: Project,
  file: string,
  dialect: DialectName,
): string | undefined {
  const [one, other] = [before.documents.get(file), after.documents.get(file)];
  if (!one || !other) return "the file is gone";
  const [broken] = other.findings;
  if (broken) return `the result could not be read: ${broken.message}`;
  const comments = ({ comments }: TextDocument) => comments.map(({ text }) => text.trim());
  if (!isDeepStrictEqual(comments(one), comments(other))) return "a comment would be lost";
  const data = (project: Project, document: TextDocument) => {
    const sql = new Set(sqlOfFile(project, file).map(({ sql }) => sql.scalar.span.start));
    return document.documents.map(({ root }) => root && dataOf(root, sql, dialect));
  };
  return isDeepStrictEqual(data(before, one), data(after, other)) ? undefined : "its data would change";
}

/** In: where SQL begins. Of it the tokens count, of every other scalar what it is read as. */
function dataOf(node: YamlNode, sql: ReadonlySet<number>, dialect: DialectName): unknown {
  if (node.kind === "scalar") {
    if (sql.has(node.span.start))
      return { sql: tokenize(node.text, dialect).map(({ kind, text }) => [kind, text]) };
    return { text: node.text, value: node.value, tag: node.tag };
  }
  if (node.kind === "list") return node.items.map((item) => item && dataOf(item, sql, dialect));
  return {
    map: node.pairs.map(({ key, value }) => [key.text, key.value, value && dataOf(value, sql, dialect)]),
  };
}
