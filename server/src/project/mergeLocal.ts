import type { Span, TextDocument, YamlMap, YamlNode, YamlPair } from "../document/types.ts";

/**
 * `eventspec.yml` with `eventspec.local.yml` laid over it: maps merge key by key, anything else replaces. Values from the
 * local file stand at the place of what they replace, so that every span points into `eventspec.yml`; they are marked as local.
 */
export function mergeLocal(project: TextDocument, local: TextDocument): TextDocument {
  const [first, ...rest] = project.documents;
  const over = local.documents[0]?.root;
  if (over?.kind !== "map") return project;
  const span = first?.span ?? { start: 0, end: 0 };
  const root = first?.root?.kind === "map" ? mergeMaps(first.root, over) : moved(over, span);
  return { ...project, documents: [{ span, root }, ...rest] };
}

function mergeMaps(base: YamlMap, over: YamlMap): YamlMap {
  const kept = base.pairs.map((pair) => {
    const replacement = over.pairs.findLast((other) => other.key.text === pair.key.text);
    return replacement?.value ? mergePair(pair, replacement.value) : pair;
  });
  const names = new Set(base.pairs.map((pair) => pair.key.text));
  const added = over.pairs.filter((pair) => !names.has(pair.key.text));
  return { ...base, pairs: [...kept, ...added.map((pair) => movedPair(pair, base.span))] };
}

function mergePair(pair: YamlPair, over: YamlNode): YamlPair {
  const { value } = pair;
  if (value?.kind === "map" && over.kind === "map" && sameType(value, over)) {
    return { ...pair, value: mergeMaps(value, over) };
  }
  return { ...pair, value: moved(over, value?.span ?? pair.span) };
}

/** A connection of another type is another connection: it takes no setting over. */
function sameType(base: YamlMap, over: YamlMap): boolean {
  const [written, wanted] = [base, over].map(
    ({ pairs }) => pairs.find(({ key }) => key.text === "type")?.value,
  );
  if (written?.kind !== "scalar" || wanted?.kind !== "scalar") return true;
  return written.text === wanted.text;
}

function movedPair(pair: YamlPair, span: Span): YamlPair {
  const key = { ...pair.key, span };
  return pair.value ? { key, span, value: moved(pair.value, span) } : { key, span };
}

function moved(node: YamlNode, span: Span): YamlNode {
  const here = { span, local: true } as const;
  if (node.kind === "scalar") return { ...node, ...here };
  if (node.kind === "list")
    return { ...node, ...here, items: node.items.map((item) => item && moved(item, span)) };
  return { ...node, ...here, pairs: node.pairs.map((pair) => movedPair(pair, span)) };
}
