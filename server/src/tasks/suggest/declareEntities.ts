import { applyEdits } from "../../document/applyEdits.ts";
import { readDocument } from "../../document/readDocument.ts";
import { setKey } from "../../document/write/setKey.ts";
import { setRootKey } from "../../document/write/setRootKey.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { projectFileName } from "../../project/loadProject.ts";

/** In: the text of eventspec.yml, and names that it does not declare. Out: the text with them; `undefined` where that can't be written in place. */
export function declareEntities(text: string, names: readonly string[]): string | undefined {
  return names.reduce<string | undefined>((before, name) => before && declareOne(before, name), text);
}

function declareOne(text: string, name: string): string | undefined {
  const document = readDocument(projectFileName, text);
  const [root] = document.documents.map((one) => one.root);
  if (root?.kind !== "map") return undefined;
  const key = writeScalar(name, { flow: true });
  const pair = root.pairs.find((one) => one.key.text === "entities");
  const edits = pair
    ? setKey(document, pair.key.span, { key, inline: "{}" })
    : setRootKey(
        document,
        root.span,
        { key: "entities", value: `{${key}: {}}` },
        root.pairs.map((one) => one.key.text),
      );
  return edits && applyEdits(text, edits);
}
