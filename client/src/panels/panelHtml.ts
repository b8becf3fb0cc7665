/** The page around a panel's script: scripts only with this page's nonce, styles and fonts only from the extension. */

export interface PanelPage {
  /** The bundle is NAME.js and NAME.css. */
  readonly name: string;
  readonly title: string;
  readonly nonce: string;
  /** Where styles and fonts may come from, as a Content-Security-Policy names it. */
  readonly source: string;
  /** Address of a file of dist/webview. */
  readonly resource: (file: string) => string;
}

export function panelHtml({ name, title, nonce, source, resource }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1.0">
    <title>${title}</title>
    <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${resource("codicon.css")}">
    <link rel="stylesheet" href="${resource(`${name}.css`)}">
  </head>
  <body>
    <main id="panel"></main>
    <script nonce="${nonce}" src="${resource(`${name}.js`)}"></script>
  </body>
</html>`;
}
