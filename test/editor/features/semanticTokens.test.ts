import assert from "node:assert/strict";
import { semanticTokens } from "../../../server/src/editor/features/semanticTokens.ts";
import { ordersSpec, projectOf } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

const file = "a.events.yml";

async function told(text: string) {
  const view = viewOf(await projectOf({ [file]: text }), file);
  return semanticTokens(view).map(({ span, colour, declares }) => {
    const word = text.slice(span.start, span.end);
    return { ...span, text: `${colour} ${word}${declares ? " !" : ""}` };
  });
}

describe("semantic tokens", () => {
  it("say what each name is", async () => {
    const words = (await told(ordersSpec)).map(({ text }) => text);
    for (const word of [
      ..."table shop.orders|alias o !|alias c !|alias c|column customer_id|entity customer|event order_placed !".split(
        "|",
      ),
      ...'property total !|column total_cents|column "Coupon Code"|property total|entity customer_id|event order_placed'.split(
        "|",
      ),
    ])
      assert.ok(words.includes(word), `${word} in ${words.join(", ")}`);
  });

  it("know functions, half-typed SQL, Windows' line ends and emoji, and never go over a line", async () => {
    const text = `from: shop.orders
as: o
key: o.order_id
events:
  a:
    at: o.ordered_at
    where: |
      coalesce(o.status, '😀 o.x') in ('a') -- lower(o.y)
      and "😀" > upper(o.
    properties:
      x: "left(o.\\
        status, 1)"
`.replaceAll("\n", "\r\n");
    const found = await told(text);
    const words = found.map(({ text: word }) => word);
    for (const word of ["function coalesce", "function upper", "function left", "alias o"])
      assert.ok(words.includes(word), words.join(", "));
    assert.ok(!words.some((word) => /function (in|lower)/.test(word)));
    for (const { start, end } of found) assert.ok(!/[\r\n]/.test(text.slice(start, end)));
    found.reduce((last, { start, end }) => {
      assert.ok(start >= last);
      return end;
    }, 0);
  });

  it("of 3,000 lines take little time, whatever is typed", async () => {
    const event = (at: number) => `  event_${at}:
    at: o.ordered_at
    where: o.status = 'x${at}'
    properties:
      total: o.total_cents + ${at}
      coupon: coalesce(o."Coupon Code", c.email)
    tests: [{not_null: [total]}]
`;
    const head = ordersSpec.slice(0, ordersSpec.indexOf("  order_placed:"));
    const text = head + Array.from({ length: 420 }, (_, at) => event(at)).join("");
    const view = viewOf(await projectOf({ [file]: text }), file);
    semanticTokens(view);
    const before = process.cpuUsage();
    for (let round = 0; round < 5; round++) semanticTokens(view);
    const { user, system } = process.cpuUsage(before);
    const each = (user + system) / 5_000;
    assert.ok(each < 400, `${each} ms of processor time`);
  }).timeout(30_000);
});
