/** A name of letters, digits and underscores out of any text; empty where it has none of them. */
export function slug(text: string): string {
  const words = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  return words.replaceAll(/^_|_$/g, "").slice(0, 60);
}
