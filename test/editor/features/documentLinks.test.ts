import assert from "node:assert/strict";
import { documentLinks } from "../../../server/src/editor/features/documentLinks.ts";
import { viewOf } from "../../support/fileView.ts";
import { projectOf } from "../../support/memoryProject.ts";

describe("document links", () => {
  const linksOf = async (files: Record<string, string>, file: string) => {
    const view = viewOf(await projectOf(files), file);
    return documentLinks(view).map(({ span, ...to }) => [view.document.text.slice(span.start, span.end), to]);
  };
  const project = `eventspec: 1
connections:
  dev:
    type: duckdb
    files: {shop.orders: 'data/orders.csv', 'raw.*': data/*.parquet, a: ../secret.csv, b: s3://x/y.csv, c: }
rules: {extends: ./policy.yml}
`;

  it("lead from the project file to the policy and the data of the project alone", async () => {
    const files = { "eventspec.yml": project, "policy.yml": "extends: strict\n" };
    assert.deepEqual(await linksOf(files, "eventspec.yml"), [
      ["./policy.yml", { path: "/project/policy.yml" }],
      ["data/orders.csv", { path: "/project/data/orders.csv" }],
    ]);
  });

  it("lead to addresses of the web, without what stands around them, in half-typed text, too", async () => {
    const files = {
      "eventspec.yml": "eventspec: 1\n",
      "a.events.yml": `from: a.b # see (https://a.example/x).
events:
  e: {description: "😀 https://b.example/y?z=1#q, javascript:alert(1) file:///etc/passwd", at: [
`,
    };
    assert.deepEqual(await linksOf(files, "a.events.yml"), [
      ["https://a.example/x", { url: "https://a.example/x" }],
      ["https://b.example/y?z=1#q", { url: "https://b.example/y?z=1#q" }],
    ]);
  });
});
