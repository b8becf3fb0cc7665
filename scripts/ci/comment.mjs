/**
 * Keeps one comment of a pull request up to date: that whose text begins with the same hidden marker as the new one is edited, else a comment is
 * made, unless there is nothing to say. In: the text on the standard input, its first line the marker; the environment of GitHub Actions
 * (GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, PR_NUMBER) or of GitLab CI (CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID,
 * EVENTSPEC_GITLAB_TOKEN). Exits with 1 where the comment could not be written, and says why.
 */
import { text } from "node:stream/consumers";

const perPage = 100;
const mostPages = 30;

const body = await text(process.stdin);
const [marker = ""] = body.split("\n");
if (!/^<!-- .* -->$/.test(marker))
  fail("The text begins with no marker, so its comment could not be found again.");
try {
  const host = hostOf(process.env);
  const existing = await find(host);
  if (existing !== undefined) await ask(host, host.editMethod, host.one(existing), { body });
  else if (!/^### EventSpec: no change$/m.test(body)) await ask(host, "POST", host.list, { body });
} catch (error) {
  fail(`The comment could not be written: ${error instanceof Error ? error.message : error}`);
}

/** Where comments are, and how they are asked for. */
function hostOf(env) {
  const {
    GITHUB_API_URL: github,
    GITHUB_REPOSITORY: repository,
    GITHUB_TOKEN: token,
    PR_NUMBER: number,
  } = env;
  if (github && repository && token && number) {
    const issues = `${github}/repos/${repository}/issues`;
    return {
      list: `${issues}/${number}/comments`,
      one: (id) => `${issues}/comments/${id}`,
      editMethod: "PATCH",
      headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
    };
  }
  const { CI_API_V4_URL: gitlab, CI_PROJECT_ID: project, CI_MERGE_REQUEST_IID: request } = env;
  const { EVENTSPEC_GITLAB_TOKEN: own } = env;
  if (gitlab && project && request && own) {
    const notes = `${gitlab}/projects/${project}/merge_requests/${request}/notes`;
    return {
      list: notes,
      one: (id) => `${notes}/${id}`,
      editMethod: "PUT",
      headers: { "private-token": own },
    };
  }
  throw new Error("the environment names no pull request, or no token that may write to it.");
}

async function find(host) {
  for (let page = 1; page <= mostPages; page++) {
    const comments = await ask(host, "GET", `${host.list}?per_page=${perPage}&page=${page}`);
    const found = comments.find((comment) => String(comment.body).split(/\r?\n/)[0] === marker);
    if (found) return found.id;
    if (comments.length < perPage) return undefined;
  }
  return undefined;
}

async function ask({ headers }, method, address, content) {
  const response = await fetch(address, {
    method,
    headers: { ...headers, "content-type": "application/json", "user-agent": "eventspec" },
    ...(content && { body: JSON.stringify(content) }),
  });
  if (!response.ok)
    throw new Error(`${new URL(address).host} answers ${response.status} ${response.statusText}.`);
  return response.json();
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
