import type { Feature } from "../feature.ts";
import { codeActions } from "./codeActions.ts";
import { codeLenses } from "./codeLenses.ts";
import { completion } from "./completion.ts";
import { definition } from "./definition.ts";
import { documentHighlights } from "./documentHighlights.ts";
import { documentLinks } from "./documentLinks.ts";
import { documentSymbols } from "./documentSymbols.ts";
import { foldingRanges } from "./foldingRanges.ts";
import { formatting } from "./formatting.ts";
import { hover } from "./hover.ts";
import { inlayHints } from "./inlayHints.ts";
import { references } from "./references.ts";
import { rename } from "./rename.ts";
import { selectionRanges } from "./selectionRanges.ts";
import { semanticTokens } from "./semanticTokens.ts";
import { signatureHelp } from "./signatureHelp.ts";
import { workspaceSymbols } from "./workspaceSymbols.ts";

/** By name: that of their file here and in `editor/features/`. */
export const features = {
  completion,
  signatureHelp,
  hover,
  codeLenses,
  documentSymbols,
  foldingRanges,
  selectionRanges,
  definition,
  references,
  rename,
  documentHighlights,
  documentLinks,
  workspaceSymbols,
  semanticTokens,
  codeActions,
  formatting,
  inlayHints,
} as const satisfies Readonly<Record<string, Feature>>;
