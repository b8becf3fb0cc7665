/** Who reviews which event-spec files, as CODEOWNERS says it: by the owners of the events in them. */
import type { Project } from "../project/types.ts";

export interface Codeowners {
  /** The lines of the project, without what is around them. */
  readonly lines: readonly string[];
  /** Owners whose team has no address, which CODEOWNERS could name. */
  readonly without: readonly string[];
}

/**
 * In: a project, and its folder from the repository's root, with `/`; empty for that itself. Out: a line a file, with the e-mail addresses of the teams that own its
 * events. Format: docs.github.com, "About code owners"; docs.gitlab.com, "CODEOWNERS syntax".
 */
export function codeownersOf({ events, file }: Pick<Project, "events" | "file">, folder: string): Codeowners {
  const addresses = new Map(file.teams.map(({ name, email }) => [name.value, email?.value]));
  const owners = new Map<string, Set<string>>();
  const without = new Set<string>();
  for (const { file: path, owner } of events) {
    if (!owner) continue;
    const address = addresses.get(owner.value) ?? (owner.value.includes("@") ? owner.value : undefined);
    const own = owners.get(path) ?? new Set();
    owners.set(path, own);
    if (address !== undefined && /^[^\s#]+$/.test(address)) own.add(address);
    else without.add(owner.value);
  }
  const prefix = folder === "" ? "/" : `/${folder}/`;
  const lines = [...owners]
    .filter(([, own]) => own.size > 0)
    .map(([path, own]) => `${pattern(prefix + path)} ${[...own].sort().join(" ")}`)
    .sort();
  return { lines, without: [...without].sort() };
}

/** A path as a pattern that means it alone. */
function pattern(path: string): string {
  return path.replace(/[\\ #*?[\]]/g, "\\$&");
}

/** The text of the file with the project's part in place of the one that is there, or at its end, where it wins over what stands before. */
export function withCodeowners(text: string, folder: string, lines: readonly string[]): string {
  const name = folder === "" ? "" : ` ${folder}`;
  const [begin, end] = [
    `# eventspec${name}: begin, written by eventspec codeowners`,
    `# eventspec${name}: end`,
  ];
  const broken = text.includes("\r\n") ? "\r\n" : "\n";
  const part = [begin, ...lines, end].join(broken);
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from >= 0 && to > from) return text.slice(0, from) + part + text.slice(to + end.length);
  const before = text === "" || text.endsWith("\n") ? text : text + broken;
  return `${before}${before === "" ? "" : broken}${part}${broken}`;
}
