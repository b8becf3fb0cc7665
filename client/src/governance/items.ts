/** The view's nodes in VS Code's words. */
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { Severity } from "../../../server/src/document/types.ts";
import { placeCommand } from "../treePlaces.ts";
import type { Node } from "./nodes.ts";

const severityIcons: Readonly<Record<Severity, ThemeIcon>> = {
  error: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
  warning: new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
  info: new ThemeIcon("info"),
};

const kindIcons: Partial<Record<Node["kind"], string>> = {
  completeness: "checklist",
  event: "symbol-event",
};

/** Nodes whose kind has a page and, of those, whose kind can be fixed; the menus in package.json look at them. */
const contexts = { rule: "eventspecRule", fixable: "eventspecRule.fixable" } as const;

export function treeItem(node: Node): TreeItem {
  const item = new TreeItem(node.label, foldingOf(node));
  item.id = node.id;
  if (node.description) item.description = node.description;
  item.tooltip = [node.label, node.description].filter(Boolean).join("\n");
  item.iconPath = iconOf(node);
  item.accessibilityInformation = { label: spoken(node) };
  if (node.rule) item.contextValue = node.fixable ? contexts.fixable : contexts.rule;
  if (node.place) item.command = placeCommand(node.place);
  return item;
}

function foldingOf({ kind, children }: Node): TreeItemCollapsibleState {
  if (children.length === 0) return TreeItemCollapsibleState.None;
  return kind === "project" || kind === "completeness"
    ? TreeItemCollapsibleState.Expanded
    : TreeItemCollapsibleState.Collapsed;
}

function iconOf({ kind, severity, done }: Node): ThemeIcon {
  if (severity) return severityIcons[severity];
  const icon = kindIcons[kind];
  if (icon) return new ThemeIcon(icon);
  return new ThemeIcon(done ? "pass" : kind === "note" ? "info" : "circle-outline");
}

/** Icons and places in a row say nothing to who listens. */
function spoken({ label, description, severity, done }: Node): string {
  return [severity, done === undefined ? undefined : done ? "done" : "to do", label, description]
    .filter(Boolean)
    .join(", ");
}
