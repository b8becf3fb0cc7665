import assert from "node:assert/strict";
import { definition } from "../../../server/src/editor/features/definition.ts";
import { references } from "../../../server/src/editor/features/references.ts";
import { rename } from "../../../server/src/editor/features/rename.ts";
import type { Project } from "../../../server/src/project/types.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";
import { mark } from "../../support/markers.ts";

import { file, opened } from "../../support/ordersFile.ts";

describe("names", () => {
  const placesOf = (
    project: Project,
    places: readonly { file: string; span: { start: number; end: number } }[],
  ) =>
    places.map((place) => {
      const text = project.documents.get(place.file)?.text ?? "";
      return `${place.file}: ${mark(text, [place.span])
        .split("\n")
        .find((line) => line.includes("⟦"))
        ?.trim()}`;
    });

  it("lead to their declaration, in other files, too", async () => {
    const event = await opened(ordersSpec.replace("{event: order_placed}", "{event: order_‸placed}"));
    assert.deepEqual(placesOf(event.project, definition(viewOf(event.project, file), event.cursor)), [
      "orders.events.yml: ⟦order_placed⟧:",
    ]);
    const team = await opened(ordersSpec.replace("owner: growth", "owner: gro‸wth"));
    assert.deepEqual(placesOf(team.project, definition(viewOf(team.project, file), team.cursor)), [
      "eventspec.yml: ⟦growth⟧: {email: growth@shop.example}",
    ]);
  });

  it("lead from an alias to its table, and from a test to the property", async () => {
    const alias = await opened(ordersSpec.replace("at: o.ordered_at", "at: ‸c.email"));
    assert.deepEqual(placesOf(alias.project, definition(viewOf(alias.project, file), alias.cursor)), [
      "orders.events.yml: as: ⟦c⟧",
    ]);
    const column = await opened(ordersSpec.replace("[customer_id, total]", "[customer_id, to‸tal]"));
    assert.deepEqual(placesOf(column.project, definition(viewOf(column.project, file), column.cursor)), [
      "orders.events.yml: ⟦total⟧:",
    ]);
  });

  it("are found everywhere", async () => {
    const { project, cursor } = await opened(ordersSpec.replace("  order_placed:", "  order_‸placed:"));
    assert.equal(references(viewOf(project, file), cursor, true).length, 2);
    assert.equal(references(viewOf(project, file), cursor, false).length, 1);
  });

  it("are renamed everywhere", async () => {
    const { project, text, cursor } = await opened(
      ordersSpec.replace("  customer: o.customer_id", "  cust‸omer: o.customer_id"),
    );
    const edits = rename(viewOf(project, file), cursor, "buyer");
    assert.ok(typeof edits !== "string");
    assert.deepEqual(
      edits.map((edit) => edit.file),
      ["eventspec.yml", file, file],
    );
    const own = edits.filter((edit) => edit.file === file).map((edit) => edit.span);
    assert.match(mark(text, own), /⟦customer⟧: o\.customer_id/);
    assert.match(mark(text, own), /not_null: \[⟦customer_id⟧, total\]/);
    assert.deepEqual(edits.at(-1)?.text, "buyer_id");
  });

  it("are not renamed to what is taken or can't be written", async () => {
    const { project, cursor } = await opened(ordersSpec.replace("  order_placed:", "  order_‸placed:"));
    assert.match(String(rename(viewOf(project, file), cursor, "order_shipped")), /already/);
    assert.match(String(rename(viewOf(project, file), cursor, "a: b")), /letters/);
  });
});
