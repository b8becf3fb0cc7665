import assert from "node:assert/strict";
import { boundKey } from "../../../server/src/binding/boundKey.ts";
import type { BoundProject } from "../../../server/src/binding/types.ts";
import { inlayHints } from "../../../server/src/editor/features/inlayHints.ts";
import type { Project } from "../../../server/src/project/types.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

import { factsIn, file, opened } from "../../support/ordersFile.ts";

describe("inlay hints", () => {
  const boundTo = (project: Project): BoundProject => {
    const types = new Map([['o."Coupon Code"', "VARCHAR"]]);
    const bound = { file, question: "", types, failures: [] };
    const events = project.events.map(
      ({ name }) => [boundKey(file, name), { event: name, ...bound }] as const,
    );
    return { connection: "dev", dialect: "duckdb", events: new Map(events) };
  };

  async function hinted(spec: string, names?: string[], options = { types: true, samples: true }) {
    const { project, text } = await opened(spec);
    const view = viewOf(project, file, { facts: factsIn(project, names), bound: boundTo(project) });
    const hints = inlayHints(view, { start: 0, end: text.length }, options);
    return hints
      .toSorted((a, b) => a.offset - b.offset)
      .map(
        ({ offset, label }) =>
          `${text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim()} ⟶ ${label}`,
      );
  }

  it("show samples beside properties, the count beside the event, and types that are not written", async () => {
    assert.deepEqual(await hinted(ordersSpec, ["order_placed"]), [
      "customer: o.customer_id ⟶ 7",
      "order_placed: ⟶ 12,431 rows",
      "sql: o.total_cents / 100.0 ⟶ 12.50, 99.00",
      'coupon: o."Coupon Code" ⟶ string · 12 % null',
    ]);
  });

  it("go stale where what other rows are asked for has changed", async () => {
    const spec = ordersSpec
      .replace("o.total_cents / 100.0", "previous.cents / 100.0")
      .replace("      coupon:", "      cents: o.total_cents\n      coupon:");
    assert.notEqual(spec, ordersSpec);
    const before = (await opened(spec)).project;
    const shown = async (text: string) => {
      const { project, text: whole } = await opened(text);
      const view = viewOf(project, file, { facts: factsIn(before) });
      const hints = inlayHints(view, { start: 0, end: whole.length }, { types: false, samples: true });
      return hints.filter(({ label }) => label.includes("12.50")).length;
    };
    assert.equal(await shown(spec), 1);
    assert.equal(await shown(spec.replace("o.total_cents", "o.shipping_cents")), 0);
  });

  it("can be turned off", async () => {
    assert.deepEqual(await hinted(ordersSpec, undefined, { types: false, samples: false }), []);
  });
});
