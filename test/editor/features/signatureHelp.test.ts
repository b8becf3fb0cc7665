import assert from "node:assert/strict";
import { signatureHelp } from "../../../server/src/editor/features/signatureHelp.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

import { file, opened } from "../../support/ordersFile.ts";

describe("signature help", () => {
  async function helped(input: string) {
    const { project, cursor } = await opened(input);
    const found = signatureHelp(viewOf(project, file), cursor);
    const [start = 0, end = 0] = found?.parameters[found.active] ?? [];
    return (
      found && `${found.label.slice(0, start)}⟦${found.label.slice(start, end)}⟧${found.label.slice(end)}`
    );
  }

  it("shows the argument that is being typed", async () => {
    const at = (sql: string): string => ordersSpec.replace("at: o.ordered_at", `at: ${sql}`);
    assert.equal(await helped(at("date_trunc('day', ‸)")), "date_trunc(part, ⟦time⟧) → timestamp");
    assert.equal(await helped(at("coalesce(lower(o.a), b, c, ‸")), "coalesce(value, ⟦…⟧) → value");
    assert.equal(await helped(at("coalesce(lower(‸")), "lower(⟦text⟧) → text");
    assert.equal(await helped(at("o.status = 'coalesce(‸'")), undefined);
    assert.equal(await helped(ordersSpec.replace("confirmed the", "confirmed lower(‸the")), undefined);
  });
});
