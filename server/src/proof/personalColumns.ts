import { entityColumn } from "../project/eventColumns.ts";
import type { ProjectEvent } from "../project/types.ts";

/**
 * Columns of an event whose values are not to be shown: those classified as personal or sensitive, entities made of the same SQL, and
 * what is made of the key where a part of it is.
 */
export function personalColumns(event: ProjectEvent): ReadonlySet<string> {
  const personal = event.properties.filter(
    ({ privacy }) => privacy?.value === "personal" || privacy?.value === "sensitive",
  );
  const texts = new Set(personal.flatMap(({ sql }) => sql?.text.trim() ?? []));
  const isPersonal = ({ text }: { readonly text: string }) => texts.has(text.trim());
  const { oncePer, link } = event.definition;
  const key = [...event.key, ...(oncePer?.key ?? [])];
  return new Set([
    ...personal.map(({ name }) => name.value),
    ...event.entities.filter(({ sql }) => isPersonal(sql)).map(({ name }) => entityColumn(name.value)),
    ...(key.some(isPersonal) ? ["source_key"] : []),
    ...(link && [...texts].some((text) => link.text.includes(text)) ? ["link"] : []),
  ]);
}
