/** Makes an example of an event that was seen: its source rows, with other values for private ones, and what comes out of them. */
import { applyEdits } from "../../document/applyEdits.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { updateFile } from "../../project/updateFile.ts";
import { checksOf } from "../../proof/checks.ts";
import { newExampleEdits, withPseudonyms } from "../../proof/examples/newExample.ts";
import { privateColumns } from "../../proof/examples/privateColumns.ts";
import type { CheckResult } from "../../proof/results.ts";
import { many } from "../../proof/words.ts";
import type { ExampleScope } from "../../sql/examples/givenTables.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { acceptExamples } from "./acceptExamples.ts";
import { type SourceRows, sourceRows } from "./exampleRows.ts";
import { runTests } from "./runTests.ts";
import { scopeOf } from "./testExamples.ts";
import type { TestRequest } from "./types.ts";

export type MadeExample =
  | {
      readonly kind: "made";
      /** Path of the event's file, and its text with the example in it. */
      readonly file: string;
      readonly text: string;
      /** The example's. */
      readonly name: string;
      /** How many columns have other values than the source. */
      readonly masked: number;
    }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * In: the event's id, or `newest`. Nothing is written here, and nothing is made that was not seen to pass. Rejects only when it is
 * cancelled, or with errors that are not the warehouse's.
 */
export async function makeExample(
  request: Omit<TestRequest, "checks">,
  event: ProjectEvent,
  wanted: string,
  signal: AbortSignal,
): Promise<MadeExample> {
  try {
    const scope = await scopeOf(request.project, event, request.dialect);
    const found = await sourceRows({ ...request, checks: [], window: {} }, scope, wanted, signal);
    return typeof found === "string" ? refused(found) : await written(request, scope, found, signal);
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
    return refused(error.message);
  }
}

const refused = (reason: string): MadeExample => ({ kind: "refused", reason });

/** The example in its file, and its run. */
async function written(
  request: Omit<TestRequest, "checks">,
  scope: ExampleScope,
  { tables, at, events }: SourceRows,
  signal: AbortSignal,
): Promise<MadeExample> {
  const { project, event } = scope;
  const document = project.documents.get(event.file);
  const { tables: given, masked } = withPseudonyms(tables, privateColumns(scope));
  const name = unusedName(event, `as it came at ${String(at)}`);
  const edits = document && newExampleEdits(document, scope, { name, tables: given });
  if (!document || !edits) return refused("The event is written in a way that an example can't be added to.");
  const added = updateFile(project, event.file, applyEdits(document.text, edits));
  const check = exampleCheck(added, event, name);
  if (!check) return refused("The event is proposed or switched off: its examples are not run.");
  const running = { ...request, project: added, checks: [check] };
  const first = await runTests(running, signal);
  const { texts } = await acceptExamples(running, first, signal);
  const text = texts.get(event.file);
  if (text === undefined) return refused(whyNot(first[0], masked.size));
  const wrong = otherEvents(updateFile(added, event.file, text), event, name, {
    at,
    events,
    masked: masked.size,
  });
  return wrong === undefined
    ? { kind: "made", file: event.file, text, name, masked: masked.size }
    : refused(wrong);
}

function exampleCheck(project: Project, { file, name: event }: ProjectEvent, name: string) {
  return project.events
    .filter((one) => one.file === file && one.name === event)
    .flatMap((one) => checksOf(project, one))
    .find(({ subject }) => subject.kind === "example" && subject.example.name?.value === name);
}

function unusedName({ definition }: ProjectEvent, name: string): string {
  const taken = new Set(definition.examples.map((example) => example.name?.value));
  for (let number = 1; ; number++) {
    const next = number === 1 ? name : `${name} (${number})`;
    if (!taken.has(next)) return next;
  }
}

function whyNot(result: CheckResult | undefined, masked: number): string {
  if (result?.status === "error") return result.message;
  if (result?.status === "passed")
    return masked > 0
      ? "Without its private values no event comes out of its rows."
      : "No event comes out of its rows alone.";
  return "It doesn't pass when it is run again.";
}

/** Why what comes out is not what was seen; `undefined` where it is. */
function otherEvents(
  project: Project,
  event: ProjectEvent,
  name: string,
  seen: Pick<SourceRows, "at"> & { readonly events: number | undefined; readonly masked: number },
): string | undefined {
  const subject = exampleCheck(project, event, name)?.subject;
  const expect = subject?.kind === "example" ? subject.example.expect : [];
  const because = seen.masked > 0 ? " once its private values are others" : "";
  if (seen.events !== undefined && expect.length !== seen.events)
    return `${many(expect.length, "event")} would come out${because}, where there ${seen.events === 1 ? "is" : "are"} ${seen.events}.`;
  const times = expect.flatMap(({ cells }) =>
    cells.filter(({ column }) => column.value === "occurred_at").map(({ value }) => Date.parse(value.text)),
  );
  if (times.includes(Date.parse(String(seen.at)))) return undefined;
  return `An event of another time would come out${because}.`;
}
