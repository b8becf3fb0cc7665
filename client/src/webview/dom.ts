/** Elements without HTML text: whatever comes from a warehouse can only become text. */

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with attributes (`true` sets an empty one, `false` and `undefined` none) and children; strings become text nodes. */
export function element(
  tag: string,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** A button of the toolbar: an icon, with its name as tooltip and for screen readers. */
export function iconButton(icon: string, label: string, onClick: () => void): HTMLElement {
  const button = element("vscode-toolbar-button", { icon, label, title: label });
  button.addEventListener("click", onClick);
  return button;
}

export function textButton(label: string, onClick: () => void, secondary = false): HTMLElement {
  const button = element("vscode-button", { secondary }, label);
  button.addEventListener("click", onClick);
  return button;
}
