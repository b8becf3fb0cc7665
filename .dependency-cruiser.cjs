/** The house's boundaries: imports follow text → document → spec → project → sql → warehouse → binding → rules → review → reports → exporters → importers → tasks → doors. */
const rooms = [
  "document",
  "spec",
  "project",
  "sql",
  "warehouse",
  "binding",
  "rules",
  "review",
  "proof",
  "reports",
  "exporters",
  "importers",
  "tasks",
];

const room = (name) => `^server/src/${name}/`;

const nothingFlowsBack = rooms.map((name, i) => ({
  name: `${name}-imports-nothing-after-it`,
  severity: "error",
  from: { path: room(name) },
  to: { path: `^server/src/(${[...rooms.slice(i + 1), "editor", "cli"].join("|")})/` },
}));

/** The editor's own rooms, in the order that its imports follow. */
const editorRooms = ["session", "names", "sql", "features", "lsp"];

const nothingFlowsBackInTheEditor = editorRooms.slice(0, -1).map((name, i) => ({
  name: `editor-${name}-imports-nothing-after-it`,
  severity: "error",
  from: { path: `^server/src/editor/${name}/` },
  to: { path: `^server/src/editor/(${editorRooms.slice(i + 1).join("|")})/` },
}));

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...nothingFlowsBack,
    ...nothingFlowsBackInTheEditor,
    {
      name: "only-rules-know-their-engine",
      severity: "error",
      from: { path: "^server/src", pathNot: "^server/src/rules/" },
      to: { path: "^server/src/rules/engine/" },
    },
    {
      name: "only-lsp-knows-the-protocol",
      severity: "error",
      from: { path: "^server/src", pathNot: "^server/src/(editor/lsp/|languageServer\\.ts$)" },
      to: { path: "node_modules/vscode-(languageserver|jsonrpc)" },
    },
    {
      name: "features-are-wired-in-one-place",
      severity: "error",
      from: { path: "^server/src", pathNot: "^server/src/(editor/lsp/features/|languageServer\\.ts$)" },
      to: { path: "^server/src/editor/lsp/features/" },
    },
    {
      name: "doors-do-not-know-each-other",
      severity: "error",
      from: { path: "^server/src/(editor|cli)/" },
      to: { path: "^server/src/(editor|cli)/", pathNot: "^server/src/$1/" },
    },
    {
      name: "core-knows-no-editor",
      severity: "error",
      from: { path: `^server/src/(${rooms.join("|")})/` },
      to: { path: "^(node_modules/)?vscode" },
    },
    {
      name: "only-connections-know-a-driver",
      severity: "error",
      from: { path: "^(server|client)/src", pathNot: "^server/src/warehouse/connections/" },
      to: {
        path: "node_modules/(@duckdb|pg|trino-client|@clickhouse|@google-cloud|snowflake-sdk|@databricks)(/|$)",
      },
    },
    {
      name: "dialects-import-only-types",
      severity: "error",
      from: { path: "^server/src/sql/dialects/" },
      to: { dependencyTypesNot: ["type-only"], pathNot: "^server/src/sql/dialects/" },
    },
    {
      name: "client-takes-only-types-from-the-server",
      severity: "error",
      from: { path: "^client/src" },
      // The names of our own requests are values; the file that holds them imports nothing.
      to: {
        path: "^server/src",
        pathNot: "^server/src/editor/lsp/protocol\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { path: "^(server|client)/src" },
      to: { path: "^(test|bench|scripts)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
