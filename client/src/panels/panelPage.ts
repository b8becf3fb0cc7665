/** The page around a panel's script: scripts only with this page's nonce, styles and fonts only from the extension. */
import { randomBytes } from "node:crypto";
import { type ExtensionContext, Uri, type Webview } from "vscode";

/** The only folder a panel may load from. */
export function panelResources(context: ExtensionContext): Uri {
  return Uri.joinPath(context.extensionUri, "dist", "webview");
}

/** HTML of the panel whose bundle is dist/webview/NAME.js and NAME.css. */
export function panelPage(context: ExtensionContext, webview: Webview, name: string, title: string): string {
  const nonce = randomBytes(16).toString("base64url");
  const resource = (file: string) => webview.asWebviewUri(Uri.joinPath(panelResources(context), file));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
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
