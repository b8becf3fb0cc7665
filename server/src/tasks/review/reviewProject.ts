/** The review of a project against a commit: what both doors show. */
import { join } from "node:path";
import type { Finding, TextDocument } from "../../document/types.ts";
import { readOwn } from "../../project/ownFiles.ts";
import type { Project } from "../../project/types.ts";
import { type Acceptance, acceptedFileName, readAccepted, withAccepted } from "../../review/accepted.ts";
import { compareProjects } from "../../review/compareProjects.ts";
import { reviewFindings } from "../../review/findings.ts";
import { createJudge, type LadderParts } from "../../review/ladder/judge.ts";
import type { Change } from "../../review/types.ts";
import { loadSqlParser } from "../../sql/reader/parser.ts";
import { loadTrees } from "../../sql/reader/polyglot.ts";
import type { DialectName } from "../../sql/types.ts";
import { commitOf, gitIn } from "../git/git.ts";
import { projectAt } from "./projectAt.ts";

export interface ReviewRequest {
  /** As it is open: the working tree, staged or not. */
  readonly project: Project;
  /** What names the commit that is compared with. */
  readonly base: string;
  /** What names the other side; the working tree when absent. */
  readonly head?: string | undefined;
  readonly dialect: DialectName;
  /** See `LadderParts`. */
  readonly engine: LadderParts["engine"];
  readonly signal: AbortSignal;
  /** The day that acceptances are held against, as YYYY-MM-DD. */
  readonly today: string;
}

export interface Review {
  readonly kind: "review";
  /** As it was named, and the hash of the commit. */
  readonly base: { readonly name: string; readonly hash: string };
  readonly head?: { readonly name: string; readonly hash: string };
  readonly before: Project;
  readonly after: Project;
  /** The gravest first, those of one event together. */
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  /** What to know of the comparison itself, in sentences: a project that is new or has moved. */
  readonly notes: readonly string[];
  readonly acceptances: readonly Acceptance[];
}

export type ReviewOutcome =
  | Review
  /** Nobody can tell; why, and what to do about it, in sentences. */
  | { readonly kind: "refused"; readonly reason: string; readonly hint?: string };

/** In: an open project and what it is compared with. Rejects only where the embedded engine is lost, or the run is cancelled. */
export async function reviewProject(request: ReviewRequest): Promise<ReviewOutcome> {
  const { dialect, engine, signal, today } = request;
  const sides = await sidesOf(request);
  if ("reason" in sides) return { kind: "refused", ...sides };
  const { before, after, accepted, ...names } = sides;
  const judge = createJudge({
    dialect,
    engine,
    signal,
    trees: once(loadTrees),
    parser: once(() => loadSqlParser()),
  });
  const compared = await compareProjects({ base: before, head: after, dialect, judge });
  const { document, entries, findings } = readAccepted(accepted);
  const { changes, findings: unused } = withAccepted(compared, entries, today);
  const read =
    accepted === ""
      ? after
      : { ...after, documents: new Map([...after.documents, [document.file, document]]) };
  return {
    kind: "review",
    ...names,
    before,
    after: read,
    changes,
    findings: reviewFindings(changes, [...findings, ...unused], read),
    acceptances: entries,
  };
}

interface Sides extends Pick<Review, "base" | "head" | "before" | "after" | "notes"> {
  /** The text of the file of acceptances; empty where there is none. */
  readonly accepted: string;
}

type Refusal = { readonly reason: string; readonly hint?: string };

async function sidesOf({ project, base, head }: ReviewRequest): Promise<Sides | Refusal> {
  const git = gitIn(project.root);
  const commit = await commitOf(git, base);
  if ("reason" in commit) return commit;
  const other = head === undefined ? undefined : await commitOf(git, head);
  if (other && "reason" in other) return other;
  const before = await projectAt(project, commit.hash);
  const after = other ? await projectAt(project, other.hash) : { project, folder: undefined };
  if (!before || !after) return { reason: `Git can't tell the files of ${JSON.stringify(base)}.` };
  if (other && after.folder === undefined)
    return { reason: `There is no project here at ${JSON.stringify(head)}.` };
  const path = `${after.folder ?? ""}${acceptedFileName}`;
  const accepted = other ? (await git(["show", `${other.hash}:${path}`])).text : await acceptedText(project);
  return {
    base: { name: base, hash: commit.hash },
    ...(other && head !== undefined && { head: { name: head, hash: other.hash } }),
    before: before.project,
    after: after.project,
    notes: [
      ...(await notesOf(project, before.folder, base)),
      ...unreadIn(before.project, after.project, base),
      ...unreadIn(after.project, before.project, head ?? "the working tree"),
    ],
    accepted,
  };
}

async function acceptedText({ root }: Project): Promise<string> {
  const read = await readOwn(join(root, acceptedFileName), { within: [root] });
  return Buffer.isBuffer(read) ? read.toString("utf8") : "";
}

async function notesOf({ root }: Project, folder: string | undefined, base: string): Promise<string[]> {
  if (folder === undefined) return [`${base} has no such project: all of it is new.`];
  const here = (await gitIn(root)(["rev-parse", "--show-prefix"])).text.trim();
  return here === folder ? [] : [`At ${base} the project stood in ${folder === "" ? "the root" : folder}.`];
}

/** Files of one side that differ and can't be read in full: what seems gone from them, or new, may only be unread. */
function unreadIn(side: Project, other: Project, called: string): string[] {
  const files = [...side.documents.values()].filter(
    (document) => other.documents.get(document.file) !== document && hasMistakes(side, document),
  );
  return files.map(
    ({ file }) =>
      `${file} has mistakes in ${called}: what seems to be gone, new or changed in it may only be unread there.`,
  );
}

function hasMistakes({ specs }: Project, { file, findings }: TextDocument): boolean {
  const own = specs.find((spec) => spec.file === file)?.findings ?? [];
  return [...findings, ...own].some(({ severity }) => severity === "error");
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
