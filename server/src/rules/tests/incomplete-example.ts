import { columnOf, lineBreak } from "../../document/lines.ts";
import type { TextEdit } from "../../document/types.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import type { ExampleRow } from "../../spec/exampleTypes.ts";
import { type ExampleProblem, exampleScope, givenTables } from "../../sql/examples/givenTables.ts";
import { defineRule } from "../engine/defineRule.ts";
import { blankFix } from "../engine/fixes.ts";

export const incompleteExample = defineRule<{ message: string }>({
  name: "incomplete-example",
  topic: "Tests",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog", "parser"],
  summary: "An example must give every column that decides which events there are, with values of its type.",
  message: ({ message }) => message,
  event(event, report, { project, knowledge, text }) {
    const { examples } = event.definition;
    const { parser, dialect } = knowledge;
    if (examples.length === 0 || !parser || !project.catalog.known) return;
    const scope = exampleScope(project, event, { parser, dialect });
    // What is not there, or not known, other rules tell.
    for (const problem of examples.flatMap((example) => givenTables(scope, example).problems))
      if (problem.kind === "rows") report(problem.span, problem, fixOf(problem, text(event.file)));
  },
});

function fixOf({ missing }: ExampleProblem, text: string) {
  if (!missing) return { hint: "Write it as the type of its column does; a null is written `~`." };
  const { column, rows } = missing;
  const key = writeScalar(column, { flow: true });
  const isBlank = ({ cells }: ExampleRow) =>
    cells.some((cell) => cell.column.value.toLowerCase() === column.toLowerCase());
  const edits = rows.filter((row) => !isBlank(row)).map((row) => firstCell(row, key, text));
  const hint = `Give ${column} in at least one row; a null is written \`~\`.`;
  return { hint, ...blankFix(`Add ${column} to the rows`, key, edits) };
}

function firstCell({ span: { start } }: ExampleRow, key: string, text: string): TextEdit {
  if (text[start] === "{") return { span: { start: start + 1, end: start + 1 }, text: `${key}: , ` };
  return {
    span: { start, end: start },
    text: `${key}:${lineBreak(text)}${" ".repeat(columnOf(text, start))}`,
  };
}
