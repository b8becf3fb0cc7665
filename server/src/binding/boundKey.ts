/**
 * The key of an event in `BoundProject.events`: two documents may give one event, or two files by mistake declare one name. In: which
 * document of its file gives it, where another declares it.
 */
export function boundKey(file: string, event: string, also?: number): string {
  return `${file}\n${event}${also === undefined ? "" : `\n${also}`}`;
}
