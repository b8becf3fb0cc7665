/** Half-open range of UTF-16 offsets into a file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value together with the place in the file that it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** A scalar. `text` is its content as written (so `00123` survives); `value` is what YAML 1.2's core schema reads it as. */
export interface YamlScalar {
  readonly kind: "scalar";
  /** The whole token in the file, with quotes or the block header. */
  readonly span: Span;
  readonly style: ScalarStyle;
  readonly text: string;
  readonly value: string | number | boolean | null;
  /** The tag as written, for instance `!ref`; absent when there is none. */
  readonly tag?: string;
  readonly local?: true;
}

export interface YamlPair {
  readonly key: YamlScalar;
  /** Absent while the author has typed only `key:`. */
  readonly value?: YamlNode;
  readonly span: Span;
}

export interface YamlMap {
  readonly kind: "map";
  readonly span: Span;
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
  /** Laid over the file from another one, which is not shared; see `mergeLocal`. */
  readonly local?: true;
}

export interface YamlList {
  readonly kind: "list";
  readonly span: Span;
  readonly flow: boolean;
  /** An item is `undefined` where the author has typed only `-`. */
  readonly items: readonly (YamlNode | undefined)[];
  readonly local?: true;
}

/** Aliases are resolved: the node they point at stands in their place, with its own span. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

/** Keys and list positions from the root of a document. */
export type Path = readonly (string | number)[];

export interface YamlComment {
  readonly span: Span;
  /** Without the leading `#`. */
  readonly text: string;
}

/** One document of a YAML stream. */
export interface YamlDocument {
  readonly span: Span;
  readonly root?: YamlNode;
}

/** A file's text as a tolerant tree: whatever can be understood is here, whatever can't is a finding. */
export interface TextDocument {
  /** Path relative to the project's root, with `/`. */
  readonly file: string;
  readonly text: string;
  /** Offset at which each line starts. */
  readonly lineStarts: readonly number[];
  readonly documents: readonly YamlDocument[];
  readonly comments: readonly YamlComment[];
  readonly findings: readonly Finding[];
}

export type Severity = "error" | "warning" | "info";

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A change of the same file that mends a finding. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one to apply when the user asks for "the" fix. */
  readonly preferred?: boolean;
}

export interface RelatedPlace {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
}

/** Something to tell the author, at an exact place. The only such type, from the reader to the governance rules. */
export interface Finding {
  readonly file: string;
  /** The rule's name, which is also the diagnostic's code and the name of its page in docs/rules. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint?: string;
  readonly span: Span;
  readonly event?: string;
  /** Dotted path of keys, for instance `events.order_placed.properties.total.sql`. */
  readonly path?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}
