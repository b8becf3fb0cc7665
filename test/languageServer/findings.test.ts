import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic } from "vscode-languageserver/node";
import { runHere, shop } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";
import { marked } from "../support/markers.ts";

const file = "shop.events.yml";

/** Ten mistakes of ten kinds, marked where each is to be shown. */
const { text, ranges } = marked(`from: shop.orders
as: o
key: o.order_id
owner: growth
entities: {customer: o.customer_id}
tier: ⟦cor⟧

events:
  order_placed:
    description: The customer confirmed the checkout.
    ⟦descripton⟧: The customer confirmed the checkout.
    at: o.ordered_at
    where: >-
      o.channel is distinct from 'test'
      and ⟦o.totl_cents⟧ > 0
    tests: [{volume: {per: day, min: 1}}]

  ⟦order_paid⟧:
    description: Payment has arrived.
    tests: [{volume: {per: day, min: 1}}]

  order_shipped:
    description: The parcel left the warehouse.
    at: o.shipped_at
    where: o.channel = 'web'⟦;⟧ select 1
    properties:
      total: {sql: ⟦o.channel⟧, type: 'decimal(12,2)', description: Order value.}
    tests: [{volume: {per: day, min: 1}}]

  ⟦Order-Placed⟧:
    description: The same again.
    owner: ⟦grwoth⟧
    at: o.ordered_at
    tests: [{volume: {per: day, min: 1}}]
---
from: ⟦shop.custmers⟧
as: c
key: c.customer_id
owner: growth
entities: {customer: c.customer_id}
events:
  customer_registered:
    description: The customer opened an account.
    at: c.signed_up_at
    tests: [{volume: {per: day, min: 1}}]
⟦   ⟧tags: [account]
`);

const projectFile = `eventspec: 1
name: shop
timezone: UTC
connections:
  files: {type: duckdb, files: {'shop.*': 'data/shop/*.csv'}}
entities: {customer: {type: integer}}
teams: {growth: {}}
rules: {event-name-style: 'off'}
`;

describe("a spec with ten mistakes, in the editor and in check --format json", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  let diagnostics: readonly Diagnostic[];

  before(async () => {
    folder = await temporaryFolder({ "eventspec.yml": projectFile, [file]: text });
    await cp(join(shop, "data", "shop"), join(folder.path, "data", "shop"), { recursive: true });
    client = await startClient({ folder: folder.path, trusted: true });
    await client.open(file, text);
    diagnostics = await client.diagnostics(file, (all) => all.length >= 10);
  });

  after(async () => {
    await client.stop();
    await folder.remove();
  });

  it("has ten diagnostics, each on the right characters", () => {
    const lines = text.split("\n");
    const offsetOf = ({ line, character }: { line: number; character: number }): number =>
      lines.slice(0, line).join("\n").length + (line > 0 ? 1 : 0) + character;
    const spans = diagnostics.map(({ range }) => ({
      start: offsetOf(range.start),
      end: offsetOf(range.end),
    }));
    assert.deepEqual(spans, ranges);
  });

  it("has the same ones in both", async () => {
    const { stdout } = await runHere(["check", "--format", "json", "--project", folder.path]);
    const { findings } = readCheck(stdout);
    assert.deepEqual(
      diagnostics.map(({ code, message, range }) => ({ code, message, range })),
      findings.map(({ rule, message, hint, range: { start, end } }) => ({
        code: rule,
        message: hint ? `${message}\n${hint}` : message,
        range: {
          start: { line: start.line - 1, character: start.column - 1 },
          end: { line: end.line - 1, character: end.column - 1 },
        },
      })),
    );
  });
});
