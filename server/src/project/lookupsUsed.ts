import type { Lookup } from "../spec/projectTypes.ts";
import type { SpecDocument } from "../spec/types.ts";

/** The lookups that a document uses, in its order; names that nobody declares are left out. */
export function lookupsUsed(
  { lookups }: Pick<SpecDocument, "lookups">,
  declared: ReadonlyMap<string, Lookup>,
): Lookup[] {
  return lookups.flatMap((use) => declared.get(use.name.value) ?? []);
}
