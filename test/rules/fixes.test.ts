import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import { allRules } from "../../server/src/rules/allRules.ts";
import { check, findingsOf } from "./findingsOf.ts";
import { shopProjectFile, shopWith } from "./shop.ts";

const pages = fileURLToPath(new URL("../../docs/rules/", import.meta.url));

/** Applies the first fix of a rule's first finding. */
async function fixed(rule: string, text: string, title?: string): Promise<string> {
  const finding = (await findingsOf(text)).find((each) => each.rule === rule);
  const fix = finding?.fixes?.find((each) => title === undefined || each.title === title);
  assert.ok(fix, `no fix for ${rule}`);
  const mended = applyEdits(text, fix.edits);
  await assertMended(rule, text, mended);
  return mended;
}

/** What only the author can write: their fixes leave a blank, which is still found. */
const leavesBlank = /^(?:(?:event|property)-without-description|incomplete-example)$/;

/** The finding is gone, unless the author has to go on, and nothing of the file has become unreadable. */
async function assertMended(rule: string, before: string, after: string): Promise<void> {
  const [old, left] = [await findingsOf(before), await findingsOf(after)];
  const count = (findings: typeof left, name: string) =>
    findings.filter((finding) => finding.rule === name).length;
  const expected = count(old, rule) - (leavesBlank.test(rule) ? 0 : 1);
  assert.equal(count(left, rule), expected, `${rule}, after its fix:\n${after}`);
  for (const { name, topic } of allRules) {
    if (topic === "Reading" || name === "sql-syntax") {
      assert.ok(count(left, name) <= count(old, name), `${name} is new:\n${after}`);
    }
  }
}

/** Whether a fix of a rule's finding leaves none of that rule, nothing new and no empty value. */
async function isMendedBy(rule: string, text: string): Promise<boolean> {
  const before = await findingsOf(text);
  const rules = new Set(before.map((finding) => finding.rule));
  const fixes = before.filter((finding) => finding.rule === rule).flatMap((finding) => finding.fixes ?? []);
  for (const { edits } of fixes) {
    const left = await findingsOf(applyEdits(text, edits));
    const isBlank = edits.some((edit) => /:\s*(?:''|""|,|$)/.test(edit.text));
    if (!isBlank && left.every((finding) => finding.rule !== rule && rules.has(finding.rule))) return true;
  }
  return false;
}

const head = "from: shop.orders\nas: o\nkey: o.order_id\n";

describe("quick fixes", () => {
  describe("write windows as the event's sequence", () => {
    const event = (properties: string, more = "") =>
      `${head}events:\n  order_placed:\n    at: o.ordered_at\n${more}    properties:\n${properties}`;
    const lag = "lag(o.status) over (partition by o.customer_id order by o.ordered_at)";

    it("with a sequence that is not there yet", async () => {
      const text = event(`      status: o.status\n      was: coalesce(${lag}, 'none')\n`);
      assert.equal(
        await fixed("window-in-expression", text),
        event("      status: o.status\n      was: coalesce(previous.status, 'none')\n").replace(
          "    at:",
          "    sequence: {per: o.customer_id}\n    at:",
        ),
      );
    });

    it("with the one that is there, whatever is asked for", async () => {
      const own = "    sequence: {per: [o.customer_id]}\n";
      const forms = {
        "lead(o.ordered_at, 1) OVER (PARTITION BY o.customer_id ORDER BY o.ordered_at ASC)": "next.at",
        "row_number() over (partition by o.customer_id order by o.ordered_at)": "sequence.number",
      };
      for (const [window, said] of Object.entries(forms))
        assert.equal(
          await fixed("window-in-expression", event(`      x: ${window}\n`, own)),
          event(`      x: ${said}\n`, own),
        );
    });

    it("not where it would mean something else", async () => {
      const others = [
        lag.replace("o.customer_id", "o.channel").concat(" /* other rows */"),
        lag.replace("order by o.ordered_at", "order by o.paid_at"),
        lag.replace("order by o.ordered_at", "order by o.ordered_at desc"),
        lag.replace("o.status", "o.status, 2"),
        lag.replace("o.status", "o.channel"),
        "sum(o.total_cents) over (partition by o.customer_id order by o.ordered_at)",
      ];
      for (const window of others) {
        const text = event(
          `      status: o.status\n      was: ${window}\n`,
          "    sequence: {per: o.customer_id}\n",
        );
        const found = (await findingsOf(text)).filter(({ rule }) => rule === "window-in-expression");
        assert.deepEqual(
          found.map(({ fixes = [] }) => fixes.length),
          [0],
          window,
        );
      }
    });
  });

  describe("of the bad examples fix them, in any line breaks", () => {
    for (const page of readdirSync(pages).filter((file) => file !== "README.md")) {
      const rule = page.replace(".md", "");
      const blocks = [...readFileSync(`${pages}${page}`, "utf8").matchAll(/```yaml bad\n(.*?)\n```/gs)];
      for (const [, block = ""] of blocks) {
        it(rule, async () => {
          for (const text of [`${block}\n`, block, block.replaceAll("\n", "\r\n")]) {
            for (const finding of await findingsOf(text)) {
              for (const fix of finding.fixes ?? []) {
                const mended = applyEdits(text, fix.edits);
                await assertMended(finding.rule, text, mended);
                if (text.includes("\r\n")) assert.doesNotMatch(mended, /[^\r]\n/);
              }
            }
          }
        });
      }
    }
  });

  it("of at least forty rules leave nothing to do", async () => {
    const clean: string[] = [];
    for (const { name } of allRules) {
      const page = readFileSync(`${pages}${name}.md`, "utf8");
      const blocks = page.matchAll(/```yaml bad(?: bound| compiled)?\n(.*?)\n```/gs);
      for (const [, block = ""] of blocks) if (await isMendedBy(name, `${block}\n`)) clean.push(name);
    }
    const rules = [...new Set(clean)];
    assert.ok(rules.length >= 40, `${rules.length}: ${rules.join(", ")}`);
  });

  it("add the owner behind what is there, past comments and blocks", async () => {
    const text = `${head}events:\n  order_placed:\n    at: |\n      o.ordered_at # no comment\n\n  # The next one.\n  order_paid: {at: o.ordered_at, owner: growth}\n`;
    const expected = `${head}events:\n  order_placed:\n    at: |\n      o.ordered_at # no comment\n    owner: growth\n\n  # The next one.\n  order_paid: {at: o.ordered_at, owner: growth}\n`;
    assert.equal(await fixed("event-without-owner", text), expected);
  });

  it("add what an example lacks to each row once, in braces and on lines", async () => {
    const rows = (first: string, second: string) =>
      `${head}where: not o.is_test\nevents:\n  order_placed:\n    at: o.ordered_at\n    examples:\n      - given:\n          shop.orders:\n            - {${first}order_id: 1, ordered_at: 2026-01-05}\n            - ${second}order_id: 2\n              ordered_at: 2026-01-05\n        expect: []\n`;
    const blank = rows("is_test: , ", "is_test:\n              ");
    assert.equal(await fixed("incomplete-example", rows("", "")), blank);
    const [left] = (await findingsOf(blank)).filter(({ rule }) => rule === "incomplete-example");
    assert.deepEqual([left?.message.includes("is_test"), left?.fixes ?? []], [true, []]);
    assert.equal(
      (await findingsOf(blank.replace("is_test: ,", "is_test: ~,"))).some(
        ({ rule }) => rule === "incomplete-example",
      ),
      false,
    );
  });

  it("add the owner in a flow map", async () => {
    const text = `${head}events: {order_placed: {at: o.ordered_at, }}\n`;
    const expected = `${head}events: {order_placed: {at: o.ordered_at, owner: growth, }}\n`;
    assert.equal(await fixed("event-without-owner", text), expected);
  });

  it("add the owner to an event that is only a name", async () => {
    const bare = `${head}events:\n  order_placed: # soon\n`;
    assert.equal(
      await fixed("event-without-owner", bare),
      `${head}events:\n  order_placed: # soon\n    owner: growth\n`,
    );
    const noBreak = `${head}events:\n  order_placed:`;
    assert.equal(
      await fixed("event-without-owner", noBreak),
      `${head}events:\n  order_placed:\n    owner: growth`,
    );
    const flow = `${head}events: {order_placed: }\n`;
    assert.equal(
      await fixed("event-without-owner", flow),
      `${head}events: {order_placed: {owner: growth} }\n`,
    );
  });

  it("leave a description to the author, first of all keys", async () => {
    const text = `${head}events:\n  order_placed:\n    # When?\n    at: o.ordered_at\n`;
    const expected = `${head}events:\n  order_placed:\n    # When?\n    description: ''\n    at: o.ordered_at\n`;
    assert.equal(await fixed("event-without-description", text), expected);
  });

  it("have nothing to write where an empty description waits for the author", async () => {
    for (const empty of ["", " ''", " # soon", " null"]) {
      const text = `${head}events:\n  order_placed:\n    at: o.ordered_at\n    description:${empty}\n`;
      const found = (await findingsOf(text)).filter(({ rule }) => rule === "event-without-description");
      assert.deepEqual(
        found.map(({ fixes }) => fixes),
        [undefined],
      );
    }
  });

  it("let the author choose among several teams", async () => {
    const file = "shop.events.yml";
    const project = await shopWith({
      "eventspec.yml": `${shopProjectFile}`.replace("teams:", "teams:\n  shipping: {}"),
      [file]: `${head}events:\n  order_placed: {at: o.ordered_at}\n`,
    });
    const finding = (await check(project)).find(({ rule }) => rule === "event-without-owner");
    assert.deepEqual(
      finding?.fixes?.map(({ title, preferred }) => [title, preferred]),
      [
        ["Add owner: shipping", false],
        ["Add owner: growth", false],
      ],
    );
  });

  it("write the long form of a property, in every style of its SQL", async () => {
    const property = (lines: string) =>
      `${head}events:\n  order_placed:\n    at: o.ordered_at\n    properties:\n${lines}`;
    const cases: [short: string, long: string][] = [
      [
        "      total: o.total_cents / 100.0  # with tax\n",
        "      total:\n        sql: o.total_cents / 100.0  # with tax\n        description: ''\n",
      ],
      [
        "      total: |\n        o.total_cents\n          / 100.0\n      coupon: {value: a, description: b}\n",
        "      total:\n        sql: |\n          o.total_cents\n            / 100.0\n        description: ''\n      coupon: {value: a, description: b}\n",
      ],
      [
        "      total: 'o.total_cents\n        / 100.0'\n",
        "      total:\n        sql: 'o.total_cents\n          / 100.0'\n        description: ''\n",
      ],
      [
        "      total: o.total_cents\n\n        / 100.0\n",
        "      total:\n        sql: o.total_cents\n\n          / 100.0\n        description: ''\n",
      ],
    ];
    for (const [short, long] of cases) {
      assert.equal(await fixed("property-without-description", property(short)), property(long));
    }
    const flow = `${head}events: {order_placed: {at: o.ordered_at, properties: {total: o.total_cents}}}\n`;
    assert.equal(
      await fixed("property-without-description", flow),
      flow.replace("o.total_cents", "{sql: o.total_cents, description: ''}"),
    );
  });

  it("offer no edit behind an alias", async () => {
    const text = `${head}events:\n  order_placed: &it\n    at: o.ordered_at\n  order_paid: *it\n`;
    const found = (await findingsOf(text)).filter(({ rule }) => rule === "event-without-owner");
    assert.deepEqual(
      found.map(({ fixes }) => fixes?.length ?? 0),
      [1, 0],
    );
  });

  it("add a test that fits: the entity's id, else a volume", async () => {
    const text = `${head}events:\n  order_placed:\n    at: o.ordered_at\n`;
    assert.match(
      await fixed("event-without-tests", text),
      /\n {4}tests:\n {6}- volume: \{per: day, min: 1\}\n$/,
    );
    const withEntity = text.replace("events:", "entities: {customer: o.customer_id}\nevents:");
    assert.match(
      await fixed("event-without-tests", withEntity),
      /\n {4}tests:\n {6}- not_null: \[customer_id\]\n$/,
    );
    assert.match(
      await fixed("event-without-tests", `${text}    tests: []\n`),
      /\n {4}tests: \[\{volume: .*\}\]\n$/,
    );
  });

  it("rename an event with what names it", async () => {
    const text = `${head}events:\n  PlaceOrder:\n    at: o.ordered_at\n  order_shipped:\n    at: o.shipped_at\n    tests: [{follows: {event: PlaceOrder}}]\n`;
    assert.equal(await fixed("event-name-style", text), text.replaceAll("PlaceOrder", "order_placed"));
  });

  it("put names right inside of SQL, where quotes and escapes stand", async () => {
    const where = (sql: string) =>
      `${head}events:\n  order_placed:\n    at: o.ordered_at\n    where: ${sql}\n`;
    const cases: [wrong: string, right: string][] = [
      ["o.totl_cents > 0", "o.total_cents > 0"],
      [
        '"o.\\"status\\" = \'\\u00e9\' and o.totl_cents > 0"',
        '"o.\\"status\\" = \'\\u00e9\' and o.total_cents > 0"',
      ],
      ["'o.status = ''a'' and totl_cents > 0'", "'o.status = ''a'' and total_cents > 0'"],
      [
        ">-\n      o.status = '😀'\n      and x.total_cents > 0",
        ">-\n      o.status = '😀'\n      and o.total_cents > 0",
      ],
    ];
    for (const [wrong, right] of cases)
      assert.equal(await fixed("unknown-column", where(wrong)), where(right));
  });

  it("keep SQL whole in YAML", async () => {
    const property = (sql: string) =>
      `${head}events: {order_placed: {at: o.ordered_at, properties: {channel: ${sql}}}}\n`;
    const cases: [torn: string, whole: string][] = [
      ["replace(o.status, o.currency, o.status)", "'replace(o.status, o.currency, o.status)'"],
      ["'web'", "{value: web}"],
      ['"web shop"', `'"web shop"'`],
    ];
    for (const [torn, whole] of cases) {
      assert.equal(await fixed("sql-lost-in-yaml", property(torn)), property(whole));
    }
    const where = (sql: string) =>
      `${head}events:\n  order_placed:\n    at: o.ordered_at\n    where: ${sql}\n`;
    const quoted = await fixed("sql-lost-in-yaml", where("o.status = 'a #1'"));
    assert.equal(quoted, where("'o.status = ''a #1'''"));
  });

  it("take a suppression away, or one name of it", async () => {
    const text = `${head}owner: growth\nevents:\n  # eventspec-ignore: event-without-owner, event-without-entity — why\n  order_placed:\n    at: o.ordered_at # eventspec-ignore: unknown-table — x\n`;
    const once = await fixed("unused-suppression", text);
    assert.match(once, /# eventspec-ignore: event-without-entity — why/);
    assert.match(await fixed("unused-suppression", once), /at: o.ordered_at\n$/);
  });

  it("never edit backwards in broken YAML, where the next colon is the value's own", async () => {
    const start =
      "from: shop.orders\nkey: order_id\nevents:\n  order_placed: {at: ordered_at}\n  order_paid:\n    properties:\n      p: &a status\n";
    const broken = [
      `${start}      q\n        :x\n  order_sent:\n    at: o.shipped_at\n`,
      `${start}  [    q: |\n        :x\n  order_sent:\n    at:o.shipped_at\n`,
      `${start}      q: |t: description:ordered_at}\n  ord\n        ::x\n  order_sent:\n    at: o.shipped_at\n`,
    ];
    for (const text of broken)
      for (const { fixes = [] } of await findingsOf(text))
        for (const { title, edits } of fixes)
          for (const { span } of edits) assert.ok(span.start <= span.end, `${title}:\n${text}`);
  });
});
