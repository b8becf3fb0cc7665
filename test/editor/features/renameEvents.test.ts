import assert from "node:assert/strict";
import { applyEdits } from "../../../server/src/document/applyEdits.ts";
import { references } from "../../../server/src/editor/features/references.ts";
import { type FileEdit, rename } from "../../../server/src/editor/features/rename.ts";
import { viewOf } from "../../support/fileView.ts";
import { projectOf } from "../../support/memoryProject.ts";

type Files = Readonly<Record<string, string>>;

const catalog = JSON.stringify({
  version: 1,
  tables: ["stream_pages", "stream_Clicks", "user_pages"].map((name) => ({
    name: `client.${name}`,
    columns: [{ name: "id", type: "integer" }],
  })),
});

const files: Files = {
  "eventspec.catalog.json": catalog,
  "eventspec.yml": `eventspec: 1
entities:
  user: {}
  visitor: {anonymous: true, resolves_to: {entity: user, by: [signed_in, stream_pages_seen]}}
streams:
  all: {entity: user, events: {name: [stream_clicks_seen, 'stream_*', "signed_in", user_pages_seen]}}
`,
  "a.events.yml": `from: {each: 'client.stream_*'}
as: s
key: s.id
entities: {user: s.user_id}
events:
  '{table}_seen':
    at: s.at
    tests: [{follows: {event: '{table}_asked'}}]
  "{table}_asked":
    at: s.at
    variants: {by: s.kind, names: {a: '{table}_begun', b: {event: '{table}_ended'}}}
---
# Other tables, whose events are called alike.
from: {each: 'client.user_*'}
as: s
key: s.id
entities: {user: s.user_id}
events:
  '{table}_seen': {at: s.at}
`,
  "b.events.yml": `from: client.logins
as: l
key: l.id
entities: {user: l.user_id}
join:
  - {event: stream_pages_seen, by: user}
  - {event: stream_clicks_seen, as: click, by: user, pick: first}
  - event: stream_pages_ended
    as: ended
events:
  signed_in:
    at: l.at
    where: stream_pages_seen.id > 1 and "stream_pages_seen".id < 9
    properties:
      page: |
        -- stream_pages_seen.page
        stream_pages_seen.page || (select max(stream_pages_seen.x) from y as stream_pages_seen) || 'stream_pages_seen.page'
      click: click.id
    tests: [{follows: {event: stream_pages_seen, by: user}}]
    tracked_as: {event: stream_clicks_begun, by: user}
`,
};

async function opened(all: Files, file: string, word: string) {
  const project = await projectOf(all);
  const offset = (all[file] ?? "").indexOf(word);
  assert.ok(offset >= 0, `${word} in ${file}`);
  return { view: viewOf(project, file), offset: offset + 1 };
}

async function renamed(all: Files, file: string, word: string, to: string): Promise<Files | string> {
  const { view, offset } = await opened(all, file, word);
  const edits = rename(view, offset, to);
  return typeof edits === "string" ? edits : after(all, edits);
}

function after(all: Files, edits: readonly FileEdit[]): Files {
  return Object.fromEntries(
    Object.entries(all).map(([file, text]) => [
      file,
      applyEdits(
        text,
        edits.filter((edit) => edit.file === file),
      ),
    ]),
  );
}

const changes = (before: Files, now: Files | string) => {
  assert.ok(typeof now !== "string", String(now));
  return Object.entries(now).flatMap(([file, text]) => {
    const old = (before[file] ?? "").split("\n");
    return text.split("\n").flatMap((line, at) => (line === old[at] ? [] : [line.trim()]));
  });
};

describe("an event of tables that look alike, renamed", () => {
  const there = () => renamed(files, "a.events.yml", "{table}_seen", "{table}_watched");

  it("is renamed for each of its tables, wherever their events are named, and nowhere else", async () => {
    assert.deepEqual(changes(files, await there()), [
      "visitor: {anonymous: true, resolves_to: {entity: user, by: [signed_in, stream_pages_watched]}}",
      `all: {entity: user, events: {name: [stream_clicks_watched, 'stream_*', "signed_in", user_pages_seen]}}`,
      "'{table}_watched':",
      "- {event: stream_pages_watched, by: user}",
      "- {event: stream_clicks_watched, as: click, by: user, pick: first}",
      'where: stream_pages_watched.id > 1 and "stream_pages_watched".id < 9',
      "stream_pages_watched.page || (select max(stream_pages_seen.x) from y as stream_pages_seen) || 'stream_pages_seen.page'",
      "tests: [{follows: {event: stream_pages_watched, by: user}}]",
    ]);
  });

  it("comes back to what it was", async () => {
    for (const [file, word, to, back, from] of [
      ["a.events.yml", "{table}_seen", "{table}_watched", "{table}_watched", "{table}_seen"],
      ["b.events.yml", "stream_pages_seen", "was_stream_pages", "was_stream_pages", "stream_pages_seen"],
      ["a.events.yml", "{table}_ended", "done_{table}", "done_{table}", "{table}_ended"],
      [
        "eventspec.yml",
        "stream_clicks_seen",
        "stream_clicks_watched",
        "stream_clicks_watched",
        "stream_clicks_seen",
      ],
      ["b.events.yml", "signed_in", "logged_in", "logged_in", "signed_in"],
    ] as const) {
      const now = await renamed(files, file, word, to);
      assert.ok(typeof now !== "string", String(now));
      assert.notDeepEqual(now, files);
      assert.deepEqual(await renamed(now, file, back, from), files, word);
    }
  });

  it("follows its variants, in joins and tests too", async () => {
    const now = await renamed(files, "b.events.yml", "stream_pages_ended", "end_of_stream_pages");
    assert.deepEqual(changes(files, now), [
      "variants: {by: s.kind, names: {a: '{table}_begun', b: {event: 'end_of_{table}'}}}",
      "- event: end_of_stream_pages",
    ]);
  });

  it("needs a place for the tables' names, and a name that is free", async () => {
    assert.match(String(await renamed(files, "a.events.yml", "{table}_seen", "watched")), /needs the place/);
    assert.match(
      String(await renamed(files, "b.events.yml", "stream_pages_seen", "watched")),
      /needs the place/,
    );
    assert.match(
      String(await renamed(files, "a.events.yml", "{table}_seen", "{table}_asked")),
      /already an event/,
    );
    assert.match(String(await renamed(files, "a.events.yml", "{table}_seen", "{table}: x")), /letters/);
    assert.match(
      String(await renamed(files, "b.events.yml", "signed_in", "stream_pages_seen")),
      /already an event/,
    );
  });

  it("is itself alone where no catalog knows its tables", async () => {
    const { "eventspec.catalog.json": _, ...unknown } = files;
    const now = await renamed(unknown, "a.events.yml", "{table}_seen", "{table}_watched");
    assert.deepEqual(changes(unknown, now), ["'{table}_watched':"]);
  });

  it("is found by its references", async () => {
    const { view, offset } = await opened(files, "a.events.yml", "{table}_seen");
    const found = references(view, offset, true).map(({ file }) => file);
    assert.deepEqual(found, [
      ...["eventspec.yml", "eventspec.yml", "a.events.yml"],
      ...Array.from({ length: 6 }, () => "b.events.yml"),
    ]);
  });
});
