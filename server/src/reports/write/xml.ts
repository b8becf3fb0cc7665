import { harmlessText } from "../../document/harmless.ts";

/** Text in XML 1.0, which knows no control characters (2.2, Characters), not even escaped. */
export function xml(text: string): string {
  const escapes: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
  };
  const legal = text.replace(/[^\P{Cc}\t\n]|\p{Cs}|[\uFFFE\uFFFF]/gu, "�");
  return harmlessText(legal).replace(/[&<>"\n]/g, (character) => escapes[character] ?? character);
}
