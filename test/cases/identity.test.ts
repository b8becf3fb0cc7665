import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { overFiles, previewIn } from "../support/previews.ts";

const declared = (resolves: string, streams = "journey: {entity: customer, anonymous: visitor}") =>
  overFiles(`entities:
  customer: {type: integer}
  visitor: {type: string, anonymous: true, resolves_to: ${resolves}}
streams:
  ${streams}
`);

const files = {
  "eventspec.yml": declared("{entity: customer, by: signed_in, first: beginning}"),
  "a.events.yml": `from: web
as: w
key: w.id
entities: {visitor: w.visitor}
events:
  page_viewed: {at: w.at, where: w.user_id is null, properties: {resolved: w.visitor}}
  signed_in: {at: w.at, where: w.user_id is not null, entities: {customer: w.user_id}}
`,
  "data/web.csv": `id,visitor,user_id,at
1,v1,,2025-01-01 10:00:00
2,v1,7,2025-01-02 10:00:00
3,v2,,2025-01-02 10:00:00
4,,,2025-01-02 10:00:00
`,
};

const streamOf = async (project: string, ...more: string[]) => {
  const { stdout, stderr, code } = await previewIn({ ...files, "eventspec.yml": project }, [
    "--stream",
    "journey",
    ...more,
  ]);
  return { stdout, stderr, code };
};

describe("a stream with an identity", () => {
  it("says who it was, whatever its window leaves out", async () => {
    const { stdout } = await streamOf(files["eventspec.yml"], "--until", "2025-01-02", "--format", "json");
    const { rows } = JSON.parse(stdout) as { rows: Record<string, unknown>[] };
    assert.deepEqual(
      rows.map(({ event, customer_id, visitor_id, resolved }) => [event, customer_id, visitor_id, resolved]),
      [["page_viewed", "7", "v1", true]],
    );
  });

  it("is not made where its evidence is none", async () => {
    const weak = await streamOf(declared("{entity: customer, by: page_viewed}"));
    assert.match(weak.stderr, /does not carry the entity "customer", so it proves nothing for `resolves_to`/);
    assert.equal(weak.stdout, "");
    const unknown = await streamOf(declared("{entity: customer, by: [signed_in, signed_up]}"));
    assert.match(unknown.stderr, /No event is called "signed_up"/);
    assert.equal(unknown.stdout, "");
  });

  it("resolves nothing where the stream does not ask for it", async () => {
    const { stdout } = await streamOf(
      declared("{entity: customer, by: signed_in}", "journey: {entity: customer}"),
      "--format",
      "json",
    );
    const { rows } = JSON.parse(stdout) as { rows: Record<string, unknown>[] };
    assert.deepEqual(
      rows.map(({ customer_id, resolved }) => [customer_id, resolved]),
      [["7", undefined]],
    );
  });

  it("has a column of its own that no property may be called", async () => {
    const wide = "journey: {layout: wide, entity: customer, anonymous: visitor}";
    const { stderr } = await streamOf(declared("{entity: customer, by: signed_in}", wide));
    assert.match(
      stderr,
      /"resolved" is a column of the stream "journey"; a property can't have the same name/,
    );
    const without = await streamOf(
      declared("{entity: customer, by: signed_in}", "journey: {layout: wide, entity: visitor}"),
    );
    assert.equal(without.stderr.includes("resolved"), false);
  });

  it("leaves no activity of nobody, and counts them after who it was is known", async () => {
    const activities = "journey: {layout: activity_schema, entity: customer, anonymous: visitor}";
    const { stdout } = await streamOf(
      declared("{entity: customer, by: signed_in, first: beginning}", activities),
      "--format",
      "json",
    );
    const { rows, why } = JSON.parse(stdout) as {
      rows: Record<string, unknown>[];
      why: { notes: { kind: string; rows: number }[] };
    };
    assert.deepEqual(
      rows
        .map(({ activity, customer, anonymous_customer_id: visitor }) => [activity, customer, visitor])
        .sort(),
      [
        ["page_viewed", null, "v2"],
        ["page_viewed", "7", "v1"],
        ["signed_in", "7", "v1"],
      ],
    );
    assert.deepEqual(
      why.notes.map(({ kind, rows: count }) => `${kind} ${count}`),
      ["no_customer 1"],
    );
  });

  it("is checked before anything runs", async () => {
    const folder = await temporaryFolder({
      ...files,
      "eventspec.yml": declared(
        "{entity: custmer, by: [page_viewed, singed_in], before: soon, first: never}",
      ),
    });
    try {
      const { stdout } = await runHere(["check", "--project", folder.path], { cwd: folder.path });
      for (const wanted of [
        /No entity is called "custmer"/,
        /No event is called "singed_in"/,
        /before/,
        /first/,
      ])
        assert.match(stdout, wanted);
    } finally {
      await folder.remove();
    }
  });
});
