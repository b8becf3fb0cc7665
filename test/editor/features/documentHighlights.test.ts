import assert from "node:assert/strict";
import { documentHighlights } from "../../../server/src/editor/features/documentHighlights.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";
import { mark } from "../../support/markers.ts";
import { file, opened } from "../../support/ordersFile.ts";

describe("highlights", () => {
  const marksOf = async (input: string) => {
    const { project, text, cursor } = await opened(input);
    const found = documentHighlights(viewOf(project, file), cursor);
    const lines = (roles: readonly string[]) =>
      mark(
        text,
        found.filter(({ role }) => roles.includes(role)).map(({ span }) => span),
      )
        .split("\n")
        .filter((line) => line.includes("⟦"))
        .map((line) => line.trim());
    return { declared: lines(["declare"]), read: lines(["read"]) };
  };

  it("tell the declaration of an alias from its uses", async () => {
    const { declared, read } = await marksOf(ordersSpec.replace("on: c.customer_id", "on: ‸c.customer_id"));
    assert.deepEqual(declared, ["as: ⟦c⟧"]);
    assert.deepEqual(read, ["on: ⟦c⟧.customer_id = o.customer_id"]);
  });

  it("follow a half-typed expression", async () => {
    const { read } = await marksOf(
      ordersSpec.replace("as: c", "as: c‸").replace("at: o.ordered_at", "at: c."),
    );
    assert.deepEqual(read, ["on: ⟦c⟧.customer_id = o.customer_id", "at: ⟦c⟧."]);
  });

  it("are none where no name stands", async () => {
    assert.deepEqual(await marksOf(ordersSpec.replace("The customer", "The cus‸tomer")), {
      declared: [],
      read: [],
    });
  });
});
