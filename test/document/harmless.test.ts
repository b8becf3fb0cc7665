import assert from "node:assert/strict";
import fc from "fast-check";
import {
  harmlessCode,
  harmlessLine,
  harmlessMarkdown,
  harmlessText,
  jsonText,
} from "../../server/src/document/harmless.ts";

describe("harmless texts", () => {
  it("show control characters and directions instead of obeying them", () => {
    assert.equal(harmlessLine("\u001B[31mred\u0007\nnext\u202Eeht"), "␛[31mred␇↵next�eht");
    assert.equal(harmlessLine("a\u2028b\u009Bc\u200Fd"), "a↵b�c�d");
  });

  it("keep the lines of a text", () => {
    assert.equal(harmlessText("a\r\n\tb\u001B\r"), "a\r\n\tb␛␍");
  });

  it("break what a build server would obey", () => {
    const commands = [
      "::error::x",
      "  ::set-output name=a::b",
      "##[error]x",
      "y ##vso[task.x]",
      "##teamcity[z]",
    ];
    for (const command of commands) {
      assert.doesNotMatch(harmlessLine(command), /^\s*::|##\w*\[/);
      assert.doesNotMatch(harmlessText(`a\n${command}`), /^\s*::|##\w*\[/m);
    }
  });

  it("leave emphasis in Markdown, and nothing that is fetched, opened or obeyed", () => {
    const shown = harmlessMarkdown(
      "**bold** `a`\n- b\n# Big\n![x](https://e.example/p.png) [l][r] <img src=x> www.e.example\u001B",
    );
    assert.ok(shown.startsWith("**bold** `a`\n- b\n"));
    assert.doesNotMatch(shown, /!\[|\]\(|\]\[|<img|:\/\/|www\.|^#|[^\P{Cc}\n]/mu);
  });

  it("put nothing into code", () => {
    assert.equal(harmlessCode("a\n  ::int\u001B"), "a\n  ::int␛");
  });

  it("leave nothing that steers a terminal, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(harmlessLine(text), /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
      }),
    );
  });

  it("are the same data in JSON", () => {
    const hostile = ["\u009B1m", "\u202E", "##[error]", "\u2028", "##vso[x]", "\\##["];
    const written = jsonText(hostile);
    assert.doesNotMatch(written, /[^\P{Cc}\n]|\p{Bidi_Control}|[\u2028\u2029]|##\w*\[/u);
    assert.deepEqual(JSON.parse(written), hostile);
    fc.assert(
      fc.property(fc.json(), (json) => {
        assert.deepEqual(JSON.parse(jsonText(JSON.parse(json))), JSON.parse(json));
      }),
    );
  });
});
