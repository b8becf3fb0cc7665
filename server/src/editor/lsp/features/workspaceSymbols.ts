import { type SymbolInformation, SymbolKind, SymbolTag } from "vscode-languageserver";
import { harmlessLine } from "../../../document/harmless.ts";
import { type ProjectSymbol, workspaceSymbols as symbolsIn } from "../../features/workspaceSymbols.ts";
import { loadedWorkspaces } from "../../session/session.ts";
import type { Feature } from "../feature.ts";
import { locations } from "../locations.ts";
import { guarded } from "../server.ts";

/** Of all projects that are loaded. */
export const workspaceSymbols: Feature = {
  capability: { workspaceSymbolProvider: true },
  listen: (server) => {
    server.connection.onWorkspaceSymbol(
      guarded<{ readonly query: string }, SymbolInformation[]>(
        server,
        "workspaceSymbol",
        [],
        async ({ query }) => {
          const workspaces = await loadedWorkspaces(server.session);
          return workspaces.flatMap(({ project }) =>
            symbolsIn(project, query).flatMap((symbol) =>
              locations(server, project, [symbol]).map((location) => ({ ...toSymbol(symbol), location })),
            ),
          );
        },
      ),
    );
  },
};

const kinds: Readonly<Record<ProjectSymbol["kind"], SymbolKind>> = {
  event: SymbolKind.Event,
  property: SymbolKind.Field,
  entity: SymbolKind.Key,
  team: SymbolKind.Constant,
  goal: SymbolKind.Constant,
  lookup: SymbolKind.Namespace,
  table: SymbolKind.Struct,
};

function toSymbol({ name, kind, within, deprecated }: ProjectSymbol): Omit<SymbolInformation, "location"> {
  return {
    name: harmlessLine(name) || "(no name)",
    kind: kinds[kind],
    containerName: harmlessLine(within),
    ...(deprecated && { tags: [SymbolTag.Deprecated] }),
  };
}
