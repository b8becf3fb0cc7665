import { setKey } from "../../document/write/setKey.ts";
import { isMorePrivate } from "../../spec/privacy.ts";
import type { Privacy } from "../../spec/types.ts";
import { carriedMarked, inheritedClass } from "../engine/columnPrivacy.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";

interface Data {
  readonly property: string;
  readonly because: string;
  readonly declared: Privacy | undefined;
}

export const inheritedPrivacy = defineRule<Data>({
  name: "inherited-privacy",
  topic: "Privacy",
  severity: "error",
  presets: ["recommended", "strict"],
  needs: ["catalog", "parser"],
  summary: "A property must be at least as private as the column that it comes from.",
  message: ({ property, because, declared }) =>
    declared
      ? `Property "${property}" is ${declared}, but ${because}.`
      : `Property "${property}" has no \`privacy\`, but ${because}.`,
  expression(expression, report, context) {
    const { role, property, file } = expression;
    if (role !== "property" || !property || property.type?.value.kind === "boolean") return;
    const declared = property.privacy?.value;
    for (const column of carriedMarked(expression, context)) {
      const inherited = inheritedClass(column);
      const isSettled =
        declared && (inherited?.mayBeOpened || !isMorePrivate(inherited?.privacy ?? "public", declared));
      if (!inherited || isSettled) continue;
      const document = context.document(file);
      const { privacy, because } = inherited;
      const edits = property.privacy
        ? [{ span: property.privacy.span, text: privacy }]
        : document && setKey(document, property.name.span, { key: "privacy", inline: privacy });
      report(
        property.privacy ?? property.name,
        { property: property.name.value, because, declared },
        {
          hint: `Say "privacy: ${privacy}"; if it holds nothing personal any more, say why beside a suppression.`,
          ...oneFix(`Mark as ${privacy}`, edits),
        },
      );
      return;
    }
  },
});
