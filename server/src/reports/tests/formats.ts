/** The formats of `test`, the default first. */
export const testFormats = ["text", "json", "junit", "markdown", "github"] as const;
