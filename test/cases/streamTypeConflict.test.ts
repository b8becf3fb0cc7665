import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";

const project = (preset: string, streams: string) => `eventspec: 1
name: ra
connection: files
connections: {files: {type: duckdb, files: {c: data/c.json}}}
entities: {company: {type: string}}
switches: {off: false}
streams: ${streams}
rules: {extends: ${preset}}
`;
const spec = `from: c
key: c.pk
entities: {company: c.pk}
events:
  client_created: {at: c.made_at, properties: {details: c.name}}
---
from: c
key: [c.pk, n]
entities: {company: c.pk}
for_each: {item: mail, in: c.mails, position: n}
events:
  email: {at: mail.at, tags: [mails], properties: {details: "coalesce(mail.url, mail.type)"}}
`;
const json =
  '[{"pk":"c1","name":"Acme","made_at":"2024-01-01 00:00:00","mails":[{"at":"2024-01-10 00:00:00","url":null,"type":"html"}]}]';

describe("a wide stream that can't be built", () => {
  const found = async (preset: string, streams: string, text = spec) => {
    const folder = await temporaryFolder({
      "eventspec.yml": project(preset, streams),
      "a.events.yml": text,
      "data/c.json": json,
    });
    try {
      const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
      const compiled = await runHere(["compile", "--stream", "s"], { cwd: folder.path });
      const conflicts = readCheck(stdout).findings.filter(({ rule }) => rule.includes("type"));
      return { conflicts: conflicts.map(({ rule, severity, event }) => [rule, severity, event]), compiled };
    } finally {
      await folder.remove();
    }
  };
  const conflict = [["stream-type-conflict", "error", "email"]];

  for (const preset of ["minimal", "recommended", "strict"])
    it(`is an error under ${preset}, once, as of compile`, async () => {
      const { conflicts, compiled } = await found(preset, "{s: {layout: wide, entity: company}}");
      assert.deepEqual(conflicts, conflict);
      assert.equal(compiled.code, 1);
      assert.match(compiled.stderr, /stream-type-conflict/);
    });

  it("is no other stream, and none that leaves one of the events out", async () => {
    for (const streams of ["{s: {layout: narrow}}", "{s: {layout: wide, events: {tag: mails}}}"]) {
      const { conflicts, compiled } = await found("minimal", streams);
      assert.deepEqual(conflicts, []);
      assert.equal(compiled.code, 0);
    }
  });

  it("has the columns of events that are switched off, too", async () => {
    const declared = spec
      .replace('"coalesce(mail.url, mail.type)"', "{sql: n, type: integer}")
      .replace("key: [c.pk, n]\n", "key: [c.pk, n]\nenabled: [off]\n");
    const { conflicts, compiled } = await found("minimal", "{s: {layout: wide}}", declared);
    assert.deepEqual(conflicts, conflict);
    assert.equal(compiled.code, 1);
  });

  it("can be built once both have one type", async () => {
    const cast = spec.replace('"coalesce(mail.url, mail.type)"', '"coalesce(mail.url, mail.type)::text"');
    const { conflicts, compiled } = await found("minimal", "{s: {layout: wide}}", cast);
    assert.deepEqual(conflicts, []);
    assert.equal(compiled.code, 0);
  });
});
