/** The view's nodes in VS Code's words. */
import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { ReviewedChange } from "../../../server/src/editor/lsp/review/protocol.ts";
import type { ChangeClass } from "../../../server/src/review/types.ts";
import { placeCommand } from "../treePlaces.ts";
import { type ChangeNode, classWords } from "./nodes.ts";

const icons: Readonly<Record<ChangeClass, ThemeIcon>> = {
  breaking: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
  meaning: new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
  additive: new ThemeIcon("diff-added"),
  documentation: new ThemeIcon("book"),
  none: new ThemeIcon("check"),
};

/** Nodes of events, whose SQL can be compared; the menus in package.json look at it. */
const ofEvent = "eventspecChanged";

export function changeItem(node: ChangeNode): TreeItem {
  const folding =
    node.children.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None;
  const item = new TreeItem(node.label, folding);
  item.id = node.id;
  if (node.description) item.description = node.description;
  item.iconPath = iconOf(node);
  item.accessibilityInformation = { label: spoken(node) };
  if (node.event !== undefined) item.contextValue = ofEvent;
  item.tooltip = node.change ? changeTooltip(node.change) : node.label;
  const place = node.change?.place ?? node.children.find(({ change }) => change?.place)?.change?.place;
  if (place) item.command = placeCommand(place);
  return item;
}

function iconOf({ kind, class: means, approved }: ChangeNode): ThemeIcon {
  if (means) return approved ? new ThemeIcon("pass") : icons[means];
  return new ThemeIcon(kind === "rows" ? "table" : "info");
}

function spoken({ label, description, class: kind, approved }: ChangeNode): string {
  return [kind && classWords[kind], approved ? "approved" : undefined, label, description]
    .filter(Boolean)
    .join(", ");
}

/** What was, what is, and what to do, as it stands: nothing of it is Markdown. */
export function changeTooltip(change: ReviewedChange): MarkdownString {
  const { message, before, after, verdict, hint, approval, rule } = change;
  const text = new MarkdownString();
  text.appendMarkdown(`**${classWords[change.class]}**: `);
  text.appendText(message);
  const lines = [
    ...(before === undefined ? [] : before.split("\n").map((line) => `- ${line}`)),
    ...(after === undefined ? [] : after.split("\n").map((line) => `+ ${line}`)),
  ];
  if (lines.length > 0) text.appendCodeblock(lines.join("\n"), "diff");
  for (const said of [verdict, approval, hint]) if (said) text.appendMarkdown("\n\n").appendText(said);
  if (rule) text.appendMarkdown(`\n\n[${rule.name}](${rule.page})`);
  return text;
}
