/** Generic data tests of the manifest, by the node and the column that they test. */
import type { DbtColumnFacts, DbtTest } from "./facts.ts";
import { entries, type Json, listOf, recordOf, textOf, textsOf } from "./json.ts";

interface NodeTests {
  /** By the column's name in small letters. */
  readonly columns: ReadonlyMap<string, readonly DbtTest[]>;
  /** Columns whose combination a test holds to be unique. */
  readonly combinations: readonly (readonly string[])[];
}

interface Collected {
  readonly columns: Map<string, DbtTest[]>;
  readonly combinations: string[][];
}

export type TestsByNode = ReadonlyMap<string, NodeTests>;

/** Tests that hold for some rows alone (`where`, `limit`), or whose node nobody can tell, say nothing of the table. */
export function testsOf(nodes: unknown): TestsByNode {
  const found = new Map<string, Collected>();
  for (const [, node] of entries(nodes)) {
    const config = recordOf(node.config);
    const tested = textOf(node.resource_type) === "test" ? testedNode(node) : undefined;
    if (tested === undefined || textOf(config.where) !== undefined || textOf(config.limit) !== undefined)
      continue;
    const of: Collected = found.get(tested) ?? { columns: new Map(), combinations: [] };
    found.set(tested, of);
    const test = testOf(recordOf(node.test_metadata), config);
    const { combination_of_columns: combination, column_name: named } = argumentsOf(node);
    const column = (textOf(node.column_name) ?? textOf(named))?.toLowerCase();
    if (column !== undefined) of.columns.set(column, [...(of.columns.get(column) ?? []), test]);
    else if (/unique_combination/.test(test.name) && !test.warns) of.combinations.push(textsOf(combination));
  }
  return found;
}

/** Columns that tell rows apart: tested so, alone or together, or the primary key of a contract. */
export function keysOf(
  node: Json,
  tests: NodeTests | undefined,
  columns: readonly TestedColumn[],
): (readonly string[])[] {
  const alone = columns.filter(isKey).map(({ name }) => [name]);
  const constraints = listOf(node.constraints).map(recordOf);
  const primary = constraints.filter(({ type }) => type === "primary_key").map((one) => textsOf(one.columns));
  const neverNull = new Set(columns.filter(isNeverNull).map(({ name }) => name.toLowerCase()));
  const together = (tests?.combinations ?? []).filter((names) =>
    names.every((name) => neverNull.has(name.toLowerCase())),
  );
  const all = [...primary, ...alone, ...together].filter((names) => names.length > 0);
  return [...new Map(all.map((names) => [JSON.stringify(names), names])).values()];
}

interface TestedColumn {
  readonly name: string;
  readonly facts?: DbtColumnFacts | undefined;
}

function isKey({ facts }: TestedColumn): boolean {
  if (facts?.constraints.includes("primary_key")) return true;
  return isNeverNull({ facts }) && (facts?.tests.some(fails("unique")) ?? false);
}

function isNeverNull({ facts }: Pick<TestedColumn, "facts">): boolean {
  return (
    facts !== undefined && (facts.constraints.includes("not_null") || facts.tests.some(fails("not_null")))
  );
}

const fails = (name: string) => (test: DbtTest) => test.name === name && !test.warns;

/** dbt names it since 1.5; before, the only table that a test reads is the one that it tests. */
function testedNode(node: Json): string | undefined {
  const attached = textOf(node.attached_node);
  if (attached !== undefined) return attached;
  const [only, ...others] = new Set(textsOf(recordOf(node.depends_on).nodes));
  return others.length === 0 ? only : undefined;
}

function testOf(metadata: Json, config: Json): DbtTest {
  const { values, to, field } = argumentsOf({ test_metadata: metadata });
  const name = [metadata.namespace, metadata.name].flatMap((part) => textOf(part) ?? []).join(".");
  const [table, column] = [textOf(to), textOf(field)];
  return {
    name,
    ...(String(config.severity).toLowerCase() === "warn" && { warns: true as const }),
    ...(name === "accepted_values" && { values: textsOf(values) }),
    ...(name === "relationships" && table !== undefined && { to: table }),
    ...(name === "relationships" && column !== undefined && { field: column }),
  };
}

function argumentsOf(node: Json): Json {
  return recordOf(recordOf(node.test_metadata).kwargs);
}
