/** Changes of an example after which it expects what comes out now: the columns that it names stay, and what is equal stays as it is written. */
import { afterBreak, contentEnd, lineBreak, lineEnd, lineStart } from "../../document/lines.ts";
import type { Span, TextEdit } from "../../document/types.ts";
import type { Example, ExampleRow } from "../../spec/exampleTypes.ts";
import type { Matching } from "./matchRows.ts";
import { rowText, type WrittenRow } from "./writtenRow.ts";

interface Outcome {
  readonly matching: Matching;
  /** Rows of the matches, then those that were not expected. */
  readonly actual: readonly WrittenRow[];
}

/** In: the text of its file. Out: edits that don't overlap. */
export function acceptEdits(text: string, example: Example, { matching, actual }: Outcome): TextEdit[] {
  const { matches, missing } = matching;
  const { value } = example.expectAt ?? {};
  const isBlock = value !== undefined && text[value.start] === "-" && missing.length < example.expect.length;
  const isSameNumber = missing.length === 0 && matches.length === actual.length;
  if (!isSameNumber && !isBlock) return whole(text, example, actual);
  const changed = matches.flatMap(({ expected }, at) =>
    cellEdits(text, example.expect[expected], actual[at] ?? []),
  );
  const gone = missing
    .flatMap((at) => example.expect[at] ?? [])
    .map(({ span }) => ({ span: lines(text, span), text: "" }));
  return [...changed, ...gone, ...added(text, example, actual.slice(matches.length))];
}

function cellEdits(text: string, row: ExampleRow | undefined, actual: WrittenRow): TextEdit[] {
  return (row?.cells ?? []).flatMap(({ column, value }, at): TextEdit[] => {
    const yaml = actual[at]?.[1];
    if (yaml === undefined || yaml === text.slice(value.span.start, value.span.end)) return [];
    if (value.text === "" && value.value === null && yaml === "null") return [];
    if (value.span.start !== column.span.start) return [{ span: value.span, text: yaml }];
    // The column stands without a value.
    return [{ span: behind(text.indexOf(":", column.span.end) + 1), text: ` ${yaml}` }];
  });
}

/** A row of a block list with the line break at its end. */
function lines(text: string, { start, end }: Span): Span {
  return {
    start: lineStart(text, start),
    end: afterBreak(text, lineEnd(text, contentEnd(text, { start, end }))),
  };
}

/** Rows behind the last one of a block list. */
function added(text: string, { expect }: Example, rows: readonly WrittenRow[]): TextEdit[] {
  const last = expect.at(-1);
  if (!last || rows.length === 0) return [];
  const dash = /^\s*/.exec(text.slice(lineStart(text, expect[0]?.span.start ?? last.span.start)))?.[0] ?? "";
  const at = lineEnd(text, contentEnd(text, last.span));
  return [
    { span: behind(at), text: rows.map((row) => `${lineBreak(text)}${dash}- ${rowText(row)}`).join("") },
  ];
}

/** The whole value anew: of a list that had no rows, has none any more, or is written on one line. */
function whole(text: string, { span, expectAt, expect }: Example, rows: readonly WrittenRow[]): TextEdit[] {
  if (!expectAt) return [];
  const { key, value } = expectAt;
  const colon = text.indexOf(":", key.end) + 1;
  const place = { start: colon, end: value ? contentEnd(text, value) : colon };
  const isFlow =
    text[span.start] === "{" || (value !== undefined && text[value.start] === "[" && expect.length > 0);
  if (isFlow || rows.length === 0) return [{ span: place, text: ` [${rows.map(rowText).join(", ")}]` }];
  const indent = " ".repeat(key.start - lineStart(text, key.start) + 2);
  return [{ span: place, text: rows.map((row) => `${lineBreak(text)}${indent}- ${rowText(row)}`).join("") }];
}

const behind = (at: number): Span => ({ start: at, end: at });
