import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { problemsIn, runIn } from "../support/inProject.ts";
import { overFiles, previewJson } from "../support/previews.ts";

const data = {
  "data/stream_pages.csv": "id,user_id,seen_at,page\n1,A,2026-01-01 10:00:00,x\n2,B,2026-01-02 10:00:00,y\n",
  "data/stream_clicks.csv": "id,user_id,seen_at,clicks\n1,A,2026-01-01 11:00:00,4\n",
  "data/other.csv": "id,user_id,seen_at\n1,A,2026-01-01 11:00:00\n",
};

function spec(more = "", { name = "{table}_seen", from = "{each: 'stream_*'}" } = {}): string {
  return `from: ${from}
as: s
key: s.id
entities: {user: s.user_id}
events:
  '${name}':
    at: s.seen_at
${more}`;
}

const files = (text: string) => ({
  "eventspec.yml": overFiles("entities: {user: {type: string}}\n"),
  "a.events.yml": text,
  ...data,
});

const run = (args: readonly string[], text: string) => runIn(files(text), args);

const problems = (text: string) => problemsIn(files(text));

describe("a document for tables that look alike", () => {
  it("gives an event for each of them, with ids of their own", async () => {
    const rows = await Promise.all(
      ["stream_pages_seen", "stream_clicks_seen"].map(
        async (name) => (await previewJson(files(spec()), [name])).rows,
      ),
    );
    assert.deepEqual(
      rows.map((own) => own.map(({ user_id }) => user_id)),
      [["A", "B"], ["A"]],
    );
    const ids = rows.flat().map(({ event_id }) => event_id);
    assert.equal(new Set(ids).size, 3);
  });

  it("is checked without a finding", async () => assert.deepEqual(await problems(spec()), []));

  it("says once what holds for all of them, and else for which", async () => {
    const found = await problems(spec("    where: s.nothing\n    properties: {page: s.page}\n"));
    assert.deepEqual(found, [
      'unknown-column: There is no column "nothing" in "s".',
      'unknown-column: There is no column "page" in "s" (for stream_clicks).',
    ]);
  });

  it("says of its own keys for which table they don't hold", async () => {
    assert.deepEqual(await problems(spec().replace("key: s.id", "key: s.page")), [
      'unknown-column: There is no column "page" in "s" (for stream_clicks).',
    ]);
  });

  it("says what the engine refuses for one of them", async () => {
    const found = await problems(spec('    properties: {half: "s.id || coalesce(s.user_id, 1)"}\n'));
    assert.equal(found.length, 1, found.join("\n"));
  });

  it("is tested for each of them, examples too", async () => {
    const more = `    tests: [{not_null: [user_id]}]
    examples:
      - given: {'stream_*': [{id: 1, user_id: X, seen_at: 2026-01-01 10:00}]}
        expect: [{user_id: X}]
`;
    const { stdout, code } = await run(["test", "--format", "json"], spec(more));
    assert.equal(code, 0, stdout);
    const { results } = JSON.parse(stdout) as { results: { event: string; kind: string; status: string }[] };
    const examples = results.filter(({ kind }) => kind === "example").map(({ event }) => event);
    assert.deepEqual(examples.sort(), ["stream_clicks_seen", "stream_pages_seen"]);
  });

  it("has its tables kept in the catalog, and is known from there", async () => {
    const folder = await temporaryFolder(files(spec()));
    try {
      const refresh = await runHere(["catalog", "refresh", "--project", folder.path], { cwd: folder.path });
      assert.match(refresh.stdout + refresh.stderr, /2 tables/);
      const { stdout } = await runHere(
        ["compile", "stream_clicks_seen", "--dialect", "postgres", "--project", folder.path],
        { cwd: folder.path },
      );
      assert.match(stdout, /from stream_clicks as s/);
    } finally {
      await folder.remove();
    }
  });

  const wrong = {
    "a pattern without a table": [{ from: "{each: 'strem_*'}" }, '"strem_*" finds no table in the catalog'],
    "a name that all would have": [
      { name: "row_seen" },
      '"row_seen" would be the name of an event of every table that "stream_*" finds.',
    ],
    "a place for a table where there is one source": [
      { from: "stream_pages" },
      'Nothing stands for `{table}` in "{table}_seen".',
    ],
    "a table's name where a pattern is needed": [
      { from: "{each: stream_pages}" },
      "the pattern of some tables",
    ],
  } as const;

  for (const [what, [how, message]] of Object.entries(wrong))
    it(`finds ${what}`, async () => {
      const { stdout } = await run(["check", "--format", "json"], spec("", how));
      assert.ok(
        JSON.parse(stdout).findings.some((one: { message: string; hint?: string }) =>
          `${one.message} ${one.hint}`.includes(message),
        ),
        stdout,
      );
    });

  it("finds a name that is no event's", async () => {
    const odd = {
      ...files(spec()),
      "eventspec.yml": overFiles("entities: {user: {type: string}}\n").replace(
        "extends: minimal",
        "extends: minimal, event-name-style: error",
      ),
      "data/stream_Odd name.csv": "id,user_id,seen_at\n1,A,2026-01-01 11:00:00\n",
    };
    const { stdout } = await runIn(odd, ["check"]);
    assert.match(stdout, /The name "\{table\}_seen" .*\(for .*stream_Odd name\)/);
  });

  it("is said to be unknown where no catalog has its tables", async () => {
    const bare = { ...files(spec()), "eventspec.yml": "eventspec: 1\nname: p\n" };
    const { stderr } = await runIn(bare, ["compile", "stream_pages_seen"]);
    assert.match(stderr, /No table is known for "stream_\*"/);
  });
});
