import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/ci/comment.mjs", import.meta.url));
const marker = "<!-- eventspec diff: shop -->";
const body = `${marker}\n### EventSpec: 1 breaking\n`;

interface Comment {
  id: number;
  body: string;
}

describe("the comment of a pull request", () => {
  let server: Server;
  let comments: Comment[];
  let asked: { method: string; url: string; token: string }[];

  /** A server that keeps comments as GitHub and GitLab do: listed by pages, made and edited by JSON. */
  before(async () => {
    server = createServer(async (request, response) => {
      const { method = "", url = "", headers } = request;
      asked.push({ method, url, token: String(headers.authorization ?? headers["private-token"]) });
      const [, id] = /(?:comments|notes)\/(\d+)$/.exec(url) ?? [];
      const content = method === "GET" ? undefined : JSON.parse(await text(request)).body;
      const answer = () => {
        if (method === "GET") {
          const page = Number(new URL(url, "http://x").searchParams.get("page"));
          return comments.slice((page - 1) * 100, page * 100);
        }
        const found = comments.find((one) => one.id === Number(id));
        if (found) found.body = content;
        else comments.push({ id: comments.length + 1, body: content });
        return {};
      };
      response.statusCode = String(headers.authorization ?? "").includes("reader") ? 403 : 200;
      response.end(JSON.stringify(response.statusCode === 200 ? answer() : {}));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(() => {
    comments = Array.from({ length: 130 }, (_, at) => ({ id: at + 1, body: `Comment ${at}` }));
    asked = [];
  });
  after(() => server.close());

  async function run(input: string, env: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, [script], { env: { PATH: process.env.PATH ?? "", ...env } });
    child.stdin.end(input);
    const [stderr, code] = await Promise.all([
      text(child.stderr),
      new Promise<number | null>((resolve) => child.on("close", resolve)),
    ]);
    return { code, stderr };
  }
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github = (token = "writer") => ({
    GITHUB_API_URL: address(),
    GITHUB_REPOSITORY: "shop/data",
    GITHUB_TOKEN: token,
    PR_NUMBER: "7",
  });

  it("is made once, and edited from then on, wherever it stands", async () => {
    assert.deepEqual(await run(body, github()), { code: 0, stderr: "" });
    assert.equal(comments.length, 131);
    comments.push({ id: 132, body: "Another one." });
    const next = `${marker}\n### EventSpec: no change\n`;
    assert.equal((await run(next, github())).code, 0);
    assert.equal(comments.length, 132);
    assert.equal(comments[130]?.body, next);
    assert.ok(asked.every(({ url }) => url.startsWith("/repos/shop/data/issues/")));
  });

  it("is one for each project", async () => {
    await run(body, github());
    await run(body.replace("shop", "billing"), github());
    assert.equal(comments.length, 132);
  });

  it("is not made to say that there is nothing to say", async () => {
    await run(`${marker}\n### EventSpec: no change\n`, github());
    assert.equal(comments.length, 130);
  });

  it("is a note of a merge request on GitLab", async () => {
    const env = {
      ...{ CI_API_V4_URL: `${address()}/api/v4`, CI_PROJECT_ID: "12", CI_MERGE_REQUEST_IID: "3" },
      EVENTSPEC_GITLAB_TOKEN: "glpat",
    };
    assert.equal((await run(body, env)).code, 0);
    assert.equal((await run(body, env)).code, 0);
    assert.equal(comments.length, 131);
    assert.ok(asked.some(({ method, token }) => method === "PUT" && token === "glpat"));
  });

  it("says why it could not be written, and shows no token", async () => {
    const { code, stderr } = await run(body, github("reader"));
    assert.equal(code, 1);
    assert.match(stderr, /answers 403/);
    assert.doesNotMatch(stderr, /reader/);
    assert.equal((await run(body, {})).code, 1);
    assert.equal((await run("no marker", github())).code, 1);
  });
});
