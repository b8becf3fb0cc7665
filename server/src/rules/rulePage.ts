/** Where the page of a rule is on the web. */
export function addressOfPage(rule: string): string {
  return `https://github.com/eventspec/eventspec/blob/main/docs/rules/${rule}.md`;
}
