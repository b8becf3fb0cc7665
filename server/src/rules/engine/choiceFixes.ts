import type { Fix } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { RuleContext } from "../types.ts";

/** More would be a list to search, which completion is for. */
const mostChoices = 5;

/** The `fixes` that give an event a list with one of the declared names: which of several it is, the author chooses. */
export function choiceFixes(
  { definition, file }: ProjectEvent,
  key: string,
  names: Iterable<string>,
  context: RuleContext,
): { fixes?: readonly Fix[] } {
  const document = context.document(file);
  const all = [...names];
  const fixes = all.slice(0, mostChoices).flatMap((name): Fix[] => {
    const inline = `[${writeScalar(name, { flow: true })}]`;
    const edits = document && setKey(document, definition.name.span, { key, inline });
    return edits ? [{ title: `Add ${key}: ${name}`, edits, preferred: all.length === 1 }] : [];
  });
  return fixes.length > 0 ? { fixes } : {};
}
