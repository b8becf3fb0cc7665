/** Which events differ from those of a commit, by what their files said there. */
import { readDocument } from "../document/readDocument.ts";
import { writtenName } from "../project/eachTable.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { readSpec } from "../spec/readSpec.ts";
import type { SpecDocument } from "../spec/types.ts";
import { commitOf, gitIn } from "./git/git.ts";

export type ChangedSince =
  | { readonly kind: "events"; readonly events: readonly ProjectEvent[] }
  /** Nobody can tell; the reason as a sentence. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * In: a project in a git repository, and what names a commit. An event counts where its own text differs, or what its document says
 * for all; every event does where the project file differs.
 */
export async function changedSince(project: Project, reference: string): Promise<ChangedSince> {
  const git = gitIn(project.root);
  const commit = await commitOf(git, reference);
  if ("reason" in commit)
    return { kind: "unknown", reason: [commit.reason, commit.hint].filter(Boolean).join(" ") };
  const { hash } = commit;
  const listed = await git(["diff", "--name-only", "--no-ext-diff", "-z", "--relative", hash, "--", "."]);
  const untracked = await git(["ls-files", "--others", "--exclude-standard", "-z"]);
  if (!listed.ok || !untracked.ok)
    return { kind: "unknown", reason: `Git can't tell what has changed since ${JSON.stringify(reference)}.` };
  const files = new Set([listed, untracked].flatMap(({ text }) => text.split("\0")));
  if (files.has(project.file.file)) return { kind: "events", events: project.events };
  const events: ProjectEvent[] = [];
  for (const file of new Set(project.events.map((event) => event.file))) {
    if (!files.has(file)) continue;
    const before = await git(["show", `${hash}:./${file}`]);
    events.push(...changedIn(project, file, before.ok ? before.text : ""));
  }
  return { kind: "events", events };
}

function changedIn(project: Project, file: string, before: string): ProjectEvent[] {
  const known = new Set(
    partsOf(readSpec(readDocument(file, before)).documents, before).map(({ key }) => key),
  );
  const text = project.documents.get(file)?.text ?? "";
  const documents = project.specs.find((spec) => spec.file === file)?.documents ?? [];
  const changed = new Set(
    partsOf(documents, text)
      .filter(({ key }) => !known.has(key))
      .map(({ name }) => name),
  );
  return project.events.filter((event) => event.file === file && changed.has(writtenName(event)));
}

/** Each event of a file with all the text that it is made of. */
function partsOf(documents: readonly SpecDocument[], text: string): { name: string; key: string }[] {
  return documents.flatMap((document) => {
    const shared = withoutEvents(document, text);
    return document.events.map(({ name, span }) => ({
      name: name.value,
      key: JSON.stringify([shared, text.slice(span.start, span.end).trimEnd().replaceAll("\r\n", "\n")]),
    }));
  });
}

function withoutEvents({ span, events }: SpecDocument, text: string): string {
  let at = span.start;
  const parts: string[] = [];
  for (const event of events) {
    parts.push(text.slice(at, event.span.start));
    at = Math.max(at, event.span.end);
  }
  return [...parts, text.slice(at, span.end)].join("").replace(/\s+/g, " ").trim();
}
