/** Which connection of a project is used. */
import { didYouMean } from "../document/didYouMean.ts";
import type { ConnectionSettings, ProjectFile } from "../spec/projectTypes.ts";

export type ConnectionChoice =
  | { readonly kind: "chosen"; readonly settings: ConnectionSettings }
  /** The project declares no connection. */
  | { readonly kind: "none" }
  /** It declares several, and none is its default. */
  | { readonly kind: "undecided"; readonly names: readonly string[] }
  /** The one that is asked for, or the default, is not declared. */
  | {
      readonly kind: "unknown";
      readonly name: string;
      readonly names: readonly string[];
      /** The declared name that was probably meant. */
      readonly meant?: string;
    };

/** The connection that is asked for by name, else the project's default, else its only one. */
export function chooseConnection(
  { connections, connection }: Pick<ProjectFile, "connections" | "connection">,
  asked?: string,
): ConnectionChoice {
  const names = connections.map((settings) => settings.name.value);
  const name = asked ?? connection?.value ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) return names.length === 0 ? { kind: "none" } : { kind: "undecided", names };
  const settings = connections.find((candidate) => candidate.name.value === name);
  if (settings) return { kind: "chosen", settings };
  const meant = didYouMean(name, names);
  return { kind: "unknown", name, names, ...(meant !== undefined && { meant }) };
}

/** Why no connection is asked about columns and types unless the user wants it, as a sentence. */
export function whyNotAsked(choice: ConnectionChoice): string {
  switch (choice.kind) {
    case "chosen":
      return `The connection "${choice.settings.name.value}" is asked only when it is named, because that may cost money.`;
    case "none":
      return "The project has no connection.";
    case "undecided":
      return "The project has several connections and no default, so none was asked.";
    case "unknown":
      return `There is no connection "${choice.name}" in eventspec.yml, so none was asked.`;
  }
}
