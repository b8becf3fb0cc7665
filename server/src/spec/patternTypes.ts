/** A shape of real event models, as it stands in examples/patterns and as the editor inserts it. */
export interface Pattern {
  /** Of its folder. */
  readonly name: string;
  readonly title: string;
  /** One sentence: what it is for. */
  readonly summary: string;
  /** Other words that people look for it by, parted by commas. */
  readonly words: string;
  /** The text of its file of events, without the lines that say what it is. */
  readonly spec: string;
}
