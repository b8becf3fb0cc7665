/** What is proved of an event on both sides: tests, examples, reconciliations. A removed one is a finding of its own. */
import type { Located, Span } from "../document/types.ts";
import type { ProjectEvent } from "../project/types.ts";
import type { EventTest } from "../spec/types.ts";
import { canonical } from "./canonical.ts";
import { textAt } from "./compareFacts.ts";
import type { EventSides } from "./properties.ts";
import type { Change } from "./types.ts";

interface Proof {
  /** What it proves: one of the same is the same test with other limits. */
  readonly about: string;
  readonly says: string;
  readonly what: string;
  readonly path: string;
  readonly file: string;
  readonly span: Span;
}

export function compareProofs(sides: EventSides): Change[] {
  const [before, after] = [proofsOf(sides.before), proofsOf(sides.after)];
  const old = without(before, after, ({ says }) => says);
  const fresh = without(after, before, ({ says }) => says);
  const gone = without(old, fresh, ({ about }) => about);
  const isNew = new Set(without(fresh, old, ({ about }) => about));
  return [
    ...fresh.map((proof) =>
      isNew.has(proof)
        ? told(proof, sides, "added", `${proof.what} is new.`)
        : told(proof, sides, "changed", `${proof.what} proves something else.`),
    ),
    ...gone.map((proof) =>
      told(proof, sides, "removed", `${proof.what} is gone: nothing proves that any more.`),
    ),
  ];
}

/** Those that have no partner, each partner counting once. */
function without(proofs: readonly Proof[], others: readonly Proof[], by: (proof: Proof) => string): Proof[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(by(other), (left.get(by(other)) ?? 0) + 1);
  return proofs.filter((proof) => {
    const count = left.get(by(proof)) ?? 0;
    left.set(by(proof), count - 1);
    return count <= 0;
  });
}

function told({ what, path, file, span }: Proof, sides: EventSides, how: string, message: string): Change {
  const removed = how === "removed";
  return {
    ...(sides.event !== undefined && { event: sides.event }),
    kind: `test-${how}`,
    what,
    class: "documentation",
    message,
    path,
    ...(removed
      ? { before: textAt(sides.base, { file, span }), base: { file, span } }
      : { after: textAt(sides.head, { file, span }), head: { file, span } }),
    ...(removed && {
      rule: "test-removed" as const,
      hint: "Put it back, or say in the pull request why it is not needed.",
    }),
  };
}

function proofsOf(event: ProjectEvent): Proof[] {
  const { definition, properties, file } = event;
  const base = `events.${definition.name.value}`;
  return [
    ...definition.tests.flatMap((test) => proofsOfTest(test, `${base}.tests`, file, "")),
    ...properties.flatMap(({ tests, name, file: own }) =>
      tests.flatMap((test) => proofsOfTest(test, `${base}.properties.${name.value}.tests`, own, name.value)),
    ),
    ...definition.examples.map((example): Proof => {
      const name = nameOf(example) ?? "without a name";
      const what = `The example ${JSON.stringify(name)}`;
      return {
        about: `example ${name}`,
        says: canonical(example),
        what,
        path: `${base}.examples`,
        file,
        span: example.span,
      };
    }),
    ...definition.reconcile.map((one): Proof => {
      const name = nameOf(one) ?? "without a name";
      const what = `The reconciliation ${JSON.stringify(name)}`;
      const says = canonical(one) + spaced(one.sql.text);
      return { about: `reconcile ${name}`, says, what, path: `${base}.reconcile`, file, span: one.span };
    }),
  ];
}

const nameOf = ({ name }: { readonly name?: Located<string> }): string | undefined => name?.value;

const spaced = (sql: string): string => sql.replace(/\s+/g, " ").trim();

/** That several columns are never null is said of each, wherever it is said. */
function proofsOfTest(test: EventTest, path: string, file: string, property: string): Proof[] {
  if (test.kind !== "not_null") return [proofOf(test, path, file, property)];
  return test.columns.map(({ value }) => {
    const about = `not_null ${value}`;
    return { about, says: about, what: `The test \`not_null\` of ${value}`, path, file, span: test.span };
  });
}

function proofOf(test: EventTest, path: string, file: string, property: string): Proof {
  const subject = subjectOf(test);
  const says = `${property} ${canonical(test)}${test.kind === "rows" ? spaced(test.where.text) : ""}`;
  const of = [subject, property].filter((text) => text !== "").join(", ");
  const what = `The test \`${test.kind}\`${of === "" ? "" : ` of ${of}`}`;
  return { about: `${property} ${test.kind} ${subject}`, says, what, path, file, span: test.span };
}

function subjectOf(test: EventTest): string {
  switch (test.kind) {
    case "not_null":
    case "unique":
      return test.columns.map(({ value }) => value).join(", ");
    case "follows":
      return test.event.value;
    case "rows":
      return test.name?.value ?? spaced(test.where.text);
    default:
      return "";
  }
}
