/** Generated visitors, who they were by a plain computation, and what SQL says of them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { type GoldenCase, givenProject, goldenEvents } from "./golden.ts";

interface Seen {
  readonly visitor: string | null;
  readonly customer: number | null;
  readonly isSignIn: boolean;
  /** Minutes since the first of January, or quarters of a minute: few, so that many happen at one moment. */
  readonly at: number;
}

interface Way {
  readonly before: number;
  readonly first: "evidence" | "beginning";
}

const ways: readonly Way[] = [
  { before: 0, first: "evidence" },
  { before: 0, first: "beginning" },
  { before: 30, first: "evidence" },
  { before: 30, first: "beginning" },
];

/** Few visitors and customers over few moments: several of each for each other, at one moment, out of order, and unknown ones. */
const seen: fc.Arbitrary<Seen> = fc.record({
  visitor: fc.option(
    fc.integer({ min: 0, max: 15 }).map((number) => `v${number}`),
    { freq: 15 },
  ),
  customer: fc.option(fc.integer({ min: 7, max: 11 }), { freq: 3 }),
  isSignIn: fc.boolean(),
  at: fc.oneof(
    fc.integer({ min: 0, max: 200 }),
    fc.integer({ min: 0, max: 800 }).map((quarter) => quarter / 4),
  ),
});

const now = 180;
const start = Date.UTC(2026, 0, 1);
const timeText = (minutes: number) =>
  new Date(start + minutes * 60_000).toISOString().replace("T", " ").slice(0, 19);

function caseOf(rows: readonly Seen[], { before, first }: Way): GoldenCase {
  const isBefore = before > 0 ? `, before: ${before} minutes` : "";
  return {
    name: "identity",
    folder: "",
    files: {
      "eventspec.yml": `eventspec: 1
entities:
  customer: {type: integer}
  visitor: {type: string, anonymous: true, resolves_to: {entity: customer, by: [signed_in]${isBefore}, first: ${first}}}
streams: {all: {entity: customer, anonymous: visitor}}
`,
      "a.events.yml": `from: seen
as: s
key: s.id
entities: {visitor: s.visitor, customer: s.customer}
events:
  signed_in: {at: s.at, where: s.is_sign_in}
  page_viewed: {at: s.at, where: not s.is_sign_in}
`,
    },
    tables: [
      {
        name: "seen",
        columns: [
          { name: "id", type: "integer", nullable: false },
          { name: "visitor", type: "string", nullable: true },
          { name: "customer", type: "integer", nullable: true },
          { name: "is_sign_in", type: "boolean", nullable: false },
          { name: "at", type: "timestamp", nullable: false },
        ],
        rows: rows.map(({ visitor, customer, isSignIn, at }, id) => [
          String(id),
          visitor,
          customer === null ? null : String(customer),
          String(isSignIn),
          timeText(at),
        ]),
      },
    ],
    queries: [
      {
        name: "all",
        options: { layout: "narrow", stream: "all", now: `${timeText(now).replace(" ", "T")}Z` },
      },
    ],
    spellings: {},
  };
}

/** Who a visitor was at a moment: all proofs of theirs in order, and each that names somebody else takes over from its own moment on. */
function holder(rows: readonly Seen[], { visitor, at }: Seen, { before, first }: Way): string | undefined {
  const proofs = rows
    .filter((one) => one.isSignIn && one.customer !== null && one.visitor === visitor && one.at <= now)
    .map((one) => ({ at: one.at, customer: String(one.customer) }))
    .sort((a, b) => a.at - b.at || (a.customer < b.customer ? -1 : 1));
  let held: string | undefined;
  proofs.forEach((proof, index) => {
    const last = proofs[index - 1];
    if (last?.customer === proof.customer) return;
    const beginning = first === "beginning" ? Number.NEGATIVE_INFINITY : proof.at - before;
    const from = last ? Math.max(proof.at - before, last.at) : beginning;
    if (from <= at) held = proof.customer;
  });
  return visitor === null ? undefined : held;
}

function expected(rows: readonly Seen[], way: Way): string[] {
  return rows.flatMap((row, id) => {
    if (row.at > now) return [];
    const known = row.customer === null ? holder(rows, row, way) : undefined;
    return [`${id}: ${row.customer ?? known ?? null}, ${known !== undefined}`];
  });
}

/** Runs generated visitors on an engine, in every way that an identity can be declared. In: how many times. */
export async function checkIdentities(connection: Connection, times: number): Promise<void> {
  const samples = fc.sample(fc.array(seen, { maxLength: 250, size: "max" }), { seed: 13, numRuns: times });
  for (const rows of [[], ...samples])
    for (const way of ways) {
      const events = (await goldenEvents(caseOf(rows, way), connection, givenProject)) as {
        all: { source_key: string; customer_id: string | null; resolved: boolean }[];
      };
      const found = events.all.map(
        ({ source_key: id, customer_id: customer, resolved }) => `${id}: ${customer}, ${resolved}`,
      );
      assert.deepEqual(found.sort(), expected(rows, way).sort(), JSON.stringify(way));
    }
  assert.ok(samples.some((rows) => expected(rows, { before: 30, first: "beginning" }).length > 100));
}
