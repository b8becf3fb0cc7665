/** Rules that look at tables, wherever authors name them. */
import type { Span } from "../../document/types.ts";
import { writeInside } from "../../document/write/writeInside.ts";
import { tablesOfDocument, tablesOfEvent, tablesOfLookup } from "../../project/tablesOf.ts";
import type { TableReference } from "../../spec/types.ts";
import { parseTablePattern } from "../../spec/values.ts";
import type { Report, Rule, RuleContext } from "../types.ts";
import { oneFix } from "./fixes.ts";
import { spanInExpression } from "./readings.ts";

/** A table as a file names it. */
export interface TablePlace {
  readonly table: TableReference;
  readonly file: string;
}

/** The visitors of a rule that looks at one table after another: those of documents, of events by themselves, and of lookups. */
export function everyTable<D>(
  look: (place: TablePlace, report: Report<D>, context: RuleContext) => void,
): Required<Pick<Rule<D>, "document" | "event" | "projectFile">> {
  const lookAtAll = (
    tables: readonly TableReference[],
    file: string,
    report: Report<D>,
    context: RuleContext,
  ) => {
    for (const table of tables) look({ table, file }, report, context);
  };
  return {
    document: ({ document, file }, report, context) =>
      lookAtAll(tablesOfDocument(document, context.project), file, report, context),
    event: (event, report, context) => lookAtAll(tablesOfEvent(event), event.file, report, context),
    projectFile({ lookups, file }, report, context) {
      for (const lookup of lookups) lookAtAll(tablesOfLookup(lookup, context.project), file, report, context);
    },
  };
}

/** Where the name stands, without the blanks behind it. */
export function spanOfTable({ table: { sql }, file }: TablePlace, context: RuleContext): Span {
  return spanInExpression({ sql, file }, { start: 0, end: sql.text.trimEnd().length }, context);
}

/** Whether a pattern has found it: what is written is the pattern, which other tables fit, too. */
export function isOfPattern({ sql }: TableReference): boolean {
  return parseTablePattern(sql.text) !== undefined;
}

/** The `fixes` that write another name in its place. */
export function renameTable(written: string, { sql }: TableReference, span: Span) {
  return oneFix(`Change to ${written}`, [{ span, text: writeInside(sql.scalar.style, written) }]);
}
