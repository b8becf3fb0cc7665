/** Fixes that give a property another name, or take it away, where nothing else in its file speaks of it. */
import type { Fix, TextDocument } from "../../document/types.ts";
import { removeKey } from "../../document/write/removeKey.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import type { Property } from "../../spec/types.ts";
import type { RuleContext } from "../types.ts";
import { oneFix } from "./fixes.ts";

/** The `fixes` that call a property otherwise: none where tests, examples or other files may speak of it by its name. */
export function renamedProperty(
  property: Property,
  better: string,
  file: string,
  context: RuleContext,
): { fixes?: readonly Fix[] } {
  const document = context.document(file);
  if (better === "" || !document || mentions(document, better, property)) return {};
  return respelledProperty(property, better, file, context);
}

/** The same where that name is borne by what is meant, too. */
export function respelledProperty(
  property: Property,
  better: string,
  file: string,
  context: RuleContext,
): { fixes?: readonly Fix[] } {
  if (!isAlone(property, file, context)) return {};
  const { span } = property.name;
  return oneFix(`Rename to "${better}"`, [{ span, text: writeScalar(better, { flow: true }) }]);
}

/** The `fixes` that take a property away. */
export function removedProperty(
  property: Property,
  file: string,
  context: RuleContext,
): { fixes?: readonly Fix[] } {
  const document = context.document(file);
  if (!document || !isAlone(property, file, context)) return {};
  return oneFix(`Remove "${property.name.value}"`, removeKey(document, property.name.span));
}

function isAlone(property: Property, file: string, { document, index }: RuleContext): boolean {
  const text = document(file);
  if (!text || property.tests.some(({ kind }) => kind === "rows")) return false;
  if (mentions(text, property.name.value, property)) return false;
  return index.eventsOf(file).every(({ name }) => index.references(name).every((one) => one.file === file));
}

/** Whether a name stands anywhere in a file outside of a property. */
function mentions({ text }: TextDocument, name: string, { span, name: { span: own } }: Property): boolean {
  const isPart = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
  const end = Math.max(span.end, own.end);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isInside = own.start <= at && at < end;
    if (!isInside && !isPart(text[at - 1]) && !isPart(text[at + name.length])) return true;
  }
  return false;
}
