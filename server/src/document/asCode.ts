/** Text from elsewhere as code in Markdown: shown as text, whatever it holds. In: how many characters of it. */
export function asCode(text: string, length = 60): string {
  return `\`${text.replaceAll("`", "ˋ").replace(/\s+/g, " ").slice(0, length)}\``;
}
