import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { personalForm } from "../../server/src/project/personalValues.ts";
import { quietOf } from "../../server/src/tasks/data/quietEvent.ts";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";

const day = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
const days = Array.from({ length: 30 }, (_, at) => day(at));
const orders = ["order_id,customer_id,ordered_at,loaded_at,note"];
for (const [at, on] of days.entries())
  for (const hour of ["08", "20"])
    orders.push(
      `${at}${hour},${at % 3},${on} ${hour}:00:00,${day(at + (at % 10 === 9 ? 5 : 0))} ${hour}:30:00,${at === 7 ? "write to ann@mail.example please" : "thanks"}`,
    );
const customers = "customer_id,country\n0,BE\n1,NL\n2,DE\n2,FR\n";

const project = (now: string, more = "") => `eventspec: 1
name: shop
timezone: UTC
connections: {dev: {type: duckdb, files: {'shop.*': 'data/*.csv'}${more}}}
rules: {extends: minimal, event-gone-quiet: warning, lookback-below-lateness: warning, scan-over-budget: warning, unclassified-personal-data: warning}
test: {now: ${now}}
`;
const head = "from: shop.orders\nas: o\nkey: o.order_id\nloaded_at: o.loaded_at\n";
const placed = "events:\n  order_placed:\n    at: o.ordered_at\n";
const joined = "join: [{from: shop.customers, as: c, on: c.customer_id = o.customer_id}]\n";
const property = (more = "") => `    properties:\n      remark: {sql: o.note, type: string${more}}\n`;

describe("eventspec check --with-data", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder();
    await mkdir(join(folder.path, "data"));
    await writeFile(join(folder.path, "data", "orders.csv"), `${orders.join("\n")}\n`);
    await writeFile(join(folder.path, "data", "customers.csv"), customers);
  });
  after(() => folder.remove());

  async function check(spec: string, file = project("2026-01-31"), ...args: string[]) {
    await writeFile(join(folder.path, "eventspec.yml"), file);
    await writeFile(join(folder.path, "orders.events.yml"), spec);
    const { stdout, stderr, code } = await runHere(["check", "--with-data", "--format", "json", ...args], {
      cwd: folder.path,
    });
    return { code, stdout, stderr, found: stdout === "" ? [] : readCheck(stdout).findings };
  }
  const told = ({ found }: Awaited<ReturnType<typeof check>>) =>
    found.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);

  it("finds nothing where rows are as they should be", async () => {
    const { code, found, stderr } = await check(head + placed);
    assert.deepEqual([code, found, stderr], [0, [], ""]);
  });

  it("finds an event that stopped, by the moment of the tests", async () => {
    assert.deepEqual(told(await check(head + placed, project("2026-02-20"))), [
      'warning event-gone-quiet: "order_placed" has not happened since 2026-01-30, for 21 days; before, the longest pause was 1 day.',
    ]);
    const over = placed.replace("at:", "deprecated: {use: ~}\n    at:");
    assert.deepEqual(told(await check(head + over, project("2026-02-20"))), []);
  });

  it("finds a join that multiplies rows, and where", async () => {
    const { code, found } = await check(head + joined + placed);
    assert.equal(code, 1);
    const [finding, ...others] = found;
    assert.equal(others.length, 0);
    assert.equal(finding?.rule, "join-multiplies-rows");
    assert.match(finding?.message ?? "", /^The join "c" of "order_placed" multiplies rows\. .* 20 rows more/);
    assert.equal(finding?.range.start.line, 5);
  });

  it("finds rows that come later than `lookback`, where a row tells when it came", async () => {
    const late = (lookback: string) => `${head}lookback: ${lookback}\n${placed}`;
    assert.deepEqual(told(await check(late("3 days"))), [
      'warning lookback-below-lateness: 10.2 % of the rows of "order_placed" came more than 3 days after they happened.',
    ]);
    assert.deepEqual(told(await check(late("6 days"))), []);
    const several = `${late("3 days")}  order_loaded:\n    at: o.loaded_at\n`;
    assert.deepEqual(told(await check(several)), []);
  });

  it("finds personal data in texts, and shows none of it", async () => {
    const answer = await check(head + placed + property());
    assert.deepEqual(told(answer), [
      'warning unclassified-personal-data: 2 of 60 sampled values of "remark" hold personal data, such as an e-mail address, and it has no `privacy`.',
    ]);
    assert.doesNotMatch(answer.stdout + answer.stderr, /ann@/);
    for (const privacy of ["personal", "internal"])
      assert.deepEqual(told(await check(head + placed + property(`, privacy: ${privacy}`))), []);
  });

  it("finds what costs more than the connection allows, and reads none of it unless that is confirmed", async () => {
    const costly = project("2026-01-31", ", max_bytes: 1 kB");
    const spec = head + placed + property();
    assert.match(
      told(await check(spec, costly)).join("\n"),
      /^warning scan-over-budget: All rows of "order_placed" read [\d.]+ \w+; the connection "dev" allows 1 kB/,
    );
    assert.match(
      told(await check(spec, costly, "--yes")).join("\n"),
      /^warning unclassified-personal-data: [^\n]*$/,
    );
  });

  it("keeps to settings and comments, and says what it could not look at", async () => {
    const spec =
      head +
      joined.replace("join", "# eventspec-ignore: join-multiplies-rows — being cleaned\njoin") +
      placed;
    assert.deepEqual(told(await check(spec)), []);
    const other = project("2026-02-20").replace("event-gone-quiet: warning", "event-gone-quiet: 'off'");
    assert.deepEqual(told(await check(head + placed, other)), []);
    const broken = await check(head + placed.replace("o.ordered_at", "cast(o.note as timestamp)"));
    assert.match(broken.stderr, /^The rows of "order_placed" could not be looked at: /);
  });

  it("is never done unasked", async () => {
    await check(head + placed, project("2026-02-20"));
    const { stdout } = await runHere(["check"], { cwd: folder.path });
    assert.match(stdout, /^No findings/);
  });
});

describe("what is personal by its form", () => {
  for (const [text, form] of [
    ["mail to ann.peeters+x@shop.example!", "an e-mail address"],
    ["IBAN BE68 5390 0754 7034", "an IBAN"],
    ["GB82WEST12345698765432", "an IBAN"],
    ["4111 1111 1111 1111", "a card number"],
    ["call +32 470 12 34 56", "a telephone number"],
    ["from 192.168.10.27:443", "an IP address"],
  ])
    it(`is told: ${form}`, () => assert.equal(personalForm(text ?? ""), form));
  for (const text of [
    "thanks!",
    "order 4111111111111112",
    "BE68 5390 0754 7035",
    "2026-01-31 10:00:00",
    "v1.2.3.400",
    "a @ b",
    "1234567890123",
    "9999999999999999",
    "",
  ])
    it(`is not told of ${JSON.stringify(text)}`, () => assert.equal(personalForm(text), undefined));
  it("takes no time to speak of, whatever the text", () => {
    for (const text of [
      "a".repeat(100_000),
      "1 ".repeat(50_000),
      `${"a.".repeat(50_000)}@`,
      "AA11 ".repeat(20_000),
    ]) {
      const began = performance.now();
      personalForm(text);
      assert.ok(performance.now() - began < 1000);
    }
  });
});

describe("an event gone quiet", () => {
  const on = (month: number, of: number) => new Date(Date.UTC(2026, month, of)).toISOString().slice(0, 10);
  const until = (text: string) => Date.parse(text);
  it("is measured by its own pauses", () => {
    const weekly = Array.from({ length: 20 }, (_, at) => on(0, 1 + at * 7));
    assert.equal(quietOf(weekly, until("2026-06-01")), undefined);
    assert.deepEqual(quietOf(weekly, until("2026-07-01")), { last: "2026-05-14", days: 48, longest: 7 });
  });
  it("is none of one that hardly ever happened, or stopped yesterday", () => {
    assert.equal(quietOf([on(0, 1), on(0, 2)], until("2026-07-01")), undefined);
    assert.equal(quietOf(days, until("2026-02-01")), undefined);
    assert.equal(quietOf([], until("2026-02-01")), undefined);
  });
});
