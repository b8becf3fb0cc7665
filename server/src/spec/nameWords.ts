/** The words of a name, lower case, whatever its style: `RequiredDate`, `required_date`, `Required Date`. */
export function wordsOf(name: string): string[] {
  // Nearly all names are of this kind, and each is asked for at every keystroke.
  if (/^[a-z\d_]*$/.test(name)) return name.split("_").filter((word) => word !== "");
  const parts = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return (parts.match(/[\p{L}\d]+/gu) ?? []).map((word) => word.toLowerCase());
}

/** A name without case and punctuation: two names that agree in it are one to a reader. */
export function plainName(name: string): string {
  const lower = name.toLowerCase();
  return /^[a-z\d]*$/.test(lower) ? lower : lower.replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Whether a description says what its thing's name says, and nothing more: `Order placed.` of `order_placed`. */
export function repeatsName(description: string, name: string): boolean {
  // Nearly all descriptions are longer than any name with an article and a full stop.
  if (description.length > 2 * name.length + 10) return false;
  return plainName(description.replace(/^\s*(?:an?|the)\s/i, "")) === plainName(name);
}

/** How the words of a name may be joined. */
export const nameStyles = ["snake_case", "camelCase", "PascalCase", "kebab-case", "Title Case"] as const;

/** Words as one name, in one of `nameStyles`; in snake_case for any other. */
export function joinedWords(words: readonly string[], style: string): string {
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  if (style === "camelCase") return words.map((word, index) => (index === 0 ? word : capital(word))).join("");
  if (style === "PascalCase") return words.map(capital).join("");
  if (style === "Title Case") return words.map(capital).join(" ");
  return words.join(style === "kebab-case" ? "-" : "_");
}
