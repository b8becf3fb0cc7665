/** The key of an event in `BoundProject.events`: two files may, by mistake, declare one name. */
export function boundKey(file: string, event: string): string {
  return `${file}\n${event}`;
}
