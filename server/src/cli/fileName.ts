/** A name as that of a file, such as `analytics.customer_events`: nothing else of it may reach the path. */
export function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_.-]/gu, "_").replace(/^\.+/, "_");
}
