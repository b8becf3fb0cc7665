import {
  SemanticTokenModifiers,
  type SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokenTypes,
} from "vscode-languageserver";
import {
  type NameColour,
  type NameToken,
  semanticTokens as tokensOf,
} from "../../features/semanticTokens.ts";
import { type Positions, toPosition, toSpan } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";

/** Types that every client knows, so that each theme has colours for them. */
const types: Readonly<Record<NameColour, SemanticTokenTypes>> = {
  event: SemanticTokenTypes.event,
  property: SemanticTokenTypes.property,
  entity: SemanticTokenTypes.type,
  alias: SemanticTokenTypes.variable,
  table: SemanticTokenTypes.class,
  parameter: SemanticTokenTypes.parameter,
  column: SemanticTokenTypes.property,
  function: SemanticTokenTypes.function,
};

const tokenTypes = [...new Set(Object.values(types))];

export const semanticTokens: Feature = {
  capability: {
    semanticTokensProvider: {
      legend: { tokenTypes, tokenModifiers: [SemanticTokenModifiers.declaration] },
      full: true,
      range: true,
    },
  },
  listen: (server) => {
    const { semanticTokens: requests } = server.connection.languages;
    const none: SemanticTokens = { data: [] };
    requests.on(onFile(server, "semanticTokens", none, (view) => encoded(view.document, tokensOf(view))));
    requests.onRange(
      onFile(server, "semanticTokensRange", none, (view, { range }) =>
        encoded(view.document, tokensOf(view, toSpan(view.document, range))),
      ),
    );
  },
};

function encoded(document: Positions, tokens: readonly NameToken[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { span, colour, declares } of tokens) {
    const { line, character } = toPosition(document, span.start);
    const type = tokenTypes.indexOf(types[colour]);
    builder.push(line, character, span.end - span.start, type, declares ? 1 : 0);
  }
  return builder.build();
}
