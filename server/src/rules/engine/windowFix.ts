/** Window functions that look at the row before or after, or count rows, as what an event's sequence says of them. */

import type { Fix, TextEdit } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import { writeInside } from "../../document/write/writeInside.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { comesAfterTime, sequenceOf } from "../../project/sequence.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { ExpressionFault } from "../../sql/expressionFaults.ts";
import type { RuleContext } from "../types.ts";
import { spanInExpression } from "./readings.ts";
import type { ReadSql } from "./readSql.ts";

/** A window over the rows of one partition in the order of one column, without anything else in brackets. */
const call =
  /^(?<name>lag|lead|row_number)\s*\((?<arguments>[^()]*)\)\s*over\s*\(\s*partition\s+by\s+(?<per>[^()]+?)\s+order\s+by\s+(?<order>[^()]+?)\s*\)/i;

const column = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/**
 * The same said by the event's sequence, where it is known to be: rows in the order of the event's time, and a value that is one of its
 * properties. None otherwise.
 */
export function windowFix(expression: ReadSql, fault: ExpressionFault, context: RuleContext): Fix[] {
  const { event, sql, role } = expression;
  if (!event || !comesAfterTime(role)) return [];
  const found = call.exec(sql.text.slice(fault.start));
  const said = found && sequenceForm(found.groups ?? {}, event, expression);
  if (!found || !said) return [];
  const end = fault.start + found[0].length;
  const span = spanInExpression(expression, { start: fault.start, end }, context);
  const edits = said.per && sequenceEdits(said.per, event, context);
  if (said.per && !edits) return [];
  const change = { span, text: writeInside(sql.scalar.style, said.text) };
  const added = said.per ? `, with sequence: {per: ${said.per.join(", ")}}` : "";
  return [{ title: `Write ${said.text}${added}`, edits: [...(edits ?? []), change] }];
}

interface SequenceForm {
  readonly text: string;
  /** Whose rows follow each other, where the event does not say it yet. */
  readonly per?: readonly string[];
}

type Groups = Readonly<Record<string, string | undefined>>;

function sequenceForm(
  { name = "", arguments: given = "", per: partition = "", order = "" }: Groups,
  event: ProjectEvent,
  { property }: ReadSql,
): SequenceForm | undefined {
  const per = partition.split(",").map((part) => part.trim());
  const at = event.definition.at?.sql?.text.trim();
  const isOfTime = at !== undefined && order.replace(/\s+asc$/i, "").trim() === at;
  if (!isOfTime || !per.every((part) => column.test(part))) return undefined;
  const text = neighbour(name.toLowerCase(), given, event, property?.name.value);
  if (text === undefined) return undefined;
  const own = sequenceOf(event)?.per.map((one) => one.text.trim());
  if (!own) return { text, per };
  return own.join() === per.join() ? { text } : undefined;
}

/** `previous.total` for `lag(o.total_cents)`, where the event has a property that is that. */
function neighbour(
  name: string,
  given: string,
  { definition, document, properties }: ProjectEvent,
  self: string | undefined,
): string | undefined {
  if (name === "row_number") return given.trim() === "" ? "sequence.number" : undefined;
  const row = name === "lag" ? "previous" : "next";
  const value = given.replace(/,\s*1\s*$/, "").trim();
  if (value === definition.at?.sql?.text.trim()) return `${row}.at`;
  // A sentinel is null in the property, and itself in the column.
  if (document.nullValues?.length) return undefined;
  const same = properties.find(
    ({ name: own, sql, from }) =>
      sql?.text.trim() === value && own.value !== self && from !== "lookup" && column.test(own.value),
  );
  return same && `${row}.${same.name.value}`;
}

function sequenceEdits(
  per: readonly string[],
  event: ProjectEvent,
  context: RuleContext,
): readonly TextEdit[] | undefined {
  const document = context.document(event.file);
  const written = per.map((one) => writeScalar(one, { flow: true }));
  const inline = per.length === 1 ? `{per: ${written.join("")}}` : `{per: [${written.join(", ")}]}`;
  return document && setKey(document, event.definition.name.span, { key: "sequence", inline }, "first");
}
