import { isMeantAsSpec, isNearSpecName, properName } from "../../project/misnamedFiles.ts";
import { defineRule } from "../engine/defineRule.ts";

export const misnamedFile = defineRule<{ file: string }>({
  name: "misnamed-file",
  topic: "Reading",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "A file that declares events must have a name that ends in .events.yml.",
  message: ({ file }) =>
    `${file} declares events and is not read, because its name does not end in .events.yml.`,
  textFile(document, report) {
    const { file } = document;
    if (!isNearSpecName(file) || !isMeantAsSpec(document)) return;
    const root = document.documents[0]?.root;
    const events = root?.kind === "map" ? root.pairs.find(({ key }) => key.text === "events") : undefined;
    if (events) report(events.key, { file }, { hint: `Rename it to ${properName(file)}.` });
  },
});
