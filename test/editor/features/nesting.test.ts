import assert from "node:assert/strict";
import { codeLenses } from "../../../server/src/editor/features/codeLenses.ts";
import { complete } from "../../../server/src/editor/features/completion.ts";
import { documentSymbols } from "../../../server/src/editor/features/documentSymbols.ts";
import { hover } from "../../../server/src/editor/features/hover.ts";
import { inlayHints } from "../../../server/src/editor/features/inlayHints.ts";
import { signatureHelp } from "../../../server/src/editor/features/signatureHelp.ts";
import { deepExpressions } from "../../support/deepSql.ts";
import { projectOf } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

const file = "a.events.yml";

describe("editing SQL that is nested too deep", function () {
  this.timeout(20_000);
  for (const [kind, sql] of Object.entries(deepExpressions)) {
    it(`answers at every place: ${kind}`, async () => {
      const written = JSON.stringify(sql);
      const text = `from: shop.orders
as: o
key: o.order_id
events:
  order_placed:
    at: o.ordered_at
    properties:
      x: ${written}
  order_paid: {at: o.ordered_at}
`;
      const view = viewOf(await projectOf({ [file]: text }), file);
      const start = text.indexOf(written);
      for (const offset of [
        start + 1,
        start + 9,
        start + Math.floor(written.length / 2),
        start + written.length - 1,
      ]) {
        complete(view, offset);
        hover(view, offset);
        signatureHelp(view, offset);
      }
      inlayHints(view, { start: 0, end: text.length }, { samples: true, types: true });
      assert.ok(complete(view, text.lastIndexOf("o.ordered_at") + 2).length > 0);
      assert.equal(new Set(codeLenses(view).map(({ event }) => event)).size, 2);
      assert.ok(documentSymbols(view).length > 0);
    });
  }
});
