/** Reviews of open projects: what their changes since a commit mean. */
import type { CancellationToken } from "vscode-languageserver";
import { expressionTypes } from "../../../binding/expressionTypes.ts";
import { harmlessLine, harmlessText } from "../../../document/harmless.ts";
import type { Project } from "../../../project/types.ts";
import { withWarehouse } from "../../../project/withWarehouse.ts";
import { classesInWords } from "../../../reports/review/input.ts";
import { pairEvents } from "../../../review/pairs.ts";
import type { Change } from "../../../review/types.ts";
import { verdictInWords } from "../../../review/words.ts";
import { addressOfPage } from "../../../rules/rulePage.ts";
import { compile } from "../../../sql/compile.ts";
import { gitIn } from "../../../tasks/git/git.ts";
import { usualBase } from "../../../tasks/git/usualBase.ts";
import { reviewEngine } from "../../../tasks/review/reviewEngine.ts";
import { type Review, reviewProject } from "../../../tasks/review/reviewProject.ts";
import { workspaceDialect } from "../../session/connections.ts";
import { pathIn, type Workspace, workspaceOf } from "../../session/session.ts";
import { toRange } from "../convert.ts";
import { logError, pathOf, type Server, signalOf, uriOf } from "../server.ts";
import { busyWith, rootUri } from "../status.ts";
import type {
  ReviewedChange,
  ReviewedSqlParams,
  ReviewedSqlResult,
  ReviewParams,
  ReviewResult,
} from "./protocol.ts";

/** Answers `eventspec/review`; never rejects, because its view says what went wrong. */
export async function review(
  server: Server,
  params: ReviewParams,
  token: CancellationToken,
): Promise<ReviewResult> {
  // Git reads the repository's own settings, and the engine is a program.
  if (!server.trusted)
    return {
      status: "refused",
      message: "Changes are not compared in a workspace that you do not trust.",
      doors: ["manageTrust"],
    };
  try {
    const workspace = await workspaceOf(server.session, pathOf(params.uri));
    const { base, outcome } = await busyWith(server, workspace, "Comparing with a commit", () =>
      compared(server, workspace, params.base, signalOf(token)),
    );
    if (token.isCancellationRequested) return { status: "cancelled" };
    if (outcome.kind === "refused")
      return { status: "refused", message: outcome.reason, ...(outcome.hint && { hint: outcome.hint }) };
    server.reviews.set(workspace.root, outcome);
    return told(server, workspace, base, outcome);
  } catch (error) {
    if (token.isCancellationRequested) return { status: "cancelled" };
    logError(server, "review", error);
    return { status: "refused", message: "The changes could not be compared.", doors: ["showLog"] };
  }
}

async function compared(
  { engine }: Server,
  workspace: Workspace,
  named: string | undefined,
  signal: AbortSignal,
) {
  const { project, root, chosen } = workspace;
  const base = named === undefined ? await usualBase(gitIn(root)) : { name: named, commit: named };
  const ladder = reviewEngine(project, chosen, engine, signal);
  try {
    const outcome = await reviewProject({
      ...{ project, base: base.commit, engine: ladder.engine, signal },
      dialect: workspaceDialect(workspace),
      today: new Date().toISOString().slice(0, 10),
    });
    return { base: base.name, outcome };
  } finally {
    await ladder.close();
  }
}

function told(server: Server, workspace: Workspace, base: string, review: Review): ReviewResult {
  return {
    status: "reviewed",
    root: rootUri(workspace),
    base: harmlessLine(base),
    summary: classesInWords(review.changes),
    notes: review.notes.map(harmlessLine),
    changes: review.changes.map((change) => reviewed(server, workspace, review.after, change)),
  };
}

function reviewed(server: Server, workspace: Workspace, head: Project, change: Change): ReviewedChange {
  const { event, message, verdict, before, after, hint, approval, rule } = change;
  const document = change.head && head.documents.get(change.head.file);
  return {
    class: change.class,
    message: harmlessLine(message),
    ...(event !== undefined && { event }),
    ...(verdict && { verdict: harmlessLine(verdictInWords(verdict)) }),
    ...(before !== undefined && { before: harmlessText(before) }),
    ...(after !== undefined && { after: harmlessText(after) }),
    ...(hint !== undefined && { hint: harmlessLine(hint) }),
    ...(approval && { approval: harmlessLine(approval.why) }),
    ...(rule && { rule: { name: rule, page: addressOfPage(rule) } }),
    ...(change.head &&
      document && {
        place: {
          uri: uriOf(server, pathIn(workspace, change.head.file)),
          range: toRange(document, change.head.span),
        },
      }),
  };
}

/** Answers `eventspec/reviewedSql`. */
export async function reviewedSql(
  server: Server,
  { root, event }: ReviewedSqlParams,
): Promise<ReviewedSqlResult> {
  const workspace = await workspaceOf(server.session, pathOf(`${root}/eventspec.yml`));
  const review = server.reviews.get(workspace.root);
  if (!review) return { before: "", after: "" };
  const pair = pairEvents(review.before, review.after).pairs.find(({ after }) => after.name === event);
  return {
    before: sqlOf(review.before, pair?.before.name ?? event, workspace),
    after: sqlOf(review.after, event, workspace),
  };
}

/** By what is known of tables now, on both sides. What keeps an event from having SQL stands in its place, as a comment. */
function sqlOf(side: Project, event: string, workspace: Workspace): string {
  if (!side.eventsByName.has(event)) return "";
  const { catalog, bound } = workspace;
  const project = catalog ? withWarehouse(side, catalog) : side;
  const options = { dialect: workspaceDialect(workspace), types: expressionTypes(bound) };
  const { relations, findings } = compile(project, { ...options, layout: "per_event", events: [event] });
  const problems = findings.map(({ message }) => `-- ${harmlessLine(message)}`);
  return [...problems, ...relations.map(({ sql }) => sql.trimEnd())].join("\n").concat("\n");
}
