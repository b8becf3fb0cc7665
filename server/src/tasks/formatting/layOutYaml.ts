/** Layout of YAML by Prettier, which keeps comments, anchors, block scalars and the breaks of long texts. */

/** Wider than any line: what is too long for one is for `longFlows` to say. */
const noLimit = 100_000;

/** In: YAML. Out: the same laid out, with the line breaks that its first line has; `undefined` where Prettier can't read it. */
export async function layOutYaml(text: string): Promise<string | undefined> {
  // Loaded when somebody formats: it takes longer to read than a small check does.
  const [{ format }, yaml] = await Promise.all([
    import("prettier/standalone"),
    import("prettier/plugins/yaml"),
  ]);
  return format(text, {
    parser: "yaml",
    plugins: [yaml],
    printWidth: noLimit,
    bracketSpacing: false,
    proseWrap: "preserve",
    endOfLine: "auto",
  }).catch(() => undefined);
}
