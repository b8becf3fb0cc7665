/** What is said of a result: beside its line, and in the run's output. */
import { Location, type TestItem, TestMessage } from "vscode";
import type { Tested } from "../../../server/src/editor/lsp/tests/protocol.ts";

/** Of messages whose failing rows can be shown; the menus in package.json look at it. */
const withRows = "eventspecFailingRows";

/**
 * What a check found, at its line: VS Code shows the first line beside it, which is one sentence. What was expected and what came
 * follow as a message of their own, so that their difference opens; together VS Code would show no sentence.
 */
export function messagesOf(result: Tested, item: TestItem): TestMessage[] {
  const { message, expected, actual, details = [], shown, status } = result;
  const isDifference = status === "failed" && expected !== undefined && actual !== undefined;
  const lines = isDifference ? ["", `expected: ${expected}`, `actual:   ${actual}`] : [];
  const said = [
    new TestMessage([message, ...lines, ...(details.length > 0 ? ["", ...details] : [])].join("\n")),
    ...(isDifference ? [TestMessage.diff("Expected and actual", expected, actual)] : []),
  ];
  for (const one of said) {
    if (item.uri && item.range) one.location = new Location(item.uri, item.range);
    if (shown && shown.rows.length > 0) one.contextValue = withRows;
  }
  return said;
}

const marks = { passed: "✓", failed: "✗", error: "!", skipped: "-" } as const;

/** Everything that is known of a result, for a terminal. */
export function outputOf(result: Tested, label: string): string {
  const { status, event, message, details = [], sql, elapsedMs } = result;
  const lines = [
    `${marks[status]} ${event}: ${label}  (${Math.round(elapsedMs)} ms)`,
    `    ${message}`,
    ...(status === "passed" ? [] : details.map((line) => `    ${line}`)),
    ...(status === "passed" || sql === undefined
      ? []
      : [
          "",
          ...sql
            .trimEnd()
            .split("\n")
            .map((line) => `    ${line}`),
          "",
        ]),
  ];
  return asTerminal(lines.join("\n"));
}

/** Lines as a terminal ends them. */
export function asTerminal(text: string): string {
  return `${text.replace(/\r?\n/g, "\r\n")}\r\n`;
}
