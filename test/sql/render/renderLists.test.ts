import assert from "node:assert/strict";
import { compile } from "../../../server/src/sql/compile.ts";
import { probeEvent } from "../../../server/src/sql/probe.ts";
import { idAndTimeTypes } from "../../support/idTypes.ts";
import { projectOf } from "../../support/memoryProject.ts";

const projectOfLists = (source: string, lists: string) =>
  projectOf({
    "eventspec.yml": "eventspec: 1\nname: test\n",
    "a.events.yml": `${source}
key: n
for_each: ${lists}
events:
  item_bought:
    at: ordered_at
`,
  });

/** The innermost tables of an event, on one line. */
async function tables(source: string, lists: string): Promise<string> {
  const { relations, findings } = compile(await projectOfLists(source, lists), {
    dialect: "redshift",
    layout: "narrow",
    types: idAndTimeTypes,
  });
  assert.deepEqual(findings, []);
  const [, inner] = /\nfrom (.*?)\nwhere /s.exec(relations[0]?.sql ?? "") ?? [];
  return inner?.replaceAll(/\s+/g, " ") ?? "";
}

describe("lists in Redshift", () => {
  const orders = "from: shop.orders\nas: o";
  const rows = (from: string, element: string) => `( select o.*, ${element} from ${from} ) as o`;

  it("are paths from the source, counted from 1", async () => {
    assert.equal(
      await tables(orders, "{item: line, in: O.payload.lines, position: n}"),
      rows("shop.orders as o, O.payload.lines as line at eventspec_place", "line, eventspec_place + 1 as n"),
    );
  });

  for (const [what, list, text] of [
    ["made of a text", "json_parse(o.lines)", "json_parse(o.lines)"],
    ["columns without a qualifier", "lines", "lines"],
    ["elements by their place", "o.lines[0]", "o.lines[0]"],
  ])
    it(`are columns first where they are ${what}`, async () => {
      const column = `( select o.*, ${text} as eventspec_line from shop.orders as o ) as o`;
      assert.equal(
        await tables(orders, `{item: line, in: "${list}"}`),
        rows(`${column}, o.eventspec_line as line`, "line"),
      );
    });

  it("may be parts of elements before them", async () => {
    const first = rows("shop.orders as o, o.lines as line", "line");
    const column = `( select o.*, line.parts as eventspec_part from ${first} ) as o`;
    assert.equal(
      await tables(orders, "[{item: line, in: o.lines}, {item: part, in: line.parts, position: n}]"),
      rows(`${column}, o.eventspec_part as part at eventspec_place`, "part, eventspec_place + 1 as n"),
    );
  });

  it("keep the name of a source that has no alias, and of a query", async () => {
    assert.equal(
      await tables("from: shop.orders", "{item: line, in: orders.lines}"),
      "( select orders.*, line from shop.orders as orders, orders.lines as line ) as orders",
    );
    assert.equal(
      await tables("from: {sql: select * from shop.orders}\nas: o", "{item: line, in: o.lines}"),
      rows("( select * from shop.orders ) as o, o.lines as line", "line"),
    );
  });

  it("stand in probes too", async () => {
    const project = await projectOfLists(orders, "{item: line, in: o.lines, position: n}");
    const [event] = project.events;
    assert.ok(event);
    assert.match(probeEvent(project, event, "redshift")?.sql ?? "", /, o\.lines as line at eventspec_place/);
  });
});
