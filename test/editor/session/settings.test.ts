import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultSettings, readSettings } from "../../../server/src/editor/session/settings.ts";

describe("readSettings", () => {
  it("reads what a client sends", () => {
    const read = readSettings({
      previewLimit: 20,
      previewWindow: "30 days",
      queryTimeout: 5,
      maxBytes: "10 GB",
      test: { since: "90 days" },
      inlayHints: { types: false },
      cache: false,
    });
    assert.deepEqual(read, {
      previewLimit: 20,
      previewWindow: "30 days",
      queryTimeoutMs: 5000,
      maxBytes: 10e9,
      testSince: "90 days",
      cache: false,
      hints: { types: false, samples: true },
    });
  });

  it("keeps the defaults for what is missing or makes no sense", () => {
    assert.deepEqual(readSettings(undefined), defaultSettings);
    assert.deepEqual(
      readSettings({ previewLimit: -1, queryTimeout: "soon", maxBytes: "lots", inlayHints: 3 }),
      defaultSettings,
    );
  });

  it("never fails", () => {
    fc.assert(
      fc.property(fc.anything(), (section) => {
        assert.ok(readSettings(section).previewLimit > 0);
      }),
    );
  });
});
