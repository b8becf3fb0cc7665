import type { ConnectionChoice } from "../../project/chooseConnection.ts";

/** Why nothing can be run on a project's connection: what is wrong, and what to do about it. */
export function noConnection(
  choice: Exclude<ConnectionChoice, { kind: "chosen" }>,
): [message: string, hint: string] {
  switch (choice.kind) {
    case "none":
      return ["The project has no connection.", "Add one under `connections` in eventspec.yml."];
    case "undecided":
      return [
        "The project has no default connection.",
        "Choose one, or name one under `connection` in eventspec.yml.",
      ];
    case "unknown":
      return [
        `There is no connection "${choice.name}" in eventspec.yml.`,
        choice.meant ? `Did you mean "${choice.meant}"?` : "Choose another, or add it under `connections`.",
      ];
  }
}
