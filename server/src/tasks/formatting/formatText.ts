/** Lays out a file of a project: its YAML, and the SQL in it. What it says stays the same, or nothing is changed. */
import { applyEdits } from "../../document/applyEdits.ts";
import type { Finding, TextEdit } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";
import { updateFile } from "../../project/updateFile.ts";
import type { DialectName } from "../../sql/types.ts";
import { layOutYaml } from "./layOutYaml.ts";
import { longFlows } from "./longFlows.ts";
import { differentMeaning } from "./sameMeaning.ts";
import { sqlEdits } from "./sqlEdits.ts";

export type FormatOutcome =
  /** `text` may be the one that was there. */
  | { readonly kind: "formatted"; readonly text: string }
  /** It can't be read as YAML: how it is meant is anybody's guess. */
  | { readonly kind: "broken"; readonly finding: Finding }
  /** The result would not have said the same: a fault of ours, of which the reader of the file should know. */
  | { readonly kind: "refused"; readonly why: string };

/** Rounds after which flow collections in flow collections are laid out; each deals with the outermost. */
const mostRounds = 20;

/** In: a file of the project, and how its SQL is read. Out: its text as it should be laid out, or why it stays as it is. */
export async function formatText(
  project: Project,
  file: string,
  dialect: DialectName,
): Promise<FormatOutcome> {
  const before = project.documents.get(file);
  if (!before) return { kind: "refused", why: "it is no file of the project" };
  const [broken] = before.findings;
  if (broken) return { kind: "broken", finding: broken };
  const mark = before.text.startsWith("\ufeff") ? "\ufeff" : "";
  const text = await layOut(project, file, before.text.slice(mark.length), dialect);
  if (text === undefined) return { kind: "refused", why: "its YAML can't be laid out" };
  const after = updateFile(project, file, mark + text);
  const difference = differentMeaning(project, after, file, dialect);
  if (difference === undefined) return { kind: "formatted", text: mark + text };
  // Prettier leaves out such a mark where a document begins, though to YAML it is a part of the first key.
  const isMarked = before.text.includes("\ufeff", mark.length);
  return {
    kind: "refused",
    why: isMarked ? "a byte order mark stands inside it, to be taken out" : difference,
  };
}

/** SQL and lists are measured as they will stand, so the YAML is laid out before them; and again, for they have moved its lines. */
async function layOut(
  project: Project,
  file: string,
  text: string,
  dialect: DialectName,
): Promise<string | undefined> {
  let laid = await layOutYaml(text);
  const changed = (edits: (at: Project) => readonly TextEdit[]): boolean => {
    if (laid === undefined) return false;
    const found = edits(updateFile(project, file, laid));
    laid = applyEdits(laid, found);
    return found.length > 0;
  };
  changed((at) => sqlEdits(at, file, dialect));
  for (let round = 0; round < mostRounds && changed((at) => longFlows(at, file)); round++);
  return laid === undefined ? undefined : layOutYaml(laid);
}
