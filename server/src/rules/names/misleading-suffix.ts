import type { ProjectEvent } from "../../project/types.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import type { Property } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { renamedProperty } from "../engine/propertyFixes.ts";
import { familyOfType, inWordsOf, type TypeFamily } from "../engine/typeFamilies.ts";
import { typeOfProperty } from "../engine/typeOf.ts";
import type { RuleContext } from "../types.ts";

interface Data {
  readonly name: string;
  readonly sounds: string;
  readonly type: TypeFamily;
}

export const misleadingSuffix = defineRule<Data>({
  name: "misleading-suffix",
  topic: "Names",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "A property called `…_at`, `…_id` or `is_…` must be a time, an id, or true or false.",
  message: ({ name, sounds, type }) => `"${name}" sounds like ${sounds}, but is ${inWordsOf(type)}.`,
  event(event, report, context) {
    const isFirst = event.document.events[0] === event.definition;
    for (const property of event.properties) {
      if (property.from === "lookup" || (property.from === "document" && !isFirst)) continue;
      const promise = promiseOf(property.name.value);
      const type = promise && familyOf(event, property, context);
      if (!promise || !type || !promise.isBroken(type, property)) continue;
      const better = promise.better(type);
      report(
        property.name,
        { name: property.name.value, sounds: promise.sounds, type },
        {
          hint: better
            ? `Call it "${better}".`
            : `Make it ${promise.sounds}, or give it a name that says what it is.`,
          ...(better && renamedProperty(property, better, event.file, context)),
        },
      );
    }
  },
});

interface NamePromise {
  readonly sounds: string;
  readonly isBroken: (type: TypeFamily, property: Property) => boolean;
  /** The name that tells the truth, where there is one. */
  readonly better: (type: TypeFamily) => string | undefined;
}

/** What a name says of its values. */
function promiseOf(name: string): NamePromise | undefined {
  const words = wordsOf(name);
  if (words.length < 2) return undefined;
  const [first, last] = [words[0] ?? "", words.at(-1) ?? ""];
  const body = words.slice(0, -1).join("_");
  if (first === "is" || first === "has") {
    return {
      sounds: "true or false",
      // Many engines have no other booleans than 0 and 1: a number counts where somebody says that it is one.
      isBroken: (type, property) => type !== "boolean" && (type !== "number" || property.type !== undefined),
      better: (type) =>
        type === "timestamp" && last !== "at"
          ? `${words.slice(1).join("_")}_at`
          : type === "text"
            ? words.slice(1).join("_")
            : undefined,
    };
  }
  if (last === "at") {
    return {
      sounds: "a time",
      isBroken: (type) => type !== "timestamp" && type !== "date",
      better: (type) => (type === "boolean" ? `is_${body}` : undefined),
    };
  }
  if (last === "id") {
    return {
      sounds: "an id",
      isBroken: (type) => type === "boolean" || type === "date" || type === "timestamp" || type === "list",
      better: (type) => (type === "timestamp" ? `${body}_at` : type === "list" ? `${body}_ids` : undefined),
    };
  }
  return undefined;
}

function familyOf(
  event: ProjectEvent,
  property: ProjectEvent["properties"][number],
  context: RuleContext,
): TypeFamily | undefined {
  if (property.type) return familyOfType(property.type.value);
  return typeOfProperty(event, property, context);
}
