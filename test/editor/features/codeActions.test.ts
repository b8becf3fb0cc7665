import assert from "node:assert/strict";
import { applyEdits } from "../../../server/src/document/applyEdits.ts";
import { codeActions } from "../../../server/src/editor/features/codeActions.ts";
import { updateFile } from "../../../server/src/project/updateFile.ts";
import { checkFile } from "../../../server/src/rules/checkProject.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

import { file, opened } from "../../support/ordersFile.ts";

describe("code actions", () => {
  async function actionsAt(input: string) {
    const { project, text, ranges } = await opened(input);
    assert.ok(ranges[0]);
    const findings = new Map([[file, checkFile(project, file, { dialect: "duckdb" })]]);
    const found = codeActions(viewOf(project, file, { findings }), ranges[0]);
    return found.map(({ title, edits, preferred }) => ({
      title,
      preferred,
      text: edits
        .toSorted((a, b) => b.span.start - a.span.start)
        .reduce((t, { span, text: put }) => t.slice(0, span.start) + put + t.slice(span.end), text),
    }));
  }

  it("mend what was found, then offer to silence it", async () => {
    const found = await actionsAt(ordersSpec.replace("owner: growth", "owner: ⟦grwth⟧"));
    assert.equal(found[0]?.preferred, true);
    assert.ok(found[0]?.text.includes("owner: growth\n"));
    assert.ok(found.at(-1)?.text.includes("# eventspec-ignore: unknown-owner — \nowner: grwth\n"));
  });

  it("put the comment above the key of a block scalar, where it silences the finding", async () => {
    const spec = ordersSpec
      .replace("    where: o.status <> 'cancelled'\n", "")
      .replace(/ {2}order_shipped:\n.*\n/, "  order_shipped:\n");
    const found = await actionsAt(spec.replace("order_shipped:", "⟦order_shipped⟧:"));
    const silence = found.find(({ title }) => title.startsWith("Suppress event-without-description"));
    assert.ok(silence, found.map(({ title }) => title).join());
    const { project } = await opened(silence.text);
    const left = checkFile(project, file, { dialect: "duckdb" }).filter(
      ({ rule }) => rule === "event-without-description",
    );
    assert.deepEqual(left, []);
  });

  it("leave the reason of a suppression to the author: it is found until it is written", async () => {
    const found = await actionsAt(ordersSpec.replace("owner: growth", "owner: ⟦grwth⟧"));
    const { project } = await opened(found.at(-1)?.text ?? "");
    const rules = checkFile(project, file, { dialect: "duckdb" }).map(({ rule }) => rule);
    assert.ok(rules.includes("suppression-without-reason"));
    assert.ok(!rules.includes("unknown-owner"));
  });

  it("fix all of a kind in the file at once, where each can be fixed without a decision", async () => {
    const spec = ordersSpec.replace(/ {4}tests:\n( {6}.*\n)+/g, "").replace(/ {4}description: .*\n/g, "");
    const one = await actionsAt(spec.replace("order_shipped:", "⟦order_shipped⟧:"));
    const all = one.find(({ title }) => title === "Fix all 2 of event-without-tests in this file");
    assert.ok(all, one.map(({ title }) => title).join());
    const { project } = await opened(all.text);
    const left = checkFile(project, file, { dialect: "duckdb" }).map(({ rule }) => rule);
    assert.ok(!left.includes("event-without-tests"));
    assert.ok(left.includes("event-without-description"));
    assert.ok(!one.some(({ title }) => /^Fix all.*description/.test(title)));
  });

  it("offer no silence where the event is wrong: broken SQL, an unknown name, a secret", async () => {
    const wrong = [
      ordersSpec.replace("where: o.status <> 'cancelled'", "where: ⟦o.status <>⟧"),
      ordersSpec.replace("where: o.status <> 'cancelled'", "where: ⟦drop table x; o.status⟧"),
      ordersSpec.replace("where: o.status <> 'cancelled'", "where: ⟦o.stat = 'x'⟧"),
      ordersSpec.replace("owner: growth", "owner: growth # ⟦AKIAABCDEFGHIJKLMNOP⟧"),
      ordersSpec.replace("owner: growth", "ownr: ⟦growth⟧"),
    ];
    for (const input of wrong) {
      const silences = (await actionsAt(input)).filter(({ title }) => title.startsWith("Suppress"));
      assert.deepEqual(silences, [], input);
    }
  });

  it("declare an unknown team, entity or goal in the project file, below the key that is there or a new one", async () => {
    const projectText = "eventspec: 1\nname: p\nteams:\n  growth: {}\n";
    const cases = [
      ["owner: growth", "owner: ⟦ops 2⟧", 'team "ops 2"', "teams:\n  growth: {}\n  ops 2: {}\n"],
      ["owner: growth", "goals: [⟦speed⟧]", 'goal "speed"', `${projectText}goals:\n  speed: {}\n`],
      ["customer: o", "⟦parcel⟧: o", 'entity "parcel"', `${projectText}entities:\n  parcel: {}\n`],
    ] as const;
    for (const [from, to, what, declared] of cases) {
      const { project, text, ranges } = await opened(ordersSpec.replace(from, to), {
        "eventspec.yml": projectText,
      });
      assert.ok(ranges[0], text);
      const findings = new Map([[file, checkFile(project, file, { dialect: "duckdb" })]]);
      const found = codeActions(viewOf(project, file, { findings }), ranges[0]);
      const action = found.find(({ title }) => title === `Declare ${what} in eventspec.yml`);
      assert.ok(action, found.map(({ title }) => title).join());
      assert.equal(action.file, "eventspec.yml");
      const mended = applyEdits(projectText, action.edits);
      assert.ok(mended.endsWith(declared), mended);
      const after = updateFile(project, "eventspec.yml", mended);
      const rules = checkFile(after, file, { dialect: "duckdb" }).map(({ rule }) => rule);
      assert.ok(!rules.includes(action.rule ?? ""), rules.join());
      const inProject = checkFile(after, "eventspec.yml", { dialect: "duckdb" });
      assert.deepEqual(
        inProject.filter(({ severity }) => severity === "error"),
        [],
      );
    }
  });

  describe("write a property", () => {
    const titles = (found: Awaited<ReturnType<typeof actionsAt>>) => found.map(({ title }) => title);
    const written = async (input: string, title: string) => {
      const found = await actionsAt(input);
      const action = found.find((each) => each.title === title);
      assert.ok(action, titles(found).join());
      return action.text;
    };

    it("in its long form and back, with the same bytes where nothing else is said of it", async () => {
      const long = await written(ordersSpec.replace("coupon", "⟦coupon⟧"), "Write coupon in its long form");
      assert.ok(long.includes('      coupon:\n        sql: o."Coupon Code"\n'));
      const back = await written(long.replace("coupon", "⟦coupon⟧"), "Write coupon in its short form");
      assert.equal(back, ordersSpec);
    });

    it("in either form inside braces and over several lines, and not where comments or other keys would go", async () => {
      const properties = / {4}properties:\n(?: {6,}.*\n)+/;
      const flow = ordersSpec.replace(properties, "    properties: {⟦coupon⟧: o.status}\n");
      assert.ok((await written(flow, "Write coupon in its long form")).includes("{coupon: {sql: o.status}}"));
      const sql = "|\n        case\n          when o.a then 1\n        end";
      const block = ordersSpec.replace(/coupon: .*/, `⟦coupon⟧: ${sql}`);
      const long =
        "      coupon:\n        sql: |\n          case\n            when o.a then 1\n          end\n";
      assert.ok((await written(block, "Write coupon in its long form")).includes(long));
      const kept = [
        ordersSpec.replace("total:\n", "⟦total⟧:\n"),
        ordersSpec.replace(/coupon: .*/, "⟦coupon⟧:\n        # what for\n        sql: o.status"),
      ];
      for (const input of kept)
        assert.ok(!titles(await actionsAt(input)).some((title) => title.includes("form")), input);
    });
  });
});
