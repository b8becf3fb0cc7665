/** Tests that a profile of all rows has seen to hold, and the action that adds them. */
import { pairAtKey } from "../../../document/treePlace.ts";
import type { Span, TextEdit } from "../../../document/types.ts";
import { addItems } from "../../../document/write/addItems.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import { type ProposedTest, proposedItem, proposedTests } from "../../../proof/profile/proposals.ts";
import type { FileView } from "../../session/fileView.ts";

interface Offer {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly at: Span;
}

/** At the name of an event, or at its `tests`: one action that adds all that was seen to hold. */
export function seenTestsAction(view: FileView, isTouched: (span: Span) => boolean): Offer[] {
  const { project, file, document } = view;
  return project.events.flatMap((event) => {
    if (event.file !== file) return [];
    const { name } = event.definition;
    const value = pairAtKey(document, name.span)?.pair.value;
    const tests = value?.kind === "map" ? value.pairs.find(({ key }) => key.text === "tests") : undefined;
    const at = [name.span, ...(tests ? [tests.key.span] : [])].find(isTouched);
    const seen = at ? seenTests(view, event) : [];
    const edits =
      seen.length > 0 ? addItems(document, name.span, "tests", seen.map(proposedItem)) : undefined;
    if (!at || !edits) return [];
    const title = `Propose tests from what was seen: ${seen.map(inShort).join("; ")}`;
    return [{ title, edits, at }];
  });
}

/** Names that a title has room for. */
const namesShown = 3;

function inShort({ kind, columns, seen }: ProposedTest): string {
  const more = columns.length > namesShown ? ` and ${columns.length - namesShown} more` : "";
  return `${kind} ${columns.slice(0, namesShown).join(", ")}${more} (${seen})`;
}

/** Of rows that are only a sample nothing is proposed: there is no profile then. */
export function seenTests({ project, factsOf }: FileView, event: ProjectEvent): ProposedTest[] {
  const { profiles, count } = factsOf(event) ?? {};
  if (!profiles || count === undefined) return [];
  return proposedTests(project, event, { events: count, columns: [...profiles.values()] });
}
